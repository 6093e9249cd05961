//! A scenario together with its schemas, materials and written cases.

use std::borrow::Cow;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::case::Case;
use super::scenario::{MaterialTerms, Scenario};

/// A scenario with all that its folder holds.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What `scenario.toml` says.
    pub scenario: Scenario,
    /// JSON Schema of a case's input.
    pub input_schema: Value,
    /// JSON Schema of an agent's output.
    pub output_schema: Value,
    /// What every entrant is given, in the contract's order.
    pub materials: Vec<Material>,
    /// The cases of `cases.jsonl`.
    pub cases: Vec<Case>,
    /// PROVENANCE.md.
    pub provenance: String,
}

/// One material with its bytes.
#[derive(Debug, Clone)]
pub struct Material {
    /// What the contract says of it.
    pub terms: MaterialTerms,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl Entry {
    /// The SHA-256, in hex, of all that makes results comparable: terms, schemas, materials, cases and how hidden
    /// ones are drawn. The texts that people read are not part of it.
    pub fn contract_digest(&self) -> String {
        let materials: Vec<Value> = self
            .materials
            .iter()
            .map(|material| json!([material.terms.name, material.terms.media_type, sha256(&material.bytes)]))
            .collect();
        let parts = json!({
            "scenario": self.scenario.id,
            "version": self.scenario.contract.version,
            "limits": self.scenario.contract.limits,
            "prepare-limits": self.scenario.contract.prepare_limits,
            "metric": self.scenario.contract.metric,
            "input": self.input_schema,
            "output": self.output_schema,
            "materials": materials,
            "cases": self.cases,
            "hidden": self.scenario.cases.hidden,
        });
        sha256(parts.to_string().as_bytes())
    }
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
