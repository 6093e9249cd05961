//! Scenarios and the versions of their contracts.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use semver::Version;
use serde::Serialize;
use serde_json::{Value, json};

use super::audit::{self, Actor, Entry};
use super::case::{self, Visibility};
use super::digest::Digest;
use super::error::{Error, Result};
use super::id::{ContractId, SessionId};
use super::{Registry, blob, canonical, clock, column, session};
use crate::catalogue::Case;

/// A contract to load, with what its scenario says of itself.
#[derive(Debug, Clone, Copy)]
pub struct NewContract<'a> {
    /// The scenario's id.
    pub scenario: &'a str,
    /// All that the scenario says. Its wording may change without a new contract version.
    pub record: &'a Value,
    /// The contract's version.
    pub version: &'a Version,
    /// The digest of all that makes the contract, as its catalogue computes it.
    pub digest: Digest,
    /// Limits, metric and other terms.
    pub terms: &'a Value,
    /// What every input satisfies.
    pub input_schema: &'a Value,
    /// What every output must satisfy.
    pub output_schema: &'a Value,
    /// What every entrant is given, in this order.
    pub materials: &'a [NewMaterial<'a>],
    /// Its cases, in this order.
    pub cases: &'a [(Case, Visibility)],
}

/// A material of a contract to load.
#[derive(Debug, Clone, Copy)]
pub struct NewMaterial<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What loading a contract did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// The contract version is new.
    Now(ContractId),
    /// The contract version was there with the same digest.
    AlreadyThere(ContractId),
}

impl Loaded {
    /// The contract, new or not.
    pub fn id(self) -> ContractId {
        match self {
            Self::Now(id) | Self::AlreadyThere(id) => id,
        }
    }
}

/// A version of a scenario's contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// Its scenario's id.
    pub scenario: String,
    /// Its version.
    pub version: Version,
    /// The digest of all that makes it.
    pub digest: Digest,
    /// Limits, metric and other terms.
    pub terms: Value,
    /// What every input satisfies.
    pub input_schema: Value,
    /// What every output must satisfy.
    pub output_schema: Value,
    /// What every entrant is given, in this order.
    pub materials: Vec<Material>,
    /// When it was loaded.
    pub loaded_at: Timestamp,
}

/// A material of a contract; its bytes are [`Registry::blob`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Material {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// How many bytes.
    pub size: u64,
}

/// A scenario as the catalogue's page lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioOverview {
    /// Its id.
    pub id: String,
    /// All that it says of itself, as last loaded.
    pub record: Value,
    /// Its newest contract.
    pub contract: ContractId,
    /// That contract's version.
    pub version: Version,
    /// How many public cases the contract has.
    pub public_cases: u64,
    /// How many hidden cases it has.
    pub hidden_cases: u64,
    /// The latest finished session under that contract: results of another version are not its.
    pub latest_finished: Option<SessionId>,
}

const SELECT: &str = "SELECT id, scenario, version, digest, terms, input_schema, output_schema, at FROM contract";

fn read(row: &Row<'_>) -> rusqlite::Result<Contract> {
    Ok(Contract {
        id: row.get("id")?,
        scenario: row.get("scenario")?,
        version: column::parsed(row, "version")?,
        digest: row.get("digest")?,
        terms: column::json(row, "terms")?,
        input_schema: column::json(row, "input_schema")?,
        output_schema: column::json(row, "output_schema")?,
        materials: Vec::new(),
        loaded_at: column::parsed(row, "at")?,
    })
}

impl Registry {
    /// Loads a contract version and what its scenario says; a second time with the same digest changes nothing.
    ///
    /// # Errors
    /// [`Error::ContractChanged`] where the version is there with another digest, [`Error::DuplicateCase`],
    /// [`Error::BadWeight`], and those of the file.
    pub fn load_contract(&mut self, by: &Actor, new: &NewContract<'_>) -> Result<Loaded> {
        self.write(|transaction| keep(transaction, by, new))
    }

    /// Loads several contracts, all of them or on any error none.
    ///
    /// # Errors
    /// As [`Registry::load_contract`].
    pub fn load_contracts(&mut self, by: &Actor, new: &[NewContract<'_>]) -> Result<Vec<Loaded>> {
        self.write(|transaction| new.iter().map(|new| keep(transaction, by, new)).collect())
    }

    /// The contract of this scenario and version, if it is loaded: with its digest a start can tell that nothing
    /// needs loading before it makes any case.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn find_contract(&self, scenario: &str, version: &Version) -> Result<Option<(ContractId, Digest)>> {
        self.read(|connection| digest_of(connection, scenario, version))
    }

    /// A contract by its id.
    ///
    /// # Errors
    /// [`Error::UnknownScenario`] where there is none, and those of the file.
    pub fn contract(&self, id: ContractId) -> Result<Contract> {
        self.read(|connection| {
            let unknown = || Error::UnknownScenario { scenario: format!("contract {id}") };
            let mut contract = connection
                .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
                .query_row([id], read)
                .optional()?
                .ok_or_else(unknown)?;
            contract.materials = materials(connection, id)?;
            Ok(contract)
        })
    }

    /// The newest contract of a scenario, by version.
    ///
    /// # Errors
    /// [`Error::UnknownScenario`] and those of the file.
    pub fn latest_contract(&self, scenario: &str) -> Result<Contract> {
        let newest = self.read(|connection| newest(connection, scenario))?;
        let (id, _) = newest.ok_or_else(|| Error::UnknownScenario { scenario: scenario.to_owned() })?;
        self.contract(id)
    }

    /// Every version of a scenario's contract, from the newest down; none where there is no such scenario.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn contracts(&self, scenario: &str) -> Result<Vec<Contract>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE scenario = ?1"))?;
            let mut contracts = statement.query_map([scenario], read)?.collect::<rusqlite::Result<Vec<Contract>>>()?;
            for contract in &mut contracts {
                contract.materials = materials(connection, contract.id)?;
            }
            contracts.sort_by(|a, b| b.version.cmp(&a.version));
            Ok(contracts)
        })
    }

    /// What a scenario says of itself, as last loaded.
    ///
    /// # Errors
    /// [`Error::UnknownScenario`] and those of the file.
    pub fn scenario_record(&self, scenario: &str) -> Result<Value> {
        self.read(|connection| {
            let latest = latest_record(connection, scenario)?;
            let (_, record) = latest.ok_or_else(|| Error::UnknownScenario { scenario: scenario.to_owned() })?;
            Ok(record)
        })
    }

    /// Every scenario with its newest contract and latest finished session, by id.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn scenarios(&self) -> Result<Vec<ScenarioOverview>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT DISTINCT name FROM scenario ORDER BY name")?;
            let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
            let overviews = names.into_iter().map(|id| overview(connection, id));
            overviews.filter_map(Result::transpose).collect()
        })
    }
}

fn overview(connection: &Connection, id: String) -> Result<Option<ScenarioOverview>> {
    let (Some((_, record)), Some((contract, version))) = (latest_record(connection, &id)?, newest(connection, &id)?)
    else {
        return Ok(None);
    };
    let (public_cases, hidden_cases) = case::counts(connection, contract)?;
    let latest_finished = session::latest_finished(connection, contract)?;
    Ok(Some(ScenarioOverview { id, record, contract, version, public_cases, hidden_cases, latest_finished }))
}

fn digest_of(connection: &Connection, scenario: &str, version: &Version) -> Result<Option<(ContractId, Digest)>> {
    let find = connection.query_row(
        "SELECT id, digest FROM contract WHERE scenario = ?1 AND version = ?2",
        params![scenario, version.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    );
    Ok(find.optional()?)
}

pub(super) fn newest(connection: &Connection, scenario: &str) -> Result<Option<(ContractId, Version)>> {
    let mut statement = connection.prepare_cached("SELECT id, version FROM contract WHERE scenario = ?1")?;
    let versions = statement.query_map([scenario], |row| Ok((row.get(0)?, column::parsed(row, 1)?)))?;
    let versions = versions.collect::<rusqlite::Result<Vec<(ContractId, Version)>>>()?;
    Ok(versions.into_iter().max_by(|(_, a), (_, b)| a.cmp(b)))
}

fn latest_record(connection: &Connection, scenario: &str) -> Result<Option<(Digest, Value)>> {
    let find = connection
        .prepare_cached("SELECT digest, record FROM scenario WHERE name = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([scenario], |row| Ok((row.get(0)?, column::json(row, 1)?)));
    Ok(find.optional()?)
}

fn materials(connection: &Connection, contract: ContractId) -> Result<Vec<Material>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, media_type, material.digest, size FROM material JOIN blob ON blob.digest = material.digest
            WHERE contract = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([contract], |row| {
        Ok(Material { name: row.get(0)?, media_type: row.get(1)?, digest: row.get(2)?, size: column::count(row, 3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn keep(transaction: &Transaction<'_>, by: &Actor, new: &NewContract<'_>) -> Result<Loaded> {
    describe(transaction, by, new)?;
    load(transaction, by, new)
}

/// Keeps what the scenario says of itself where it is not what was last kept.
fn describe(transaction: &Transaction<'_>, by: &Actor, new: &NewContract<'_>) -> Result<()> {
    let digest = canonical::digest(new.record);
    if latest_record(transaction, new.scenario)?.is_some_and(|(kept, _)| kept == digest) {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO scenario (name, digest, record, at) VALUES (?1, ?2, ?3, ?4)",
        params![new.scenario, digest, new.record.to_string(), clock::now()],
    )?;
    let detail = json!({ "digest": digest });
    audit::append(transaction, &Entry { actor: by, action: "scenario.described", subject: new.scenario, detail })
}

fn load(transaction: &Transaction<'_>, by: &Actor, new: &NewContract<'_>) -> Result<Loaded> {
    let version = new.version.to_string();
    if let Some((id, stored)) = digest_of(transaction, new.scenario, new.version)? {
        if stored == new.digest {
            return Ok(Loaded::AlreadyThere(id));
        }
        let (scenario, offered) = (new.scenario.to_owned(), new.digest);
        return Err(Error::ContractChanged { scenario, version, stored, offered });
    }
    transaction.execute(
        "INSERT INTO contract (scenario, version, digest, terms, input_schema, output_schema, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            new.scenario,
            version,
            new.digest,
            new.terms.to_string(),
            new.input_schema.to_string(),
            new.output_schema.to_string(),
            clock::now()
        ],
    )?;
    let id = ContractId::new(transaction.last_insert_rowid());
    for (position, material) in (0_i64..).zip(new.materials) {
        let digest = blob::put(transaction, material.bytes)?;
        transaction.execute(
            "INSERT INTO material (contract, position, name, media_type, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, position, material.name, material.media_type, digest],
        )?;
    }
    let cases = case::insert(transaction, id, new)?;
    let detail = json!({ "digest": new.digest, "cases": new.cases.len(), "cases-digest": cases });
    let subject = format!("{}@{version}", new.scenario);
    audit::append(transaction, &Entry { actor: by, action: "contract.loaded", subject: &subject, detail })?;
    Ok(Loaded::Now(id))
}

#[cfg(test)]
mod tests;
