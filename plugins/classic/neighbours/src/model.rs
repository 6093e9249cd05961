//! k nearest neighbours, k chosen on the training rows alone.

use classic_table::{Encoder, Table};
use serde::{Deserialize, Serialize};

/// The numbers of neighbours that are tried.
const CHOICES: [usize; 5] = [3, 7, 11, 17, 25];

/// All training rows, scaled, and how many neighbours are asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    encoder: Encoder,
    /// The labels that occur.
    pub classes: Vec<String>,
    rows: Vec<Vec<f64>>,
    labels: Vec<usize>,
    /// How many neighbours are asked.
    pub k: usize,
}

impl Model {
    /// Scales the table and chooses k by the Brier score when each row is left out in turn (the smallest of equals).
    pub fn fit(table: &Table) -> Self {
        let encoder = Encoder::fit(table);
        let rows = encoder.rows(table);
        let mut model =
            Self { encoder, classes: table.classes.clone(), rows, labels: table.labels.clone(), k: CHOICES[0] };
        let mut losses = CHOICES.map(|_| 0.0);
        for (place, row) in model.rows.iter().enumerate() {
            let near = model.nearest(row, Some(place), CHOICES[CHOICES.len() - 1]);
            for (loss, k) in losses.iter_mut().zip(CHOICES) {
                for (class, share) in model.shares(&near[..k.min(near.len())]).into_iter().enumerate() {
                    *loss += (share - f64::from(u8::from(model.labels[place] == class))).powi(2);
                }
            }
        }
        let best = losses.iter().zip(CHOICES).min_by(|a, b| a.0.total_cmp(b.0)).map(|(_, k)| k);
        model.k = best.unwrap_or(model.k);
        model
    }

    /// The probability of each class for a case.
    pub fn probabilities(&self, input: &serde_json::Value) -> Vec<f64> {
        self.shares(&self.nearest(&self.encoder.row(input), None, self.k))
    }

    /// The nearest rows with their squared distances, nearest first, but for the one left out.
    fn nearest(&self, row: &[f64], left_out: Option<usize>, count: usize) -> Vec<(f64, usize)> {
        let distance = |other: &[f64]| row.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let rows = self.rows.iter().enumerate().filter(|(place, _)| Some(*place) != left_out);
        let mut near: Vec<(f64, usize)> = rows.map(|(place, other)| (distance(other), place)).collect();
        let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        if near.len() > count {
            near.select_nth_unstable_by(count, order);
            near.truncate(count);
        }
        near.sort_by(order);
        near
    }

    /// Each class's share of the neighbours, with one neighbour's weight spread over all classes, so that none is
    /// held to be impossible.
    fn shares(&self, near: &[(f64, usize)]) -> Vec<f64> {
        let mut shares = vec![1.0 / self.classes.len() as f64; self.classes.len()];
        near.iter().for_each(|(_, place)| shares[self.labels[*place]] += 1.0);
        shares.iter().map(|share| share / (near.len() + 1) as f64).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_near_rows_decide_and_shares_add_up() {
        let mut text = String::from("a,label\n");
        (0..40).for_each(|i| text += &format!("{i},{}\n", if i < 20 { "low" } else { "high" }));
        let model = Model::fit(&Table::read(text.as_bytes()).unwrap());
        let [high, low] = model.probabilities(&json!({"a": 2})).try_into().unwrap();
        assert!(low > 0.8 && (high + low - 1.0).abs() < 1e-12, "{low} {high}");
    }
}
