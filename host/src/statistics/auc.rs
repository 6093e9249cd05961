//! How well probabilities rank: the area under the ROC curve.

use super::bootstrap::{Bootstrap, interval};
use super::design::Design;
use super::interval::Interval;

/// What a case is, and how likely an entrant held it to be so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Whether the case is one of those that are looked for.
    pub is_positive: bool,
    /// The probability given; none where there was no answer, which ranks the case at the wrong end.
    pub probability: Option<f64>,
}

impl Ranked {
    fn place(&self) -> f64 {
        match (self.probability, self.is_positive) {
            (Some(probability), _) if probability.is_finite() => probability,
            (_, true) => f64::NEG_INFINITY,
            (_, false) => f64::INFINITY,
        }
    }
}

/// The chance that a case that is looked for is ranked above one that is not, ties counting half, with cases counted
/// by weight: the Mann–Whitney form of the area under the ROC curve (Hanley and McNeil, "The meaning and use of the
/// area under a receiver operating characteristic (ROC) curve", Radiology 143 (1982)). This is scikit-learn's
/// `roc_auc_score` with `sample_weight`. One half is what any constant scores.
///
/// `None` where there are not cases of both kinds, or not one for each of the design's.
pub fn auc(cases: &[Ranked], design: &Design) -> Option<f64> {
    Ranking::of(cases, design)?.auc()
}

/// Interval of [`auc`], resampling whole groups. `None` as [`auc`], or where there are fewer than two groups. A resample
/// that has cases of one kind only says nothing of ranking and counts one half.
pub fn auc_interval(cases: &[Ranked], design: &Design, bootstrap: &Bootstrap) -> Option<Interval> {
    let mut ranking = Ranking::of(cases, design)?;
    let observed = ranking.auc()?;
    let all = ranking.clone();
    let without = |left_out: usize| {
        let mut rest = all.clone();
        for case in &design.members()[left_out] {
            rest.counts[*case as usize] = 0.0;
        }
        Some(rest.auc().unwrap_or(0.5))
    };
    interval(
        observed,
        design.clusters(),
        bootstrap,
        |drawn| Some(ranking.of_drawn(design, drawn).unwrap_or(0.5)),
        without,
    )
}

/// Cases in the order of their probabilities, each counted as often as it was drawn.
#[derive(Debug, Clone)]
pub(super) struct Ranking {
    /// Places of cases, the least probable first.
    order: Vec<u32>,
    /// Whether a case in that order is as probable as the one before it.
    ties: Vec<bool>,
    positive: Vec<bool>,
    weights: Vec<f64>,
    /// How often each case counts.
    counts: Vec<f64>,
}

impl Ranking {
    /// Every case once. `None` where there is none, or not one for each of the design's.
    pub(super) fn of(cases: &[Ranked], design: &Design) -> Option<Self> {
        if cases.is_empty() || cases.len() != design.cases() {
            return None;
        }
        let places: Vec<f64> = cases.iter().map(Ranked::place).collect();
        let mut order: Vec<u32> = (0..u32::try_from(cases.len()).ok()?).collect();
        order.sort_by(|a, b| places[*a as usize].total_cmp(&places[*b as usize]));
        let place = |at: usize| places[order[at] as usize];
        let ties = (0..order.len()).map(|at| at > 0 && place(at) == place(at - 1)).collect();
        Some(Self {
            ties,
            order,
            positive: cases.iter().map(|case| case.is_positive).collect(),
            weights: design.weights().to_vec(),
            counts: vec![1.0; cases.len()],
        })
    }

    /// The figure of a resample of groups.
    pub(super) fn of_drawn(&mut self, design: &Design, drawn: &[u32]) -> Option<f64> {
        self.counts.fill(0.0);
        for cluster in drawn {
            for case in &design.members()[*cluster as usize] {
                self.counts[*case as usize] += 1.0;
            }
        }
        self.auc()
    }

    /// One walk from the least probable: each positive case is above all negative ones before its ties, and above half
    /// of those among them.
    pub(super) fn auc(&self) -> Option<f64> {
        let (mut below, mut won, mut positives) = (0.0, 0.0, 0.0);
        let (mut tied_negative, mut tied_positive) = (0.0, 0.0);
        for (at, case) in self.order.iter().map(|case| *case as usize).enumerate() {
            if !self.ties[at] {
                won += tied_positive * (below + tied_negative / 2.0);
                below += tied_negative;
                (tied_negative, tied_positive) = (0.0, 0.0);
            }
            let weight = self.counts[case] * self.weights[case];
            if self.positive[case] {
                tied_positive += weight;
                positives += weight;
            } else {
                tied_negative += weight;
            }
        }
        won += tied_positive * (below + tied_negative / 2.0);
        below += tied_negative;
        (positives > 0.0 && below > 0.0).then(|| won / (positives * below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(truth: &[u8], probabilities: &[f64]) -> Vec<Ranked> {
        let case =
            |(truth, probability): (&u8, &f64)| Ranked { is_positive: *truth == 1, probability: Some(*probability) };
        truth.iter().zip(probabilities).map(case).collect()
    }

    /// `tests/golden/risk/values.json` holds what scikit-learn finds; the script that made it lies beside it.
    #[test]
    fn it_is_what_scikit_learn_finds() {
        #[derive(serde::Deserialize)]
        struct Golden {
            truth: Vec<u8>,
            probability: Vec<f64>,
            weight: Vec<f64>,
            auc: f64,
        }
        let golden: Vec<Golden> = serde_json::from_str(include_str!("../../../tests/golden/risk/values.json")).unwrap();
        assert!(golden.len() >= 20);
        for golden in golden {
            let design = Design::new(&golden.weight, &vec![None::<u8>; golden.weight.len()]).unwrap();
            let found = auc(&cases(&golden.truth, &golden.probability), &design).unwrap();
            assert!((found - golden.auc).abs() < 1e-12, "{found} {}", golden.auc);
        }
    }

    #[test]
    fn a_constant_ranks_nothing_and_no_answer_ranks_wrong() {
        let design = Design::simple(4);
        assert_eq!(auc(&cases(&[0, 1, 0, 1], &[0.3; 4]), &design), Some(0.5));
        assert_eq!(auc(&cases(&[0, 1, 0, 1], &[0.1, 0.9, 0.2, 0.8]), &design), Some(1.0));
        let mut silent = cases(&[0, 1, 0, 1], &[0.1, 0.9, 0.2, 0.8]);
        silent[1].probability = None;
        assert_eq!(auc(&silent, &design), Some(0.5));
        silent.iter_mut().for_each(|case| case.probability = None);
        assert_eq!(auc(&silent, &design), Some(0.0));
        assert_eq!(auc(&cases(&[1, 1], &[0.1, 0.2]), &Design::simple(2)), None);
        assert_eq!(auc(&[], &Design::simple(0)), None);
    }

    #[test]
    fn the_interval_holds_the_figure_and_is_the_seeds_own() {
        let truth: Vec<u8> = (0..60).map(|case| u8::from(case % 3 == 0)).collect();
        let probabilities: Vec<f64> = (0..60).map(|case| f64::from(case * 37 % 60) / 60.0).collect();
        let cases = cases(&truth, &probabilities);
        let design = Design::simple(60);
        let observed = auc(&cases, &design).unwrap();
        let found = auc_interval(&cases, &design, &Bootstrap::new(7)).unwrap();
        assert!(found.low < observed && observed < found.high, "{found:?} {observed}");
        assert_eq!(auc_interval(&cases, &design, &Bootstrap::new(7)), Some(found));
    }
}
