//! Appearances: a release in a finished session, by agent rather than by session.

use jiff::Timestamp;
use rusqlite::{Row, params};
use semver::Version;
use serde_json::Value;

use super::error::Result;
use super::id::{CaseId, EntrantId, SessionId};
use super::{Registry, column};

/// A release of an agent in a finished session.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The session.
    pub session: SessionId,
    /// Its scenario's id.
    pub scenario: String,
    /// The version of the contract that it compared under.
    pub contract: Version,
    /// The entrant that the release was.
    pub entrant: EntrantId,
    /// Its place in the session, from 0.
    pub position: u32,
    /// The release's version.
    pub version: Version,
    /// When the session finished.
    pub finished_at: Timestamp,
    /// The session in figures.
    pub summary: Value,
}

/// What an entrant made of a public case: its first repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicAnswer {
    /// The case.
    pub case: CaseId,
    /// Its id within the contract.
    pub key: String,
    /// The outcome's code.
    pub outcome: String,
    /// In [0, 1].
    pub score: f64,
    /// The output, if it gave one.
    pub output: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Appearance> {
    Ok(Appearance {
        session: row.get("session")?,
        scenario: row.get("scenario")?,
        contract: column::parsed(row, "contract")?,
        entrant: row.get("entrant")?,
        position: row.get("position")?,
        version: column::parsed(row, "version")?,
        finished_at: column::parsed(row, "finished_at")?,
        summary: column::json(row, "body")?,
    })
}

impl Registry {
    /// An agent's appearances in one scenario or in all, the earliest session first.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn appearances(&self, vendor: &str, agent: &str, scenario: Option<&str>) -> Result<Vec<Appearance>> {
        self.read(|connection| {
            let sql = "SELECT session.id AS session, contract.scenario, contract.version AS contract,
                    entrant.id AS entrant, entrant.position, release.version AS version, session.finished_at, summary.body
                FROM entrant JOIN release ON release.id = entrant.release JOIN agent ON agent.id = release.agent
                    JOIN vendor ON vendor.id = agent.vendor JOIN session ON session.id = entrant.session
                    JOIN contract ON contract.id = session.contract JOIN summary ON summary.session = session.id
                WHERE vendor.name = ?1 AND agent.name = ?2 AND (?3 IS NULL OR contract.scenario = ?3)
                ORDER BY session.finished_at, session.id";
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_map(params![vendor, agent, scenario], read)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// What an entrant made of the public cases, in the contract's order. Hidden ones are never among them.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn public_answers(&self, entrant: EntrantId) -> Result<Vec<PublicAnswer>> {
        self.read(|connection| {
            let sql = "SELECT contract_case.id AS \"case\", key, outcome, score, output
                FROM run JOIN contract_case ON contract_case.id = run.\"case\" LEFT JOIN trace ON trace.run = run.id
                WHERE run.entrant = ?1 AND repeat = 0 AND visibility = 'public' ORDER BY contract_case.position";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([entrant], |row| {
                Ok(PublicAnswer {
                    case: row.get("case")?,
                    key: row.get("key")?,
                    outcome: row.get("outcome")?,
                    score: row.get("score")?,
                    output: row.get("output")?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::run;
    use super::*;
    use crate::registry::Actor;

    #[test]
    fn finished_sessions_alone_are_appearances_and_hidden_cases_are_no_answers() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let (session, entrants, cases) = registry.running();
        let runs: Vec<_> =
            entrants.iter().flat_map(|entrant| cases.iter().map(|case| run(*entrant, *case, 1.0))).collect();
        registry.insert_runs(session, &runs).unwrap();
        let first = registry.entrants(session).unwrap().remove(0);
        let appearances = |registry: &Registry, scenario: Option<&str>| {
            registry.appearances(&first.vendor, &first.agent, scenario).unwrap()
        };
        assert_eq!(appearances(&registry, None), []);
        registry.finish_session(&Actor::operator(), session, &serde_json::json!({ "figures": [] })).unwrap();
        assert_eq!(appearances(&registry, Some("another")), []);
        let appearances = appearances(&registry, Some("addition"));
        assert_eq!(appearances.len(), 1);
        assert_eq!((appearances[0].session, appearances[0].entrant), (session, first.id));
        let answers = registry.public_answers(first.id).unwrap();
        let (public, hidden) = registry.case_counts(registry.session(session).unwrap().contract).unwrap();
        assert!(hidden > 0);
        assert_eq!(answers.len() as u64, public);
    }
}
