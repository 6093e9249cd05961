//! The floor of `passenger-flow`: each day is as the same day a week before.

use crate::Material;
use serde_json::{Value, json};

/// Nothing to prepare.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The last seven values once more.
///
/// # Errors
/// There are fewer.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let history = input.get("history").and_then(Value::as_array).ok_or("no history")?;
    let week = history.last_chunk::<7>().ok_or("the history is shorter than a week")?;
    Ok(json!({ "values": week }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_week_comes_again() {
        let input = json!({"history": [1, 2, 3, 4, 5, 6, 7, 8, 9]});
        assert_eq!(answer(&[], &input).unwrap(), json!({"values": [3, 4, 5, 6, 7, 8, 9]}));
        assert!(answer(&[], &json!({"history": [1]})).is_err());
    }
}
