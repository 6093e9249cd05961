//! Intervals of the difference of two entrants on the same cases.

use super::auc::{Ranked, Ranking};
use super::bootstrap::{Bootstrap, Method, interval};
use super::clustered::{Sandwich, clustered_mean};
use super::design::Design;
use super::f1::{Counts, LabelPair};
use super::interval::Interval;

/// Of the weighted means: that of each case's difference, by [`clustered_mean`] with CR1, so that it follows from the
/// values alone.
///
/// `None` where there is no such interval, and where the difference is the same in every piece, since no spread
/// that was seen is no spread.
pub fn difference_interval(first: &[f64], second: &[f64], design: &Design, confidence: f64) -> Option<Interval> {
    if first.len() != second.len() {
        return None;
    }
    let each: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    let found = clustered_mean(&each, design, Sandwich::Cr1, confidence)?;
    (found.standard_error > 0.0).then_some(found.interval)
}

/// Of macro-F1: percentiles of resamples, whole groups drawn, both entrants on the same ones.
///
/// `None` as [`super::macro_f1_interval`], or where the two do not agree on the truth or differ nowhere.
pub fn f1_difference_interval(
    first: &[LabelPair],
    second: &[LabelPair],
    design: &Design,
    bootstrap: &Bootstrap,
) -> Option<Interval> {
    let truths = || first.iter().zip(second).all(|(first, second)| first.truth == second.truth);
    if first.len() != second.len() || first == second || !truths() {
        return None;
    }
    let (mut one, mut other) = (Counts::all(first, design)?, Counts::all(second, design)?);
    let observed = one.macro_f1()? - other.macro_f1()?;
    let replicate =
        |drawn: &[u32]| Some(one.macro_f1_of(first, design, drawn)? - other.macro_f1_of(second, design, drawn)?);
    of_resamples(observed, design, bootstrap, replicate)
}

/// Of the area under the ROC curve, as [`f1_difference_interval`]. A resample with cases of one kind only tells the two
/// apart in nothing.
///
/// `None` as [`super::auc_interval`], or where the two do not agree on the truth or differ nowhere.
pub fn auc_difference_interval(
    first: &[Ranked],
    second: &[Ranked],
    design: &Design,
    bootstrap: &Bootstrap,
) -> Option<Interval> {
    let truths = || first.iter().zip(second).all(|(first, second)| first.is_positive == second.is_positive);
    if first.len() != second.len() || first == second || !truths() {
        return None;
    }
    let (mut one, mut other) = (Ranking::of(first, design)?, Ranking::of(second, design)?);
    let observed = one.auc()? - other.auc()?;
    let replicate = |drawn: &[u32]| {
        let pair = one.of_drawn(design, drawn).zip(other.of_drawn(design, drawn));
        Some(pair.map_or(0.0, |(one, other)| one - other))
    };
    of_resamples(observed, design, bootstrap, replicate)
}

/// Percentiles, whatever method is asked for: leaving out each piece in turn costs as many rankings as there are pieces,
/// for every pair of entrants.
fn of_resamples(
    observed: f64,
    design: &Design,
    bootstrap: &Bootstrap,
    replicate: impl FnMut(&[u32]) -> Option<f64>,
) -> Option<Interval> {
    let bootstrap = Bootstrap { method: Method::Percentile, ..*bootstrap };
    interval(observed, design.clusters(), &bootstrap, replicate, |_| None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_nowhere_has_no_interval() {
        let (design, bootstrap) = (Design::simple(4), Bootstrap::new(1));
        assert_eq!(difference_interval(&[0.3; 4], &[0.3; 4], &design, 0.95), None);
        assert_eq!(difference_interval(&[1.0; 4], &[0.0; 4], &design, 0.95), None);
        assert_eq!(difference_interval(&[1.0; 4], &[0.0; 3], &design, 0.95), None);
        assert_eq!(difference_interval(&[], &[], &Design::simple(0), 0.95), None);
        let label = |truth, predicted| LabelPair { truth, predicted: Some(predicted) };
        let labels = [label(0, 0), label(1, 0), label(0, 1), label(1, 1)];
        assert_eq!(f1_difference_interval(&labels, &labels, &design, &bootstrap), None);
        assert_eq!(f1_difference_interval(&labels, &labels[..3], &design, &bootstrap), None);
        let other = labels.map(|pair| LabelPair { truth: 1 - pair.truth, ..pair });
        assert_eq!(f1_difference_interval(&labels, &other, &design, &bootstrap), None);
        let ranked = [0.1, 0.2, 0.3, 0.4].map(|p| Ranked { is_positive: p > 0.2, probability: Some(p) });
        assert_eq!(auc_difference_interval(&ranked, &ranked, &design, &bootstrap), None);
        assert_eq!(auc_difference_interval(&ranked, &ranked[..3], &design, &bootstrap), None);
    }

    #[test]
    fn the_interval_holds_the_difference_and_turns_with_the_two() {
        let first: Vec<f64> = (0..60).map(|case| f64::from(case % 7) / 7.0).collect();
        let second: Vec<f64> = (0..60).map(|case| f64::from(case % 5) / 5.0).collect();
        let (design, bootstrap) = (Design::simple(60), Bootstrap::new(9));
        let labels = |values: &[f64]| -> Vec<LabelPair> {
            let of = |(case, value): (usize, &f64)| LabelPair {
                truth: case as u32 % 3,
                predicted: Some(if *value < 0.5 { case as u32 % 3 } else { 0 }),
            };
            values.iter().enumerate().map(of).collect()
        };
        let ranked = |values: &[f64]| -> Vec<Ranked> {
            let of = |(case, value): (usize, &f64)| Ranked { is_positive: case % 2 == 0, probability: Some(*value) };
            values.iter().enumerate().map(of).collect()
        };
        let (one, other) = ((labels(&first), ranked(&first)), (labels(&second), ranked(&second)));
        let found = [
            (difference_interval(&first, &second, &design, 0.95), difference_interval(&second, &first, &design, 0.95)),
            (
                f1_difference_interval(&one.0, &other.0, &design, &bootstrap),
                f1_difference_interval(&other.0, &one.0, &design, &bootstrap),
            ),
            (
                auc_difference_interval(&one.1, &other.1, &design, &bootstrap),
                auc_difference_interval(&other.1, &one.1, &design, &bootstrap),
            ),
        ];
        for (forth, back) in found {
            let (forth, back) = (forth.unwrap(), back.unwrap());
            assert!(forth.low < forth.high, "{forth:?}");
            assert!(
                (forth.low + back.high).abs() < 1e-12 && (forth.high + back.low).abs() < 1e-12,
                "{forth:?} {back:?}"
            );
        }
        let mean = (first.iter().sum::<f64>() - second.iter().sum::<f64>()) / 60.0;
        let of_means = found_mean(&first, &second);
        assert!(of_means.low < mean && mean < of_means.high, "{of_means:?} {mean}");
    }

    fn found_mean(first: &[f64], second: &[f64]) -> Interval {
        difference_interval(first, second, &Design::simple(first.len()), 0.95).unwrap()
    }
}
