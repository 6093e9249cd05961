//! What was measured at this visit.

use regex_lite::Regex;

use super::{CREATININE, NITROGEN};
use crate::age;
use crate::note::Sentence;

/// What was told of the visit; what was not is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Visit {
    /// Full years.
    pub age: Option<u32>,
    /// Whether the patient is a woman.
    pub female: Option<bool>,
    /// mg/dL.
    pub creatinine: Option<f64>,
    /// mmol/L.
    pub urea: Option<f64>,
    /// A minute.
    pub breaths: Option<u32>,
    /// Systolic and diastolic, mmHg.
    pub pressure: Option<(u32, u32)>,
    /// Whether the mind is clouded.
    pub confused: Option<bool>,
}

const EARLIER: [&str; 6] = ["上次", "外院", "去年", "半年前", "家中", "自测"];

impl Visit {
    /// Reads the sentences about this patient.
    pub fn of(sentences: &[Sentence]) -> Self {
        let now: Vec<String> = sentences
            .iter()
            .map(|sentence| sentence.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(","))
            .filter(|sentence| !EARLIER.iter().any(|word| sentence.contains(word)))
            .collect();
        let text = now.join("。");
        Self {
            age: years(sentences),
            female: sex(&text),
            creatinine: amount(&text, CREATININE_PATTERN)
                .map(|(value, milligram)| if milligram { value } else { value / CREATININE }),
            urea: amount(&text, UREA_PATTERN)
                .map(|(value, milligram)| if milligram { value / NITROGEN } else { value }),
            breaths: figure(r"(?:呼吸频率|呼吸|RR|R)\s*[::]?\s*(\d{1,2})", &text, 1),
            pressure: pressure(&text),
            confused: confused(&text),
        }
    }

    /// What was read, for an official.
    pub fn told(&self) -> String {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "未读到".to_owned());
        format!(
            "年龄{}；肌酐{}；尿素{}；呼吸{}；血压{}。",
            shown(self.age.map(|age| format!("{age}岁"))),
            shown(self.creatinine.map(|amount| format!("{amount:.2}mg/dL"))),
            shown(self.urea.map(|amount| format!("{amount:.1}mmol/L"))),
            shown(self.breaths.map(|breaths| format!("{breaths}次/分"))),
            shown(self.pressure.map(|(systolic, diastolic)| format!("{systolic}/{diastolic}mmHg"))),
        )
    }
}

const CREATININE_PATTERN: &str = r"(?:肌酐(?:\(Cr\))?|SCr|Scr|Cr)\s*:?\s*(\d+(?:\.\d+)?)\s*([a-zA-Zμµ]+)/[dDlL]";
const UREA_PATTERN: &str = r"(?:尿素氮|尿素|BUN|Urea)\s*:?\s*(\d+(?:\.\d+)?)\s*([a-zA-Zμµ]+)/[dDlL]";

/// The age as told, or between the day of birth and the visit's.
fn years(sentences: &[Sentence]) -> Option<u32> {
    age::years(sentences).or_else(|| {
        let text: Vec<&str> = sentences.iter().flatten().map(|remark| remark.text.as_str()).collect();
        let text = text.join(",");
        let born = day(r"(\d{4})年(\d{1,2})月(\d{1,2})日出生", &text)?;
        let visit = day(r"(2026)年(\d{1,2})月(\d{1,2})日", &text)?;
        (visit.0 - born.0).checked_sub(u32::from((visit.1, visit.2) < (born.1, born.2)))
    })
}

fn day(pattern: &str, text: &str) -> Option<(u32, u32, u32)> {
    Some((figure(pattern, text, 1)?, figure(pattern, text, 2)?, figure(pattern, text, 3)?))
}

fn sex(text: &str) -> Option<bool> {
    text.chars().find_map(|character| match character {
        '女' => Some(true),
        '男' => Some(false),
        _ => None,
    })
}

/// A value, and whether its unit is mg.
fn amount(text: &str, pattern: &str) -> Option<(f64, bool)> {
    let found = Regex::new(pattern).ok()?.captures(text)?;
    let value = found.get(1)?.as_str().parse().ok()?;
    Some((value, found.get(2)?.as_str().eq_ignore_ascii_case("mg")))
}

fn figure(pattern: &str, text: &str, group: usize) -> Option<u32> {
    Regex::new(pattern).ok()?.captures(text)?.get(group)?.as_str().parse().ok()
}

fn pressure(text: &str) -> Option<(u32, u32)> {
    let pair = r"(?:BP|血压)\s*:?\s*(\d{2,3})\s*/\s*(\d{2,3})";
    let words = r"收缩压(\d{2,3}),?舒张压(\d{2,3})";
    [pair, words].iter().find_map(|pattern| Some((figure(pattern, text, 1)?, figure(pattern, text, 2)?)))
}

fn confused(text: &str) -> Option<bool> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["神清", "神志清", "意识清", "无意识障碍", "对答切题"]) {
        return Some(false);
    }
    says(&["意识模糊", "定向力障碍", "恍惚", "谵妄", "答非所问"]).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[test]
    fn figures_are_this_visits_in_one_unit() {
        let visit = Visit::of(&read(
            "2026年3月1日随访：患者女性，1950年3月2日出生。血压：收缩压88，舒张压50mmHg，RR 31，谵妄状态。BUN 28.0mg/dL，\
             Scr：88.4μmol/L。外院半年前肌酐200umol/L。家中自测血压140/90mmHg",
        ));
        assert_eq!((visit.age, visit.female, visit.breaths), (Some(75), Some(true), Some(31)));
        assert_eq!((visit.pressure, visit.confused), (Some((88, 50)), Some(true)));
        assert!(visit.creatinine.is_some_and(|amount| (amount - 1.0).abs() < 1e-9));
        assert!(visit.urea.is_some_and(|amount| (amount - 10.0).abs() < 1e-9));
    }
}
