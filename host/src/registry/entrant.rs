//! Entrants: releases taking part in a session, and what preparing each one gave.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use semver::Version;
use serde::Serialize;
use serde_json::{Value, json};

use super::digest::Digest;
use super::error::{Error, Result};
use super::id::{EntrantId, ReleaseId, SessionId};
use super::session::State;
use super::{Registry, blob, clock, column, release, session};
use crate::catalogue::Words;

/// An entrant of a session to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntrant {
    /// What takes part; it must not be yanked.
    pub release: ReleaseId,
    /// Its name while names are hidden: 甲, 乙, 丙…
    pub label: String,
}

/// An entrant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entrant {
    /// Its id.
    pub id: EntrantId,
    /// Its place in the session, from 0.
    pub position: u32,
    /// Its name while names are hidden.
    pub label: String,
    /// What takes part.
    pub release: ReleaseId,
    /// The digest of its component, locked when the session was planned.
    pub digest: Digest,
    /// Its vendor's name.
    pub vendor: String,
    /// Its agent's name.
    pub agent: String,
    /// Its version.
    pub version: Version,
    /// The agent's name for people.
    pub title: Words,
    /// What preparing it gave, once that is done.
    pub preparation: Option<Preparation>,
}

/// What preparing an entrant gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preparation {
    /// The outcome's code, such as `answered` or `out-of-fuel`.
    pub outcome: String,
    /// The digest of the state that it returned, if it did; its bytes are [`Registry::blob`].
    pub state: Option<Digest>,
    /// Fuel used in all.
    pub fuel: u64,
    /// Fuel that starting the instance used.
    pub startup_fuel: u64,
    /// Peak linear memory, bytes.
    pub memory: u64,
    /// Wall-clock microseconds.
    pub elapsed_us: u64,
    /// What else the outcome has to say, such as a trap's frames.
    pub detail: Value,
    /// The log lines kept.
    pub log: Value,
    /// How many log lines were dropped.
    pub log_dropped: u64,
}

const SELECT: &str = "
    SELECT entrant.id, position, label, entrant.release, entrant.digest, vendor.name AS vendor, agent.name AS agent,
        version, json_extract(profile, '$.title') AS title, outcome, state, fuel, startup_fuel, memory, elapsed_us,
        detail, log, log_dropped
    FROM entrant JOIN release ON release.id = entrant.release JOIN agent ON agent.id = release.agent
        JOIN vendor ON vendor.id = agent.vendor LEFT JOIN preparation ON preparation.entrant = entrant.id";

fn read(row: &Row<'_>) -> rusqlite::Result<Entrant> {
    let outcome: Option<String> = row.get("outcome")?;
    Ok(Entrant {
        id: row.get("id")?,
        position: row.get("position")?,
        label: row.get("label")?,
        release: row.get("release")?,
        digest: row.get("digest")?,
        vendor: row.get("vendor")?,
        agent: row.get("agent")?,
        version: column::parsed(row, "version")?,
        title: column::json(row, "title")?,
        preparation: outcome.map(|outcome| read_preparation(row, outcome)).transpose()?,
    })
}

fn read_preparation(row: &Row<'_>, outcome: String) -> rusqlite::Result<Preparation> {
    Ok(Preparation {
        outcome,
        state: row.get("state")?,
        fuel: column::count(row, "fuel")?,
        startup_fuel: column::count(row, "startup_fuel")?,
        memory: column::count(row, "memory")?,
        elapsed_us: column::count(row, "elapsed_us")?,
        detail: column::json(row, "detail")?,
        log: column::json(row, "log")?,
        log_dropped: column::count(row, "log_dropped")?,
    })
}

impl Registry {
    /// The entrants of a session, in order.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn entrants(&self, session: SessionId) -> Result<Vec<Entrant>> {
        self.read(|connection| all(connection, session))
    }

    /// Keeps what preparing an entrant gave, and the state that it returned.
    ///
    /// `preparation.state` is not read: the digest is that of `state`.
    ///
    /// # Errors
    /// [`Error::UnknownEntrant`], [`Error::WrongState`] where the session does not run, [`Error::AlreadyPrepared`],
    /// and those of the file.
    pub fn record_preparation(
        &mut self,
        entrant: EntrantId,
        preparation: &Preparation,
        state: Option<&[u8]>,
    ) -> Result<Option<Digest>> {
        self.write(|transaction| {
            expect_preparable(transaction, entrant)?;
            let state = state.map(|bytes| blob::put(transaction, bytes)).transpose()?;
            transaction.execute(
                "INSERT INTO preparation
                    (entrant, outcome, state, fuel, startup_fuel, memory, elapsed_us, detail, log, log_dropped, at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                params![
                    entrant,
                    preparation.outcome,
                    state,
                    column::from_count(preparation.fuel),
                    column::from_count(preparation.startup_fuel),
                    column::from_count(preparation.memory),
                    column::from_count(preparation.elapsed_us),
                    preparation.detail.to_string(),
                    preparation.log.to_string(),
                    column::from_count(preparation.log_dropped),
                    clock::now()
                ],
            )?;
            Ok(state)
        })
    }
}

/// The entrants of a session, in order.
pub(super) fn all(connection: &Connection, session: SessionId) -> Result<Vec<Entrant>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE entrant.session = ?1 ORDER BY position"))?;
    let rows = statement.query_map([session], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Locks a new session's entrants, and says for the log who they are.
pub(super) fn insert(transaction: &Transaction<'_>, session: SessionId, new: &[NewEntrant]) -> Result<Vec<Value>> {
    let labels: HashSet<_> = new.iter().map(|entrant| &entrant.label).collect();
    if new.is_empty() || labels.len() < new.len() {
        return Err(Error::BadEntrants);
    }
    let mut locked = Vec::new();
    for (position, entrant) in (0_i64..).zip(new) {
        let release = release::find(transaction, entrant.release)?;
        locked.push(json!({ "release": release.name(), "digest": release.digest }));
        if let Some(reason) = release.yanked {
            let agent = format!("{}/{}", release.vendor, release.agent);
            return Err(Error::Yanked { agent, version: release.version.to_string(), reason });
        }
        transaction.execute(
            "INSERT INTO entrant (session, position, release, digest, label) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![session, position, entrant.release, release.digest, entrant.label],
        )?;
    }
    Ok(locked)
}

fn expect_preparable(transaction: &Transaction<'_>, entrant: EntrantId) -> Result<()> {
    let find = transaction
        .query_row(
            "SELECT session, EXISTS (SELECT 1 FROM preparation WHERE entrant = entrant.id) FROM entrant WHERE id = ?1",
            [entrant],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (id, prepared): (SessionId, bool) = find.ok_or(Error::UnknownEntrant { entrant })?;
    let state = session::find(transaction, id)?.state;
    if state != State::Running {
        return Err(Error::WrongState { session: id, state, needed: State::Running });
    }
    if prepared { Err(Error::AlreadyPrepared { entrant }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::Actor;
    use super::super::fixture::preparation;
    use super::*;

    #[test]
    fn an_entrant_is_prepared_once_and_its_state_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let (session, entrants, _) = registry.running();
        let digest = registry.record_preparation(entrants[0], &preparation(), Some(b"fitted")).unwrap();
        assert_eq!(digest, Some(Digest::of(b"fitted")));
        assert_eq!(registry.blob(digest.unwrap()).unwrap(), b"fitted");
        let error = registry.record_preparation(entrants[0], &preparation(), Some(b"other")).unwrap_err();
        assert!(matches!(error, Error::AlreadyPrepared { .. }), "{error}");
        assert_eq!(registry.blob_size(Digest::of(b"other")).unwrap(), None);

        let failed = Preparation { outcome: "trapped".to_owned(), ..preparation() };
        assert_eq!(registry.record_preparation(entrants[1], &failed, None).unwrap(), None);
        let entrants = registry.entrants(session).unwrap();
        assert_eq!(entrants[0].preparation, Some(Preparation { state: digest, ..preparation() }));
        assert_eq!(entrants[1].preparation, Some(failed));
        assert_eq!((entrants[1].label.as_str(), entrants[1].agent.as_str()), ("乙", "forest"));
        assert_eq!(entrants[1].digest, Digest::of(b"two"));
    }

    #[test]
    fn only_a_running_session_prepares() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let release = registry.publish("linear", "0.1.0", b"one").unwrap().id();
        let session = registry.plan(&[release]).unwrap();
        let entrant = registry.entrants(session).unwrap()[0].id;
        let error = registry.record_preparation(entrant, &preparation(), None).unwrap_err();
        assert!(matches!(error, Error::WrongState { state: State::Planned, .. }), "{error}");
        let nobody = EntrantId::new(99);
        assert!(matches!(registry.record_preparation(nobody, &preparation(), None), Err(Error::UnknownEntrant { .. })));
    }

    #[test]
    fn entrants_are_published_not_yanked_and_labelled_apart() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let release = registry.publish("linear", "0.1.0", b"one").unwrap().id();
        assert!(matches!(registry.plan(&[]), Err(Error::BadEntrants)));
        assert!(matches!(registry.plan(&[release, ReleaseId::new(9)]), Err(Error::UnknownRelease { .. })));
        registry.yank(&Actor::operator(), release, "leaks").unwrap();
        let error = registry.plan(&[release]).unwrap_err();
        assert!(matches!(&error, Error::Yanked { reason, .. } if reason == "leaks"), "{error}");
        assert_eq!((registry.rows("session"), registry.rows("entrant")), (0, 0));
        registry.unyank(&Actor::operator(), release, "mended").unwrap();
        registry.plan(&[release]).unwrap();
    }
}
