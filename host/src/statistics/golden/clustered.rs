//! Cluster-robust intervals of means as statsmodels finds them.

use serde::Deserialize;

use super::super::*;
use super::{close, design, sets};

const FILE: &str = include_str!("../../../../tests/golden/statistics/clustered.json");

#[test]
fn clustered_means_are_those_of_statsmodels() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        values: Vec<f64>,
        weights: Option<Vec<f64>>,
        groups: Vec<u32>,
        confidence: f64,
        mean: Option<f64>,
        cr0: Option<[f64; 3]>,
        cr1: Option<[f64; 3]>,
    }
    for set in sets::<Set>(FILE, "clustered") {
        let design = design(set.values.len(), set.weights.as_deref(), Some(&set.groups));
        for (sandwich, theirs) in [(Sandwich::Cr0, set.cr0), (Sandwich::Cr1, set.cr1)] {
            let ours = clustered_mean(&set.values, &design, sandwich, set.confidence);
            assert_eq!(ours.is_some(), theirs.is_some(), "{}", set.name);
            if let (Some(ours), Some([error, low, high])) = (ours, theirs) {
                close(&set.name, ours.mean, set.mean.unwrap(), 1e-12);
                close(&set.name, ours.standard_error, error, 1e-12);
                close(&set.name, ours.interval.low, low, 1e-8);
                close(&set.name, ours.interval.high, high, 1e-8);
            }
        }
    }
}
