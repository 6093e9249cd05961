//! The floor of `stroke-plaque`: the share of strokes among the real patients, whatever the patient.

use crate::Material;
use crate::base_rate::{self, Turn};
use serde_json::Value;

/// A stroke not foreseen counts 1.5, an alarm in vain 1.
const TURN: Turn = Turn { bad: "stroke", good: "none", threshold: 0.4 };

/// Finds the share.
///
/// # Errors
/// The training table is missing or has no rows.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    base_rate::prepare(materials, &TURN)
}

/// Gives the share.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    base_rate::answer(state)
}
