//! One decision tree: forks at a figure's value, leaves with each class's share.

use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// Forks end at this depth.
const DEPTH: usize = 8;
/// A leaf has at least so many rows.
const LEAF: usize = 3;

/// A tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Tree {
    /// The share of each class.
    Leaf(Vec<f64>),
    /// The figure, the value up to which a row goes the first way, and both ways.
    Fork(usize, f64, Box<(Tree, Tree)>),
}

impl Tree {
    /// The shares at the leaf where a row ends; a figure that the row lacks counts as 0, its mean.
    pub fn shares(&self, row: &[f64]) -> &[f64] {
        match self {
            Self::Leaf(shares) => shares,
            Self::Fork(figure, value, ways) => {
                let first = row.get(*figure).copied().unwrap_or(0.0) <= *value;
                if first { ways.0.shares(row) } else { ways.1.shares(row) }
            }
        }
    }
}

/// Grows trees over the same rows.
pub struct Grower<'a> {
    rows: &'a [Vec<f64>],
    labels: &'a [usize],
    classes: usize,
    dice: &'a mut Dice,
}

impl<'a> Grower<'a> {
    /// Over these rows and labels, each below `classes`.
    pub fn new(rows: &'a [Vec<f64>], labels: &'a [usize], classes: usize, dice: &'a mut Dice) -> Self {
        Self { rows, labels, classes, dice }
    }

    /// A tree over the drawn rows (places, some more than once).
    pub fn grow(&mut self, drawn: &mut [usize]) -> Tree {
        self.branch(drawn, 0)
    }

    fn branch(&mut self, drawn: &mut [usize], depth: usize) -> Tree {
        let counts = self.counts(drawn);
        let pure = counts.iter().filter(|count| **count > 0.0).count() < 2;
        if pure || depth == DEPTH || drawn.len() < 2 * LEAF {
            return self.leaf(&counts, drawn.len());
        }
        let Some((figure, value)) = self.fork(drawn, &counts) else { return self.leaf(&counts, drawn.len()) };
        drawn.sort_by(|a, b| self.rows[*a][figure].total_cmp(&self.rows[*b][figure]));
        let at = drawn.partition_point(|place| self.rows[*place][figure] <= value);
        let (first, second) = drawn.split_at_mut(at);
        let ways = (self.branch(first, depth + 1), self.branch(second, depth + 1));
        Tree::Fork(figure, value, Box::new(ways))
    }

    fn leaf(&self, counts: &[f64], rows: usize) -> Tree {
        Tree::Leaf(counts.iter().map(|count| count / rows.max(1) as f64).collect())
    }

    fn counts(&self, drawn: &[usize]) -> Vec<f64> {
        let mut counts = vec![0.0; self.classes];
        drawn.iter().for_each(|place| counts[self.labels[*place]] += 1.0);
        counts
    }

    /// The fork of the least Gini impurity among √width drawn figures (twice that, since many are rare words).
    fn fork(&mut self, drawn: &[usize], counts: &[f64]) -> Option<(usize, f64)> {
        let width = self.rows.first().map_or(0, Vec::len);
        let tries = (2 * width.isqrt()).clamp(1, width.max(1));
        let mut best: Option<(f64, usize, f64)> = None;
        for _ in 0..tries {
            let figure = self.dice.below(width);
            if let Some((purity, value)) = self.cut(drawn, counts, figure)
                && best.is_none_or(|(most, ..)| purity > most)
            {
                best = Some((purity, figure, value));
            }
        }
        best.map(|(_, figure, value)| (figure, value))
    }

    /// The best value to cut a figure at, with Σ count² / rows of both sides, which is most where impurity is least.
    fn cut(&self, drawn: &[usize], counts: &[f64], figure: usize) -> Option<(f64, f64)> {
        let mut order: Vec<(f64, usize)> =
            drawn.iter().map(|place| (self.rows[*place][figure], self.labels[*place])).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut before, mut after) = (vec![0.0; counts.len()], counts.to_vec());
        let squares = |counts: &[f64]| counts.iter().map(|count| count * count).sum::<f64>();
        let mut best: Option<(f64, f64)> = None;
        for (place, pair) in order.windows(2).enumerate() {
            before[pair[0].1] += 1.0;
            after[pair[0].1] -= 1.0;
            let (left, right) = (place + 1, order.len() - place - 1);
            if pair[0].0 == pair[1].0 || left < LEAF || right < LEAF {
                continue;
            }
            let purity = squares(&before) / left as f64 + squares(&after) / right as f64;
            if best.is_none_or(|(most, _)| purity > most) {
                best = Some((purity, f64::midpoint(pair[0].0, pair[1].0)));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_cut_is_found_midway() {
        let rows: Vec<Vec<f64>> = (0..10).map(|i| vec![f64::from(i)]).collect();
        let labels: Vec<usize> = (0..10).map(|i| usize::from(i >= 6)).collect();
        let mut dice = Dice::new(1);
        let tree = Grower::new(&rows, &labels, 2, &mut dice).grow(&mut (0..10).collect::<Vec<_>>());
        let leaves = (Tree::Leaf(vec![1.0, 0.0]), Tree::Leaf(vec![0.0, 1.0]));
        assert_eq!(tree, Tree::Fork(0, 5.5, Box::new(leaves)));
    }
}
