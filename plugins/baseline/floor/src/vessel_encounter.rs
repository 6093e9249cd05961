//! The floor of `vessel-encounter`: every encounter is taken for a crossing in which one's own vessel gives way, with a
//! collision course at hand.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Gives way, whatever the report says.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({"role": "give-way", "rule": "15", "cpa_nm": 0.0, "tcpa_min": 15.0}))
}
