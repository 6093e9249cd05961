//! The floor of `listing-localisation`: the same word for every title.

use crate::Material;
use serde_json::{Value, json};

/// Nothing is prepared.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The same for every title.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({"title": "Clothing"}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_always_the_same() {
        assert_eq!(prepare(&[], 1), Ok(Vec::new()));
        assert_eq!(answer(&[], &json!({"title": "女士衬衫"})), Ok(json!({"title": "Clothing"})));
    }
}
