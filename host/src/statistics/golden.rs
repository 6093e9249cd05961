//! Compares with values that other people's programs computed: `tests/golden/statistics`.

mod agreement;
mod clustered;
mod difference;
mod exact;
mod strengths;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::bootstrap::{acceleration, bca_interval, bias};
use super::*;

const GOLDEN: &str = include_str!("../../../tests/golden/statistics/golden.json");

/// Every set of a topic; a few would prove little.
#[track_caller]
fn sets<T: DeserializeOwned>(file: &str, topic: &str) -> Vec<T> {
    let mut file: Value = serde_json::from_str(file).unwrap();
    let sets: Vec<T> = serde_json::from_value(file[topic].take()).unwrap();
    assert!(sets.len() >= 20, "{topic} has {} sets", sets.len());
    sets
}

#[track_caller]
fn close(what: &str, ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{what}: {ours}, expected {theirs} ± {tolerance}");
}

fn design(cases: usize, weights: Option<&[f64]>, groups: Option<&[u32]>) -> Design {
    let weights = weights.map_or_else(|| vec![1.0; cases], <[f64]>::to_vec);
    let groups: Vec<_> = groups.map_or_else(|| vec![None; cases], |groups| groups.iter().copied().map(Some).collect());
    Design::new(&weights, &groups).unwrap()
}

fn pairs(truth: &[u32], predicted: &[Option<u32>]) -> Vec<LabelPair> {
    truth.iter().zip(predicted).map(|(truth, predicted)| LabelPair { truth: *truth, predicted: *predicted }).collect()
}

#[test]
fn wilson_is_that_of_statsmodels() {
    #[derive(Deserialize)]
    struct Set {
        successes: u64,
        trials: u64,
        confidence: f64,
        low: f64,
        high: f64,
    }
    for set in sets::<Set>(GOLDEN, "wilson") {
        let ours = wilson(set.successes, set.trials, set.confidence).unwrap();
        close("low", ours.low, set.low, 1e-12);
        close("high", ours.high, set.high, 1e-12);
    }
}

#[test]
fn percentiles_are_those_of_numpy() {
    #[derive(Deserialize)]
    struct Set {
        values: Vec<f64>,
        shares: Vec<f64>,
        expected: Vec<f64>,
    }
    for set in sets::<Set>(GOLDEN, "percentile") {
        for (share, expected) in set.shares.iter().zip(&set.expected) {
            close("percentile", percentile(&set.values, *share).unwrap(), *expected, 1e-12);
        }
        assert_eq!(median(&set.values), percentile(&set.values, 0.5));
    }
}

#[test]
fn mcnemar_is_that_of_statsmodels() {
    #[derive(Deserialize)]
    struct Set {
        first: u64,
        second: u64,
        p: f64,
    }
    for set in sets::<Set>(GOLDEN, "exact_mcnemar") {
        close("p", mcnemar_exact(set.first, set.second), set.p, 1e-9 * set.p);
    }
}

#[test]
fn holm_is_that_of_statsmodels() {
    #[derive(Deserialize)]
    struct Set {
        p: Vec<f64>,
        adjusted: Vec<f64>,
    }
    for set in sets::<Set>(GOLDEN, "holm") {
        for (ours, theirs) in holm(&set.p).into_iter().zip(set.adjusted) {
            close("adjusted", ours, theirs, 1e-12);
        }
    }
}

#[test]
fn macro_f1_is_that_of_scikit_learn() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        truth: Vec<u32>,
        predicted: Vec<Option<u32>>,
        weights: Option<Vec<f64>>,
        expected: f64,
    }
    for set in sets::<Set>(GOLDEN, "macro_f1") {
        let design = design(set.truth.len(), set.weights.as_deref(), None);
        let ours = macro_f1(&pairs(&set.truth, &set.predicted), &design).unwrap();
        close(&set.name, ours, set.expected, 1e-12);
    }
}

#[test]
fn enumerated_permutations_are_those_of_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        first: Vec<f64>,
        second: Vec<f64>,
        weights: Option<Vec<f64>>,
        groups: Option<Vec<u32>>,
        difference: f64,
        p: f64,
    }
    for set in sets::<Set>(GOLDEN, "permutation") {
        let design = design(set.first.len(), set.weights.as_deref(), set.groups.as_deref());
        let ours = paired_permutation(&set.first, &set.second, &design, 1, 0).unwrap();
        close(&set.name, ours.difference, set.difference, 1e-12);
        close(&set.name, ours.p, set.p, 1e-12);
    }
}

#[test]
fn drawn_permutations_are_near_those_of_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        first: Vec<f64>,
        second: Vec<f64>,
        p: f64,
        tolerance: f64,
    }
    for set in sets::<Set>(GOLDEN, "drawn_permutation") {
        let ours = paired_permutation(&set.first, &set.second, &Design::simple(set.first.len()), 1, 20_000).unwrap();
        close(&set.name, ours.p, set.p, set.tolerance);
    }
}

#[test]
fn exchanged_labels_are_scored_as_by_scikit_learn() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        truth: Vec<u32>,
        first: Vec<Option<u32>>,
        second: Vec<Option<u32>>,
        groups: Option<Vec<u32>>,
        difference: f64,
        p: f64,
    }
    for set in sets::<Set>(GOLDEN, "f1_permutation") {
        let design = design(set.truth.len(), None, set.groups.as_deref());
        let (first, second) = (pairs(&set.truth, &set.first), pairs(&set.truth, &set.second));
        let ours = paired_f1_permutation(&first, &second, &design, 1, 0).unwrap();
        close(&set.name, ours.difference, set.difference, 1e-12);
        close(&set.name, ours.p, set.p, 1e-12);
    }
}

#[test]
fn bca_is_read_off_as_by_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        observed: f64,
        replicates: Vec<f64>,
        jackknife: Vec<f64>,
        confidence: f64,
        bias: Option<f64>,
        acceleration: Option<f64>,
        low: Option<f64>,
        high: Option<f64>,
    }
    for mut set in sets::<Set>(GOLDEN, "bca_read_off") {
        set.replicates.sort_by(f64::total_cmp);
        let (name, scale) = (&set.name, set.observed.abs().max(1.0));
        let ours = bca_interval(set.observed, &set.replicates, &set.jackknife, set.confidence).unwrap();
        if let Some(theirs) = set.bias {
            close(name, bias(set.observed, &set.replicates), theirs, 1e-9);
        }
        if let Some(theirs) = set.acceleration {
            close(name, acceleration(&set.jackknife), theirs, 1e-9);
        }
        // Where nothing varies, SciPy has no number and ours has the point.
        let point = set.replicates[0];
        close(name, ours.low, set.low.unwrap_or(point), 1e-9 * scale);
        close(name, ours.high, set.high.unwrap_or(point), 1e-9 * scale);
    }
}

#[test]
fn intervals_of_means_are_near_those_of_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        values: Vec<f64>,
        weights: Option<Vec<f64>>,
        groups: Option<Vec<u32>>,
        method: String,
        mean: f64,
        low: Option<f64>,
        high: Option<f64>,
        tolerance: f64,
    }
    for set in sets::<Set>(GOLDEN, "intervals") {
        let design = design(set.values.len(), set.weights.as_deref(), set.groups.as_deref());
        let bootstrap = Bootstrap { method: method(&set.method), resamples: 10_000, ..Bootstrap::new(1) };
        let ours = mean_interval(&set.values, &design, &bootstrap).unwrap();
        let what = format!("{} {}", set.name, set.method);
        close(&what, mean(&set.values, &design).unwrap(), set.mean, 1e-12);
        // Where nothing varies, SciPy has no number and ours has the point.
        close(&what, ours.low, set.low.unwrap_or(set.mean), set.tolerance);
        close(&what, ours.high, set.high.unwrap_or(set.mean), set.tolerance);
    }
}

#[test]
fn intervals_of_macro_f1_are_near_those_of_scipy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        truth: Vec<u32>,
        predicted: Vec<Option<u32>>,
        method: String,
        low: Option<f64>,
        high: Option<f64>,
        tolerance: f64,
    }
    for set in sets::<Set>(GOLDEN, "f1_intervals") {
        let bootstrap = Bootstrap { method: method(&set.method), resamples: 10_000, ..Bootstrap::new(1) };
        let pairs = pairs(&set.truth, &set.predicted);
        let ours = macro_f1_interval(&pairs, &Design::simple(pairs.len()), &bootstrap).unwrap();
        let point = macro_f1(&pairs, &Design::simple(pairs.len())).unwrap();
        close(&set.name, ours.low, set.low.unwrap_or(point), set.tolerance);
        close(&set.name, ours.high, set.high.unwrap_or(point), set.tolerance);
    }
}

#[test]
fn paired_bootstraps_are_near_those_of_numpy() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        first: Vec<f64>,
        second: Vec<f64>,
        groups: Option<Vec<u32>>,
        p: f64,
        tolerance: f64,
    }
    for set in sets::<Set>(GOLDEN, "paired_bootstrap") {
        let design = design(set.first.len(), None, set.groups.as_deref());
        let ours = paired_bootstrap(&set.first, &set.second, &design, 1, 20_000).unwrap();
        close(&set.name, ours.p, set.p, set.tolerance);
    }
}

fn method(name: &str) -> Method {
    if name == "bca" { Method::Bca } else { Method::Percentile }
}
