//! Running a session: every entrant on every case, on dedicated threads, kept in batches together with the progress.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use serde_json::json;

use super::judge::Bench;
use super::plan::{self, Plan};
use super::prepare::{self, Ready};
use super::summary::{self, Summary};
use crate::catalogue::metric::{Judge, Judgement};
use crate::catalogue::scenario::ContractTerms;
use crate::registry::case::KeptCase;
use crate::registry::entrant::Entrant;
use crate::registry::run::{Run, RunKey};
use crate::registry::{self, Actor, Registry, SessionId};
use crate::sandbox::{Limits, LoadError, Sandbox, Task};

/// The most runs that are kept in one transaction.
const BATCH: usize = 500;
/// The longest that a finished run waits to be kept.
const PATIENCE: Duration = Duration::from_millis(200);

/// What happens in a session, for those who watch it.
#[derive(Debug)]
pub enum Event<'a> {
    /// It begins, or goes on where an earlier process left it.
    Started {
        /// How many runs there are in all.
        runs: u64,
        /// How many of them are kept already.
        done: u64,
    },
    /// An entrant was prepared.
    Prepared {
        /// Who.
        entrant: &'a Entrant,
        /// The outcome's code.
        outcome: &'a str,
    },
    /// A batch of runs was kept.
    Kept {
        /// How many runs are kept now.
        done: u64,
    },
}

/// Why a session stopped. What was kept stays, and the same request takes it up again.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
    /// An entrant's component cannot be loaded.
    #[error("{agent} cannot be loaded: {error}")]
    Load {
        /// Which.
        agent: String,
        /// Why.
        error: LoadError,
    },
    /// The contract kept in the registry cannot be read by this program.
    #[error("the contract of {scenario} cannot be used: {reason}")]
    Contract {
        /// The scenario.
        scenario: String,
        /// Why.
        reason: String,
    },
    /// An entrant was neither prepared nor has a preparation: a fault of this program.
    #[error("session {session}: {agent} was not prepared")]
    NotPrepared {
        /// The session.
        session: SessionId,
        /// The entrant.
        agent: String,
    },
}

/// Runs what is left of a session, judges, summarises and finishes it.
///
/// # Errors
/// [`RunError`].
pub fn run(
    registry: &mut Registry,
    sandbox: &Sandbox,
    by: &Actor,
    plan: &Plan,
    threads: usize,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, RunError> {
    let began = Instant::now();
    let terms = terms(plan)?;
    let validator =
        jsonschema::draft202012::new(&plan.contract.output_schema).map_err(|error| broken(plan, error.to_string()))?;
    let bench = Bench { validator, metric: terms.metric.clone() };
    registry.start_session(by, plan.session)?;
    let session = registry.session(plan.session)?;
    watch(Event::Started { runs: session.runs_planned, done: session.runs_done });
    let ready = prepare::ready(registry, sandbox, plan, &terms, watch)?;
    let done = registry.done(plan.session)?;
    let inputs: Vec<String> = plan.cases.iter().map(|case| case.case.input.to_string()).collect();
    let jobs: Vec<Job<'_>> = plan
        .cases
        .iter()
        .zip(&inputs)
        .flat_map(|(case, input)| ready.iter().map(move |ready| Job { ready, case, input }))
        .filter(|job| !done.contains(&job.key()))
        .collect();
    let floor = Floor { plan, bench: &bench, limits: Limits::from(&terms.limits), seed: session.seed };
    floor.work(registry, &jobs, threads, session.runs_done, watch)?;
    let summary = summary::of(registry, plan, &terms, began.elapsed())?;
    let body = serde_json::to_value(&summary).map_err(|error| broken(plan, error.to_string()))?;
    registry.finish_session(by, plan.session, &body)?;
    Ok(summary)
}

fn terms(plan: &Plan) -> Result<ContractTerms, RunError> {
    serde_json::from_value(plan.contract.terms.clone()).map_err(|error| broken(plan, error.to_string()))
}

fn broken(plan: &Plan, reason: String) -> RunError {
    RunError::Contract { scenario: plan.contract.scenario.clone(), reason }
}

/// One run to do.
struct Job<'a> {
    ready: &'a Ready,
    case: &'a KeptCase,
    /// The case's input as JSON, made once for all entrants.
    input: &'a str,
}

impl Job<'_> {
    fn key(&self) -> RunKey {
        RunKey { entrant: self.ready.entrant.id, case: self.case.id, repeat: 0 }
    }
}

/// What all workers share.
struct Floor<'a> {
    plan: &'a Plan,
    bench: &'a Bench,
    limits: Limits,
    seed: u64,
}

impl Floor<'_> {
    /// Does all jobs on so many threads, while this thread keeps what they give.
    fn work(
        &self,
        registry: &mut Registry,
        jobs: &[Job<'_>],
        threads: usize,
        done: u64,
        watch: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), RunError> {
        let next = AtomicUsize::new(0);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let (sender, receiver) = crossbeam_channel::bounded(2 * BATCH);
            for _ in 0..threads.max(1) {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                scope.spawn(move || self.worker(jobs, next, stop, &sender));
            }
            drop(sender);
            let kept = self.keep(registry, &receiver, done, watch);
            // After an error the workers end with the run they are on; what they still send is let go.
            stop.store(true, Ordering::Relaxed);
            drop(receiver);
            kept
        })
    }

    fn worker(&self, jobs: &[Job<'_>], next: &AtomicUsize, stop: &AtomicBool, sender: &Sender<Run>) {
        let version = self.plan.contract.version.to_string();
        while !stop.load(Ordering::Relaxed) {
            let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            if sender.send(self.answer(job, &version)).is_err() {
                return;
            }
        }
    }

    fn answer(&self, job: &Job<'_>, version: &str) -> Run {
        match &job.ready.state {
            Err(outcome) => unprepared(job, outcome, self.bench.metric.unanswered(&job.case.case.expected)),
            Ok(state) => {
                let task = Task {
                    scenario: &self.plan.contract.scenario,
                    contract: version,
                    seed: plan::case_seed(self.seed, job.case),
                    state,
                    input: job.input,
                };
                let call = job.ready.component.answer(&task, &self.limits);
                self.bench.judge(job.key(), &job.case.case, call)
            }
        }
    }

    fn keep(
        &self,
        registry: &mut Registry,
        receiver: &Receiver<Run>,
        mut done: u64,
        watch: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), RunError> {
        let mut batch = Vec::new();
        let mut due = Instant::now() + PATIENCE;
        loop {
            let ended = match receiver.recv_deadline(due) {
                Ok(run) => {
                    batch.push(run);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            if ended || batch.len() >= BATCH || Instant::now() >= due {
                if !batch.is_empty() {
                    done += registry.insert_runs(self.plan.session, &batch)?;
                    batch.clear();
                    watch(Event::Kept { done });
                }
                due = Instant::now() + PATIENCE;
            }
            if ended {
                return Ok(());
            }
        }
    }
}

/// The run of an entrant that could not be prepared: the same outcome, at no cost.
fn unprepared(job: &Job<'_>, outcome: &str, judgement: Judgement) -> Run {
    Run {
        key: job.key(),
        outcome: outcome.to_owned(),
        judgement,
        output: None,
        confidence: None,
        rationale: None,
        detail: json!({
            "zh": "准备阶段未成功，本案例未运行。",
            "en": "Preparing did not succeed, so this case was not run.",
        }),
        fuel: 0,
        startup_fuel: 0,
        memory: 0,
        elapsed_us: 0,
        log: json!([]),
        log_dropped: 0,
    }
}
