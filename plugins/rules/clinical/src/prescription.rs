//! `prescription-review`: finds the gravest interaction of a prescription's running drugs in the scenario's table.

use serde_json::{Value, json};

const LEVELS: [&str; 3] = ["monitor", "major", "contraindicated"];
/// What makes a line one that does not count.
const VOID: [&str; 4] = ["停", "不用", "外用", "凝胶"];
/// Brands and older names that this agent knows, and the substance; it makes no claim to know all.
const BRANDS: [(&str, &str); 20] = [
    ("舒降之", "辛伐他汀"),
    ("斯皮仁诺", "伊曲康唑"),
    ("万艾可", "西地那非"),
    ("希爱力", "他达拉非"),
    ("诺欣妥", "沙库巴曲缬沙坦"),
    ("开博通", "卡托普利"),
    ("百忧解", "氟西汀"),
    ("度冷丁", "哌替啶"),
    ("吗丁啉", "多潘立酮"),
    ("芬必得", "布洛芬"),
    ("拜阿司匹灵", "阿司匹林"),
    ("可达龙", "胺碘酮"),
    ("复方新诺明", "复方磺胺甲噁唑"),
    ("波立维", "氯吡格雷"),
    ("洛赛克", "奥美拉唑"),
    ("倍他乐克", "美托洛尔"),
    ("拜瑞妥", "利伐沙班"),
    ("速尿", "呋塞米"),
    ("优甲乐", "左甲状腺素"),
    ("强的松", "泼尼松"),
];

/// The answer by the table `interactions.csv`, and the pair that decides, for an official.
///
/// # Errors
/// Where the input has no prescription or the table is no text.
pub fn answer(table: &[u8], input: &Value) -> Result<(Value, String), String> {
    let table = str::from_utf8(table).map_err(|error| error.to_string())?;
    let text = input["prescription"].as_str().ok_or("the input has no prescription")?;
    let lines: Vec<String> =
        text.lines().skip(1).filter(|line| !VOID.iter().any(|word| line.contains(word))).map(named).collect();
    let runs = |name: &str| lines.iter().any(|line| line.starts_with(name));
    let mut worst: Option<(usize, Vec<&str>)> = None;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let Some(level) = cells.get(2).and_then(|cell| LEVELS.iter().position(|level| level == cell)) else { continue };
        if worst.as_ref().is_none_or(|(known, _)| level > *known) && runs(cells[0]) && runs(cells[1]) {
            worst = Some((level, cells));
        }
    }
    let told = worst.as_ref().map_or_else(
        || "未检出表内相互作用。".to_owned(),
        |(_, cells)| {
            format!("{} + {}：{}（{}）。", cells[0], cells[1], cells.get(3).unwrap_or(&""), cells.get(4).unwrap_or(&""))
        },
    );
    Ok((json!({"verdict": worst.map_or("none", |(level, _)| LEVELS[level])}), told))
}

/// A line's name without its number, brands replaced.
fn named(line: &str) -> String {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace());
    match BRANDS.iter().find(|(brand, _)| line.starts_with(brand)) {
        Some((brand, substance)) => line.replacen(brand, substance, 1),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../host/catalogue/prescription-review/materials/interactions.csv");

    fn verdict(lines: &str) -> Value {
        let input = json!({"prescription": format!("【门诊处方】成人，60岁。\n{lines}")});
        answer(TABLE.as_bytes(), &input).unwrap().0["verdict"].clone()
    }

    #[test]
    fn the_gravest_pair_decides_and_void_lines_do_not_count() {
        assert_eq!(verdict("1. 万艾可片 qd\n2. 硝酸甘油 qd\n3. 维生素C片 qd"), "contraindicated");
        assert_eq!(verdict("1. 艾司奥美拉唑胶囊 qd\n2. 波立维 qd"), "major");
        assert_eq!(verdict("1. 西地那非片 qd\n2. 硝酸甘油（3月前已停用）"), "none");
    }

    /// How many of the public cases are right: `cargo test -p rules-clinical prescription -- --ignored --nocapture`.
    #[test]
    #[ignore = "tells a score, holds nothing"]
    fn public_cases() {
        let cases = include_str!("../../../../host/catalogue/prescription-review/cases.jsonl");
        let right = cases.lines().filter(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            answer(TABLE.as_bytes(), &case["input"]).unwrap().0 == case["expected"]
        });
        println!("{} of {}", right.count(), cases.lines().count());
    }
}
