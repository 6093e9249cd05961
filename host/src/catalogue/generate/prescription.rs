//! Prescriptions over a table of interactions: the gravest pair of running, systemic drugs is the verdict.
//!
//! Drugs are drawn first and judged by the scenario's own table (`materials/interactions.csv`, facts from drug labels);
//! then they are written as prescriptions are, some under another name. No real patient stands behind any of them.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

const TABLE: &str = include_str!("../../../catalogue/prescription-review/materials/interactions.csv");
/// From the mildest to the gravest; a verdict's place is its gravity.
const LEVELS: [&str; 4] = ["none", "monitor", "major", "contraindicated"];
/// Drugs that interact with none of the table's.
const HARMLESS: [&str; 8] = ["维生素C", "复合维生素B", "蒙脱石散", "氯雷他定", "叶酸", "甲钴胺", "乳果糖", "氨溴索"];
/// Other names: brands, short forms and slips of the pen.
const OTHER_NAMES: [(&str, &str); 32] = [
    ("辛伐他汀", "舒降之"),
    ("伊曲康唑", "斯皮仁诺"),
    ("克拉霉素", "克红霉素"),
    ("环孢素", "新山地明"),
    ("西地那非", "万艾可"),
    ("他达拉非", "希爱力"),
    ("伐地那非", "艾力达"),
    ("单硝酸异山梨酯", "鲁南欣康"),
    ("沙库巴曲缬沙坦", "诺欣妥"),
    ("依那普利", "依苏"),
    ("卡托普利", "开博通"),
    ("贝那普利", "洛汀新"),
    ("氟西汀", "百忧解"),
    ("哌替啶", "度冷丁"),
    ("利奈唑胺", "斯沃"),
    ("非布司他", "非布索坦"),
    ("硫唑嘌呤", "依木兰"),
    ("多潘立酮", "吗丁啉"),
    ("阿司匹林", "拜阿司匹灵"),
    ("布洛芬", "芬必得"),
    ("氟康唑", "大扶康"),
    ("胺碘酮", "可达龙"),
    ("复方磺胺甲噁唑", "复方新诺明"),
    ("氯吡格雷", "波立维"),
    ("奥美拉唑", "洛赛克"),
    ("美托洛尔", "倍他乐克"),
    ("螺内酯", "安体舒通"),
    ("利伐沙班", "拜瑞妥"),
    ("呋塞米", "速尿"),
    ("左甲状腺素", "优甲乐"),
    ("二甲双胍", "格华止"),
    ("泼尼松", "强的松"),
];

/// How a drug stands on the prescription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Running,
    /// Given up before, or put on the skin: does not count.
    Void,
}

/// Makes `count` cases.
///
/// Settings: `alias-share`, how often a drug goes by another name; `void-share`, how often a partner that would
/// interact is stopped or only put on the skin; `drugs`, `[least, most]` on a prescription, 3 to 10.
///
/// # Errors
/// What the settings lack, or a table that cannot be read.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let (aliases, voids) = (settings::share(settings, "alias-share")?, settings::share(settings, "void-share")?);
    let sizes = settings::range(settings, "drugs", 3..=10)?;
    let table = table()?;
    (0..count).map(|_| draft(rng, &table, [aliases, voids], sizes.clone())).collect()
}

type Pair = (&'static str, &'static str, usize);

fn table() -> Result<Vec<Pair>, String> {
    TABLE
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let (Some(a), Some(b), Some(level)) = (cells.next(), cells.next(), cells.next()) else {
                return Err(format!("interactions.csv: {line}"));
            };
            let level =
                LEVELS.iter().position(|known| *known == level).ok_or_else(|| format!("no such level: {level}"))?;
            Ok((a, b, level))
        })
        .collect()
}

fn gravest(table: &[Pair], drugs: &[(&'static str, Use)]) -> usize {
    let runs = |name: &str| drugs.contains(&(name, Use::Running));
    table.iter().filter(|(a, b, _)| runs(a) && runs(b)).map(|(_, _, level)| *level).max().unwrap_or(0)
}

fn draft(
    rng: &mut ChaCha8Rng,
    table: &[Pair],
    [aliases, voids]: [f64; 2],
    sizes: std::ops::RangeInclusive<i64>,
) -> Result<Draft, String> {
    let level = rng.random_range(0..LEVELS.len());
    let size = usize::try_from(rng.random_range(sizes)).map_err(|error| error.to_string())?;
    let mut drugs: Vec<(&'static str, Use)> = Vec::new();
    if level > 0 {
        let apt: Vec<&Pair> = table.iter().filter(|pair| pair.2 == level).collect();
        let (a, b, _) = *apt.get(rng.random_range(0..apt.len().max(1))).ok_or("the table lacks a level")?;
        drugs.extend([(*a, Use::Running), (*b, Use::Running)]);
    }
    if rng.random_bool(voids) {
        let (a, b, _) = table[rng.random_range(0..table.len())];
        drugs.extend([(a, Use::Running), (b, Use::Void)].into_iter().filter(|(name, _)| {
            level == 0 || !table[..].iter().any(|(x, y, l)| *l == level && (x == name || y == name))
        }));
    }
    let pool: Vec<&'static str> = table.iter().flat_map(|(a, b, _)| [*a, *b]).chain(HARMLESS).collect();
    for _ in 0..60 {
        if drugs.len() >= size {
            break;
        }
        let next = pool[rng.random_range(0..pool.len())];
        drugs.push((next, Use::Running));
        if gravest(table, &drugs) != level {
            drugs.pop();
        }
    }
    // A drug is listed once; where it runs and is void, the first entry stays.
    let mut seen = std::collections::BTreeSet::new();
    drugs.retain(|(name, _)| seen.insert(*name));
    let by = rng.random_range(0..drugs.len().max(1));
    drugs.rotate_left(by);
    let lines: Vec<String> =
        drugs.iter().enumerate().map(|(index, drug)| format!("{}. {}", index + 1, line(rng, *drug, aliases))).collect();
    let age = rng.random_range(22..=88);
    let head = ["门诊处方", "出院带药", "慢病续方"][rng.random_range(0..3)];
    let text = format!("【{head}】成人，{age}岁。\n{}", lines.join("\n"));
    Ok(Draft::new(json!({"prescription": text}), json!({"verdict": LEVELS[gravest(table, &drugs)]})))
}

fn line(rng: &mut ChaCha8Rng, (drug, how): (&'static str, Use), aliases: f64) -> String {
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == drug).map(|(_, other)| *other);
    let name = other.filter(|_| rng.random_bool(aliases)).unwrap_or(drug);
    let times = ["qd", "bid", "tid", "每晚1次", "每日两次"][rng.random_range(0..5)];
    match how {
        Use::Running => format!("{name}{} {times}", ["片", "胶囊", " 口服", "", "（原研）"][rng.random_range(0..5)]),
        Use::Void if ["布洛芬", "甲硝唑"].contains(&drug) => format!("{name}凝胶 外用 {times}"),
        Use::Void => match rng.random_range(0..3) {
            0 => format!("{name}（3月前已停用）"),
            1 => format!("既往曾用{name}，现不用"),
            _ => format!("{name}：本次停"),
        },
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "alias-share = 0.4\nvoid-share = 0.5\ndrugs = [3, 7]";

    #[test]
    fn the_table_has_each_pair_once() {
        let table = table().unwrap();
        assert!(table.len() >= 80);
        let pairs: std::collections::BTreeSet<_> = table.iter().map(|(a, b, _)| [*a.min(b), *a.max(b)]).collect();
        assert_eq!(pairs.len(), table.len());
    }

    #[test]
    fn the_gravest_running_pair_decides() {
        let table = table().unwrap();
        let pair = [("辛伐他汀", Use::Running), ("克拉霉素", Use::Running), ("地高辛", Use::Running)];
        assert_eq!(LEVELS[gravest(&table, &pair)], "contraindicated");
        let stopped = [("辛伐他汀", Use::Running), ("克拉霉素", Use::Void), ("地高辛", Use::Running)];
        assert_eq!(LEVELS[gravest(&table, &stopped)], "none");
    }

    /// Judged again from the text alone where every drug goes by its own name.
    #[test]
    fn the_text_tells_the_verdict() {
        let settings = toml::from_str(&SETTINGS.replace("0.4", "0.0")).unwrap();
        let table = table().unwrap();
        for draft in cases(&mut ChaCha8Rng::seed_from_u64(3), 300, &settings).unwrap() {
            let text = draft.input["prescription"].as_str().unwrap();
            let void = |line: &&str| !["停", "不用", "外用"].iter().any(|word| line.contains(word));
            let running: Vec<&str> = text
                .lines()
                .filter(void)
                .flat_map(|line| {
                    table.iter().flat_map(|(a, b, _)| [*a, *b]).filter(|name| line.contains(&format!(" {name}")))
                })
                .collect();
            let both = |pair: &&Pair| running.contains(&pair.0) && running.contains(&pair.1);
            let found = table.iter().filter(both).map(|pair| pair.2).max().unwrap_or(0);
            assert_eq!(draft.expected["verdict"], LEVELS[found], "{text}");
        }
    }

    #[test]
    fn every_verdict_is_given_and_settings_are_asked_for() {
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(3), 400, &toml::from_str(SETTINGS).unwrap()).unwrap();
        for level in LEVELS {
            assert!(drafts.iter().filter(|draft| draft.expected["verdict"] == level).count() > 40, "{level}");
        }
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(3), 1, &toml::Table::new()).is_err());
    }
}
