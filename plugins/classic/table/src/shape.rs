//! Which scenarios are tables, and what each wants to be told of a case.

use serde_json::{Value, json};

/// What a scenario's output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The label alone.
    Label,
}

/// Every scenario whose material is a training table, by its id.
pub const SCENARIOS: &[(&str, Shape)] = &[("phishing", Shape::Label), ("womens-tumour", Shape::Label)];

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
    /// There are not as many probabilities as classes, or none.
    pub fn reply(self, classes: &[String], probabilities: &[f64]) -> Result<Reply, String> {
        if classes.len() != probabilities.len() {
            return Err(format!("{} probabilities for {} classes", probabilities.len(), classes.len()));
        }
        let mut pairs = classes.iter().zip(probabilities.iter().copied());
        let first = pairs.next().ok_or("there is no class")?;
        let (label, confidence) = pairs.fold(first, |best, pair| if pair.1 > best.1 { pair } else { best });
        let output = match self {
            Self::Label => json!({ "label": label }),
        };
        Ok(Reply { output, confidence, label: label.clone() })
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
}
