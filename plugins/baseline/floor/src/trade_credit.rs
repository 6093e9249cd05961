//! The floor of `trade-credit`: the share of training merchants that defaulted, whatever the merchant.

use crate::Material;
use crate::base_rate::{self, Turn};
use serde_json::Value;

/// A sound merchant refused costs 10,000 yuan, a default not foreseen 40,000.
const TURN: Turn = Turn { bad: "default", good: "repaid", threshold: 0.2 };

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
