//! The floor of `arrhythmia`: sinus rhythm, whatever the signal.

use crate::Material;
use serde_json::{Value, json};

/// Reads the scenario's materials into this floor's state: it needs none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Says sinus rhythm.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({ "rhythm": "sinus" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_sinus() {
        assert_eq!(answer(&[], &json!({"samples": [1, 2]})), Ok(json!({"rhythm": "sinus"})));
    }
}
