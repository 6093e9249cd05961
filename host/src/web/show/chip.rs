//! A cell's chip: icon, text and colour together, so that no one needs to see colours.

use super::words;
use crate::web::reader::Reader;

/// From this on a score counts as whole, and below its opposite as nought.
const WHOLE: f64 = 0.9995;

/// What a cell shows of how a run went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The class that colours it.
    pub tone: &'static str,
    /// Its sign.
    pub icon: &'static str,
    /// Its text: the score, or how the run ended.
    pub text: String,
    /// What sign and colour say, where the text does not.
    pub meaning: &'static str,
    /// All of it in words.
    pub label: String,
}

impl Chip {
    /// Of a run.
    pub fn of(outcome: &str, score: f64, reader: &Reader) -> Self {
        let (zh, en) = words::outcome(outcome);
        let name = reader.language.pick(zh, en);
        if outcome == "declined" {
            return Self { tone: "none", icon: "∅", text: name.to_owned(), meaning: "", label: name.to_owned() };
        }
        if outcome != "answered" {
            return Self { tone: "fail", icon: "!", text: name.to_owned(), meaning: "", label: name.to_owned() };
        }
        let (tone, icon, zh, en) = match score {
            score if score >= WHOLE => ("good", "✓", "全对", "right"),
            score if score < 1.0 - WHOLE => ("bad", "✗", "未得分", "nothing right"),
            _ => ("part", "◐", "部分得分", "partly right"),
        };
        let text = format!("{score:.2}");
        let meaning = reader.language.pick(zh, en);
        let label = reader.pick(format!("{meaning}，得分 {text}"), format!("{meaning}, score {text}"));
        Self { tone, icon, text, meaning, label }
    }
}

/// The difference from the floor's score, with its sign; none where it is nothing.
pub fn from_floor(score: f64, floor: f64) -> Option<String> {
    let difference = score - floor;
    let sign = if difference < 0.0 { "−" } else { "+" };
    (difference.abs() >= 0.005).then(|| format!("{sign}{:.2}", difference.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn chip(outcome: &str, score: f64) -> (&'static str, String) {
        let reader = Reader { language: Language::Zh, is_local: true, other: String::new(), person: None };
        let chip = Chip::of(outcome, score, &reader);
        (chip.tone, chip.text)
    }

    #[test]
    fn a_run_without_an_answer_is_not_a_wrong_answer() {
        assert_eq!(chip("answered", 0.0), ("bad", "0.00".to_owned()));
        assert_eq!(chip("answered", 0.4), ("part", "0.40".to_owned()));
        assert_eq!(chip("answered", 1.0), ("good", "1.00".to_owned()));
        assert_eq!(chip("declined", 0.0), ("none", "弃答".to_owned()));
        assert_eq!(chip("out-of-fuel", 0.0), ("fail", "计量用尽".to_owned()));
    }

    #[test]
    fn a_difference_has_its_sign() {
        assert_eq!(from_floor(0.25, 1.0).as_deref(), Some("−0.75"));
        assert_eq!(from_floor(1.0, 0.25).as_deref(), Some("+0.75"));
        assert_eq!(from_floor(0.5, 0.501), None);
    }
}
