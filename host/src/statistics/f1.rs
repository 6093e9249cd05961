//! Macro-F1 of labels.

use super::bootstrap::{Bootstrap, interval};
use super::design::Design;
use super::interval::Interval;

/// The label that a case has and the one that it was given, as numbers of classes counted up from 0; none where there
/// was no answer, which is a miss of the true class and a false alarm of no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelPair {
    /// The true class.
    pub truth: u32,
    /// The class given, if one was.
    pub predicted: Option<u32>,
}

/// Mean over the classes that occur in truth of F1 = 2·TP / (2·TP + FP + FN), with cases counted by weight:
/// van Rijsbergen, "Information Retrieval" (1979), chapter 7; macro-averaged as in Sebastiani, "Machine learning in
/// automated text categorization", ACM Computing Surveys 34 (2002), section 7.1. This is scikit-learn's `f1_score`
/// with `average="macro"` and the classes of truth as `labels`.
///
/// `None` where there is no case, or not one pair a case.
pub fn macro_f1(pairs: &[LabelPair], design: &Design) -> Option<f64> {
    Counts::all(pairs, design)?.macro_f1()
}

/// Interval of [`macro_f1`], resampling whole groups. `None` as [`macro_f1`], or where there are fewer than two groups.
pub fn macro_f1_interval(pairs: &[LabelPair], design: &Design, bootstrap: &Bootstrap) -> Option<Interval> {
    let all = Counts::all(pairs, design)?;
    let observed = all.macro_f1()?;
    let mut counts = all.clone();
    let without = |left_out: usize| {
        let mut rest = all.clone();
        rest.remove(pairs, design, left_out);
        rest.macro_f1()
    };
    interval(observed, design.clusters(), bootstrap, |drawn| counts.macro_f1_of(pairs, design, drawn), without)
}

/// What is counted of each class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counts {
    classes: Vec<Class>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Class {
    /// Weight of cases of the class that were given it: TP.
    hits: f64,
    /// Weight of cases of the class: TP + FN.
    of_truth: f64,
    /// Weight of cases that were given it: TP + FP.
    given: f64,
    /// How many cases of the class: a whole number, so that none left is told from a rest of rounding.
    cases: u32,
}

impl Counts {
    /// Nothing counted, with room for the classes that occur in truth. `None` where there is no case, or not one pair
    /// a case.
    pub(super) fn none(pairs: &[LabelPair], design: &Design) -> Option<Self> {
        if pairs.len() != design.cases() {
            return None;
        }
        let classes = pairs.iter().map(|pair| pair.truth as usize + 1).max()?;
        Some(Self { classes: vec![Class::default(); classes] })
    }

    /// Everything counted. `None` as [`Counts::none`].
    pub(super) fn all(pairs: &[LabelPair], design: &Design) -> Option<Self> {
        let mut counts = Self::none(pairs, design)?;
        (0..design.clusters()).for_each(|cluster| counts.add(pairs, design, cluster));
        Some(counts)
    }

    /// Counts a piece's cases.
    pub(super) fn add(&mut self, pairs: &[LabelPair], design: &Design, cluster: usize) {
        for case in &design.members()[cluster] {
            let (pair, weight) = (pairs[*case as usize], design.weights()[*case as usize]);
            self.weigh(pair, weight);
            self.classes[pair.truth as usize].cases += 1;
        }
    }

    /// Takes back a piece's cases, which must have been counted.
    fn remove(&mut self, pairs: &[LabelPair], design: &Design, cluster: usize) {
        for case in &design.members()[cluster] {
            let (pair, weight) = (pairs[*case as usize], design.weights()[*case as usize]);
            self.weigh(pair, -weight);
            self.classes[pair.truth as usize].cases -= 1;
        }
    }

    fn weigh(&mut self, LabelPair { truth, predicted }: LabelPair, weight: f64) {
        let class = &mut self.classes[truth as usize];
        class.of_truth += weight;
        if predicted == Some(truth) {
            class.hits += weight;
        }
        // A class beyond those of truth is not averaged over, so what is given to it need not be counted.
        if let Some(given) = predicted.and_then(|predicted| self.classes.get_mut(predicted as usize)) {
            given.given += weight;
        }
    }

    /// Counts these as the others did.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.classes.copy_from_slice(&other.classes);
    }

    /// Macro-F1 of these pieces alone.
    pub(super) fn macro_f1_of(&mut self, pairs: &[LabelPair], design: &Design, drawn: &[u32]) -> Option<f64> {
        self.classes.fill(Class::default());
        drawn.iter().for_each(|cluster| self.add(pairs, design, *cluster as usize));
        self.macro_f1()
    }

    /// Macro-F1 of what is counted; `None` where that is nothing.
    pub(super) fn macro_f1(&self) -> Option<f64> {
        let occurring = self.classes.iter().filter(|class| class.cases > 0);
        let (sum, count) = occurring.fold((0.0, 0_u32), |(sum, count), class| {
            (sum + 2.0 * class.hits / (class.of_truth + class.given), count + 1)
        });
        (count > 0).then(|| sum / f64::from(count))
    }
}

/// Macro-F1 of decisions between two classes, from how many of either class there are and how many of them were decided
/// rightly (weights, not shares). A case that was not decided counts as decided wrongly.
pub fn two_class_f1(right: [f64; 2], all: [f64; 2]) -> Option<f64> {
    let wrong: f64 = all.iter().zip(right).map(|(all, right)| all - right).sum();
    let f1 = |right: f64| 2.0 * right / (2.0 * right + wrong);
    let some = all.iter().all(|all| *all > 0.0);
    some.then(|| right.iter().map(|right| f1(*right)).sum::<f64>() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(truth: u32, predicted: u32) -> LabelPair {
        LabelPair { truth, predicted: Some(predicted) }
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(macro_f1(&[], &Design::simple(0)), None);
        assert_eq!(macro_f1(&[pair(0, 0)], &Design::simple(2)), None);
        assert_eq!(macro_f1_interval(&[], &Design::simple(0), &Bootstrap::new(1)), None);
        assert_eq!(macro_f1_interval(&[pair(0, 0)], &Design::simple(1), &Bootstrap::new(1)), None);
    }

    #[test]
    fn a_perfect_record_gives_a_point() {
        let pairs = [pair(0, 0), pair(1, 1), pair(2, 2), pair(0, 0)];
        let interval = macro_f1_interval(&pairs, &Design::simple(4), &Bootstrap::new(1)).unwrap();
        assert_eq!(interval, Interval { low: 1.0, high: 1.0 });
    }

    #[test]
    fn leaving_a_piece_out_is_counting_the_others() {
        let pairs = [pair(0, 1), pair(1, 1), pair(2, 0), pair(0, 0), pair(2, 9)];
        let design = Design::new(&[0.3, 1.1, 2.0, 0.7, 0.1], &[None, Some(1), None, Some(1), None]).unwrap();
        let all = Counts::all(&pairs, &design).unwrap();
        for left_out in 0..design.clusters() {
            let mut rest = all.clone();
            rest.remove(&pairs, &design, left_out);
            let others: Vec<_> = (0..design.clusters() as u32).filter(|other| *other as usize != left_out).collect();
            let (ours, theirs) = (rest.macro_f1().unwrap(), all.clone().macro_f1_of(&pairs, &design, &others).unwrap());
            assert!((ours - theirs).abs() < 1e-12, "{ours} {theirs}");
        }
    }

    /// `tests/golden/risk/values.json` holds what scikit-learn finds where everything from 0.5 on is decided to be bad.
    #[test]
    fn decisions_between_two_classes_are_those_of_scikit_learn() {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Golden {
            truth: Vec<u8>,
            probability: Vec<f64>,
            weight: Vec<f64>,
            macro_f1: f64,
        }
        let golden: Vec<Golden> = serde_json::from_str(include_str!("../../../tests/golden/risk/values.json")).unwrap();
        for golden in golden {
            let (mut right, mut all) = ([0.0; 2], [0.0; 2]);
            for ((truth, probability), weight) in golden.truth.iter().zip(&golden.probability).zip(&golden.weight) {
                let class = usize::from(*truth);
                all[class] += weight;
                right[class] += if (*probability >= 0.5) == (class == 1) { *weight } else { 0.0 };
            }
            let found = two_class_f1(right, all).unwrap();
            assert!((found - golden.macro_f1).abs() < 1e-12, "{found} {}", golden.macro_f1);
        }
        assert_eq!(two_class_f1([0.0, 3.0], [0.0, 3.0]), None);
    }
}
