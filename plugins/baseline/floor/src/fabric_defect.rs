//! The floor of `fabric-defect`: all cloth is clean.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// No defect, whatever the picture shows.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({"boxes": []}))
}
