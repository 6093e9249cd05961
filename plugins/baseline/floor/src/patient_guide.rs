//! The floor of `patient-guide`: the commonest department, urgency and danger signs (none) of the training complaints, whatever the text.

use crate::{Material, majority};
use serde_json::Value;

/// Finds the commonest values.
///
/// # Errors
/// The training material is missing or cannot be read.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    majority::prepare(materials, &["department", "urgency", "red_flags"])
}

/// Gives them.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    majority::answer(state)
}
