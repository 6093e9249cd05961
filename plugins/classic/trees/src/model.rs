//! Bagged decision trees (Breiman 2001, Machine Learning 45:5): each tree sees rows drawn with replacement and, at
//! each fork, some of the figures; their leaves' shares are averaged.

use classic_table::{Encoder, Table};
use serde::{Deserialize, Serialize};

use crate::dice::Dice;
use crate::tree::{Grower, Tree};

/// How many trees are grown.
const TREES: usize = 100;

/// A fitted forest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    encoder: Encoder,
    /// The labels that occur.
    pub classes: Vec<String>,
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Model {
    /// Grows the trees; the same table and seed always give the same ones.
    pub fn fit(table: &Table, seed: u64) -> Self {
        let encoder = Encoder::fit(table);
        let rows = encoder.rows(table);
        let mut dice = Dice::new(seed);
        let mut trees = Vec::with_capacity(TREES);
        for _ in 0..TREES {
            let mut drawn: Vec<usize> = rows.iter().map(|_| dice.below(rows.len())).collect();
            let mut grower = Grower::new(&rows, &table.labels, table.classes.len(), &mut dice);
            trees.push(grower.grow(&mut drawn));
        }
        Self { encoder, classes: table.classes.clone(), trees }
    }

    /// The probability of each class for a case.
    pub fn probabilities(&self, input: &serde_json::Value) -> Vec<f64> {
        let row = self.encoder.row(input);
        let mut sums = vec![0.0; self.classes.len()];
        for tree in &self.trees {
            sums.iter_mut().zip(tree.shares(&row)).for_each(|(sum, share)| *sum += share);
        }
        sums.iter().map(|sum| sum / self.trees.len().max(1) as f64).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Yes where exactly one of the two is above a half, which no straight line tells.
    fn model(seed: u64) -> Model {
        let mut text = String::from("a,b,label\n");
        for i in 0..100 {
            let (a, b) = (i % 10, i / 10);
            text += &format!("{a},{b},{}\n", if (a < 5) == (b < 5) { "no" } else { "yes" });
        }
        Model::fit(&Table::read(text.as_bytes()).unwrap(), seed)
    }

    #[test]
    fn a_law_that_is_not_linear_is_learnt() {
        let yes = |a: u8, b: u8| model(1).probabilities(&json!({"a": a, "b": b}))[1];
        assert!(yes(1, 8) > 0.7 && yes(8, 1) > 0.7 && yes(1, 1) < 0.3 && yes(8, 8) < 0.3);
    }

    #[test]
    fn the_seed_decides() {
        assert_eq!(model(1), model(1));
        assert_ne!(model(1), model(2));
    }
}
