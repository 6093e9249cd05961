//! Labelling by the nearest labelled texts: each of the best hits votes for its label with its BM25 score.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::index::Index;

/// How many texts vote.
const VOTERS: usize = 5;

/// Labelled texts, indexed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Labelled {
    index: Index,
    labels: Vec<String>,
}

impl Labelled {
    /// Reads JSON lines, each with its text and its label under these names.
    ///
    /// # Errors
    /// Which line could not be read, or that there is none.
    pub fn build(lines: &str, text: &str, label: &str) -> Result<Self, String> {
        let (mut passages, mut labels) = (String::new(), Vec::new());
        for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
            let (Some(body), Some(of)) = (line[text].as_str(), line[label].as_str()) else {
                return Err(format!("line {} has no {text} or no {label}", index + 1));
            };
            passages += &json!({"id": labels.len().to_string(), "text": body}).to_string();
            passages.push('\n');
            labels.push(of.to_owned());
        }
        Ok(Self { index: Index::build(&passages)?, labels })
    }

    /// The label with the most votes and its share of them; the first text's label with share 0 where nothing is near.
    pub fn label(&self, text: &str) -> Option<(&str, f64)> {
        let hits = self.index.search(text);
        let mut votes: BTreeMap<&str, f64> = BTreeMap::new();
        for hit in hits.iter().take(VOTERS) {
            *votes.entry(self.labels[hit.passage].as_str()).or_default() += hit.score;
        }
        let whole: f64 = votes.values().sum();
        let best = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(label, score)| (label, score / whole));
        best.or_else(|| self.labels.first().map(|label| (label.as_str(), 0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str =
        "{\"t\":\"路灯不亮\",\"l\":\"灯\"}\n{\"t\":\"水管爆裂\",\"l\":\"水\"}\n{\"t\":\"水压太低\",\"l\":\"水\"}\n";

    #[test]
    fn the_nearest_texts_decide() {
        let labelled = Labelled::build(LINES, "t", "l").unwrap();
        assert_eq!(labelled.label("门口路灯坏了").map(|best| best.0), Some("灯"));
        assert_eq!(labelled.label("家里停水").map(|best| best.0), Some("水"));
        assert_eq!(labelled.label("xyz"), Some(("灯", 0.0)));
        assert!(Labelled::build("{\"t\":\"甲\"}", "t", "l").is_err());
    }
}
