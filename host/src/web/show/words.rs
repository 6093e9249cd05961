//! The names of parts, kinds, sources, stages and outcomes.

use crate::catalogue::maturity::Maturity;
use crate::catalogue::scenario::{Part, Source, TaskKind};
use crate::registry::session::State;

/// Chinese, English.
pub type Pair = (&'static str, &'static str);

/// The parts of the district's layout, in its own order.
pub const PARTS: [Part; 8] = [
    Part::Corridor,
    Part::FashionCity,
    Part::HealthCity,
    Part::DigitalCity,
    Part::MarineBelt,
    Part::SoftwareBelt,
    Part::HealthBelt,
    Part::District,
];

/// Which of 一廊, 三城 and 三带 a part belongs to.
pub fn layer(part: Part) -> Pair {
    match part {
        Part::Corridor => ("一廊", "Corridor"),
        Part::FashionCity | Part::HealthCity | Part::DigitalCity => ("三城", "Three cities"),
        Part::MarineBelt | Part::SoftwareBelt | Part::HealthBelt => ("三带", "Three belts"),
        Part::District => ("全区", "Whole district"),
    }
}

/// A part's name.
pub fn part(part: Part) -> Pair {
    match part {
        Part::Corridor => ("滨江数创大走廊·汉江湾人工智能产业园", "Riverside digital corridor · Hanjiang Bay AI park"),
        Part::FashionCity => ("汉正街时尚城", "Hanzheng Street fashion city"),
        Part::HealthCity => ("同济健康城", "Tongji health city"),
        Part::DigitalCity => ("汉江湾数智城", "Hanjiang Bay digital city"),
        Part::MarineBelt => ("环海工大海洋工程产业带", "Ocean engineering belt around 海工大"),
        Part::SoftwareBelt => ("环信工大软件信息产业带", "Software and information belt around 信工大"),
        Part::HealthBelt => ("环同济健康产业带", "Health industry belt around 同济"),
        Part::District => ("政策与治理", "Policy and governance"),
    }
}

/// A part's name on the map, where room is short.
pub fn part_on_map(part: Part) -> Pair {
    match part {
        Part::Corridor => ("滨江数创大走廊 · 人工智能产业园", "Corridor · AI park"),
        Part::FashionCity => ("汉正街时尚城", "Fashion city"),
        Part::HealthCity => ("同济健康城", "Health city"),
        Part::DigitalCity => ("汉江湾数智城", "Digital city"),
        Part::MarineBelt => ("海洋工程产业带", "Ocean belt"),
        Part::SoftwareBelt => ("软件信息产业带", "Software belt"),
        Part::HealthBelt => ("健康产业带", "Health belt"),
        Part::District => ("全区 · 政策与治理", "Whole district · governance"),
    }
}

/// A part's name in addresses, as the catalogue writes it.
pub fn part_anchor(part: Part) -> &'static str {
    match part {
        Part::Corridor => "corridor",
        Part::FashionCity => "fashion-city",
        Part::HealthCity => "health-city",
        Part::DigitalCity => "digital-city",
        Part::MarineBelt => "marine-belt",
        Part::SoftwareBelt => "software-belt",
        Part::HealthBelt => "health-belt",
        Part::District => "district",
    }
}

/// A kind of task.
pub fn kind(kind: TaskKind) -> Pair {
    match kind {
        TaskKind::Classify => ("分类判别", "Classify"),
        TaskKind::Rank => ("检索排序", "Rank"),
        TaskKind::Forecast => ("预测", "Forecast"),
        TaskKind::Extract => ("信息抽取", "Extract"),
        TaskKind::Decide => ("按规则测算", "Decide by rules"),
        TaskKind::Plan => ("规划调度", "Plan"),
        TaskKind::Detect => ("缺陷检出", "Detect"),
        TaskKind::Generate => ("文本生成", "Generate"),
    }
}

/// Where cases come from.
pub fn source(source: Source) -> Pair {
    match source {
        Source::R => ("真实开放数据", "Real open data"),
        Source::G => ("生成数据·真值已知", "Generated, truth known"),
        Source::D => ("依公布规则判定", "Decided by published rules"),
        Source::H => ("人工编写", "Written by hand"),
    }
}

/// How far a scenario has come.
pub fn maturity(maturity: Maturity) -> Pair {
    match maturity {
        Maturity::Called => ("征集", "Called for"),
        Maturity::Trial => ("试评", "On trial"),
        Maturity::Comparable => ("可比", "Comparable"),
        Maturity::Judged => ("已评", "Judged"),
        Maturity::Typical => ("典型", "Typical"),
    }
}

/// What it takes to be at a stage.
pub fn maturity_meaning(maturity: Maturity) -> Pair {
    match maturity {
        Maturity::Called => ("已列入目录，尚无智能体参评", "In the catalogue, nobody enters it yet"),
        Maturity::Trial => ("已有智能体参评，尚未同台比较", "Someone enters it, nothing compared yet"),
        Maturity::Comparable => ("现行合约下已完成同台比较", "Compared under the contract of today"),
        Maturity::Judged => ("评审会话已封存", "A panel has sealed a session"),
        Maturity::Typical => ("封存结果中有智能体显著领先基线", "In a sealed session someone leads the floor"),
    }
}

/// How far a session is.
pub fn state(state: State) -> Pair {
    match state {
        State::Planned => ("待运行", "Planned"),
        State::Running => ("进行中", "Running"),
        State::Finished => ("已完成", "Finished"),
    }
}

/// How a run ended, by its code.
pub fn outcome(code: &str) -> Pair {
    match code {
        "answered" => ("已作答", "Answered"),
        "declined" => ("弃答", "Declined"),
        "invalid-output" => ("格式不符", "Invalid output"),
        "out-of-fuel" => ("计量用尽", "Out of fuel"),
        "out-of-memory" => ("内存超限", "Out of memory"),
        "out-of-time" => ("超时", "Out of time"),
        "trapped" => ("运行中断", "Trapped"),
        "output-too-large" => ("答复过大", "Output too large"),
        _ => ("其他", "Other"),
    }
}
