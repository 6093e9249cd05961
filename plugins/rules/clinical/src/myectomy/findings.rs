//! What a record tells of hypertrophic cardiomyopathy.

use regex_lite::Regex;

use crate::age;
use crate::note::{Sentence, read};

/// What was read; a measure that is not told is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Full years.
    pub age: Option<u32>,
    /// Largest thickness of the wall by echocardiography, mm.
    pub wall: Option<f64>,
    /// Left atrium, mm.
    pub atrium: Option<f64>,
    /// Gradient of the outflow tract at rest, mmHg.
    pub rest: Option<u32>,
    /// After Valsalva, mmHg.
    pub valsalva: Option<u32>,
    /// After exercise, mmHg.
    pub exercise: Option<u32>,
    /// Sudden death in the family that counts.
    pub family_death: bool,
    /// Non-sustained ventricular tachycardia.
    pub tachycardia: bool,
    /// Unexplained syncope.
    pub syncope: bool,
    /// Syncope again and again on exertion.
    pub exertional: bool,
    /// NYHA class.
    pub class: Option<u32>,
    /// Drugs at the highest dose tolerated.
    pub full_drugs: bool,
    /// Whether the risk model may not be used.
    pub barred: bool,
}

const BARS: [&str; 6] = ["骤停", "持续性室速", "法布雷", "Fabry", "Noonan", "运动员"];
const TACHYCARDIA: [&str; 3] = ["短阵室速", "非持续性室速", "NSVT"];
const EXPLAINED: [&str; 5] = ["迷走", "低血糖", "体位性", "未发生", "先兆"];
const NEAR: [&str; 12] = ["父", "母", "弟", "兄", "哥", "姐", "妹", "儿子", "女儿", "其子", "其女", "同胞"];
const DISTANT: [&str; 8] = ["祖父", "祖母", "表兄", "表弟", "表姐", "堂", "叔", "舅"];

impl Findings {
    /// Reads a record.
    pub fn of(note: &str) -> Self {
        let sentences = read(note);
        let whole: Vec<String> = sentences.iter().map(joined).collect();
        let here: Vec<&str> = whole.iter().map(String::as_str).filter(|text| this_scan(text)).collect();
        let (remarks, all) = (here.join(","), whole.join("。"));
        let says = |words: &[&str]| whole.iter().any(|text| has(text, words));
        Self {
            age: age::years(&sentences),
            wall: length(r"(?:室间隔最厚处|室间隔基底段厚|最大室壁厚度|IVS最厚)", &remarks),
            atrium: length(r"(?:左房前后径|左房内径|左房|LA)", &remarks),
            rest: gradient("静息", &remarks),
            valsalva: gradient("Valsalva", &remarks),
            exercise: gradient("运动", &remarks),
            family_death: whole.iter().any(|text| counts(text)),
            tachycardia: sentences.iter().flatten().any(|remark| has(&remark.text, &TACHYCARDIA)),
            syncope: whole.iter().any(|text| has(text, &["晕厥"]) && !EXPLAINED.iter().any(|word| text.contains(word))),
            exertional: says(&["劳力性晕厥"]),
            class: class(&all),
            full_drugs: all.contains("最大耐受") || all.contains("足量治疗"),
            barred: says_bar(&sentences),
        }
    }

    /// What was read, for an official.
    pub fn told(&self) -> String {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "未读到".to_owned());
        let pressure = |value: Option<u32>| shown(value.map(|value| format!("{value}mmHg")));
        let yes = |flag: bool| if flag { "有" } else { "无" };
        format!(
            "年龄{}；室壁{}；左房{}；静息压差{}，Valsalva后{}，运动后{}；猝死家族史{}；短阵室速{}；不明原因晕厥{}。",
            shown(self.age.map(|age| format!("{age}岁"))),
            shown(self.wall.map(|wall| format!("{wall:.0}mm"))),
            shown(self.atrium.map(|atrium| format!("{atrium:.0}mm"))),
            pressure(self.rest),
            pressure(self.valsalva),
            pressure(self.exercise),
            yes(self.family_death),
            yes(self.tachycardia),
            yes(self.syncope),
        )
    }
}

fn joined(sentence: &Sentence) -> String {
    sentence.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(",")
}

/// Whether a sentence is about neither another method nor an earlier scan.
fn this_scan(text: &str) -> bool {
    !["MRI", "CMR", "磁共振", "外院", "主动脉瓣"].iter().any(|word| text.contains(word))
}

/// Whether a text affirms one of the words.
fn has(text: &str, words: &[&str]) -> bool {
    let denied = ["否认", "未见", "(-)", "阴性", "排除"].iter().any(|word| text.contains(word));
    let none = words.iter().any(|word| text.contains(&format!("无{word}")));
    !denied && !none && words.iter().any(|word| text.contains(word))
}

fn says_bar(sentences: &[Sentence]) -> bool {
    sentences.iter().flatten().any(|remark| {
        // 非持续性室速 is the lesser arrhythmia.
        has(&remark.text.replace("非持续性室速", ""), &BARS)
    })
}

/// Sudden death of a near relative, below 40 or with the illness confirmed.
fn counts(text: &str) -> bool {
    let sudden = has(text, &["猝死", "突然死亡"]);
    let near = NEAR.iter().any(|word| text.contains(word)) && !DISTANT.iter().any(|word| text.contains(word));
    let young = capture(r"(\d{1,2})岁", text).and_then(|age| age.parse::<u32>().ok()).is_some_and(|age| age < 40);
    sudden && near && (young || has(text, &["确诊肥厚", "证实肥厚"]))
}

fn capture(pattern: &str, text: &str) -> Option<String> {
    Some(Regex::new(pattern).ok()?.captures(text)?.get(1)?.as_str().to_owned())
}

/// Millimetres, from millimetres or centimetres.
fn length(name: &str, text: &str) -> Option<f64> {
    let found = Regex::new(&format!(r"{name}\s*:?\s*(\d+(?:\.\d+)?)\s*(mm|毫米|cm)")).ok()?.captures(text)?;
    let value: f64 = found.get(1)?.as_str().parse().ok()?;
    Some(if found.get(2)?.as_str() == "cm" { (value * 10.0).round() } else { value })
}

/// mmHg in the remark with this word, from a pressure or by 4·v² from a velocity.
fn gradient(when: &str, text: &str) -> Option<u32> {
    let remark = text.split(',').find(|remark| remark.contains(when) && remark.contains(['差', '速', 'V']))?;
    if let Some(velocity) = capture(r"(\d\.\d)\s*m/s", remark) {
        let velocity: f64 = velocity.parse().ok()?;
        return Some((4.0 * velocity * velocity).round() as u32);
    }
    capture(r"(\d{1,3})\s*mmHg", remark)?.parse().ok()
}

fn class(text: &str) -> Option<u32> {
    let found = capture(r"(?:NYHA|心功能)\s*(III|II|IV|I|Ⅰ|Ⅱ|Ⅲ|Ⅳ|[1-4])级", text)?;
    Some(match found.as_str() {
        "I" | "Ⅰ" | "1" => 1,
        "II" | "Ⅱ" | "2" => 2,
        "III" | "Ⅲ" | "3" => 3,
        _ => 4,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deaths_count_by_kinship_and_age() {
        for text in ["其弟31岁猝死", "母亲50岁猝死,生前确诊肥厚型心肌病"] {
            assert!(counts(text), "{text}");
        }
        for text in ["祖父30岁猝死", "母亲50岁猝死,原因不明", "父亲35岁因脑出血去世", "否认猝死家族史"]
        {
            assert!(!counts(text), "{text}");
        }
    }

    #[test]
    fn earlier_scans_and_denials_do_not_count() {
        let found = Findings::of(
            "女，30岁。心脏MRI测室壁最厚33mm。2023年外院心超：室间隔24mm，静息压差80mmHg。\
             否认心脏骤停史。动态心电图见非持续性室速。抽血时晕厥一次，考虑血管迷走性。",
        );
        assert_eq!((found.wall, found.rest, found.barred, found.syncope), (None, None, false, false));
        assert!(found.tachycardia);
    }
}
