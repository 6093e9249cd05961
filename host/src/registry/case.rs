//! Cases of a contract, public and hidden.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::digest::Digest;
use super::error::{Error, Result};
use super::id::{CaseId, ContractId};
use super::scenario::NewContract;
use super::{Registry, canonical, column};
use crate::catalogue::Case;

/// Who may see a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Anyone.
    Public,
    /// Its input reaches only the sandbox, and a vendor is shown totals only.
    Hidden,
}

impl Visibility {
    fn text(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Hidden => "hidden",
        }
    }

    /// Reads a column; the schema holds that it is one of the two.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let hidden = row.get_ref("visibility")?.as_str()? == Self::Hidden.text();
        Ok(if hidden { Self::Hidden } else { Self::Public })
    }
}

/// A case as kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeptCase {
    /// Its row's id; [`Case::id`] is its id within the contract.
    pub id: CaseId,
    /// Its place in the contract, from 0.
    pub position: u64,
    /// Who may see it.
    pub visibility: Visibility,
    /// SHA-256 of the canonical JSON of its input, expected output and weight.
    pub digest: Digest,
    /// The case.
    pub case: Case,
}

const SELECT: &str =
    "SELECT id, position, key, visibility, weight, cluster, note, digest, input, expected FROM contract_case";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptCase> {
    Ok(KeptCase {
        id: row.get("id")?,
        position: column::count(row, "position")?,
        visibility: Visibility::read(row)?,
        digest: row.get("digest")?,
        case: Case {
            id: row.get("key")?,
            input: column::json(row, "input")?,
            expected: column::json(row, "expected")?,
            weight: row.get("weight")?,
            group: row.get("cluster")?,
            note: row.get("note")?,
        },
    })
}

impl Registry {
    /// All cases of a contract, in order.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn cases(&self, contract: ContractId) -> Result<Vec<KeptCase>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached(&format!("{SELECT} WHERE contract = ?1 ORDER BY position"))?;
            let rows = statement.query_map([contract], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One case, if there is one of this id.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn case(&self, id: CaseId) -> Result<Option<KeptCase>> {
        self.read(|connection| {
            let find = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], read).optional();
            Ok(find?)
        })
    }

    /// Public cases of a contract in order, so many of them behind this place.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn public_cases(&self, contract: ContractId, after: Option<u64>, limit: u32) -> Result<Vec<KeptCase>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "{SELECT} WHERE contract = ?1 AND visibility = 'public' AND position > ?2 ORDER BY position LIMIT ?3"
            ))?;
            let after = after.map_or(-1, column::from_count);
            let rows = statement.query_map(params![contract, after, limit], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The first public case of a contract, to show what a case is like.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn example(&self, contract: ContractId) -> Result<Option<KeptCase>> {
        self.read(|connection| {
            let sql = format!("{SELECT} WHERE contract = ?1 AND visibility = 'public' ORDER BY position LIMIT 1");
            Ok(connection.prepare_cached(&sql)?.query_row([contract], read).optional()?)
        })
    }

    /// The digests of a contract's cases by visibility and name, to tell what changed between two contracts.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn case_digests(&self, contract: ContractId) -> Result<BTreeMap<(Visibility, String), Digest>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT visibility, key, digest FROM contract_case WHERE contract = ?1")?;
            let rows = statement
                .query_map([contract], |row| Ok(((Visibility::read(row)?, row.get("key")?), row.get("digest")?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many public and how many hidden cases a contract has.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn case_counts(&self, contract: ContractId) -> Result<(u64, u64)> {
        self.read(|connection| counts(connection, contract))
    }
}

/// How many public and how many hidden cases a contract has.
pub(super) fn counts(connection: &Connection, contract: ContractId) -> Result<(u64, u64)> {
    let counts = connection
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE visibility = 'public'), count(*) FILTER (WHERE visibility = 'hidden')
                FROM contract_case WHERE contract = ?1",
        )?
        .query_row([contract], |row| Ok((column::count(row, 0)?, column::count(row, 1)?)))?;
    Ok(counts)
}

/// Keeps a new contract's cases and returns the SHA-256 of their digests in order, which commits to all of them.
pub(super) fn insert(transaction: &Transaction<'_>, contract: ContractId, new: &NewContract<'_>) -> Result<Digest> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO contract_case
            (contract, position, key, visibility, weight, cluster, note, digest, input, expected)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut keys = HashSet::new();
    let mut digests = Vec::with_capacity(new.cases.len() * 32);
    for (position, (case, visibility)) in (0_i64..).zip(new.cases) {
        let scenario = || new.scenario.to_owned();
        if !keys.insert(&case.id) {
            let (version, case) = (new.version.to_string(), case.id.clone());
            return Err(Error::DuplicateCase { scenario: scenario(), version, case });
        }
        if !(case.weight > 0.0 && case.weight.is_finite()) {
            return Err(Error::BadWeight { scenario: scenario(), case: case.id.clone(), weight: case.weight });
        }
        let digest = digest(case);
        digests.extend_from_slice(digest.bytes());
        statement.execute(params![
            contract,
            position,
            case.id,
            visibility.text(),
            case.weight,
            case.group,
            case.note,
            digest,
            case.input.to_string(),
            case.expected.to_string()
        ])?;
    }
    Ok(Digest::of(&digests))
}

/// See [`KeptCase::digest`].
pub fn digest(case: &Case) -> Digest {
    canonical::digest(&json!({ "input": case.input, "expected": case.expected, "weight": case.weight }))
}
