//! The catalogue's way into the registry: contract versions with their cases, public and hidden.

use serde_json::{Value, json};

use crate::catalogue::Case;
use crate::catalogue::entry::Entry;
use crate::catalogue::hidden;
use crate::registry::case::Visibility;
use crate::registry::digest::NotADigest;
use crate::registry::scenario::{Loaded, NewContract, NewMaterial};
use crate::registry::{self, Actor, Digest, Registry};

/// Why a catalogue could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ContractsError {
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
    /// A generator refused its settings.
    #[error("{scenario}: its hidden cases cannot be made: {reason}")]
    Generator {
        /// The scenario.
        scenario: String,
        /// Why.
        reason: String,
    },
    /// A scenario does not turn into JSON, or a digest into a digest: a fault of this program.
    #[error("{scenario}: {reason}")]
    Encoding {
        /// The scenario.
        scenario: String,
        /// Why.
        reason: String,
    },
}

/// Loads every scenario's contract with its cases, all of them or none; one that is there already changes nothing.
///
/// # Errors
/// [`ContractsError`]; nothing is then kept.
pub fn load_catalogue(registry: &mut Registry, by: &Actor, entries: &[Entry]) -> Result<(), ContractsError> {
    let secret = registry.secret()?;
    let parts =
        entries.iter().map(|entry| Parts::of(registry, entry, secret.expose())).collect::<Result<Vec<_>, _>>()?;
    let contracts: Vec<NewContract<'_>> =
        entries.iter().zip(&parts).map(|(entry, parts)| parts.contract(entry)).collect();
    registry.load_contracts(by, &contracts)?;
    Ok(())
}

/// Loads one scenario that is not the catalogue's own, and says whether its contract version is new.
///
/// # Errors
/// [`ContractsError`]; nothing is then kept.
pub fn load_scenario(registry: &mut Registry, by: &Actor, entry: &Entry) -> Result<Loaded, ContractsError> {
    let secret = registry.secret()?;
    let parts = Parts::of(registry, entry, secret.expose())?;
    Ok(registry.load_contract(by, &parts.contract(entry))?)
}

/// What a contract is made of beside what its entry holds.
struct Parts<'a> {
    digest: Digest,
    record: Value,
    terms: Value,
    materials: Vec<NewMaterial<'a>>,
    cases: Vec<(Case, Visibility)>,
}

impl<'a> Parts<'a> {
    fn of(registry: &Registry, entry: &'a Entry, secret: &hidden::Secret) -> Result<Self, ContractsError> {
        let scenario = &entry.scenario;
        let encoding = |reason: String| ContractsError::Encoding { scenario: scenario.id.clone(), reason };
        let digest: Digest =
            entry.contract_digest().parse().map_err(|error: NotADigest| encoding(error.to_string()))?;
        let kept = registry.find_contract(&scenario.id, &scenario.contract.version)?;
        // Cases of a contract that is kept with this digest are kept too, and need no making.
        let cases = if kept.is_some_and(|(_, kept)| kept == digest) { Vec::new() } else { cases(entry, secret)? };
        Ok(Self {
            digest,
            record: record(entry).map_err(|error| encoding(error.to_string()))?,
            terms: serde_json::to_value(&scenario.contract).map_err(|error| encoding(error.to_string()))?,
            materials: entry
                .materials
                .iter()
                .map(|material| NewMaterial {
                    name: &material.terms.name,
                    media_type: &material.terms.media_type,
                    bytes: &material.bytes,
                })
                .collect(),
            cases,
        })
    }

    fn contract(&'a self, entry: &'a Entry) -> NewContract<'a> {
        NewContract {
            scenario: &entry.scenario.id,
            record: &self.record,
            version: &entry.scenario.contract.version,
            digest: self.digest,
            terms: &self.terms,
            input_schema: &entry.input_schema,
            output_schema: &entry.output_schema,
            materials: &self.materials,
            cases: &self.cases,
        }
    }
}

fn cases(entry: &Entry, secret: &hidden::Secret) -> Result<Vec<(Case, Visibility)>, ContractsError> {
    let set = hidden::case_set(entry, secret)
        .map_err(|reason| ContractsError::Generator { scenario: entry.scenario.id.clone(), reason })?;
    let public = set.public.into_iter().map(|case| (case, Visibility::Public));
    let hidden = set.hidden.into_iter().map(|case| (case, Visibility::Hidden));
    Ok(public.chain(hidden).collect())
}

/// What pages show of a scenario: what `scenario.toml` says, and PROVENANCE.md.
fn record(entry: &Entry) -> serde_json::Result<Value> {
    let mut record = serde_json::to_value(&entry.scenario)?;
    record["provenance"] = json!(entry.provenance);
    Ok(record)
}
