//! The floor of `brain-haemorrhage`: every patient is taken for the commonest kind, with a middling coma scale and no
//! other point.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// One point for coma, whatever the note says.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    let items = json!({"gcs": 1, "volume": 0, "ivh": 0, "infratentorial": 0, "age": 0});
    Ok(json!({"score": 1, "risk_percent": 13, "items": items}))
}
