//! An operator's own cases: hidden ones beside or instead of those of a contract, as a new version of it.
//!
//! The version is the next patch with the pre-release `private.N`: above the version that it comes from, and below
//! the next one that the catalogue may bring.

use std::collections::HashSet;

use semver::{Prerelease, Version};
use serde_json::json;

use super::contracts::ContractsError;
use crate::catalogue::{Case, Scenario};
use crate::registry::case::{self, Visibility};
use crate::registry::scenario::{Contract, NewContract, NewMaterial};
use crate::registry::{Actor, Registry, canonical};

/// How the pre-release of a contract with private cases begins.
const PRIVATE: &str = "private.";

/// What stays of a contract's cases when private ones come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// All: the private ones are hidden cases more.
    Kept,
    /// The public ones: the private ones are the only hidden cases.
    HiddenReplaced,
}

/// Whether a contract's version is one with private cases.
pub fn is_private(version: &Version) -> bool {
    version.pre.as_str().starts_with(PRIVATE)
}

/// A scenario that the registry holds, as it was last described, with its newest contract.
///
/// # Errors
/// Where the registry has no such scenario, or this program cannot read what it says.
pub fn kept_scenario(registry: &Registry, id: &str) -> Result<(Scenario, Contract), ContractsError> {
    let mut record = registry.scenario_record(id)?;
    if let Some(record) = record.as_object_mut() {
        record.remove("provenance");
    }
    let scenario = serde_json::from_value(record)
        .map_err(|error| ContractsError::Encoding { scenario: id.to_owned(), reason: error.to_string() })?;
    Ok((scenario, registry.latest_contract(id)?))
}

/// The ids of the cases that private ones would stand beside.
///
/// # Errors
/// Those of the registry.
pub fn taken(registry: &Registry, contract: &Contract, others: Others) -> Result<HashSet<String>, ContractsError> {
    let kept = registry.case_digests(contract.id)?.into_keys();
    Ok(kept.filter(|(seen, _)| stays(*seen, others)).map(|(_, key)| key).collect())
}

/// Makes a new version of the contract with these hidden cases, and returns it.
///
/// # Errors
/// Those of the registry; nothing is then kept.
pub fn import_cases(
    registry: &mut Registry,
    by: &Actor,
    contract: &Contract,
    private: Vec<Case>,
    others: Others,
) -> Result<Version, ContractsError> {
    let kept = registry.cases(contract.id)?.into_iter().filter(|kept| stays(kept.visibility, others));
    let mut cases: Vec<(Case, Visibility)> = kept.map(|kept| (kept.case, kept.visibility)).collect();
    cases.extend(private.into_iter().map(|case| (case, Visibility::Hidden)));
    let version = next(&contract.version);
    let digests: Vec<String> = cases.iter().map(|(case, seen)| format!("{seen:?} {}", case::digest(case))).collect();
    let digest = canonical::digest(&json!({ "of": contract.digest, "version": version, "cases": digests }));
    let bytes =
        contract.materials.iter().map(|material| registry.blob(material.digest)).collect::<Result<Vec<_>, _>>()?;
    let materials: Vec<NewMaterial<'_>> = contract
        .materials
        .iter()
        .zip(&bytes)
        .map(|(material, bytes)| NewMaterial { name: &material.name, media_type: &material.media_type, bytes })
        .collect();
    let record = registry.scenario_record(&contract.scenario)?;
    registry.load_contract(
        by,
        &NewContract {
            scenario: &contract.scenario,
            record: &record,
            version: &version,
            digest,
            terms: &contract.terms,
            input_schema: &contract.input_schema,
            output_schema: &contract.output_schema,
            materials: &materials,
            cases: &cases,
        },
    )?;
    Ok(version)
}

fn stays(visibility: Visibility, others: Others) -> bool {
    others == Others::Kept || visibility == Visibility::Public
}

/// `1.2.3` is followed by `1.2.4-private.1`, and that by `1.2.4-private.2`.
fn next(version: &Version) -> Version {
    let number = version.pre.as_str().strip_prefix(PRIVATE).and_then(|number| number.parse::<u64>().ok());
    let (patch, number) = match number {
        Some(number) => (version.patch, number + 1),
        None => (version.patch + 1, 1),
    };
    // A number after a fixed word is always a pre-release.
    let pre = Prerelease::new(&format!("{PRIVATE}{number}")).unwrap_or(Prerelease::EMPTY);
    Version { pre, ..Version::new(version.major, version.minor, patch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_versions_lie_above_their_own_and_below_the_catalogues_next() {
        let first = next(&Version::new(1, 2, 3));
        assert_eq!(first.to_string(), "1.2.4-private.1");
        let mut last = first.clone();
        for _ in 0..10 {
            let following = next(&last);
            assert!(following > last, "{following} {last}");
            last = following;
        }
        assert!(first > Version::new(1, 2, 3) && last < Version::new(1, 2, 4));
        assert!(is_private(&last) && !is_private(&Version::new(1, 2, 3)));
    }
}
