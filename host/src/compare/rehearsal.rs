//! A rehearsal: one component on cases that are public, outside any session. Nothing of it is kept.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::judge::{self, Bench};
use super::part::{Classes, Part};
use super::plan;
use super::summary::PartSummary;
use crate::catalogue::Case;
use crate::catalogue::metric::{Figure, Headline, Judge};
use crate::catalogue::scenario::ContractTerms;
use crate::registry::case::{KeptCase, Visibility};
use crate::registry::run::{Run, RunKey, Score};
use crate::registry::{CaseId, Digest, EntrantId};
use crate::sandbox::{Brief, Call, Component, Limits, Material, Outcome, Task};

/// What a component is tried on.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// The scenario's id.
    pub scenario: &'a str,
    /// Its contract.
    pub terms: &'a ContractTerms,
    /// JSON Schema of an output.
    pub output_schema: &'a Value,
    /// The contract's materials.
    pub materials: &'a [Material<'a>],
    /// The cases, in order.
    pub cases: &'a [Case],
    /// The seed.
    pub seed: u64,
}

/// What a rehearsal gave.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// How preparing ended: the state's size, or what went wrong.
    pub prepared: Prepared,
    /// One run a case, in the order of cases; none where preparing failed.
    pub runs: Vec<Run>,
    /// How scores become the headline.
    pub headline: Headline,
    /// The further figures that the metric gives.
    pub figures: Vec<Figure>,
    /// The runs in figures; none where there is no run.
    pub summary: Option<PartSummary>,
}

/// How `prepare` ended.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The outcome's code.
    pub outcome: &'static str,
    /// What the outcome has to say beyond its name; null where it answered.
    pub detail: Value,
    /// Units of fuel.
    pub fuel: u64,
    /// Peak bytes of memory.
    pub memory: u64,
}

/// The contract's output schema does not compile: a fault of the catalogue, not of the component.
#[derive(Debug, thiserror::Error)]
#[error("the output schema of {scenario} cannot be used: {reason}")]
pub struct BrokenContract {
    /// The scenario.
    pub scenario: String,
    /// Why.
    pub reason: String,
}

/// Prepares the component and gives it every case, on so many threads.
///
/// # Errors
/// [`BrokenContract`].
pub fn rehearse(component: &Component, trial: &Trial<'_>, threads: usize) -> Result<Rehearsal, BrokenContract> {
    let broken = |error: jsonschema::ValidationError<'_>| BrokenContract {
        scenario: trial.scenario.to_owned(),
        reason: error.to_string(),
    };
    let validator = jsonschema::draft202012::new(trial.output_schema).map_err(broken)?;
    let bench = &Bench { validator, metric: trial.terms.metric.clone() };
    let version = trial.terms.version.to_string();
    let brief = Brief { scenario: trial.scenario, contract: &version, seed: trial.seed, materials: trial.materials };
    let Call { outcome, fuel, memory, .. } = component.prepare(&brief, &Limits::from(&trial.terms.prepare_limits));
    let code = outcome.code();
    let (state, detail) = match outcome {
        Outcome::Answered(state) => (Some(state), Value::Null),
        other => (None, judge::detail(&other)),
    };
    let cases: Vec<KeptCase> = (0..).zip(trial.cases).map(|(place, case)| kept(place, case)).collect();
    let state = state.as_deref();
    let runs =
        state.map_or_else(Vec::new, |state| Room { component, trial, bench, state, cases: &cases }.runs(threads));
    let metric = &trial.terms.metric;
    let summary = summary(trial, &cases, &runs);
    let prepared = Prepared { outcome: code, detail, fuel, memory };
    Ok(Rehearsal { prepared, runs, headline: metric.headline(), figures: metric.figures(), summary })
}

/// What the threads share.
struct Room<'a> {
    component: &'a Component,
    trial: &'a Trial<'a>,
    bench: &'a Bench,
    state: &'a [u8],
    cases: &'a [KeptCase],
}

impl Room<'_> {
    fn runs(&self, threads: usize) -> Vec<Run> {
        let next = AtomicUsize::new(0);
        let mut runs: Vec<Run> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(|| self.work(&next))).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        runs.sort_by_key(|run| run.key.case);
        runs
    }

    fn work(&self, next: &AtomicUsize) -> Vec<Run> {
        let limits = Limits::from(&self.trial.terms.limits);
        let version = self.trial.terms.version.to_string();
        let mut runs = Vec::new();
        while let Some(case) = self.cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let input = case.case.input.to_string();
            let task = Task {
                scenario: self.trial.scenario,
                contract: &version,
                seed: plan::case_seed(self.trial.seed, case),
                state: self.state,
                input: &input,
            };
            let key = RunKey { entrant: EntrantId::new(0), case: case.id, repeat: 0 };
            runs.push(self.bench.judge(key, &case.case, self.component.answer(&task, &limits)));
        }
        runs
    }
}

/// The case at this place. No registry knows its id.
fn kept(place: i64, case: &Case) -> KeptCase {
    KeptCase {
        id: CaseId::new(place),
        position: u64::try_from(place).unwrap_or(0),
        visibility: Visibility::Public,
        digest: Digest::of(case.id.as_bytes()),
        case: case.clone(),
    }
}

fn summary(trial: &Trial<'_>, cases: &[KeptCase], runs: &[Run]) -> Option<PartSummary> {
    let metric = &trial.terms.metric;
    let scores: Vec<Score> = runs.iter().zip(trial.cases).map(|(run, case)| score(run, case)).collect();
    let classes = Classes::of(metric, cases, scores.iter());
    Some(Part::of(&scores, Visibility::Public, metric.headline(), &classes, trial.seed)?.summary())
}

fn score(run: &Run, case: &Case) -> Score {
    Score {
        case: run.key.case,
        repeat: 0,
        visibility: Visibility::Public,
        weight: case.weight,
        group: case.group.clone(),
        outcome: run.outcome.clone(),
        score: run.judgement.score,
        labels: run.judgement.labels.clone(),
        figures: run.judgement.figures.clone(),
        confidence: run.confidence,
        fuel: run.fuel,
        startup_fuel: run.startup_fuel,
        memory: run.memory,
        elapsed_us: run.elapsed_us,
    }
}
