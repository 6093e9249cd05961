//! The catalogue's way into the registry: contract versions with their cases, public and hidden.

use serde_json::{Value, json};

use crate::catalogue::entry::Entry;
use crate::catalogue::hidden;
use crate::registry::case::Visibility;
use crate::registry::digest::NotADigest;
use crate::registry::scenario::{NewContract, NewMaterial};
use crate::registry::{self, Actor, Registry};

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

/// Loads every scenario's contract with its cases; a contract that is there already changes nothing.
///
/// # Errors
/// The first scenario that cannot be loaded; those before it stay.
pub fn load_catalogue(registry: &mut Registry, by: &Actor, entries: &[Entry]) -> Result<(), ContractsError> {
    let secret = registry.secret()?;
    for entry in entries {
        load(registry, by, entry, secret.expose())?;
    }
    Ok(())
}

fn load(registry: &mut Registry, by: &Actor, entry: &Entry, secret: &hidden::Secret) -> Result<(), ContractsError> {
    let scenario = &entry.scenario;
    let name = || scenario.id.clone();
    let encoding = |reason: String| ContractsError::Encoding { scenario: name(), reason };
    let digest = entry.contract_digest().parse().map_err(|error: NotADigest| encoding(error.to_string()))?;
    let record = record(entry).map_err(|error| encoding(error.to_string()))?;
    let terms = serde_json::to_value(&scenario.contract).map_err(|error| encoding(error.to_string()))?;
    let set =
        hidden::case_set(entry, secret).map_err(|reason| ContractsError::Generator { scenario: name(), reason })?;
    let public = set.public.into_iter().map(|case| (case, Visibility::Public));
    let hidden = set.hidden.into_iter().map(|case| (case, Visibility::Hidden));
    let cases: Vec<_> = public.chain(hidden).collect();
    let materials: Vec<_> = entry
        .materials
        .iter()
        .map(|material| NewMaterial {
            name: &material.terms.name,
            media_type: &material.terms.media_type,
            bytes: &material.bytes,
        })
        .collect();
    registry.load_contract(
        by,
        &NewContract {
            scenario: &scenario.id,
            record: &record,
            version: &scenario.contract.version,
            digest,
            terms: &terms,
            input_schema: &entry.input_schema,
            output_schema: &entry.output_schema,
            materials: &materials,
            cases: &cases,
        },
    )?;
    Ok(())
}

/// What pages show of a scenario: what `scenario.toml` says, and PROVENANCE.md.
fn record(entry: &Entry) -> serde_json::Result<Value> {
    let mut record = serde_json::to_value(&entry.scenario)?;
    record["provenance"] = json!(entry.provenance);
    Ok(record)
}
