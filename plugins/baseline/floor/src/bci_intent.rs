//! The floor of `bci-intent`: rest, whatever the signal.

use crate::Material;
use serde_json::{Value, json};

/// Reads the scenario's materials into this floor's state: it needs none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Says rest.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({ "intent": "rest" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trial_is_rest() {
        assert_eq!(answer(&[], &json!({"c3": [1, 2]})), Ok(json!({"intent": "rest"})));
    }
}
