//! Tests of two entrants on the same cases.

use super::auc::{Ranked, Ranking};
use super::bootstrap::{mean, replicates};
use super::design::Design;
use super::dice::Dice;
use super::f1::{Counts, LabelPair, macro_f1};

/// Up to so many differing pieces, every assignment is tried and the p-value is exact.
const ENUMERATED: usize = 16;

/// What a paired test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// The first entrant's figure minus the second's.
    pub difference: f64,
    /// Two-sided p-value of no difference.
    pub p: f64,
    /// How many independent pieces (groups, and cases without one) tell the two apart at all.
    pub discordant: usize,
    /// How many independent pieces there are.
    pub clusters: usize,
}

/// Permutation test of the difference of weighted means: were the two alike, in each piece the one could as well have
/// had the other's scores (Fisher, "The Design of Experiments", 1935, section 21; Good, "Permutation tests", 2000,
/// section 3.7). Exact up to 16 differing pieces; else from so many drawn assignments, with
/// p = (as extreme + 1) / (drawn + 1): Davison and Hinkley (1997), equation 4.11.
///
/// On scores of 0 and 1, cases of weight 1 and no groups, the exact test is McNemar's.
///
/// `None` where there is no case, or not one finite score a case from each.
pub fn paired_permutation(first: &[f64], second: &[f64], design: &Design, seed: u64, draws: u32) -> Option<Paired> {
    let (difference, sums) = differences(first, second, design)?;
    let differing: Vec<f64> = sums.iter().map(|(sum, _)| *sum).filter(|sum| *sum != 0.0).collect();
    let observed = differing.iter().sum();
    let scale: f64 = differing.iter().map(|sum| sum.abs()).sum();
    let statistic =
        |swapped: &[bool]| differing.iter().zip(swapped).map(|(sum, swapped)| if *swapped { -sum } else { *sum }).sum();
    let p = permutation_p(observed, scale, differing.len(), seed, draws, statistic);
    Some(Paired { difference, p, discordant: differing.len(), clusters: design.clusters() })
}

/// Bootstrap test of the difference of weighted means: twice the smaller share of resamples, whole groups drawn, in
/// which the difference is not positive or not negative (Efron and Tibshirani, "An introduction to the bootstrap",
/// 1993, section 15.4), with the observed sample counted among them. It is bold on few cases: prefer
/// [`paired_permutation`] there.
///
/// `None` as there. With fewer than two pieces nothing can be resampled and p is 1.
pub fn paired_bootstrap(first: &[f64], second: &[f64], design: &Design, seed: u64, resamples: u32) -> Option<Paired> {
    let (difference, sums) = differences(first, second, design)?;
    let p = bootstrap_p(design.clusters(), seed, resamples, |drawn| {
        Some(drawn.iter().map(|index| sums[*index as usize].0).sum())
    })?;
    let discordant = sums.iter().filter(|(sum, _)| *sum != 0.0).count();
    Some(Paired { difference, p, discordant, clusters: design.clusters() })
}

/// As [`paired_permutation`], for macro-F1: in each piece the two entrants' labels are exchanged or not (Yeh, "More
/// accurate tests for the statistical significance of result differences", COLING 2000).
///
/// `None` where there is no case, not one pair a case from each, or the two do not agree on the truth.
pub fn paired_f1_permutation(
    first: &[LabelPair],
    second: &[LabelPair],
    design: &Design,
    seed: u64,
    draws: u32,
) -> Option<Paired> {
    let (difference, differing) = f1_differences(first, second, design)?;
    let mut common = (Counts::none(first, design)?, Counts::none(second, design)?);
    for cluster in (0..design.clusters()).filter(|cluster| differing.binary_search(cluster).is_err()) {
        common.0.add(first, design, cluster);
        common.1.add(second, design, cluster);
    }
    let mut counts = common.clone();
    let statistic = |swapped: &[bool]| {
        counts.0.copy_from(&common.0);
        counts.1.copy_from(&common.1);
        for (cluster, swapped) in differing.iter().zip(swapped) {
            let (one, other) = if *swapped { (second, first) } else { (first, second) };
            counts.0.add(one, design, *cluster);
            counts.1.add(other, design, *cluster);
        }
        counts.0.macro_f1().unwrap_or(0.0) - counts.1.macro_f1().unwrap_or(0.0)
    };
    let p = permutation_p(difference, 1.0, differing.len(), seed, draws, statistic);
    Some(Paired { difference, p, discordant: differing.len(), clusters: design.clusters() })
}

/// As [`paired_bootstrap`], for macro-F1. `None` as [`paired_f1_permutation`].
pub fn paired_f1_bootstrap(
    first: &[LabelPair],
    second: &[LabelPair],
    design: &Design,
    seed: u64,
    resamples: u32,
) -> Option<Paired> {
    let (difference, differing) = f1_differences(first, second, design)?;
    let mut counts = (Counts::none(first, design)?, Counts::none(second, design)?);
    let p = bootstrap_p(design.clusters(), seed, resamples, |drawn| {
        let one = counts.0.macro_f1_of(first, design, drawn)?;
        Some(one - counts.1.macro_f1_of(second, design, drawn)?)
    })?;
    Some(Paired { difference, p, discordant: differing.len(), clusters: design.clusters() })
}

/// As [`paired_bootstrap`], for the area under the ROC curve: probabilities of two entrants lie on scales of their own,
/// so that exchanging them would mean nothing, and whole groups are drawn instead.
///
/// `None` as [`super::auc()`], or where the two do not agree on the truth.
pub fn paired_auc_bootstrap(
    first: &[Ranked],
    second: &[Ranked],
    design: &Design,
    seed: u64,
    resamples: u32,
) -> Option<Paired> {
    let (mut one, mut other) = (Ranking::of(first, design)?, Ranking::of(second, design)?);
    let difference = one.auc()? - other.auc()?;
    if first.iter().zip(second).any(|(first, second)| first.is_positive != second.is_positive) {
        return None;
    }
    // A resample with cases of one kind only tells the two apart in nothing.
    let p = bootstrap_p(design.clusters(), seed, resamples, |drawn| {
        let pair = one.of_drawn(design, drawn).zip(other.of_drawn(design, drawn));
        Some(pair.map_or(0.0, |(one, other)| one - other))
    })?;
    let differ = |case: &u32| first[*case as usize] != second[*case as usize];
    let discordant = (0..design.clusters()).filter(|cluster| design.members()[*cluster].iter().any(differ)).count();
    Some(Paired { difference, p, discordant, clusters: design.clusters() })
}

/// The difference of the weighted means, and each piece's part in it.
fn differences(first: &[f64], second: &[f64], design: &Design) -> Option<(f64, Vec<(f64, f64)>)> {
    if first.len() != second.len() {
        return None;
    }
    let each: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    Some((mean(&each, design)?, design.sums(&each)?))
}

/// The difference of macro-F1, and the pieces in which the two gave other labels.
fn f1_differences(first: &[LabelPair], second: &[LabelPair], design: &Design) -> Option<(f64, Vec<usize>)> {
    let difference = macro_f1(first, design)? - macro_f1(second, design)?;
    if first.iter().zip(second).any(|(first, second)| first.truth != second.truth) {
        return None;
    }
    let differ = |case: &u32| first[*case as usize] != second[*case as usize];
    let differing = (0..design.clusters()).filter(|cluster| design.members()[*cluster].iter().any(differ));
    Some((difference, differing.collect()))
}

/// Two-sided p-value of a statistic under exchanging `n` pieces or not. A value counts as as extreme where it falls
/// short of the observed one by no more than rounding at this `scale`.
fn permutation_p(
    observed: f64,
    scale: f64,
    n: usize,
    seed: u64,
    draws: u32,
    mut statistic: impl FnMut(&[bool]) -> f64,
) -> f64 {
    if n == 0 {
        return 1.0;
    }
    let extreme = observed.abs() - 1e-11 * scale;
    let mut swapped = vec![false; n];
    if n <= ENUMERATED {
        let assignments = 1_u32 << n;
        let as_extreme = (0..assignments).filter(|assignment| {
            swapped.iter_mut().enumerate().for_each(|(bit, swapped)| *swapped = assignment >> bit & 1 == 1);
            statistic(&swapped).abs() >= extreme
        });
        return as_extreme.count() as f64 / f64::from(assignments);
    }
    let mut dice = Dice::new(seed);
    let as_extreme = (0..draws).filter(|_| {
        for piece in swapped.chunks_mut(32) {
            let coins = dice.coins();
            piece.iter_mut().enumerate().for_each(|(bit, swapped)| *swapped = coins >> bit & 1 == 1);
        }
        statistic(&swapped).abs() >= extreme
    });
    (as_extreme.count() + 1) as f64 / (f64::from(draws) + 1.0)
}

fn bootstrap_p(
    clusters: usize,
    seed: u64,
    resamples: u32,
    replicate: impl FnMut(&[u32]) -> Option<f64>,
) -> Option<f64> {
    if clusters < 2 {
        return Some(1.0);
    }
    let replicates = replicates(clusters, seed, resamples, replicate)?;
    let not_positive = replicates.iter().filter(|difference| **difference <= 0.0).count();
    let not_negative = replicates.iter().filter(|difference| **difference >= 0.0).count();
    let smaller = (not_positive.min(not_negative) + 1) as f64 / (f64::from(resamples) + 1.0);
    Some((2.0 * smaller).min(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::mcnemar::mcnemar_exact;
    use super::*;

    fn labels(truth: &[u32], predicted: &[u32]) -> Vec<LabelPair> {
        truth.iter().zip(predicted).map(|(t, p)| LabelPair { truth: *t, predicted: Some(*p) }).collect()
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        for test in [paired_permutation, paired_bootstrap] {
            assert_eq!(test(&[], &[], &Design::simple(0), 1, 100), None);
            assert_eq!(test(&[1.0], &[1.0, 0.0], &Design::simple(1), 1, 100), None);
            assert_eq!(test(&[1.0], &[f64::NAN], &Design::simple(1), 1, 100), None);
            assert_eq!(test(&[1.0], &[0.0], &Design::simple(1), 1, 100).unwrap().p, 1.0);
            let ties = test(&[0.3; 40], &[0.3; 40], &Design::simple(40), 1, 100).unwrap();
            assert_eq!((ties.difference, ties.p, ties.discordant, ties.clusters), (0.0, 1.0, 0, 40));
        }
        for test in [paired_f1_permutation, paired_f1_bootstrap] {
            assert_eq!(test(&[], &[], &Design::simple(0), 1, 100), None);
            let (first, second) = (labels(&[0, 1], &[0, 1]), labels(&[0, 0], &[0, 1]));
            assert_eq!(test(&first, &second, &Design::simple(2), 1, 100), None);
            assert_eq!(test(&first, &first[..1], &Design::simple(2), 1, 100), None);
            let same = test(&first, &first, &Design::simple(2), 1, 100).unwrap();
            assert_eq!((same.difference, same.p, same.discordant), (0.0, 1.0, 0));
        }
    }

    #[test]
    fn rankings_are_told_apart_only_where_they_differ() {
        let ranked = |shift: f64| -> Vec<Ranked> {
            let of = |case: u32| Ranked {
                is_positive: case % 2 == 1,
                probability: Some(f64::from(case * 29 % 40) / 40.0 + if case % 2 == 1 { shift } else { 0.0 }),
            };
            (0..80).map(of).collect()
        };
        let (design, blind, seeing) = (Design::simple(80), ranked(0.0), ranked(0.5));
        let same = paired_auc_bootstrap(&blind, &blind, &design, 1, 500).unwrap();
        assert_eq!((same.difference, same.p, same.discordant), (0.0, 1.0, 0));
        let better = paired_auc_bootstrap(&seeing, &blind, &design, 1, 500).unwrap();
        assert!(better.difference > 0.3 && better.p < 0.01, "{better:?}");
        let worse = paired_auc_bootstrap(&blind, &seeing, &design, 1, 500).unwrap();
        assert_eq!(worse, Paired { difference: -better.difference, ..better });
        assert_eq!(paired_auc_bootstrap(&blind, &seeing[..79], &design, 1, 500), None);
    }

    #[test]
    fn on_right_and_wrong_it_is_mcnemar() {
        for (only_first, only_second) in [(0, 6), (9, 3), (8, 8), (1, 0)] {
            let first: Vec<f64> = [vec![1.0; only_first], vec![0.0; only_second], vec![1.0; 20]].concat();
            let second: Vec<f64> = [vec![0.0; only_first], vec![1.0; only_second], vec![1.0; 20]].concat();
            let found = paired_permutation(&first, &second, &Design::simple(first.len()), 1, 0).unwrap();
            let expected = mcnemar_exact(only_first as u64, only_second as u64);
            assert!((found.p - expected).abs() < 1e-12, "{only_first} {only_second}: {} {expected}", found.p);
            assert_eq!(found.discordant, only_first + only_second);
        }
    }

    #[test]
    fn drawn_labels_agree_with_enumerated_ones() {
        let truth: Vec<u32> = (0..32).map(|case| case % 3).collect();
        let wrong_at = |wrong: &[u32]| -> Vec<LabelPair> {
            let said: Vec<u32> = (0..32).map(|case| if wrong.contains(&case) { 2 } else { case % 3 }).collect();
            labels(&truth, &said)
        };
        let (first, second) = (wrong_at(&[0, 3]), wrong_at(&[1, 4, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19, 21]));
        let exact = paired_f1_permutation(&first, &second, &Design::simple(32), 1, 0).unwrap();
        assert_eq!(exact.discordant, 15);
        // With every case twice over, there are too many to enumerate; in groups of two there are as many as before.
        let twice = |pairs: &[LabelPair]| [pairs, pairs].concat();
        let groups: Vec<_> = (0..64).map(|case| Some(case % 32)).collect();
        let grouped = Design::new(&[1.0; 64], &groups).unwrap();
        let same = paired_f1_permutation(&twice(&first), &twice(&second), &grouped, 1, 0).unwrap();
        assert!((same.p - exact.p).abs() < 1e-12);
        let drawn = paired_f1_permutation(&twice(&first), &twice(&second), &Design::simple(64), 1, 5_000).unwrap();
        assert!(drawn.p < exact.p, "twice the cases, were they independent, would say more: {} {}", drawn.p, exact.p);
        assert!(drawn.p >= 1.0 / 5_001.0);
    }

    #[test]
    fn exchanging_the_two_entrants_turns_the_sign_alone() {
        let first: Vec<f64> = (0..30).map(|case| f64::from(case % 7) / 7.0).collect();
        let second: Vec<f64> = (0..30).map(|case| f64::from(case % 5) / 5.0).collect();
        for test in [paired_permutation, paired_bootstrap] {
            let one = test(&first, &second, &Design::simple(30), 9, 500).unwrap();
            let other = test(&second, &first, &Design::simple(30), 9, 500).unwrap();
            assert_eq!(one, Paired { difference: -other.difference, ..other });
        }
    }

    proptest! {
        #[test]
        fn the_order_of_cases_does_not_matter_and_alike_is_no_difference(
            scores in prop::collection::vec((0_u8..=4, 0_u8..=4), 1..14),
        ) {
            let (first, second): (Vec<f64>, Vec<f64>) =
                scores.iter().map(|(one, other)| (f64::from(*one) / 4.0, f64::from(*other) / 4.0)).unzip();
            let design = Design::simple(scores.len());
            let found = paired_permutation(&first, &second, &design, 1, 0).unwrap();
            prop_assert!(found.p > 0.0 && found.p <= 1.0);
            let back = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
            let turned = paired_permutation(&back(&first), &back(&second), &design, 7, 0).unwrap();
            prop_assert!((found.p - turned.p).abs() < 1e-12 && (found.difference - turned.difference).abs() < 1e-12);
            prop_assert_eq!(paired_permutation(&first, &first, &design, 1, 0).unwrap().p, 1.0);
        }
    }
}
