//! Interval of a mean of cases that belong together, without resampling.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::bootstrap::mean;
use super::design::Design;
use super::interval::Interval;

/// How the spread between groups is corrected for their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sandwich {
    /// Not: too narrow where groups are few.
    Cr0,
    /// By groups / (groups − 1).
    Cr1,
}

/// A mean and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredMean {
    /// The weighted mean.
    pub mean: f64,
    /// Its standard error, in the unit of the values.
    pub standard_error: f64,
    /// From Student's t with one degree of freedom fewer than there are groups.
    pub interval: Interval,
}

/// The weighted mean with its cluster-robust ("sandwich") standard error: √(Σ over groups of (Σ w (y − mean))²) / Σ w,
/// corrected as `sandwich` says: Liang and Zeger, "Longitudinal data analysis using generalized linear models",
/// Biometrika 73 (1986); the degrees of freedom after Cameron and Miller, "A practitioner's guide to cluster-robust
/// inference", Journal of Human Resources 50 (2015), section VI. With every case a group of its own, CR1 is the
/// usual standard error of a mean. Values that are all the same give a standard error of 0: no sign of certainty, but
/// of too few cases to see a spread.
///
/// `None` where there is no case, not one finite value a case, fewer than two groups, or a confidence beyond (0, 1).
pub fn clustered_mean(values: &[f64], design: &Design, sandwich: Sandwich, confidence: f64) -> Option<ClusteredMean> {
    let groups = design.clusters();
    if groups < 2 || !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let mean = mean(values, design)?;
    let residuals: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let sums = design.sums(&residuals)?;
    let weight: f64 = sums.iter().map(|(_, weight)| weight).sum();
    let squares: f64 = sums.iter().map(|(sum, _)| (sum / weight).powi(2)).sum();
    let correction = match sandwich {
        Sandwich::Cr0 => 1.0,
        Sandwich::Cr1 => groups as f64 / (groups - 1) as f64,
    };
    let standard_error = (correction * squares).sqrt();
    let t = StudentsT::new(0.0, 1.0, (groups - 1) as f64).ok()?.inverse_cdf(0.5 + confidence / 2.0);
    let half = t * standard_error;
    (mean.is_finite() && half.is_finite()).then_some(ClusteredMean {
        mean,
        standard_error,
        interval: Interval { low: mean - half, high: mean + half },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_said_of_nothing() {
        let of = |values: &[f64], design: &Design| clustered_mean(values, design, Sandwich::Cr1, 0.95);
        assert_eq!(of(&[], &Design::simple(0)), None);
        assert_eq!(of(&[1.0], &Design::simple(1)), None);
        assert_eq!(of(&[1.0, f64::NAN], &Design::simple(2)), None);
        assert_eq!(of(&[1.0], &Design::simple(2)), None);
        assert_eq!(of(&[0.1, 0.9], &Design::new(&[1.0, 1.0], &[Some(0), Some(0)]).unwrap()), None);
        assert_eq!(of(&[f64::MAX, f64::MAX], &Design::simple(2)), None);
        for confidence in [0.0, 1.0, f64::NAN] {
            assert_eq!(clustered_mean(&[0.1, 0.9], &Design::simple(2), Sandwich::Cr1, confidence), None);
        }
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_mean_and_names_of_groups_do_not_matter(
            cases in prop::collection::vec((0.0..1.0_f64, 0.1..3.0_f64, 0_u8..6), 2..40),
        ) {
            let values: Vec<f64> = cases.iter().map(|case| case.0).collect();
            let weights: Vec<f64> = cases.iter().map(|case| case.1).collect();
            let design = |name: fn(u8) -> u8| {
                let groups: Vec<_> = cases.iter().map(|case| Some(name(case.2))).collect();
                Design::new(&weights, &groups).unwrap()
            };
            let plain = clustered_mean(&values, &design(|group| group), Sandwich::Cr1, 0.95);
            prop_assert_eq!(plain, clustered_mean(&values, &design(|group| 100 - group), Sandwich::Cr1, 0.95));
            prop_assert_eq!(plain.is_some(), design(|group| group).clusters() > 1);
            if let Some(found) = plain {
                prop_assert!(found.interval.low <= found.mean && found.mean <= found.interval.high);
                let raw = clustered_mean(&values, &design(|group| group), Sandwich::Cr0, 0.95).unwrap();
                prop_assert!(raw.standard_error <= found.standard_error);
            }
        }
    }
}
