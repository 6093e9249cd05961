//! The index: BM25 (Robertson & Zaragoza 2009, *The Probabilistic Relevance Framework: BM25 and Beyond*, Foundations
//! and Trends in Information Retrieval 3:333) over passages' terms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::grams::{self, Counts};

/// How soon a term's further occurrences stop counting.
const K1: f64 = 1.2;
/// How far a passage's length is made up for.
const B: f64 = 0.75;

/// A passage as the material gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its id.
    pub id: String,
    /// Its heading.
    #[serde(default)]
    pub title: String,
    /// Its text.
    pub text: String,
}

/// Passages with what ranking them needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// In the material's order.
    pub passages: Vec<Passage>,
    counts: Vec<Counts>,
    /// Inverse document frequency of each term.
    weights: BTreeMap<String, f64>,
    mean_length: f64,
}

/// A passage found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which of [`Index::passages`].
    pub passage: usize,
    /// BM25.
    pub score: f64,
    /// How much of the question's weight the passage holds, 0 to 1.
    pub cover: f64,
}

impl Index {
    /// Reads JSON lines.
    ///
    /// # Errors
    /// Which line could not be read, or that there is none.
    pub fn build(lines: &str) -> Result<Self, String> {
        let mut passages: Vec<Passage> = Vec::new();
        for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            passages.push(serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?);
        }
        if passages.is_empty() {
            return Err("there is no passage".to_owned());
        }
        let counts: Vec<Counts> = passages.iter().map(|p| grams::of(&format!("{}。{}", p.title, p.text))).collect();
        let mut frequency: BTreeMap<String, usize> = BTreeMap::new();
        for term in counts.iter().flat_map(Counts::keys) {
            *frequency.entry(term.clone()).or_default() += 1;
        }
        let all = passages.len() as f64;
        let weight = |among: usize| (1.0 + (all - among as f64 + 0.5) / (among as f64 + 0.5)).ln();
        let weights = frequency.into_iter().map(|(term, among)| (term, weight(among))).collect();
        let mean_length = counts.iter().map(length).sum::<f64>() / all;
        Ok(Self { passages, counts, weights, mean_length })
    }

    /// Every passage that shares a term with the question, best first.
    pub fn search(&self, question: &str) -> Vec<Hit> {
        let terms = grams::of_question(question);
        // A term that no passage has weighs as much as one that a single passage has.
        let rarest = self.weights.values().copied().fold(0.0, f64::max);
        let weight = |term: &str| self.weights.get(term).copied().unwrap_or(rarest);
        let whole: f64 = terms.keys().map(|term| weight(term)).sum();
        let mut hits: Vec<Hit> = (0..self.passages.len())
            .map(|passage| {
                let held = terms.keys().filter(|term| self.counts[passage].contains_key(*term));
                let (mut score, mut cover) = (0.0, 0.0);
                for term in held {
                    score += weight(term) * self.saturated(passage, term);
                    cover += weight(term);
                }
                Hit { passage, score, cover: if whole > 0.0 { cover / whole } else { 0.0 } }
            })
            .filter(|hit| hit.score > 0.0)
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        hits
    }

    fn saturated(&self, passage: usize, term: &str) -> f64 {
        let count = self.counts[passage].get(term).copied().unwrap_or(0) as f64;
        let stretch = 1.0 - B + B * length(&self.counts[passage]) / self.mean_length;
        count * (K1 + 1.0) / (count + K1 * stretch)
    }
}

fn length(counts: &Counts) -> f64 {
    counts.values().sum::<usize>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "{\"id\":\"A\",\"text\":\"甲乙\"}\n{\"id\":\"B\",\"text\":\"乙丙丁\"}\n";

    /// By hand: 甲 is in one passage of two: ln(1 + 1.5 / 1.5) = ln 2. A has 3 terms, B 5, 4 on average:
    /// 2.2 / (1 + 1.2 · (0.25 + 0.75 · 3 / 4)) = 1.113924…
    #[test]
    fn scores_are_bm25() {
        let index = Index::build(LINES).unwrap();
        let hits = index.search("甲");
        assert_eq!(hits.len(), 1);
        assert!((hits[0].score - 2.0_f64.ln() * 2.2 / 1.975).abs() < 1e-12, "{}", hits[0].score);
        assert_eq!(hits[0].cover, 1.0);
    }

    #[test]
    fn the_better_passage_comes_first_and_lines_that_are_no_passages_are_said() {
        let index = Index::build(LINES).unwrap();
        let order: Vec<usize> = index.search("乙丙").iter().map(|hit| hit.passage).collect();
        assert_eq!(order, [1, 0]);
        assert!(index.search("戊").is_empty());
        assert!(Index::build("{}").is_err());
        assert!(Index::build("").is_err());
    }
}
