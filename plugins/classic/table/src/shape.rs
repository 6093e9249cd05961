//! Which scenarios are tables, and what each wants to be told of a case.

use serde_json::{Value, json};

/// What a scenario's output is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// The label alone.
    Label,
    /// A probability of the bad turn and the decision taken on it.
    Risk(Risk),
}

/// A bad turn and when it is decided to expect one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risk {
    /// The label of the bad turn and its name in Chinese.
    pub bad: (&'static str, &'static str),
    /// The other label and its name.
    pub good: (&'static str, &'static str),
    /// What a miss and what a false alarm cost, as the contract says.
    pub costs: (f64, f64),
}

impl Risk {
    /// From which probability on expecting the bad turn is the cheaper decision.
    fn threshold(&self) -> f64 {
        self.costs.1 / (self.costs.0 + self.costs.1)
    }
}

/// `return-risk`: 15 yuan for a return not foreseen, 8 for an order held up in vain.
const RETURN: Risk = Risk { bad: ("returned", "可能退货"), good: ("kept", "可能留货"), costs: (15.0, 8.0) };

/// `trade-credit`, in 10,000 yuan: 4 for a default not foreseen, 1 for a sound merchant refused.
const CREDIT: Risk = Risk { bad: ("default", "预计违约"), good: ("repaid", "预计正常"), costs: (4.0, 1.0) };

/// `stroke-plaque`, in points: 1.5 for a stroke not foreseen, 1 for an alarm in vain.
const STROKE: Risk = Risk { bad: ("stroke", "卒中组"), good: ("none", "无卒中组"), costs: (1.5, 1.0) };

/// Every scenario whose material is a training table, by its id.
pub const SCENARIOS: &[(&str, Shape)] = &[
    ("compute-job-class", Shape::Label),
    ("phishing", Shape::Label),
    ("return-risk", Shape::Risk(RETURN)),
    ("stroke-plaque", Shape::Risk(STROKE)),
    ("trade-credit", Shape::Risk(CREDIT)),
    ("womens-tumour", Shape::Label),
];

/// What a scenario wants, if it is a table.
pub fn shape(scenario: &str) -> Option<Shape> {
    SCENARIOS.iter().find(|(id, _)| *id == scenario).map(|(_, shape)| *shape)
}

/// What is said of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What the output schema asks for.
    pub output: Value,
    /// The label's probability.
    pub confidence: f64,
    /// The label, to be named in a rationale.
    pub label: String,
}

impl Shape {
    /// Puts the classes' probabilities into the scenario's words; the first of equals wins.
    ///
    /// # Errors
    /// There are not as many probabilities as classes, or none, or none for the bad turn.
    pub fn reply(self, classes: &[String], probabilities: &[f64]) -> Result<Reply, String> {
        if classes.len() != probabilities.len() {
            return Err(format!("{} probabilities for {} classes", probabilities.len(), classes.len()));
        }
        let pairs = || classes.iter().zip(probabilities.iter().copied());
        match self {
            Self::Label => {
                let best = pairs().reduce(|best, pair| if pair.1 > best.1 { pair } else { best });
                let (label, confidence) = best.ok_or("there is no class")?;
                Ok(Reply { output: json!({ "label": label }), confidence, label: label.clone() })
            }
            Self::Risk(risk) => {
                let bad = pairs().find(|(class, _)| *class == risk.bad.0).map(|(_, probability)| probability);
                let bad = bad.ok_or_else(|| format!("no class {}", risk.bad.0))?.clamp(0.0, 1.0);
                let expected = bad >= risk.threshold();
                let (label, name) = if expected { risk.bad } else { risk.good };
                let confidence = if expected { bad } else { 1.0 - bad };
                Ok(Reply { output: json!({ "label": label, "probability": bad }), confidence, label: name.to_owned() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_class_is_the_label() {
        let classes = ["a".to_owned(), "b".to_owned()];
        assert_eq!(Shape::Label.reply(&classes, &[0.3, 0.7]).unwrap().output, json!({ "label": "b" }));
        assert!(Shape::Label.reply(&classes, &[0.3]).is_err());
    }

    #[test]
    fn a_risk_is_decided_by_what_mistakes_cost() {
        let risk = Shape::Risk(Risk { bad: ("bad", "坏"), good: ("good", "好"), costs: (3.0, 1.0) });
        let classes = ["bad".to_owned(), "good".to_owned()];
        let label = |bad: f64| risk.reply(&classes, &[bad, 1.0 - bad]).unwrap().output;
        assert_eq!(label(0.25), json!({ "label": "bad", "probability": 0.25 }));
        assert_eq!(label(0.125), json!({ "label": "good", "probability": 0.125 }));
        assert_eq!(risk.reply(&classes, &[0.25, 0.75]).unwrap().label, "坏");
        assert!(risk.reply(&classes[1..], &[1.0]).is_err());
    }
}
