//! `childhood-rare-disease`: diseases ranked by the log likelihood ratio of what the note tells and leaves out, each
//! finding taken as independent (naive Bayes), with the age at which the child is seen.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// How many diseases are given.
const GIVEN: usize = 10;
/// How much of what is there reaches the note in the material's words: some is missed, some told in lay words.
const REACHES: f64 = 0.5;
/// How often a finding is told that does not belong to the disease.
const STRAY: f64 = 0.02;
const GROUPS: [&str; 5] = ["新生儿期", "婴儿期", "幼儿期", "学龄前期", "学龄期"];

struct Disease {
    id: String,
    name: String,
    onset: usize,
    /// Each finding and how often it is there.
    findings: BTreeMap<String, f64>,
}

impl Disease {
    fn read(line: &str) -> Result<Self, String> {
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let text =
            |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("{line}: a text is missing"));
        let onset = text(&line["onset"])?;
        let mut findings = BTreeMap::new();
        for finding in line["findings"].as_array().into_iter().flatten() {
            let often = match finding["often"].as_str() {
                Some("很常见") => 0.8,
                Some("常见") => 0.5,
                _ => 0.2,
            };
            findings.insert(text(&finding["zh"])?, often);
        }
        let onset = GROUPS.iter().position(|group| *group == onset).ok_or("an unknown age group")?;
        Ok(Self { id: text(&line["id"])?, name: text(&line["zh"])?, onset, findings })
    }

    fn told(&self, finding: &str) -> f64 {
        REACHES * self.findings.get(finding).copied().unwrap_or(0.0) + STRAY
    }
}

/// The diseases, best first, and why the first one.
///
/// # Errors
/// The material or the input cannot be read.
pub fn answer(material: &[u8], input: &Value) -> Result<(Value, String), String> {
    let note = input["note"].as_str().ok_or("the input has no note")?;
    let material = str::from_utf8(material).map_err(|error| error.to_string())?;
    let diseases: Vec<Disease> = material.lines().map(Disease::read).collect::<Result<_, _>>()?;
    let (told, denied) = note.split_once("否认").unwrap_or((note, ""));
    let mut base: BTreeMap<&str, f64> = BTreeMap::new();
    for finding in diseases.iter().flat_map(|disease| disease.findings.keys()) {
        let sum: f64 = diseases.iter().map(|disease| disease.told(finding)).sum();
        base.insert(finding, sum / diseases.len() as f64);
    }
    let group = group(told);
    let mut ranked: Vec<(f64, &Disease)> = diseases
        .iter()
        .map(|disease| (ratio(disease, &base, told, denied) + at_age(disease, group), disease))
        .collect();
    ranked.sort_by(order);
    let ids: Vec<&str> = ranked.iter().take(GIVEN).map(|(_, disease)| disease.id.as_str()).collect();
    let rationale = ranked.first().map_or_else(String::new, |(_, disease)| {
        let found: Vec<&str> =
            disease.findings.keys().map(String::as_str).filter(|finding| told.contains(finding)).collect();
        format!("排在首位的{}：文中符合的表现有{}。仅供提示，不是诊断。", disease.name, found.join("、"))
    });
    Ok((json!({"passages": ids, "answer": null}), rationale))
}

fn ratio(disease: &Disease, base: &BTreeMap<&str, f64>, told: &str, denied: &str) -> f64 {
    let mut sum = 0.0;
    for (finding, base) in base {
        let often = disease.findings.get(*finding).copied().unwrap_or(0.0);
        sum += if told.contains(finding) {
            (disease.told(finding) / base).ln()
        } else if denied.contains(finding) {
            (1.0 - often).ln()
        } else {
            ((1.0 - disease.told(finding)) / (1.0 - base)).ln()
        };
    }
    sum
}

/// Best first; what differs by rounding alone goes by id.
fn order(a: &(f64, &Disease), b: &(f64, &Disease)) -> std::cmp::Ordering {
    let places = |score: f64| (score * 1e9).round();
    places(b.0).total_cmp(&places(a.0)).then_with(|| a.1.id.cmp(&b.1.id))
}

/// The age group of the first figure with a unit of age.
fn group(text: &str) -> Option<usize> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|character: char| !character.is_ascii_digit())?;
    let figure: u32 = rest[..end].parse().ok()?;
    match (rest[end..].chars().next()?, figure) {
        ('天', _) => Some(0),
        ('个', _) => Some(1),
        ('岁', 0..=2) => Some(2),
        ('岁', 3..=5) => Some(3),
        ('岁', _) => Some(4),
        _ => None,
    }
}

/// Most are seen in the group of onset, others in the next.
fn at_age(disease: &Disease, group: Option<usize>) -> f64 {
    match group {
        Some(group) if group == disease.onset => 0.7f64.ln(),
        Some(group) if group == disease.onset + 1 => 0.3f64.ln(),
        Some(_) => 0.01f64.ln(),
        None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATERIAL: &str = include_str!("../../../../host/catalogue/childhood-rare-disease/materials/diseases.jsonl");
    const CASES: &str = include_str!("../../../../host/catalogue/childhood-rare-disease/cases.jsonl");
    const GOLDEN: &str = include_str!("../../../../tests/golden/rare-disease/ranks.json");

    /// The ranks of the true diseases (0 beyond the tenth), by a program of its own: `tests/golden/rare-disease/check.py`.
    #[test]
    fn ranks_agree_with_the_golden_ones() {
        let golden: Value = serde_json::from_str(GOLDEN).unwrap();
        for line in CASES.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let (output, _) = answer(MATERIAL.as_bytes(), &case["input"]).unwrap();
            let ids = output["passages"].as_array().unwrap();
            let rank = ids.iter().position(|id| *id == case["expected"]["passages"][0]).map_or(0, |at| at + 1);
            assert_eq!(golden["ranks"][case["id"].as_str().unwrap()], rank, "{}", case["id"]);
        }
    }

    #[test]
    fn ages_fall_into_groups() {
        assert_eq!(["男，9天", "女，5个月", "3岁男孩", "没有"].map(group), [Some(0), Some(1), Some(3), None]);
    }
}
