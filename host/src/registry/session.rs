//! Comparison sessions: planned, run, finished.

use std::fmt;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use semver::Version;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::{self, Actor, Entry};
use super::digest::Digest;
use super::entrant::{self, NewEntrant};
use super::error::{Error, Result};
use super::id::{ContractId, SessionId};
use super::{Registry, canonical, clock, column, scenario};

/// How far a session has come. It only moves forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Locked, and nothing has run.
    Planned,
    /// Runs come in.
    Running,
    /// Every run is there, and so is the summary.
    Finished,
}

impl State {
    fn text(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Finished => "finished",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

impl ToSql for State {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.text().to_sql()
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "planned" => Ok(Self::Planned),
            "running" => Ok(Self::Running),
            "finished" => Ok(Self::Finished),
            other => Err(FromSqlError::Other(format!("no session state: {other}").into())),
        }
    }
}

/// A session to plan.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The contract that it compares under.
    pub contract: ContractId,
    /// From which every random choice is drawn.
    pub seed: u64,
    /// Everything that is locked; its digest identifies the plan.
    pub plan: &'a Value,
    /// How many runs the plan comes to.
    pub runs_planned: u64,
    /// Who takes part, in order.
    pub entrants: &'a [NewEntrant],
}

/// A session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its scenario's id.
    pub scenario: String,
    /// The contract that it compares under.
    pub contract: ContractId,
    /// That contract's version.
    pub version: Version,
    /// From which every random choice is drawn.
    pub seed: u64,
    /// Everything that is locked.
    pub plan: Value,
    /// SHA-256 of the plan's canonical JSON.
    pub plan_digest: Digest,
    /// How far it has come.
    pub state: State,
    /// How many runs the plan comes to.
    pub runs_planned: u64,
    /// How many are kept.
    pub runs_done: u64,
    /// When it was planned.
    pub created_at: Timestamp,
    /// When it began to run.
    pub started_at: Option<Timestamp>,
    /// When it finished.
    pub finished_at: Option<Timestamp>,
}

/// Which sessions to list; every condition that is set must hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct SessionFilter<'a> {
    /// Of this scenario.
    pub scenario: Option<&'a str>,
    /// That have come so far.
    pub state: Option<State>,
    /// Planned before this one.
    pub before: Option<SessionId>,
}

const SELECT: &str = "
    SELECT session.id, scenario, contract, version, seed, plan, plan_digest, state, runs_planned, runs_done,
        created_at, started_at, finished_at
    FROM session JOIN contract ON contract.id = session.contract";

fn read(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        scenario: row.get("scenario")?,
        contract: row.get("contract")?,
        version: column::parsed(row, "version")?,
        seed: column::parsed(row, "seed")?,
        plan: column::json(row, "plan")?,
        plan_digest: row.get("plan_digest")?,
        state: row.get("state")?,
        runs_planned: column::count(row, "runs_planned")?,
        runs_done: column::count(row, "runs_done")?,
        created_at: column::parsed(row, "created_at")?,
        started_at: column::parsed_option(row, "started_at")?,
        finished_at: column::parsed_option(row, "finished_at")?,
    })
}

impl Registry {
    /// Plans a session and locks its entrants by the digests of their components.
    ///
    /// # Errors
    /// [`Error::BadEntrants`], [`Error::UnknownRelease`], [`Error::Yanked`], and those of the file.
    pub fn plan_session(&mut self, by: &Actor, new: &NewSession<'_>) -> Result<SessionId> {
        self.write(|transaction| {
            let plan_digest = canonical::digest(new.plan);
            transaction.execute(
                "INSERT INTO session (contract, seed, plan, plan_digest, runs_planned, created_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    new.contract,
                    new.seed.to_string(),
                    new.plan.to_string(),
                    plan_digest,
                    column::from_count(new.runs_planned),
                    clock::now()
                ],
            )?;
            let id = SessionId::new(transaction.last_insert_rowid());
            let entrants = entrant::insert(transaction, id, new.entrants)?;
            let detail = json!({ "plan": plan_digest, "entrants": entrants, "runs": new.runs_planned });
            log(transaction, by, "session.planned", id, detail)?;
            Ok(id)
        })
    }

    /// A planned session begins to run; one that runs already, as after a crash, goes on.
    ///
    /// # Errors
    /// [`Error::UnknownSession`], [`Error::WrongState`], and those of the file.
    pub fn start_session(&mut self, by: &Actor, id: SessionId) -> Result<()> {
        self.write(|transaction| {
            let action = match find(transaction, id)?.state {
                State::Planned => "session.started",
                State::Running => "session.resumed",
                state @ State::Finished => {
                    return Err(Error::WrongState { session: id, state, needed: State::Planned });
                }
            };
            transaction.execute(
                "UPDATE session SET state = ?2, started_at = coalesce(started_at, ?3) WHERE id = ?1",
                params![id, State::Running, clock::now()],
            )?;
            log(transaction, by, action, id, json!({}))
        })
    }

    /// A running session whose runs are all there finishes, with its summary.
    ///
    /// # Errors
    /// [`Error::UnknownSession`], [`Error::WrongState`], [`Error::RunsOutstanding`], and those of the file.
    pub fn finish_session(&mut self, by: &Actor, id: SessionId, summary: &Value) -> Result<()> {
        self.write(|transaction| {
            let session = find(transaction, id)?;
            if session.state != State::Running {
                return Err(Error::WrongState { session: id, state: session.state, needed: State::Running });
            }
            let (done, planned) = (session.runs_done, session.runs_planned);
            if done < planned {
                return Err(Error::RunsOutstanding { session: id, done, planned });
            }
            let now = clock::now();
            transaction.execute(
                "INSERT INTO summary (session, body, at) VALUES (?1, ?2, ?3)",
                params![id, summary.to_string(), now],
            )?;
            transaction.execute(
                "UPDATE session SET state = ?2, finished_at = ?3 WHERE id = ?1",
                params![id, State::Finished, now],
            )?;
            let detail = json!({ "runs": done, "summary": canonical::digest(summary) });
            log(transaction, by, "session.finished", id, detail)
        })
    }

    /// A session by its id.
    ///
    /// # Errors
    /// [`Error::UnknownSession`] and those of the file.
    pub fn session(&self, id: SessionId) -> Result<Session> {
        self.read(|connection| find(connection, id))
    }

    /// Sessions from the newest back, of one scenario or of all.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn sessions(&self, scenario: Option<&str>) -> Result<Vec<Session>> {
        self.read(|connection| {
            let sql = format!("{SELECT} WHERE ?1 IS NULL OR scenario = ?1 ORDER BY session.id DESC");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([scenario], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// So many sessions from the newest back.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn some_sessions(&self, filter: SessionFilter<'_>, limit: u32) -> Result<Vec<Session>> {
        self.read(|connection| {
            let sql = format!(
                "{SELECT} WHERE (?1 IS NULL OR scenario = ?1) AND (?2 IS NULL OR state = ?2)
                    AND (?3 IS NULL OR session.id < ?3) ORDER BY session.id DESC LIMIT ?4"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![filter.scenario, filter.state, filter.before, limit], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The session of this plan that was not finished, if there is one: the newest.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn find_unfinished(&self, plan_digest: Digest) -> Result<Option<Session>> {
        self.read(|connection| {
            let sql = format!(
                "{SELECT} WHERE plan_digest = ?1 AND state IN ('planned', 'running') ORDER BY session.id DESC LIMIT 1"
            );
            Ok(connection.prepare_cached(&sql)?.query_row([plan_digest], read).optional()?)
        })
    }

    /// The session of a scenario that finished last, under its newest contract.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn latest_finished(&self, of: &str) -> Result<Option<SessionId>> {
        self.read(|connection| match scenario::newest(connection, of)? {
            Some((contract, _)) => latest_finished(connection, contract),
            None => Ok(None),
        })
    }

    /// A finished session's summary.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn summary(&self, id: SessionId) -> Result<Option<Value>> {
        self.read(|connection| {
            let find = connection
                .prepare_cached("SELECT body FROM summary WHERE session = ?1")?
                .query_row([id], |row| column::json(row, 0));
            Ok(find.optional()?)
        })
    }
}

/// A session by its id.
pub(super) fn find(connection: &Connection, id: SessionId) -> Result<Session> {
    let find = connection.prepare_cached(&format!("{SELECT} WHERE session.id = ?1"))?.query_row([id], read).optional();
    find?.ok_or(Error::UnknownSession { session: id })
}

/// See [`Registry::latest_finished`].
pub(super) fn latest_finished(connection: &Connection, contract: ContractId) -> Result<Option<SessionId>> {
    let find = connection
        .prepare_cached(
            "SELECT id FROM session WHERE contract = ?1 AND state = 'finished' ORDER BY finished_at DESC, id DESC LIMIT 1",
        )?
        .query_row([contract], |row| row.get(0));
    Ok(find.optional()?)
}

fn log(
    transaction: &Transaction<'_>,
    by: &Actor,
    action: &'static str,
    session: SessionId,
    detail: Value,
) -> Result<()> {
    audit::append(transaction, &Entry { actor: by, action, subject: &format!("session/{session}"), detail })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(folder: &tempfile::TempDir) -> (Registry, SessionId) {
        let mut registry = Registry::create_in(folder);
        let release = registry.publish("linear", "0.1.0", b"one").unwrap().id();
        let session = registry.plan(&[release]).unwrap();
        (registry, session)
    }

    #[test]
    fn a_planned_session_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, id) = planned(&folder);
        let session = registry.session(id).unwrap();
        assert_eq!((session.seed, session.state), (u64::MAX, State::Planned));
        assert_eq!((session.scenario.as_str(), session.version.to_string().as_str()), ("addition", "1.0.0"));
        assert_eq!((session.runs_planned, session.runs_done, session.started_at), (4, 0, None));
        assert_eq!(session.plan_digest, canonical::digest(&session.plan));
        assert_eq!(registry.sessions(Some("addition")).unwrap(), [session]);
        assert_eq!(registry.sessions(Some("other")).unwrap(), []);
        let some = |filter| registry.some_sessions(filter, 9).unwrap().len();
        assert_eq!(some(SessionFilter::default()), 1);
        assert_eq!(some(SessionFilter { state: Some(State::Finished), ..SessionFilter::default() }), 0);
        assert_eq!(some(SessionFilter { before: Some(id), ..SessionFilter::default() }), 0);
        assert!(matches!(registry.session(SessionId::new(9)), Err(Error::UnknownSession { .. })));
    }

    #[test]
    fn an_unfinished_session_is_found_by_its_plan_and_resumed() {
        let folder = tempfile::tempdir().unwrap();
        let (mut registry, id) = planned(&folder);
        let plan = registry.session(id).unwrap().plan_digest;
        assert_eq!(registry.find_unfinished(plan).unwrap().map(|session| session.id), Some(id));
        assert_eq!(registry.find_unfinished(Digest::ZERO).unwrap(), None);
        registry.start_session(&Actor::operator(), id).unwrap();
        let started = registry.session(id).unwrap().started_at;
        registry.start_session(&Actor::operator(), id).unwrap();
        assert_eq!(registry.find_unfinished(plan).unwrap().unwrap().started_at, started);
        let actions: Vec<_> = registry.audit_rows(0, 99).unwrap().into_iter().map(|row| row.action).collect();
        assert_eq!(actions[actions.len() - 3..], ["session.planned", "session.started", "session.resumed"]);
    }

    #[test]
    fn states_only_move_forward() {
        let folder = tempfile::tempdir().unwrap();
        let (mut registry, id) = planned(&folder);
        let operator = Actor::operator();
        let finish = registry.finish_session(&operator, id, &json!({})).unwrap_err();
        assert!(matches!(finish, Error::WrongState { state: State::Planned, needed: State::Running, .. }));
        registry.start_session(&operator, id).unwrap();
        assert!(registry.connection.execute("UPDATE session SET state = 'planned'", []).is_err());
        assert!(registry.connection.execute("UPDATE session SET seed = '1'", []).is_err());
        registry.connection.execute("UPDATE session SET runs_done = runs_planned", []).unwrap();
        assert!(registry.connection.execute("UPDATE session SET runs_done = 0", []).is_err());
        registry.finish_session(&operator, id, &json!({})).unwrap();
        assert!(matches!(registry.start_session(&operator, id), Err(Error::WrongState { .. })));
        assert!(matches!(registry.finish_session(&operator, id, &json!({})), Err(Error::WrongState { .. })));
        assert!(registry.connection.execute("UPDATE session SET finished_at = NULL", []).is_err());
        assert_eq!(registry.find_unfinished(registry.session(id).unwrap().plan_digest).unwrap(), None);
    }
}
