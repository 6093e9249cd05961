//! Krippendorff's α by the package of that name, Cohen's κ by scikit-learn and statsmodels.

use serde::Deserialize;

use super::super::*;
use super::{close, sets};

const FILE: &str = include_str!("../../../../tests/golden/statistics/agreement.json");

/// What has no value there has a reason here.
#[track_caller]
fn same<E: std::fmt::Debug>(what: &str, ours: Result<f64, E>, theirs: Option<f64>) {
    match theirs {
        Some(theirs) => close(what, ours.unwrap(), theirs, 1e-12),
        None => assert!(ours.is_err(), "{what}: {ours:?}"),
    }
}

#[test]
fn alpha_is_that_of_krippendorff() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        ratings: Vec<Vec<Option<f64>>>,
        nominal: Option<f64>,
        ordinal: Option<f64>,
        interval: Option<f64>,
    }
    for set in sets::<Set>(FILE, "krippendorff_alpha") {
        same(&set.name, krippendorff_alpha(&set.ratings, Level::Nominal), set.nominal);
        same(&set.name, krippendorff_alpha(&set.ratings, Level::Ordinal), set.ordinal);
        same(&set.name, krippendorff_alpha(&set.ratings, Level::Interval), set.interval);
    }
}

#[test]
fn kappa_is_that_of_scikit_learn() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        first: Vec<Option<u32>>,
        second: Vec<Option<u32>>,
        whole: Option<f64>,
        linear: Option<f64>,
        quadratic: Option<f64>,
    }
    for set in sets::<Set>(FILE, "cohen_kappa") {
        for (apart, theirs) in
            [(Apart::Whole, set.whole), (Apart::Linear, set.linear), (Apart::Quadratic, set.quadratic)]
        {
            same(&set.name, cohen_kappa(&set.first, &set.second, apart), theirs);
        }
    }
}
