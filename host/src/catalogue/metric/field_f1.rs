//! Fields of a record: F1 over the pairs (field, value) of one case.
//!
//! With TP the fields that are expected and given alike, FP the fields given that are not expected or are given
//! otherwise, and FN the fields expected that are missing or given otherwise: F1 = 2·TP / (2·TP + FP + FN). (Chinchor
//! 1992, MUC-4 Evaluation Metrics, section 4, with an incorrect slot counted both as spurious and as missing; the
//! same as scikit-learn's `f1_score` over the indicator of all pairs.) A case where nothing is expected and nothing
//! is given scores 1. A field that is absent, `null` or an empty text is not given.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges the fields of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FieldF1 {
    /// The fields that are compared, at least one.
    pub fields: Vec<Field>,
}

/// A field that is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Field {
    /// JSON pointer, the same in expected and output, such as `/street`.
    pub pointer: String,
    /// Its name for people.
    pub title: Words,
}

impl Field {
    /// What the record gives for this field, if anything.
    fn read<'a>(&self, record: &'a Value) -> Option<&'a Value> {
        match record.pointer(&self.pointer)? {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            value => Some(value),
        }
    }

    /// The figure that says whether this field is right, counting rightly left out as right.
    fn key(&self) -> String {
        format!("field{}", self.pointer)
    }
}

/// How many pairs are right, given in vain, and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    hits: u32,
    spurious: u32,
    missed: u32,
}

impl Tally {
    fn f1(self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.spurious + self.missed).unwrap_or(1.0)
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl Judge for FieldF1 {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let mut tally = Tally::default();
        let mut by_field = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let (wanted, given) = (field.read(expected), field.read(output));
            let right = wanted == given;
            tally.hits += u32::from(right && wanted.is_some());
            tally.spurious += u32::from(!right && given.is_some());
            tally.missed += u32::from(!right && wanted.is_some());
            by_field.push((field.key(), f64::from(u8::from(right))));
        }
        let exact = f64::from(u8::from(tally.spurious + tally.missed == 0));
        let mut figures = vec![("exact".to_owned(), exact)];
        figures.extend(share(tally.hits, tally.hits + tally.spurious).map(|value| ("precision".to_owned(), value)));
        figures.extend(share(tally.hits, tally.hits + tally.missed).map(|value| ("recall".to_owned(), value)));
        figures.extend(by_field);
        Judgement { score: tally.f1(), figures, labels: None, remarks: Vec::new() }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let wanted = self.fields.iter().any(|field| field.read(expected).is_some());
        let rates = [Some("exact"), wanted.then_some("recall")].into_iter().flatten().map(str::to_owned);
        Judgement::nothing(rates.chain(self.fields.iter().map(Field::key)))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        let figure = |key: &str, title| Figure::higher(key, title, "");
        let mut figures = vec![
            figure("exact", Words::new("整条全对率", "Records wholly right")),
            figure("precision", Words::new("查准率", "Precision")),
            figure("recall", Words::new("查全率", "Recall")),
        ];
        figures.extend(self.fields.iter().map(|field| {
            let title = Words {
                zh: format!("「{}」正确率", field.title.zh),
                en: format!("{}: share right", field.title.en),
            };
            figure(&field.key(), title)
        }));
        figures
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if self.fields.is_empty() {
            return Err("the metric names no field".to_owned());
        }
        match self.fields.iter().find(|field| expected.pointer(&field.pointer).is_none()) {
            Some(field) => Err(format!(
                "the expected output has no field at {}: write null where nothing is expected",
                field.pointer
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> FieldF1 {
        let field = |name: &str| Field {
            pointer: format!("/{name}"),
            title: Words { zh: name.to_owned(), en: name.to_owned() },
        };
        FieldF1 { fields: ["street", "community", "number", "room"].map(field).to_vec() }
    }

    fn expected() -> Value {
        json!({"street": "古田街道", "community": "古三社区居委会", "number": "128", "room": null})
    }

    /// tests/golden/f1/make.py: scikit-learn 1.9.1 over the indicator of all pairs.
    #[test]
    fn scores_agree_with_scikit_learn() {
        let golden: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/golden/f1/fields.json")).unwrap();
        assert!(golden.len() >= 20);
        for line in golden {
            let judgement = metric().judge(&Value::Null, &line["expected"], &line["output"]);
            for (key, value) in [("f1", Some(judgement.score)), ("precision", judgement.figure("precision"))] {
                let wanted = line[key].as_f64();
                assert!(
                    wanted.zip(value).map_or(wanted == value, |(a, b)| (a - b).abs() < 1e-12),
                    "{key} of {line}: {value:?}"
                );
            }
            assert_eq!(judgement.figure("recall"), line["recall"].as_f64(), "recall of {line}");
        }
    }

    #[test]
    fn a_wrong_value_is_both_spurious_and_missed() {
        // TP 2 (street, number), FP 2 (community, room), FN 1 (community): F1 = 4 / (4 + 2 + 1).
        let output = json!({"street": "古田街道", "community": "古二社区居委会", "number": "128", "room": "1"});
        let judgement = metric().judge(&Value::Null, &expected(), &output);
        assert!((judgement.score - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(judgement.figure("precision"), Some(0.5));
        assert_eq!(judgement.figure("recall"), Some(2.0 / 3.0));
        assert_eq!(judgement.figure("exact"), Some(0.0));
        assert_eq!(judgement.figure("field/community"), Some(0.0));
        assert_eq!(judgement.figure("field/street"), Some(1.0));
    }

    #[test]
    fn nothing_expected_and_nothing_given_is_wholly_right() {
        let nothing = json!({"street": null, "community": null, "number": null, "room": null});
        let judgement = metric().judge(&Value::Null, &nothing, &json!({"street": ""}));
        assert_eq!((judgement.score, judgement.figure("exact")), (1.0, Some(1.0)));
        assert_eq!(judgement.figure("precision"), None);
    }

    #[test]
    fn nothing_given_where_something_was_expected_scores_zero() {
        assert_eq!(metric().judge(&Value::Null, &expected(), &json!({})).score, 0.0);
    }

    #[test]
    fn every_figure_told_is_declared() {
        let declared: Vec<String> = metric().figures().into_iter().map(|figure| figure.key).collect();
        for (key, _) in metric().judge(&Value::Null, &expected(), &expected()).figures {
            assert!(declared.contains(&key), "{key}");
        }
    }

    #[test]
    fn a_case_must_say_what_is_expected_of_every_field() {
        assert!(metric().check(&Value::Null, &expected()).is_ok());
        let error = metric().check(&Value::Null, &json!({"street": "古田街道"})).unwrap_err();
        assert!(error.contains("/community"), "{error}");
        assert!(FieldF1 { fields: Vec::new() }.check(&Value::Null, &expected()).is_err());
    }
}
