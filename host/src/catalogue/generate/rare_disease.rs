//! Short notes on children with a rare disease, written from a known one.
//!
//! A disease of the material is drawn; each of its findings is there as often as the material says, less what nobody
//! noticed; vague complaints and findings of another disease come on top; some findings are told in lay words that the
//! material does not hold, and some others are denied. No real child stands behind any of them.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

const DISEASES: &str = include_str!("../../../catalogue/childhood-rare-disease/materials/diseases.jsonl");

/// Complaints that speak for nothing.
const VAGUE: [&str; 8] = ["发热", "精神不好", "食欲差", "哭闹", "咳嗽", "流鼻涕", "没力气", "便秘"];

/// How parents tell a finding.
const LAY: &[(&str, &str)] = &[
    ("抽搐", "眼睛上翻、手脚一抽一抽的"),
    ("嗜睡", "老是睡，叫不怎么醒"),
    ("喂养困难", "奶吃不进去"),
    ("呕吐", "吃了就吐"),
    ("智力落后", "学东西比别的伢慢好多"),
    ("运动发育落后", "坐、爬都比同龄伢晚"),
    ("肌张力低下", "身上软塌塌的"),
    ("肌张力增高", "身子绷得硬硬的"),
    ("肌无力", "没得劲，抬不起来手脚"),
    ("肝肿大", "右边肚子摸到一大块"),
    ("脾肿大", "左边肚子摸到硬块"),
    ("黄疸", "脸和眼睛发黄"),
    ("身材矮小", "比班上同学矮一大截"),
    ("生长迟缓", "一直不长个、不长肉"),
    ("听力下降", "喊他常常没反应"),
    ("视力下降", "看东西凑得很近"),
    ("贫血", "血色素低"),
    ("血小板减少", "血常规说板子低"),
    ("皮疹", "身上起红疙瘩"),
    ("共济失调", "走路东倒西歪"),
    ("反复感染", "三天两头生病住院"),
    ("低血糖", "血糖测出来只有一点多"),
    ("眼睑下垂", "眼皮耷拉着"),
    ("腿弯曲", "两条腿是罗圈的"),
    ("骨折", "轻轻一碰就断骨头"),
    ("血尿", "小便像洗肉水"),
    ("瞳孔发白", "照相时眼睛里一个白点"),
    ("皮肤发黑", "越长越黑"),
    ("血氨升高", "查血说氨高"),
    ("发育倒退", "原来会的现在不会了"),
    ("腹泻", "一天拉好几次稀"),
    ("多饮多尿", "不停喝水，尿特别多"),
    ("头围大", "脑壳特别大"),
    ("不会说话", "到现在一个字都不讲"),
    ("关节肿痛", "膝盖肿起来不让碰"),
    ("吞咽困难", "喝水老呛"),
];

/// Age groups in order, with the units and figures of the ages in them.
const GROUPS: [(&str, &str, u32, u32); 5] = [
    ("新生儿期", "天", 2, 28),
    ("婴儿期", "个月", 2, 11),
    ("幼儿期", "岁", 1, 2),
    ("学龄前期", "岁", 3, 5),
    ("学龄期", "岁", 6, 13),
];

#[derive(Debug, Clone, Deserialize)]
struct Finding {
    zh: String,
    often: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Disease {
    id: String,
    onset: String,
    findings: Vec<Finding>,
}

impl Disease {
    fn has(&self, finding: &str) -> bool {
        self.findings.iter().any(|own| own.zh == finding)
    }
}

/// Makes `count` cases.
///
/// Settings: `lost`, how many of a hundred findings nobody noticed, and `added`, how many findings of another disease
/// come on top (both `[least, most]`); `lay-share`, how often a finding that has lay words is told in them;
/// `denied-share`, how often each of two findings of other diseases is said to be absent.
///
/// # Errors
/// What the settings lack, or which line of the material cannot be read.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let lost = settings::range(settings, "lost", 0..=90)?;
    let added = settings::range(settings, "added", 0..=5)?;
    let lay = settings::share(settings, "lay-share")?;
    let denied = settings::share(settings, "denied-share")?;
    let diseases = diseases()?;
    let draft = |rng: &mut ChaCha8Rng| {
        let disease = &diseases[rng.random_range(0..diseases.len())];
        let lost = f64::from(u8::try_from(rng.random_range(lost.clone())).unwrap_or(0)) / 100.0;
        let mut told = kept(rng, disease, lost);
        for _ in 0..rng.random_range(added.clone()) {
            add(&mut told, stranger(rng, &diseases, disease));
        }
        for _ in 0..rng.random_range(1..=2) {
            add(&mut told, VAGUE[rng.random_range(0..VAGUE.len())]);
        }
        told.shuffle(rng);
        let mut absent = Vec::new();
        for _ in 0..2 {
            let other = stranger(rng, &diseases, disease);
            if rng.random_bool(denied) && !told.contains(&other) {
                add(&mut absent, other);
            }
        }
        let words: Vec<&str> = told.iter().map(|finding| worded(rng, finding, lay)).collect();
        let age = age(rng, &disease.onset);
        Draft::new(json!({"note": note(rng, &age, &words, &absent)}), json!({"passages": [disease.id], "answer": null}))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn diseases() -> Result<Vec<Disease>, String> {
    DISEASES.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))).collect()
}

/// The findings that are there and noticed; two at least, else nobody could tell.
fn kept<'a>(rng: &mut ChaCha8Rng, disease: &'a Disease, lost: f64) -> Vec<&'a str> {
    let mut kept = Vec::new();
    for finding in &disease.findings {
        let often = match finding.often.as_str() {
            "很常见" => 0.8,
            "常见" => 0.5,
            _ => 0.2,
        };
        if rng.random_bool(often * (1.0 - lost)) {
            kept.push(finding.zh.as_str());
        }
    }
    for finding in &disease.findings {
        if kept.len() < 2 {
            add(&mut kept, &finding.zh);
        }
    }
    kept
}

/// A finding that the disease has not.
fn stranger<'a>(rng: &mut ChaCha8Rng, diseases: &'a [Disease], disease: &Disease) -> &'a str {
    loop {
        let other = &diseases[rng.random_range(0..diseases.len())];
        let finding = &other.findings[rng.random_range(0..other.findings.len())].zh;
        if !disease.has(finding) {
            return finding;
        }
    }
}

fn add<'a>(to: &mut Vec<&'a str>, finding: &'a str) {
    if !to.contains(&finding) {
        to.push(finding);
    }
}

fn worded<'a>(rng: &mut ChaCha8Rng, finding: &'a str, share: f64) -> &'a str {
    let lay = LAY.iter().find(|(known, _)| *known == finding);
    lay.filter(|_| rng.random_bool(share)).map_or(finding, |(_, lay)| lay)
}

/// An age of the disease's onset, or, three times of ten, of the next group: many come late.
fn age(rng: &mut ChaCha8Rng, onset: &str) -> String {
    let first = GROUPS.iter().position(|group| group.0 == onset).unwrap_or(0);
    let group = if rng.random_bool(0.3) { (first + 1).min(GROUPS.len() - 1) } else { first };
    let (_, unit, least, most) = GROUPS[group];
    format!("{}{unit}", rng.random_range(least..=most))
}

fn note(rng: &mut ChaCha8Rng, age: &str, told: &[&str], absent: &[&str]) -> String {
    let sex = ["男", "女"][rng.random_range(0..2)];
    let (first, rest) = (told[0], told[1..].join("，"));
    let mut note = match rng.random_range(0..5) {
        0 => format!("患儿{sex}，{age}，因“{first}”就诊。病程中有{rest}。"),
        1 => format!("{age}{sex}孩，{first}，{rest}，外院治疗不见好。"),
        2 => format!("家长代诉：孩子{age}（{sex}），发现{first}有一段时间了，还有{rest}。"),
        3 => format!("门诊记录：{sex}，{age}。主要问题：{first}，{rest}。"),
        _ => format!("转诊小结：{sex}，{age}。{first}，{rest}，原因未明，请会诊。"),
    };
    if !absent.is_empty() {
        note += &format!("否认{}。", absent.join("、"));
    }
    note
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    fn made(settings: &str) -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(5), 400, &toml::from_str(settings).unwrap()).unwrap()
    }

    #[test]
    fn the_material_is_one_that_can_be_matched() {
        let diseases = diseases().unwrap();
        assert_eq!(diseases.len(), 62);
        let words: BTreeSet<&str> = diseases.iter().flat_map(|d| &d.findings).map(|f| f.zh.as_str()).collect();
        for word in &words {
            assert!(words.iter().all(|other| other == word || !other.contains(word)), "{word}");
            assert!(!VAGUE.contains(word), "{word}");
        }
        for (known, lay) in LAY {
            assert!(words.contains(known), "{known}");
            assert!(words.iter().all(|word| !lay.contains(word)), "{lay}");
        }
        for disease in &diseases {
            assert!((5..=8).contains(&disease.findings.len()), "{}", disease.id);
            assert!(GROUPS.iter().any(|group| group.0 == disease.onset), "{}", disease.id);
            let often = |finding: &Finding| ["很常见", "常见", "偶见"].contains(&finding.often.as_str());
            assert!(disease.findings.iter().all(often), "{}", disease.id);
        }
    }

    #[test]
    fn notes_differ_and_many_diseases_are_drawn() {
        let drafts = made("lost = [10, 40]\nadded = [0, 2]\nlay-share = 0.4\ndenied-share = 0.4");
        let notes: BTreeSet<_> = drafts.iter().map(|draft| draft.input["note"].to_string()).collect();
        assert!(notes.len() > 395);
        let truths: BTreeSet<_> = drafts.iter().map(|draft| draft.expected.to_string()).collect();
        assert!(truths.len() > 55);
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
    }

    #[test]
    fn what_is_denied_is_never_a_finding_of_the_disease() {
        let diseases = diseases().unwrap();
        for draft in made("lost = [0, 0]\nadded = [0, 0]\nlay-share = 0.0\ndenied-share = 1.0") {
            let truth = diseases.iter().find(|disease| draft.expected["passages"][0] == disease.id).unwrap();
            let note = draft.input["note"].as_str().unwrap();
            let (told, denied) = note.split_once("否认").unwrap();
            assert!(truth.findings.iter().filter(|finding| told.contains(&finding.zh)).count() >= 2, "{note}");
            assert!(denied.trim_end_matches('。').split('、').all(|finding| !truth.has(finding)), "{note}");
        }
    }
}
