//! The floor of `code-review`: finds nothing, whatever the text.

use crate::Material;
use serde_json::{Value, json};

/// Reads nothing: the list of kinds is not needed to find none of them.
///
/// # Errors
/// Never.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case: no finding. Right where the text is clean.
///
/// # Errors
/// Never.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({"findings": []}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_found() {
        let input = json!({"file": "a.py", "source": "def f(x=[]):\n    return x\n"});
        assert_eq!(answer(&[], &input).unwrap(), json!({"findings": []}));
    }
}
