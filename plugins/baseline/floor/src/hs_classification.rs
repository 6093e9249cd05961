//! The floor of `hs-classification`: the code that the training listings bear most often, whatever the text.

use crate::{Material, majority};
use serde_json::Value;

/// Finds the commonest answer.
///
/// # Errors
/// The training material is missing or cannot be read.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    majority::prepare(materials, &["code"])
}

/// Gives it.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    majority::answer(state)
}
