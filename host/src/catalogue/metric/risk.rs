//! How likely a bad turn is: a probability for each case, and the decision taken on it.
//!
//! The headline is pooled over all cases ([`Headline::RankScore`]). A case's own score is 1 − (p − y)², one minus the
//! Brier score (Brier 1950, Monthly Weather Review 78:1), where y is 1 for a case that is looked for: it tells how well
//! probabilities are calibrated, and a case that is not answered has none. The cost of a decision is the scenario's
//! own: what a miss and what a false alarm cost, in its unit. Macro-F1 of the decisions is pooled where figures are summed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, Labels, MACRO_F1, POSITIVE, RECALL, SPECIFICITY};
use crate::catalogue::scenario::Words;

/// Judges a probability and a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Risk {
    /// JSON pointer to the label, the same in expected and output: the decision.
    pub field: String,
    /// The label of a case that is looked for, such as `default`.
    pub positive: String,
    /// JSON pointer to the probability of it in the output, from 0 to 1.
    pub probability: String,
    /// What a case costs that is looked for and was let pass.
    pub miss_cost: f64,
    /// What a case costs that was stopped and is not looked for.
    pub false_alarm_cost: f64,
    /// The unit of both.
    pub cost_unit: Words,
}

impl Risk {
    fn is_positive(&self, value: &Value) -> Option<bool> {
        Some(value.pointer(&self.field)?.as_str()? == self.positive)
    }

    /// What the worse of the two mistakes that the case allows costs: what no answer costs too.
    fn cost(&self, truth: bool, decision: bool) -> f64 {
        match (truth, decision) {
            (true, false) => self.miss_cost,
            (false, true) => self.false_alarm_cost,
            _ => 0.0,
        }
    }
}

impl Judge for Risk {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let probability = output.pointer(&self.probability).and_then(Value::as_f64);
        let (Some(truth), Some(decision), Some(probability)) =
            (self.is_positive(expected), self.is_positive(output), probability.filter(|p| (0.0..=1.0).contains(p)))
        else {
            return self.unanswered(expected);
        };
        let y = f64::from(u8::from(truth));
        let brier = (probability - y).powi(2);
        let right = f64::from(u8::from(truth == decision));
        let mut figures = vec![
            ("brier".to_owned(), brier),
            ("cost".to_owned(), self.cost(truth, decision)),
            ("accuracy".to_owned(), right),
        ];
        figures.push((if truth { RECALL } else { SPECIFICITY }.to_owned(), right));
        Judgement {
            score: 1.0 - brier,
            figures,
            labels: Some(Labels { truth: label(truth), predicted: probability.to_string() }),
            remarks: Vec::new(),
        }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let Some(truth) = self.is_positive(expected) else { return Judgement::default() };
        let rate = if truth { RECALL } else { SPECIFICITY };
        Judgement {
            figures: vec![
                ("brier".to_owned(), 1.0),
                ("cost".to_owned(), self.cost(truth, !truth)),
                ("accuracy".to_owned(), 0.0),
                (rate.to_owned(), 0.0),
            ],
            ..Judgement::default()
        }
    }

    fn headline(&self) -> Headline {
        Headline::RankScore
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::lower("brier", Words::new("概率误差（Brier）", "Brier score"), ""),
            Figure {
                unit: self.cost_unit.zh.clone(),
                ..Figure::lower("cost", Words::new("每例误判成本", "Cost of mistakes a case"), "")
            },
            Figure::higher("accuracy", Words::new("准确率", "Accuracy"), ""),
            Figure::higher(MACRO_F1, Words::new("判定宏平均 F1", "Macro-F1 of decisions"), ""),
            Figure::higher(RECALL, Words::new("检出率", "Recall"), ""),
            Figure::higher(SPECIFICITY, Words::new("正常放行率", "Specificity"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if !(self.miss_cost >= 0.0 && self.false_alarm_cost >= 0.0) {
            return Err("the costs must be 0 or more".to_owned());
        }
        let label = self.is_positive(expected);
        label.map(drop).ok_or_else(|| format!("the expected output has no label at {}", self.field))
    }

    fn truth(&self, expected: &Value) -> Option<String> {
        self.is_positive(expected).map(label)
    }
}

/// As [`Headline::RankScore`] wants it.
fn label(is_positive: bool) -> String {
    if is_positive { POSITIVE } else { "0" }.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Risk {
        Risk {
            field: "/label".to_owned(),
            positive: "default".to_owned(),
            probability: "/probability".to_owned(),
            miss_cost: 5.0,
            false_alarm_cost: 1.0,
            cost_unit: Words::new("万元", "10,000 yuan"),
        }
    }

    #[test]
    fn a_probability_is_scored_by_how_far_it_is_off_and_a_decision_by_what_it_costs() {
        let (bad, good) = (json!({"label": "default"}), json!({"label": "sound"}));
        let judged = metric().judge(&Value::Null, &bad, &json!({"label": "sound", "probability": 0.2}));
        assert!((judged.score - 0.36).abs() < 1e-12);
        assert_eq!(judged.figure("cost"), Some(5.0));
        assert_eq!((judged.figure("recall"), judged.figure("specificity")), (Some(0.0), None));
        assert_eq!(judged.labels, Some(Labels { truth: "1".to_owned(), predicted: "0.2".to_owned() }));
        let judged = metric().judge(&Value::Null, &good, &json!({"label": "default", "probability": 0.5}));
        assert_eq!((judged.score, judged.figure("cost")), (0.75, Some(1.0)));
        let judged = metric().judge(&Value::Null, &good, &json!({"label": "sound", "probability": 0}));
        assert_eq!((judged.score, judged.figure("cost"), judged.figure("accuracy")), (1.0, Some(0.0), Some(1.0)));
    }

    #[test]
    fn no_answer_costs_what_the_wrong_one_does() {
        for (truth, cost) in [("default", 5.0), ("sound", 1.0)] {
            let judged = metric().unanswered(&json!({ "label": truth }));
            assert_eq!((judged.score, judged.figure("cost"), judged.figure("brier")), (0.0, Some(cost), Some(1.0)));
            assert_eq!(judged.labels, None);
        }
        let wild =
            metric().judge(&Value::Null, &json!({"label": "sound"}), &json!({"label": "sound", "probability": 7}));
        assert_eq!(wild.score, 0.0);
        assert!(metric().check(&Value::Null, &json!({"class": "sound"})).is_err());
    }
}
