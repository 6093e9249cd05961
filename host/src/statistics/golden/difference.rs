//! Intervals of the difference of two entrants as SciPy's bootstrap gives them.

use serde::Deserialize;

use super::super::*;
use super::{GOLDEN, close, sets};

#[test]
fn differences_of_macro_f1_and_of_rankings_are_near_those_of_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        kind: String,
        truth: Vec<u32>,
        first: Vec<f64>,
        second: Vec<f64>,
        low: f64,
        high: f64,
        tolerance: f64,
    }
    for set in sets::<Set>(GOLDEN, "difference_intervals") {
        let (design, bootstrap) =
            (Design::simple(set.truth.len()), Bootstrap { resamples: 10_000, ..Bootstrap::new(1) });
        let labels = |said: &[f64]| -> Vec<LabelPair> {
            let pairs = set.truth.iter().zip(said);
            pairs.map(|(truth, said)| LabelPair { truth: *truth, predicted: Some(*said as u32) }).collect()
        };
        let ranked = |said: &[f64]| -> Vec<Ranked> {
            let pairs = set.truth.iter().zip(said);
            pairs.map(|(truth, said)| Ranked { is_positive: *truth == 1, probability: Some(*said) }).collect()
        };
        let ours = match set.kind.as_str() {
            "f1" => f1_difference_interval(&labels(&set.first), &labels(&set.second), &design, &bootstrap),
            _ => auc_difference_interval(&ranked(&set.first), &ranked(&set.second), &design, &bootstrap),
        };
        // SciPy gives two that are alike an interval from 0 to 0, and ours none, since it would claim to be certain.
        if set.first == set.second {
            assert_eq!((ours, set.low, set.high), (None, 0.0, 0.0), "{}", set.name);
            continue;
        }
        let ours = ours.unwrap();
        close(&set.name, ours.low, set.low, set.tolerance);
        close(&set.name, ours.high, set.high, set.tolerance);
    }
}
