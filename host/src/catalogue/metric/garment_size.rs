//! A garment's size designation: exactly right or not, with how near a miss was.
//!
//! The headline is the share of sizes whose height, girth and body type are all right. Beside it stand the share
//! within one step of height and of girth, whatever the type, and the share whose body type is right.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

const WITHIN_ONE: &str = "within-one";
const TYPE_RIGHT: &str = "type-right";

/// Judges `height` and `girth` (cm or null) and `type` (a letter or null) against those expected. The input's
/// `garment` says whose step of girth applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GarmentSize {
    /// From one height to the next, cm.
    pub height_step: u32,
    /// From one chest girth to the next, cm, where `garment` is `top`.
    pub top_step: u32,
    /// From one waist girth to the next, cm, where `garment` is `trousers`.
    pub trousers_step: u32,
}

impl GarmentSize {
    fn girth_step(&self, input: &Value) -> Option<u32> {
        match input["garment"].as_str() {
            Some("top") => Some(self.top_step),
            Some("trousers") => Some(self.trousers_step),
            _ => None,
        }
    }
}

/// Whether both are null, or both whole numbers at most `step` apart.
fn near(truth: &Value, given: &Value, step: u32) -> bool {
    match (whole(truth), whole(given)) {
        (Some(truth), Some(given)) => truth.abs_diff(given) <= u64::from(step),
        _ => truth.is_null() && given.is_null(),
    }
}

fn remark(zh: &str, en: &str, truth: &Value, given: &Value) -> Words {
    Words::new(format!("{zh}：应为 {truth}，答为 {given}"), format!("{en}: expected {truth}, given {given}"))
}

impl Judge for GarmentSize {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let parts = [("height", "身高", "Height"), ("girth", "围度", "Girth"), ("type", "体型", "Body type")];
        let wrong = |key: &str| match key {
            "type" => expected[key] != output[key],
            _ => !near(&expected[key], &output[key], 0),
        };
        let remarks: Vec<Words> = parts
            .iter()
            .filter(|(key, ..)| wrong(key))
            .map(|(key, zh, en)| remark(zh, en, &expected[*key], &output[*key]))
            .collect();
        let within = near(&expected["height"], &output["height"], self.height_step)
            && near(&expected["girth"], &output["girth"], self.girth_step(input).unwrap_or(0));
        let share = |held: bool| f64::from(u8::from(held));
        let figures = vec![(WITHIN_ONE.to_owned(), share(within)), (TYPE_RIGHT.to_owned(), share(!wrong("type")))];
        Judgement { score: share(remarks.is_empty()), figures, labels: None, remarks }
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        Judgement::nothing([WITHIN_ONE.to_owned(), TYPE_RIGHT.to_owned()])
    }

    fn headline(&self) -> Headline {
        Headline::Proportion
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher(WITHIN_ONE, Words::new("身高、围度均在 ±1 档内", "Height and girth within one size"), ""),
            Figure::higher(TYPE_RIGHT, Words::new("体型正确率", "Body type right"), ""),
        ]
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        if self.girth_step(input).is_none() {
            return Err("`garment` must be top or trousers".to_owned());
        }
        let number = |key: &str| expected.get(key).is_some_and(|value| value.is_null() || whole(value).is_some());
        let letter = expected.get("type").is_some_and(|value| value.is_null() || value.is_string());
        if number("height") && number("girth") && letter {
            return Ok(());
        }
        Err("the expected output needs height and girth (whole or null) and type (text or null)".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const METRIC: GarmentSize = GarmentSize { height_step: 5, top_step: 4, trousers_step: 2 };

    fn judged(garment: &str, output: &Value) -> (f64, f64, f64) {
        let expected = json!({"height": 170, "girth": 88, "type": "A"});
        let judgement = METRIC.judge(&json!({"garment": garment}), &expected, output);
        (judgement.score, judgement.figures[0].1, judgement.figures[1].1)
    }

    #[test]
    fn all_parts_right_score_one_and_near_misses_are_told_from_far_ones() {
        assert_eq!(judged("top", &json!({"height": 170.0, "girth": 88, "type": "A"})), (1.0, 1.0, 1.0));
        assert_eq!(judged("top", &json!({"height": 175, "girth": 84, "type": "B"})), (0.0, 1.0, 0.0));
        assert_eq!(judged("trousers", &json!({"height": 170, "girth": 92, "type": "A"})), (0.0, 0.0, 1.0));
        assert_eq!(judged("top", &json!({"height": 180, "girth": 88, "type": "A"})), (0.0, 0.0, 1.0));
    }

    #[test]
    fn null_is_only_near_null() {
        assert_eq!(judged("top", &json!({"height": null, "girth": 88, "type": "A"})), (0.0, 0.0, 1.0));
        let nothing = json!({"height": null, "girth": null, "type": null});
        assert_eq!(METRIC.judge(&json!({"garment": "top"}), &nothing, &nothing).score, 1.0);
    }

    #[test]
    fn cases_without_a_garment_or_a_part_are_refused() {
        let whole = json!({"height": 170, "girth": 88, "type": null});
        assert!(METRIC.check(&json!({"garment": "top"}), &whole).is_ok());
        assert!(METRIC.check(&json!({"garment": "hat"}), &whole).is_err());
        assert!(METRIC.check(&json!({"garment": "top"}), &json!({"height": 170, "girth": 88})).is_err());
    }
}
