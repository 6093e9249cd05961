//! The contracts that a component is tried under: those of the catalogue, or those of a registry.

use serde_json::Value;

use crate::catalogue::Case;
use crate::catalogue::entry::Entry;
use crate::catalogue::scenario::ContractTerms;

/// What trying a component needs of a contract. Its cases are public ones alone.
#[derive(Debug, Clone)]
pub struct Contract {
    /// The scenario's id.
    pub scenario: String,
    /// Its terms.
    pub terms: ContractTerms,
    /// JSON Schema of an output.
    pub output_schema: Value,
    /// Name, media type and bytes of each material.
    pub materials: Vec<(String, String, Vec<u8>)>,
    /// Public cases, in order.
    pub cases: Vec<Case>,
}

/// Where contracts come from.
pub trait Contracts {
    /// The ids of all scenarios.
    fn ids(&self) -> Vec<String>;

    /// A scenario's newest contract with its public cases; none where there is no such scenario.
    ///
    /// # Errors
    /// Why it cannot be had, in words.
    fn contract(&self, scenario: &str) -> Result<Option<Contract>, String>;
}

/// The catalogue's own, without a registry. Where a registry would hide a part of a file's cases, all of them count as
/// public here: the file is.
#[derive(Debug, Clone, Copy)]
pub struct Embedded<'a>(pub &'a [Entry]);

impl Contracts for Embedded<'_> {
    fn ids(&self) -> Vec<String> {
        self.0.iter().map(|entry| entry.scenario.id.clone()).collect()
    }

    fn contract(&self, scenario: &str) -> Result<Option<Contract>, String> {
        let entry = self.0.iter().find(|entry| entry.scenario.id == scenario);
        Ok(entry.map(|entry| Contract {
            scenario: entry.scenario.id.clone(),
            terms: entry.scenario.contract.clone(),
            output_schema: entry.output_schema.clone(),
            materials: entry
                .materials
                .iter()
                .map(|kept| (kept.terms.name.clone(), kept.terms.media_type.clone(), kept.bytes.to_vec()))
                .collect(),
            cases: entry.cases.clone(),
        }))
    }
}
