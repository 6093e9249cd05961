//! A session's summary as a table.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Cell, CellAlignment, Table};

use super::figures;
use crate::catalogue::Scenario;
use crate::catalogue::metric::Headline;
use crate::compare::summary::{EntrantSummary, PartSummary, Summary};
use crate::language::Language;
use crate::registry::case::Visibility;
use crate::statistics::{EntrantVerdict, Standing};

/// The table with its heading, ending in a line break.
pub fn of(scenario: &Scenario, summary: &Summary, language: Language) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(header(summary, language));
    for (entrant, verdict) in summary.entrants.iter().zip(&summary.verdict.entrants) {
        if let Some(part) = entrant.headline(summary.headline_on) {
            table.add_row(row(entrant, part, verdict, summary, language));
        }
    }
    for column in 1..table.column_count().saturating_sub(1) {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("\n{}\n{table}\n", heading(scenario, summary, language))
}

/// A plain table of texts, as all lists of a command are shown.
pub fn plain<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(head);
    table.add_rows(rows);
    table
}

fn heading(scenario: &Scenario, summary: &Summary, language: Language) -> String {
    let title = language.of(&scenario.title);
    let on = match (summary.headline_on, language) {
        (Visibility::Hidden, Language::Zh) => "得分以隐藏案例计",
        (Visibility::Hidden, Language::En) => "scores on hidden cases",
        (Visibility::Public, Language::Zh) => "得分以公开案例计",
        (Visibility::Public, Language::En) => "scores on public cases",
    };
    let (hidden, public) = (summary.hidden_cases, summary.public_cases);
    language.pick(
        format!(
            "{title}（{}，合约 {}）\n隐藏案例 {hidden} 例，公开案例 {public} 例；{on}。",
            scenario.id, summary.contract
        ),
        format!(
            "{title} ({}, contract {})\n{hidden} hidden and {public} public cases; {on}.",
            scenario.id, summary.contract
        ),
    )
}

fn header(summary: &Summary, language: Language) -> Vec<String> {
    let headline = match (summary.headline, language) {
        (Headline::Proportion, Language::Zh) => "正确率 [95% 区间]",
        (Headline::Proportion, Language::En) => "Share right [95 %]",
        (Headline::Mean, Language::Zh) => "平均得分 [95% 区间]",
        (Headline::Mean, Language::En) => "Mean score [95 %]",
        (Headline::MacroF1, Language::Zh) => "宏平均F1 [95% 区间]",
        (Headline::MacroF1, Language::En) => "Macro-F1 [95 %]",
        (Headline::RankScore, Language::Zh) => "排序得分AUC [95% 区间]",
        (Headline::RankScore, Language::En) => "Rank score (AUC) [95 %]",
    };
    let mut header = vec![language.pick("参评智能体", "Entrant").to_owned(), headline.to_owned()];
    header.extend(
        language
            .pick(
                ["作答/弃答/失败", "计量单位/例", "用时中位数", "结论"],
                ["Answered/declined/failed", "Fuel a case", "p50 time", "Verdict"],
            )
            .map(str::to_owned),
    );
    header
}

fn row(
    entrant: &EntrantSummary,
    part: &PartSummary,
    verdict: &EntrantVerdict,
    summary: &Summary,
    language: Language,
) -> Vec<Cell> {
    let mut cells = vec![
        Cell::new(format!("{}/{} {}", entrant.vendor, entrant.agent, entrant.version)),
        Cell::new(figures::score(part.score, part.interval)),
    ];
    cells.push(Cell::new(format!("{}/{}/{}", part.answered, part.declined, part.failed)));
    cells.push(Cell::new(figures::count(part.fuel, language)));
    cells.push(Cell::new(figures::time(part.p50_us, language)));
    cells.push(Cell::new(words(verdict, summary, language)));
    cells
}

/// `vendor/agent`, with the version where two releases of one agent take part.
fn name_among(entrant: &EntrantSummary, all: &[EntrantSummary]) -> String {
    let EntrantSummary { vendor, agent, version, .. } = entrant;
    let releases = all.iter().filter(|other| other.vendor == *vendor && other.agent == *agent).count();
    if releases > 1 { format!("{vendor}/{agent} {version}") } else { format!("{vendor}/{agent}") }
}

/// The verdict in plain words, never a bare rank.
fn words(verdict: &EntrantVerdict, summary: &Summary, language: Language) -> String {
    let names = |places: &[usize]| {
        let names: Vec<String> = places
            .iter()
            .filter_map(|place| summary.entrants.get(*place))
            .map(|entrant| name_among(entrant, &summary.entrants))
            .collect();
        names.join(language.pick("、", ", "))
    };
    match verdict.standing {
        Standing::Alone => return language.pick("无其他参评者", "no other entrant").to_owned(),
        Standing::Leading => return language.pick("领先全部", "leads all others").to_owned(),
        _ => {}
    }
    let mut parts = Vec::new();
    let lists = [
        (&verdict.beats, "领先", "leads"),
        (&verdict.beaten_by, "落后于", "behind"),
        (&verdict.indistinguishable, "无法区分：", "cannot be told from"),
        (&verdict.too_few, "样本不足：", "too few cases against"),
    ];
    for (places, zh, en) in lists {
        if !places.is_empty() {
            let space = language.pick(if zh.ends_with('：') { "" } else { " " }, " ");
            parts.push(format!("{}{space}{}", language.pick(zh, en), names(places)));
        }
    }
    parts.join(language.pick("；", "; "))
}
