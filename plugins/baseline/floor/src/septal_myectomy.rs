//! The floor of `septal-myectomy`: nothing can be worked out, whatever the record says.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// No gradient and no risk, and the commonest advice.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({
        "max_gradient": null,
        "obstruction": "resting",
        "risk_percent": null,
        "risk_band": null,
        "myectomy": "not-met",
    }))
}
