//! A text read from a picture, and the fields taken from it.
//!
//! The character error rate is the Levenshtein distance (insertions, deletions and substitutions alike) between the text
//! given and the one expected, over the expected one's length, all in Unicode scalar values (Levenshtein 1966, Soviet
//! Physics Doklady 10:707–710; as a measure of reading: Rice, Jenkins & Nartker 1995, "The Fourth Annual Test of OCR
//! Accuracy", ISRI, where accuracy is 1 − CER). White space at both ends is left aside, and a run of it counts as one
//! space. It may exceed 1 where much is invented.
//!
//! The score is the mean of two halves: 1 − CER, at least 0, and the F1 over the fields as [`FieldF1`] takes it. A text
//! read almost rightly whose fields are wrong is of little use, and fields guessed without the text are too.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::field_f1::{Field, FieldF1};
use super::{Better, Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges a text that was read and its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reading {
    /// JSON pointer of the text, the same in expected and output.
    pub text: String,
    /// The fields that are compared, at least one.
    pub fields: Vec<Field>,
}

/// The text with single spaces.
fn tidy(text: &str) -> Vec<char> {
    text.split_whitespace().collect::<Vec<&str>>().join(" ").chars().collect()
}

/// How many characters must be put in, left out or changed to make one text the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, left) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = index + 1;
        for (place, right) in other.iter().enumerate() {
            let changed = before + usize::from(left != right);
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

impl Reading {
    fn record(&self) -> FieldF1 {
        FieldF1 { fields: self.fields.clone() }
    }

    fn text(&self, value: &Value) -> Option<Vec<char>> {
        value.pointer(&self.text)?.as_str().map(tidy)
    }

    fn remarks(&self, wanted: &[char], given: &[char], expected: &Value, output: &Value) -> Vec<Words> {
        let mut remarks = Vec::new();
        if wanted != given {
            let (wanted, given): (String, String) = (wanted.iter().collect(), given.iter().collect());
            remarks.push(Words {
                zh: format!("文字读作“{given}”，应为“{wanted}”"),
                en: format!("read “{given}”, not “{wanted}”"),
            });
        }
        let said = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("—").to_owned();
        for field in &self.fields {
            let (wanted, given) = (expected.pointer(&field.pointer), output.pointer(&field.pointer));
            let (wanted, given) = (said(wanted), said(given));
            if wanted != given {
                let Words { zh, en } = &field.title;
                remarks.push(Words {
                    zh: format!("「{zh}」为 {given}，应为 {wanted}"),
                    en: format!("{en}: {given}, not {wanted}"),
                });
            }
        }
        remarks
    }
}

impl Judge for Reading {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(wanted), Some(given)) = (self.text(expected), self.text(output)) else {
            return Judgement::default();
        };
        let rate = distance(&wanted, &given) as f64 / wanted.len().max(1) as f64;
        let fields = self.record().judge(input, expected, output);
        let mut figures = vec![
            ("cer".to_owned(), rate),
            ("text-exact".to_owned(), f64::from(u8::from(wanted == given))),
            ("field-f1".to_owned(), fields.score),
        ];
        figures.extend(fields.figures);
        let remarks = self.remarks(&wanted, &given, expected, output);
        Judgement { score: f64::midpoint((1.0 - rate).max(0.0), fields.score), figures, labels: None, remarks }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let mut judgement = self.record().unanswered(expected);
        judgement.figures.extend([("text-exact".to_owned(), 0.0), ("field-f1".to_owned(), 0.0)]);
        // Nothing read is every character missed.
        judgement.figures.push(("cer".to_owned(), 1.0));
        judgement
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![
            Figure {
                key: "cer".to_owned(),
                title: Words::new("字符错误率", "Character error rate"),
                unit: String::new(),
                better: Better::Lower,
            },
            Figure::higher("text-exact", Words::new("整行全对率", "Lines wholly right"), ""),
            Figure::higher("field-f1", Words::new("要素 F1", "F1 over the fields"), ""),
        ];
        figures.extend(self.record().figures());
        figures
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        match self.text(expected) {
            Some(text) if !text.is_empty() => self.record().check(input, expected),
            _ => Err(format!("the expected output has no text at {}", self.text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Reading {
        let field = |name: &str| Field { pointer: format!("/{name}"), title: Words::new(name, name) };
        Reading { text: "/text".to_owned(), fields: ["number", "date", "amount", "tax"].map(field).to_vec() }
    }

    fn figure(judgement: &Judgement, key: &str) -> f64 {
        judgement.figures.iter().find(|(name, _)| name == key).map_or(f64::NAN, |(_, value)| *value)
    }

    /// tests/golden/reading/make.py: distances by rapidfuzz, F1 by scikit-learn over the indicator of all pairs.
    #[test]
    fn scores_agree_with_rapidfuzz_and_scikit_learn() {
        let golden: Vec<Value> =
            serde_json::from_str(include_str!("../../../../tests/golden/reading/lines.json")).unwrap();
        assert!(golden.len() >= 100);
        for row in golden {
            let judgement = metric().judge(&Value::Null, &row["expected"], &row["output"]);
            for (key, own) in [
                ("cer", figure(&judgement, "cer")),
                ("field-f1", figure(&judgement, "field-f1")),
                ("score", judgement.score),
            ] {
                assert!((own - row[key].as_f64().unwrap()).abs() < 1e-12, "{key} of {row}: {own}");
            }
        }
    }

    #[test]
    fn the_textbook_distance_is_three() {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        assert_eq!(distance(&letters("kitten"), &letters("sitting")), 3);
        assert_eq!(distance(&letters(""), &letters("税额")), 2);
    }

    #[test]
    fn the_score_is_half_text_and_half_fields_and_says_what_was_wrong() {
        let wanted = json!({"text": "金额:12.50", "number": null, "date": null, "amount": "12.50", "tax": null});
        let given = json!({"text": " 金额:17.50 ", "amount": "17.50"});
        let judgement = metric().judge(&Value::Null, &wanted, &given);
        assert!((judgement.score - 0.5 * (1.0 - 1.0 / 8.0)).abs() < 1e-12);
        assert_eq!(judgement.remarks.len(), 2);
        assert!(judgement.remarks[1].zh.contains("17.50，应为 12.50"));
        let invented = json!({"text": "9".repeat(90)});
        assert_eq!(metric().judge(&Value::Null, &wanted, &invented).score, 0.0);
    }

    #[test]
    fn every_figure_told_is_declared_and_a_case_without_text_is_refused() {
        let wanted = json!({"text": "税率:3%", "number": null, "date": null, "amount": null, "tax": null});
        assert_eq!(metric().check(&Value::Null, &wanted), Ok(()));
        let declared: Vec<String> = metric().figures().into_iter().map(|figure| figure.key).collect();
        let judged = metric().judge(&Value::Null, &wanted, &wanted);
        let missed = metric().unanswered(&wanted);
        assert_eq!((judged.score, missed.score, figure(&missed, "cer")), (1.0, 0.0, 1.0));
        assert!(judged.figures.iter().chain(&missed.figures).all(|(key, _)| declared.contains(key)));
        assert!(metric().check(&Value::Null, &json!({"text": " "})).is_err());
        assert!(metric().check(&Value::Null, &json!({"text": "税率"})).is_err());
    }
}
