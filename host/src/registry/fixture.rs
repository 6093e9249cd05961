//! What the registry's tests share: a small registry and a session in it.

use semver::Version;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::case::Visibility;
use super::digest::Digest;
use super::entrant::{NewEntrant, Preparation};
use super::error::Result;
use super::release::{NewRelease, Origin, Profile, Published};
use super::run::{Run, RunKey};
use super::scenario::{Loaded, NewContract, NewMaterial};
use super::session::NewSession;
use super::{Actor, CaseId, EntrantId, Mode, Registry, ReleaseId, SessionId};
use crate::catalogue::metric::Judgement;
use crate::catalogue::{Case, Words};

pub(super) fn words(text: &str) -> Words {
    Words { zh: text.to_owned(), en: text.to_owned() }
}

pub(super) fn cases(count: usize) -> Vec<(Case, Visibility)> {
    let case = |index: usize| Case {
        id: format!("{index:04}"),
        input: json!({ "n": index }),
        expected: json!({ "n": index + 1 }),
        weight: 1.0,
        group: Some(format!("g{}", index / 2)),
        note: None,
    };
    let visibility = |index| if index % 2 == 0 { Visibility::Public } else { Visibility::Hidden };
    (0..count).map(|index| (case(index), visibility(index))).collect()
}

impl Registry {
    /// A fresh registry, in its folder.
    pub(super) fn create_in(folder: &TempDir) -> Self {
        Self::open(folder.path().join("registry.db"), Mode::Write).unwrap()
    }

    /// Publishes these bytes as a version of `classic/{agent}`.
    pub(super) fn publish(&mut self, agent: &str, version: &str, component: &[u8]) -> Result<Published> {
        self.ensure_vendor(&Actor::operator(), "classic")?;
        let (title, summary) = (words(agent), words("adds one"));
        self.publish_release(
            &Actor::operator(),
            &NewRelease {
                vendor: "classic",
                agent,
                version: &Version::parse(version).unwrap(),
                component,
                profile: &Profile { title, summary, scenarios: vec!["addition".to_owned(), agent.to_owned()] },
                admission: &json!({ "imports": [] }),
                origin: Origin::Outside(None),
            },
        )
    }

    /// Loads a contract of `addition`.
    pub(super) fn load(&mut self, version: &str, digest: &[u8], cases: &[(Case, Visibility)]) -> Result<Loaded> {
        self.load_contract(
            &Actor::operator(),
            &NewContract {
                scenario: "addition",
                record: &json!({ "title": "加法" }),
                version: &Version::parse(version).unwrap(),
                digest: Digest::of(digest),
                terms: &json!({ "limits": {} }),
                input_schema: &json!(true),
                output_schema: &json!({ "type": "object" }),
                materials: &[NewMaterial { name: "rules.txt", media_type: "text/plain", bytes: b"n + 1" }],
                cases,
            },
        )
    }

    /// Plans a session of these releases under a contract of `addition` with four cases.
    pub(super) fn plan(&mut self, releases: &[ReleaseId]) -> Result<SessionId> {
        let contract = self.load("1.0.0", b"addition", &cases(4))?.id();
        let label = |index: usize| ["甲", "乙", "丙", "丁"][index].to_owned();
        let entrants: Vec<_> =
            releases.iter().enumerate().map(|(index, id)| NewEntrant { release: *id, label: label(index) }).collect();
        self.plan_session(
            &Actor::operator(),
            &NewSession {
                contract,
                seed: u64::MAX,
                plan: &json!({ "releases": releases }),
                runs_planned: releases.len() as u64 * 4,
                entrants: &entrants,
            },
        )
    }

    /// A running session of two entrants: `(session, entrants, cases)`.
    pub(super) fn running(&mut self) -> (SessionId, Vec<EntrantId>, Vec<CaseId>) {
        let one = self.publish("linear", "0.1.0", b"one").unwrap().id();
        let two = self.publish("forest", "0.1.0", b"two").unwrap().id();
        let session = self.plan(&[one, two]).unwrap();
        self.start_session(&Actor::operator(), session).unwrap();
        let entrants = self.entrants(session).unwrap().into_iter().map(|entrant| entrant.id).collect();
        let contract = self.session(session).unwrap().contract;
        let cases = self.cases(contract).unwrap().into_iter().map(|case| case.id).collect();
        (session, entrants, cases)
    }

    /// How many rows a table has.
    pub(super) fn rows(&self, table: &str) -> i64 {
        self.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }
}

pub(super) fn preparation() -> Preparation {
    Preparation {
        outcome: "answered".to_owned(),
        state: None,
        fuel: 900,
        startup_fuel: 100,
        memory: 65_536,
        elapsed_us: 1_000,
        detail: Value::Null,
        log: json!([]),
        log_dropped: 0,
    }
}

pub(super) fn run(entrant: EntrantId, case: CaseId, score: f64) -> Run {
    Run {
        key: RunKey { entrant, case, repeat: 0 },
        outcome: "answered".to_owned(),
        judgement: Judgement {
            score,
            figures: vec![("error".to_owned(), 0.1 + score)],
            labels: None,
            remarks: vec![words("off by one")],
        },
        output: Some(r#"{"n":1}"#.to_owned()),
        confidence: Some(0.75),
        rationale: Some("因为加一".to_owned()),
        detail: json!({ "violations": [] }),
        fuel: 200_000_000_000,
        startup_fuel: 10,
        memory: 65_536,
        elapsed_us: 42,
        log: json!([{ "level": "info", "message": "hello" }]),
        log_dropped: 3,
    }
}
