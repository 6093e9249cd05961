//! The floor of `beidou-fleet-anomaly`: every track is called ordinary.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// No event.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({ "events": [] }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_reported() {
        assert_eq!(answer(&[], &json!({})), Ok(json!({"events": []})));
    }
}
