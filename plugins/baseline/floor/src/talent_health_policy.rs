//! The floor of `talent-health-policy`: reads what is applied for and nothing of the letter, and grants nought.

use crate::Material;
use serde_json::{Map, Value, json};

/// The six items of an answer.
const ITEMS: [&str; 6] = ["result", "office", "guarantee", "platform", "product", "fund"];

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Nought for every item; what is applied for is called complete.
///
/// # Errors
/// Says that `applied` is missing.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let applied = input["applied"].as_array().ok_or("the input has no list `applied`")?;
    let item = |key: &str| {
        let reason = if applied.iter().any(|given| given == key) { "full" } else { "not-applied" };
        json!({"amount": 0, "reasons": [reason]})
    };
    let items: Map<String, Value> = ITEMS.iter().map(|key| ((*key).to_owned(), item(key))).collect();
    Ok(json!({"items": items, "total": 0}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_applied_for_is_said_so() {
        let output = answer(&[], &json!({"applied": ["office"]})).unwrap();
        assert_eq!(output["items"]["office"], json!({"amount": 0, "reasons": ["full"]}));
        assert_eq!(output["items"]["fund"]["reasons"], json!(["not-applied"]));
        assert!(answer(&[], &json!({})).is_err());
    }
}
