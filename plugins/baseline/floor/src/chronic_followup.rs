//! The floor of `chronic-followup`: nothing can be worked out, whatever the note says.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Null for each figure.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({"cha2ds2_vasc": null, "curb65": null, "egfr": null, "ckd_stage": null}))
}
