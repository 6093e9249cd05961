//! A decision and its figures: a case counts only when every field is right.
//!
//! Numbers are compared by value (`1` and `1.0` are one number), within a field's tolerance where it names one;
//! texts, truth values and nulls must be the same; lists must agree in order unless the field says `unordered`, in
//! which case each element must be met by one of its own.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges a decision and its figures, all exactly right or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exact {
    /// What is compared, in the order in which mistakes are told.
    #[serde(rename = "field")]
    pub fields: Vec<ExactField>,
}

/// One thing that must be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExactField {
    /// JSON pointer, the same in expected and output, such as `/total`.
    pub pointer: String,
    /// What people call it. The share of cases in which it is right is a further figure, under its pointer.
    pub title: Words,
    /// How far a number may be off, in its own unit; 0 where not given.
    #[serde(default)]
    pub tolerance: f64,
    /// Whether a list's order is free.
    #[serde(default)]
    pub unordered: bool,
}

impl ExactField {
    fn agrees(&self, expected: &Value, output: &Value) -> bool {
        match (expected.pointer(&self.pointer), output.pointer(&self.pointer)) {
            (Some(truth), Some(given)) => same(truth, given, self.tolerance, self.unordered),
            _ => false,
        }
    }

    fn remark(&self, expected: &Value, output: &Value) -> Words {
        let shown = |value: &Value| value.pointer(&self.pointer).map_or_else(|| "—".to_owned(), Value::to_string);
        let (truth, given) = (shown(expected), shown(output));
        Words {
            zh: format!("{}：应为 {truth}，答为 {given}", self.title.zh),
            en: format!("{}: expected {truth}, given {given}", self.title.en),
        }
    }
}

/// Whether two values are the same: see the module's first lines. Tolerance and free order hold all the way down.
fn same(truth: &Value, given: &Value, tolerance: f64, unordered: bool) -> bool {
    match (truth, given) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right, tolerance),
        (Value::Array(left), Value::Array(right)) if left.len() != right.len() => false,
        (Value::Array(left), Value::Array(right)) if unordered => same_elements(left, right, tolerance),
        (Value::Array(left), Value::Array(right)) => {
            left.iter().zip(right).all(|(left, right)| same(left, right, tolerance, unordered))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, left)| right.get(key).is_some_and(|right| same(left, right, tolerance, unordered)))
        }
        _ => truth == given,
    }
}

/// Integers are compared as such, so that amounts beyond 2⁵³ keep their last digit.
fn same_number(truth: &Number, given: &Number, tolerance: f64) -> bool {
    if let (Some(truth), Some(given)) = (truth.as_i64(), given.as_i64())
        && tolerance == 0.0
    {
        return truth == given;
    }
    match (truth.as_f64(), given.as_f64()) {
        (Some(truth), Some(given)) => (truth - given).abs() <= tolerance,
        _ => false,
    }
}

/// Pairs each element with one not yet taken. Greedy pairing is right while tolerance is 0; with a tolerance it may
/// miss a pairing of nearly equal numbers, which only ever errs against the answer.
fn same_elements(truth: &[Value], given: &[Value], tolerance: f64) -> bool {
    let mut left: Vec<&Value> = given.iter().collect();
    truth.iter().all(|wanted| {
        let found = left.iter().position(|candidate| same(wanted, candidate, tolerance, true));
        found.map(|index| left.swap_remove(index)).is_some()
    })
}

impl Judge for Exact {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let verdicts: Vec<bool> = self.fields.iter().map(|field| field.agrees(expected, output)).collect();
        let right = verdicts.iter().filter(|verdict| **verdict).count();
        let all = !verdicts.is_empty() && right == verdicts.len();
        let share = if verdicts.is_empty() { 0.0 } else { right as f64 / verdicts.len() as f64 };
        let mut figures = vec![("fields-right".to_owned(), share)];
        figures.extend(
            self.fields
                .iter()
                .zip(&verdicts)
                .map(|(field, verdict)| (field.pointer.clone(), f64::from(u8::from(*verdict)))),
        );
        let wrong = self.fields.iter().zip(&verdicts).filter(|(_, verdict)| !**verdict);
        let remarks = wrong.map(|(field, _)| field.remark(expected, output)).collect();
        Judgement { score: f64::from(u8::from(all)), figures, labels: None, remarks }
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        let fields = self.fields.iter().map(|field| field.pointer.clone());
        Judgement::nothing(std::iter::once("fields-right".to_owned()).chain(fields))
    }

    fn headline(&self) -> Headline {
        Headline::Proportion
    }

    fn figures(&self) -> Vec<Figure> {
        let share = Words::new("单项正确率", "Share of fields right");
        std::iter::once(Figure::higher("fields-right", share, ""))
            .chain(self.fields.iter().map(|field| Figure::higher(&field.pointer, field.title.clone(), "")))
            .collect()
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if self.fields.is_empty() {
            return Err("the metric names no field".to_owned());
        }
        match self.fields.iter().find(|field| expected.pointer(&field.pointer).is_none()) {
            Some(field) => Err(format!("the expected output has nothing at {}", field.pointer)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(pointer: &str, tolerance: f64, unordered: bool) -> ExactField {
        let title = Words { zh: "项".to_owned(), en: "Field".to_owned() };
        ExactField { pointer: pointer.to_owned(), title, tolerance, unordered }
    }

    fn score(field: ExactField, expected: &Value, output: &Value) -> f64 {
        Exact { fields: vec![field] }.judge(&Value::Null, expected, output).score
    }

    #[test]
    fn all_fields_right_score_one_and_any_wrong_field_zero() {
        let metric = Exact { fields: vec![field("/a", 0.0, false), field("/b", 0.0, false)] };
        let expected = json!({"a": 1, "b": "x"});
        assert_eq!(metric.judge(&Value::Null, &expected, &json!({"a": 1, "b": "x"})).score, 1.0);
        let half = metric.judge(&Value::Null, &expected, &json!({"a": 1, "b": "y"}));
        assert_eq!(half.score, 0.0);
        assert_eq!(half.figures[0], ("fields-right".to_owned(), 0.5));
        assert_eq!(half.figures[1..], [("/a".to_owned(), 1.0), ("/b".to_owned(), 0.0)]);
        assert_eq!(half.remarks[0].zh, "项：应为 \"x\"，答为 \"y\"");
    }

    #[test]
    fn numbers_agree_by_value_and_within_the_tolerance_only() {
        let expected = json!({"n": 100});
        assert_eq!(score(field("/n", 0.0, false), &expected, &json!({"n": 100.0})), 1.0);
        assert_eq!(score(field("/n", 0.0, false), &expected, &json!({"n": 101})), 0.0);
        assert_eq!(score(field("/n", 0.5, false), &expected, &json!({"n": 100.5})), 1.0);
        assert_eq!(score(field("/n", 0.5, false), &expected, &json!({"n": 100.51})), 0.0);
        assert_eq!(score(field("/n", 0.0, false), &expected, &json!({"n": "100"})), 0.0);
        let large = json!({"n": 9_007_199_254_740_993_i64});
        assert_eq!(score(field("/n", 0.0, false), &large, &json!({"n": 9_007_199_254_740_992_i64})), 0.0);
    }

    #[test]
    fn a_list_is_free_in_order_only_where_the_field_says_so() {
        let expected = json!({"r": ["cap", "pool", "cap"]});
        let turned = json!({"r": ["pool", "cap", "cap"]});
        assert_eq!(score(field("/r", 0.0, true), &expected, &turned), 1.0);
        assert_eq!(score(field("/r", 0.0, false), &expected, &turned), 0.0);
        assert_eq!(score(field("/r", 0.0, true), &expected, &json!({"r": ["pool", "pool", "cap"]})), 0.0);
        assert_eq!(score(field("/r", 0.0, true), &expected, &json!({"r": ["cap", "pool"]})), 0.0);
    }

    #[test]
    fn a_missing_field_is_wrong_and_a_case_without_it_is_refused() {
        assert_eq!(score(field("/n", 0.0, false), &json!({"n": null}), &json!({})), 0.0);
        assert_eq!(score(field("/n", 0.0, false), &json!({"n": null}), &json!({"n": null})), 1.0);
        let metric = Exact { fields: vec![field("/n", 0.0, false)] };
        assert!(metric.check(&Value::Null, &json!({"m": 1})).is_err());
        assert!(metric.check(&Value::Null, &json!({"n": 1})).is_ok());
    }
}
