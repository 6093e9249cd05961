//! Multinomial naive Bayes (Manning, Raghavan & Schütze 2008, *Introduction to Information Retrieval*, section 13.2)
//! with Lidstone smoothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::grams;

/// Added to every term's count in every class. Less than Laplace's 1, as texts are short and terms many.
const SMOOTHING: f64 = 0.3;

/// One label's classes and their terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The label's values in the order in which the material first names them.
    pub classes: Vec<Value>,
    /// How many texts each class has.
    texts: Vec<f64>,
    /// How many terms each class has in all.
    totals: Vec<f64>,
    /// How often each term occurs in the classes that have it.
    counts: BTreeMap<String, Vec<(usize, f64)>>,
}

impl Model {
    /// Counts the terms of labelled texts.
    ///
    /// # Errors
    /// There is no text.
    pub fn fit<'t>(examples: impl IntoIterator<Item = (&'t str, &'t Value)>) -> Result<Self, String> {
        let mut model = Self { classes: Vec::new(), texts: Vec::new(), totals: Vec::new(), counts: BTreeMap::new() };
        for (text, label) in examples {
            let class = model.class(label);
            model.texts[class] += 1.0;
            for term in grams::of(text) {
                model.totals[class] += 1.0;
                let counts = model.counts.entry(term).or_default();
                match counts.iter_mut().find(|(of, _)| *of == class) {
                    Some((_, count)) => *count += 1.0,
                    None => counts.push((class, 1.0)),
                }
            }
        }
        if model.classes.is_empty() { Err("there is no labelled text".to_owned()) } else { Ok(model) }
    }

    fn class(&mut self, label: &Value) -> usize {
        if let Some(class) = self.classes.iter().position(|known| known == label) {
            return class;
        }
        self.classes.push(label.clone());
        self.texts.push(0.0);
        self.totals.push(0.0);
        self.classes.len() - 1
    }

    /// Each class's probability given the text, in the order of [`Model::classes`]. Terms never seen say nothing.
    pub fn posterior(&self, text: &str) -> Vec<f64> {
        let all: f64 = self.texts.iter().sum();
        let terms = self.counts.len() as f64;
        let floor = |class: usize| (SMOOTHING / (self.totals[class] + SMOOTHING * terms)).ln();
        let floors: Vec<f64> = (0..self.classes.len()).map(floor).collect();
        let mut logs: Vec<f64> = self.texts.iter().map(|texts| (texts / all).ln()).collect();
        for counts in grams::of(text).iter().filter_map(|term| self.counts.get(term)) {
            for (log, floor) in logs.iter_mut().zip(&floors) {
                *log += floor;
            }
            for &(class, count) in counts {
                logs[class] += ((count + SMOOTHING) / SMOOTHING).ln();
            }
        }
        let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = logs.iter().map(|log| (log - highest).exp()).collect();
        let whole: f64 = shares.iter().sum();
        shares.iter().map(|share| share / whole).collect()
    }

    /// The likeliest class (the first of equals) and its probability.
    pub fn best(&self, text: &str) -> Option<(&Value, f64)> {
        let ranked = self.classes.iter().zip(self.posterior(text));
        ranked.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// By hand: A has 甲 twice (2 texts), B has 乙 once; 2 terms. For 甲: A = 2/3 · 2.3/2.6, B = 1/3 · 0.3/1.6.
    #[test]
    fn probabilities_follow_the_formula() {
        let (a, b) = (json!("A"), json!("B"));
        let model = Model::fit([("甲", &a), ("甲", &a), ("乙", &b)]).unwrap();
        let (for_a, for_b) = (2.0 / 3.0 * 2.3 / 2.6, 1.0 / 3.0 * 0.3 / 1.6);
        let posterior = model.posterior("甲，丁");
        assert!((posterior[0] - for_a / (for_a + for_b)).abs() < 1e-12, "{posterior:?}");
        assert_eq!(model.best("乙乙乙").map(|best| best.0), Some(&b));
    }

    #[test]
    fn a_text_without_known_terms_gets_the_commonest_class_and_nothing_fits_nothing() {
        let (a, b) = (json!(true), json!(false));
        let model = Model::fit([("甲", &a), ("乙", &b), ("丙", &b)]).unwrap();
        assert_eq!(model.best("??").map(|best| best.0), Some(&b));
        assert!(Model::fit([]).is_err());
    }
}
