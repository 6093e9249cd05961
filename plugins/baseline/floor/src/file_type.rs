//! The floor of `file-type`: the type that the training samples have most often, whatever the bytes.

use crate::{Material, majority};
use serde_json::Value;

/// Finds the commonest answer.
///
/// # Errors
/// The training material is missing or cannot be read.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    majority::prepare(materials, &["label"])
}

/// Gives it.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    majority::answer(state)
}
