//! One entrant's runs on the public or on the hidden cases: its figures, and how it differs from another's.

use std::collections::{BTreeMap, HashMap};

use super::summary::PartSummary;
use crate::catalogue::metric::{Headline, Judge, MACRO_F1, Metric, POSITIVE, RECALL, SPECIFICITY};
use crate::registry::CaseId;
use crate::registry::case::{KeptCase, Visibility};
use crate::registry::run::Score;
use crate::statistics::{
    Bootstrap, Design, Interval, LabelPair, PairEvidence, Paired, Ranked, auc, auc_difference_interval, auc_interval,
    difference_interval, f1_difference_interval, macro_f1, macro_f1_interval, mcnemar_exact, mean, mean_interval,
    median, paired_auc_bootstrap, paired_f1_permutation, paired_permutation, two_class_f1, wilson,
};

/// How many drawn assignments a permutation test has.
const DRAWS: u32 = 9_999;
/// Of all intervals.
const CONFIDENCE: f64 = 0.95;

/// The classes of a metric that pools labels, as numbers.
pub(super) struct Classes {
    numbers: HashMap<String, u32>,
    truth: HashMap<CaseId, u32>,
}

impl Classes {
    /// Numbers every label that is expected or was given.
    pub fn of<'a>(metric: &Metric, cases: &[KeptCase], scores: impl Iterator<Item = &'a Score>) -> Self {
        let mut numbers = HashMap::new();
        let mut number = |label: &str| {
            let next = numbers.len() as u32;
            *numbers.entry(label.to_owned()).or_insert(next)
        };
        let truth =
            cases.iter().filter_map(|case| Some((case.id, number(&metric.truth(&case.case.expected)?)))).collect();
        for labels in scores.filter_map(|score| score.labels.as_ref()) {
            number(&labels.predicted);
        }
        Self { numbers, truth }
    }

    /// The run as one of a ranking: [`Headline::RankScore`] names the labels `1` and `0`, and what was given is the
    /// probability.
    fn ranked(&self, run: &Score) -> Option<Ranked> {
        let truth = *self.truth.get(&run.case)?;
        let probability = run.labels.as_ref().and_then(|labels| labels.predicted.parse().ok());
        Some(Ranked { is_positive: self.numbers.get(POSITIVE) == Some(&truth), probability })
    }

    fn pair(&self, run: &Score) -> Option<LabelPair> {
        let predicted = run.labels.as_ref().and_then(|labels| self.numbers.get(&labels.predicted).copied());
        Some(LabelPair { truth: *self.truth.get(&run.case)?, predicted })
    }
}

/// One entrant's runs on the public or on the hidden cases, in the order of cases.
pub(super) struct Part<'a> {
    runs: Vec<&'a Score>,
    scores: Vec<f64>,
    labels: Vec<LabelPair>,
    ranked: Vec<Ranked>,
    design: Design,
    headline: Headline,
    seed: u64,
}

impl<'a> Part<'a> {
    /// `None` where there is no such case.
    pub fn of(scores: &'a [Score], on: Visibility, headline: Headline, classes: &Classes, seed: u64) -> Option<Self> {
        let runs: Vec<&Score> = scores.iter().filter(|score| score.visibility == on).collect();
        let weights: Vec<f64> = runs.iter().map(|run| run.weight).collect();
        let groups: Vec<Option<&str>> = runs.iter().map(|run| run.group.as_deref()).collect();
        // The registry keeps no weight that is not above 0, so a design fails only where there is no case.
        let design = Design::new(&weights, &groups).ok().filter(|design| design.cases() > 0)?;
        let scores = runs.iter().map(|run| run.score).collect();
        let labels = runs.iter().filter_map(|run| classes.pair(run)).collect();
        let ranked = runs.iter().filter_map(|run| classes.ranked(run)).collect();
        Some(Self { runs, scores, labels, ranked, design, headline, seed })
    }

    /// The part in figures.
    pub fn summary(&self) -> PartSummary {
        let (score, interval) = self.score();
        let mut outcomes = BTreeMap::new();
        for run in &self.runs {
            *outcomes.entry(run.outcome.clone()).or_insert(0) += 1;
        }
        let of = |code: &str| outcomes.get(code).copied().unwrap_or(0);
        let (answered, declined) = (of("answered"), of("declined"));
        let cases = self.runs.len() as u64;
        let average =
            |figure: fn(&Score) -> u64| self.runs.iter().map(|run| figure(run) as f64).sum::<f64>() / cases as f64;
        let times: Vec<f64> = self.runs.iter().map(|run| run.elapsed_us as f64).collect();
        PartSummary {
            cases,
            score,
            interval,
            answered,
            declined,
            failed: cases - answered - declined,
            figures: self.figures(),
            fuel: average(|run| run.fuel),
            startup_fuel: average(|run| run.startup_fuel),
            p50_us: median(&times).unwrap_or(0.0),
            outcomes,
        }
    }

    fn bootstrap(&self) -> Bootstrap {
        Bootstrap { confidence: CONFIDENCE, ..Bootstrap::new(self.seed) }
    }

    /// The headline figure and its interval.
    fn score(&self) -> (f64, Option<Interval>) {
        let bootstrap = self.bootstrap();
        let (score, interval) = match self.headline {
            Headline::Proportion if self.design.is_simple() => {
                let right = self.right();
                let trials = self.scores.len() as u64;
                (Some(right as f64 / trials as f64), wilson(right, trials, CONFIDENCE))
            }
            Headline::Proportion | Headline::Mean => {
                (mean(&self.scores, &self.design), mean_interval(&self.scores, &self.design, &bootstrap))
            }
            Headline::MacroF1 => {
                (macro_f1(&self.labels, &self.design), macro_f1_interval(&self.labels, &self.design, &bootstrap))
            }
            Headline::RankScore => {
                (auc(&self.ranked, &self.design), auc_interval(&self.ranked, &self.design, &bootstrap))
            }
        };
        let score = score.unwrap_or(0.0);
        (score, interval.map(|interval| self.widened(score, interval)))
    }

    /// Scores that are all 0 or all 1 leave resampling nothing to vary, and its interval would claim certainty. Wilson's
    /// bound for as many independent pieces, all wrong or all right, stands in.
    fn widened(&self, score: f64, interval: Interval) -> Interval {
        let pieces = self.design.clusters() as u64;
        let certain = interval.high - interval.low == 0.0 && (score == 0.0 || score == 1.0);
        let right = if score == 1.0 { pieces } else { 0 };
        wilson(right, pieces, CONFIDENCE).filter(|_| certain).unwrap_or(interval)
    }

    /// How many cases are right, where a score is 0 or 1.
    fn right(&self) -> u64 {
        self.scores.iter().filter(|score| **score == 1.0).count() as u64
    }

    /// The weighted mean of each further figure over the runs that carry it; a ranking's decisions have macro-F1 besides,
    /// which is no mean.
    fn figures(&self) -> BTreeMap<String, f64> {
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for run in &self.runs {
            for (key, figure) in &run.figures {
                let (sum, weight) = sums.entry(key).or_default();
                *sum += figure * run.weight;
                *weight += run.weight;
            }
        }
        let decided = if self.headline == Headline::RankScore { decided_f1(&sums) } else { None };
        let means = sums.into_iter().map(|(key, (sum, weight))| (key.to_owned(), sum / weight));
        means.chain(decided.map(|f1| (MACRO_F1.to_owned(), f1))).collect()
    }

    /// What tells this entrant from another on the same cases.
    fn against(&self, other: &Self) -> Option<Paired> {
        match self.headline {
            Headline::Proportion if self.design.is_simple() => Some(self.mcnemar(other)),
            Headline::Proportion | Headline::Mean => {
                paired_permutation(&self.scores, &other.scores, &self.design, self.seed, DRAWS)
            }
            Headline::MacroF1 => paired_f1_permutation(&self.labels, &other.labels, &self.design, self.seed, DRAWS),
            Headline::RankScore => paired_auc_bootstrap(&self.ranked, &other.ranked, &self.design, self.seed, DRAWS),
        }
    }

    /// How sure the difference from another entrant is.
    fn difference_interval(&self, other: &Self) -> Option<Interval> {
        match self.headline {
            Headline::Proportion | Headline::Mean => {
                difference_interval(&self.scores, &other.scores, &self.design, CONFIDENCE)
            }
            Headline::MacroF1 => f1_difference_interval(&self.labels, &other.labels, &self.design, &self.bootstrap()),
            Headline::RankScore => {
                auc_difference_interval(&self.ranked, &other.ranked, &self.design, &self.bootstrap())
            }
        }
    }

    fn mcnemar(&self, other: &Self) -> Paired {
        let only = |one: &Self, other: &Self| {
            one.scores.iter().zip(&other.scores).filter(|(one, other)| **one == 1.0 && **other != 1.0).count() as u64
        };
        let (first, second) = (only(self, other), only(other, self));
        let cases = self.scores.len();
        Paired {
            difference: (self.right() as f64 - other.right() as f64) / cases as f64,
            p: mcnemar_exact(first, second),
            discordant: (first + second) as usize,
            clusters: cases,
        }
    }
}

/// Macro-F1 of the decisions that go with a ranking.
fn decided_f1(sums: &BTreeMap<&str, (f64, f64)>) -> Option<f64> {
    let ((found, bad), (passed, good)) = (*sums.get(RECALL)?, *sums.get(SPECIFICITY)?);
    two_class_f1([found, passed], [bad, good])
}

/// What was found of every pair of entrants that have such cases.
pub(super) fn evidence(parts: &[Option<Part<'_>>]) -> Vec<PairEvidence> {
    let mut evidence = Vec::new();
    for (first, one) in parts.iter().enumerate() {
        for (second, other) in parts.iter().enumerate().skip(first + 1) {
            if let (Some(one), Some(other)) = (one, other)
                && let Some(Paired { difference, p, discordant, clusters }) = one.against(other)
            {
                let interval = one.difference_interval(other);
                evidence.push(PairEvidence { first, second, difference, p, discordant, clusters, interval });
            }
        }
    }
    evidence
}
