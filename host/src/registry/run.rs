//! Runs: one entrant on one case, once a repeat.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use serde_json::Value;

use super::case::Visibility;
use super::digest::Digest;
use super::error::{Error, Result};
use super::id::{CaseId, EntrantId, SessionId};
use super::session::{self, State};
use super::{Registry, clock, column};
use crate::catalogue::metric::{Judgement, Labels};

/// Which run of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RunKey {
    /// Whose.
    pub entrant: EntrantId,
    /// On what.
    pub case: CaseId,
    /// Which time, from 0.
    pub repeat: u32,
}

/// What one run gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// Which run.
    pub key: RunKey,
    /// The outcome's code, such as `answered`.
    pub outcome: String,
    /// The verdict on the answer; score 0 where there is none.
    pub judgement: Judgement,
    /// The output, or as much of an unusable one as is worth keeping.
    pub output: Option<String>,
    /// How sure the agent said it was, from 0 to 1.
    pub confidence: Option<f64>,
    /// Why, in the agent's words.
    pub rationale: Option<String>,
    /// What else the outcome has to say: violations of the schema, a trap's frames, the limit.
    pub detail: Value,
    /// Fuel used in all.
    pub fuel: u64,
    /// Fuel that starting the instance used.
    pub startup_fuel: u64,
    /// Peak linear memory, bytes.
    pub memory: u64,
    /// Wall-clock microseconds.
    pub elapsed_us: u64,
    /// The log lines kept.
    pub log: Value,
    /// How many log lines were dropped.
    pub log_dropped: u64,
}

/// A run as kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeptRun {
    /// What it gave.
    pub run: Run,
    /// SHA-256 of its output, if it gave one.
    pub output_digest: Option<Digest>,
    /// When it was kept.
    pub at: Timestamp,
}

/// What summing needs of a run and its case.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// On what.
    pub case: CaseId,
    /// Which time, from 0.
    pub repeat: u32,
    /// Who may see the case.
    pub visibility: Visibility,
    /// The case's weight.
    pub weight: f64,
    /// What the case belongs together with.
    pub group: Option<String>,
    /// The outcome's code.
    pub outcome: String,
    /// In [0, 1].
    pub score: f64,
    /// The labels, where the metric pools them.
    pub labels: Option<Labels>,
    /// Further figures by key.
    pub figures: Vec<(String, f64)>,
    /// How sure the agent said it was.
    pub confidence: Option<f64>,
    /// Fuel used in all.
    pub fuel: u64,
    /// Fuel that starting the instance used.
    pub startup_fuel: u64,
    /// Peak linear memory, bytes.
    pub memory: u64,
    /// Wall-clock microseconds.
    pub elapsed_us: u64,
}

impl Registry {
    /// Keeps a batch of runs and the session's progress in one transaction; returns how many were new.
    ///
    /// A run that is already there with the same result is passed over, so that a batch whose fate a crash left
    /// unknown can be given again.
    ///
    /// # Errors
    /// [`Error::WrongState`] where the session does not run, [`Error::NotOfSession`], [`Error::OutOfRange`],
    /// [`Error::RunConflict`], and those of the file: nothing of the batch is then kept.
    pub fn insert_runs(&mut self, session: SessionId, runs: &[Run]) -> Result<u64> {
        self.write(|transaction| {
            let state = session::find(transaction, session)?.state;
            if state != State::Running {
                return Err(Error::WrongState { session, state, needed: State::Running });
            }
            let now = clock::now();
            let mut new = 0;
            for run in runs {
                check(transaction, session, run)?;
                if insert(transaction, run, &now)? {
                    new += 1;
                }
            }
            transaction
                .prepare_cached("UPDATE session SET runs_done = runs_done + ?2 WHERE id = ?1")?
                .execute(params![session, column::from_count(new)])?;
            Ok(new)
        })
    }

    /// Which runs of a session are kept.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn done(&self, session: SessionId) -> Result<HashSet<RunKey>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT entrant, \"case\", repeat FROM run
                    WHERE entrant IN (SELECT id FROM entrant WHERE session = ?1)",
            )?;
            let rows = statement.query_map([session], |row| {
                Ok(RunKey { entrant: row.get(0)?, case: row.get(1)?, repeat: row.get(2)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// What summing needs of an entrant's runs, in the order of cases and then of repeats.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn scores(&self, entrant: EntrantId) -> Result<Vec<Score>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT \"case\", repeat, visibility, weight, cluster, outcome, score, truth, predicted, figures,
                    confidence, fuel, startup_fuel, memory, elapsed_us
                    FROM run JOIN contract_case ON contract_case.id = run.\"case\"
                    WHERE entrant = ?1 ORDER BY \"case\", repeat",
            )?;
            let rows = statement.query_map([entrant], read_score)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One run with everything that is kept of it, if it is kept.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn run(&self, key: RunKey) -> Result<Option<KeptRun>> {
        self.read(|connection| find(connection, key))
    }
}

fn read_score(row: &Row<'_>) -> rusqlite::Result<Score> {
    Ok(Score {
        case: row.get("case")?,
        repeat: row.get("repeat")?,
        visibility: Visibility::read(row)?,
        weight: row.get("weight")?,
        group: row.get("cluster")?,
        outcome: row.get("outcome")?,
        score: row.get("score")?,
        labels: read_labels(row)?,
        figures: column::json_option(row, "figures")?.unwrap_or_default(),
        confidence: row.get("confidence")?,
        fuel: column::count(row, "fuel")?,
        startup_fuel: column::count(row, "startup_fuel")?,
        memory: column::count(row, "memory")?,
        elapsed_us: column::count(row, "elapsed_us")?,
    })
}

fn read_labels(row: &Row<'_>) -> rusqlite::Result<Option<Labels>> {
    let truth: Option<String> = row.get("truth")?;
    let predicted: Option<String> = row.get("predicted")?;
    Ok(truth.zip(predicted).map(|(truth, predicted)| Labels { truth, predicted }))
}

fn find(connection: &Connection, key: RunKey) -> Result<Option<KeptRun>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM run JOIN trace ON trace.run = run.id WHERE entrant = ?1 AND \"case\" = ?2 AND repeat = ?3",
    )?;
    let find = statement.query_row(params![key.entrant, key.case, key.repeat], |row| {
        Ok(KeptRun {
            run: Run {
                key,
                outcome: row.get("outcome")?,
                judgement: Judgement {
                    score: row.get("score")?,
                    figures: column::json_option(row, "figures")?.unwrap_or_default(),
                    labels: read_labels(row)?,
                    remarks: column::json(row, "remarks")?,
                },
                output: row.get("output")?,
                confidence: row.get("confidence")?,
                rationale: row.get("rationale")?,
                detail: column::json(row, "detail")?,
                fuel: column::count(row, "fuel")?,
                startup_fuel: column::count(row, "startup_fuel")?,
                memory: column::count(row, "memory")?,
                elapsed_us: column::count(row, "elapsed_us")?,
                log: column::json(row, "log")?,
                log_dropped: column::count(row, "log_dropped")?,
            },
            output_digest: row.get("output_digest")?,
            at: column::parsed(row, "at")?,
        })
    });
    Ok(find.optional()?)
}

fn check(transaction: &Transaction<'_>, session: SessionId, run: &Run) -> Result<()> {
    let RunKey { entrant, case, .. } = run.key;
    let of_session: bool = transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entrant JOIN session ON session.id = entrant.session
                JOIN contract_case ON contract_case.contract = session.contract
                WHERE entrant.id = ?1 AND contract_case.id = ?2 AND session.id = ?3)",
        )?
        .query_row(params![entrant, case, session], |row| row.get(0))?;
    if !of_session {
        return Err(Error::NotOfSession { session, entrant, case });
    }
    let out_of_range = |value: &f64| !(0.0..=1.0).contains(value);
    match [Some(run.judgement.score), run.confidence].into_iter().flatten().find(out_of_range) {
        Some(value) => Err(Error::OutOfRange { entrant, case, value }),
        None => Ok(()),
    }
}

/// Keeps a run, and says whether it was new.
fn insert(transaction: &Transaction<'_>, run: &Run, now: &str) -> Result<bool> {
    let judgement = &run.judgement;
    let labels = judgement.labels.as_ref();
    let figures = Some(&judgement.figures).filter(|figures| !figures.is_empty());
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO run (entrant, \"case\", repeat, outcome, score, truth, predicted, figures, confidence, fuel,
                startup_fuel, memory, elapsed_us, output_digest)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                ON CONFLICT (entrant, \"case\", repeat) DO NOTHING",
        )?
        .execute(params![
            run.key.entrant,
            run.key.case,
            run.key.repeat,
            run.outcome,
            judgement.score,
            labels.map(|labels| &labels.truth),
            labels.map(|labels| &labels.predicted),
            figures.map(column::to_json).transpose()?,
            run.confidence,
            column::from_count(run.fuel),
            column::from_count(run.startup_fuel),
            column::from_count(run.memory),
            column::from_count(run.elapsed_us),
            run.output.as_ref().map(|output| Digest::of(output.as_bytes()))
        ])?;
    if inserted == 0 {
        return expect_same(transaction, run).map(|()| false);
    }
    transaction
        .prepare_cached(
            "INSERT INTO trace (run, output, rationale, remarks, detail, log, log_dropped, at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            transaction.last_insert_rowid(),
            run.output,
            run.rationale,
            column::to_json(&judgement.remarks)?,
            run.detail.to_string(),
            run.log.to_string(),
            column::from_count(run.log_dropped),
            now
        ])?;
    Ok(true)
}

/// A run that is kept already must say the same; only its time may differ, which the clock decides.
fn expect_same(transaction: &Transaction<'_>, run: &Run) -> Result<()> {
    let RunKey { entrant, case, repeat } = run.key;
    let kept = find(transaction, run.key)?.map(|kept| Run { elapsed_us: run.elapsed_us, ..kept.run });
    if kept.as_ref() == Some(run) { Ok(()) } else { Err(Error::RunConflict { entrant, case, repeat }) }
}

#[cfg(test)]
mod tests;
