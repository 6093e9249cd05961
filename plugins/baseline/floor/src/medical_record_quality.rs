//! The floor of `medical-record-quality`: only what is empty is told.

use crate::Material;
use serde_json::{Map, Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The fields of the answer that are null or an empty text. A day of discharge is left out: those still in hospital
/// have none.
///
/// # Errors
/// Where there is no record.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    const OTHER: [&str; 4] = ["discharge_date", "status", "narrative", "diagnosis"];
    let record = input["record"].as_object().ok_or("the input has no record")?;
    let empty = |value: &Value| value.is_null() || value.as_str() == Some("");
    let defects: Map<String, Value> = record
        .iter()
        .filter(|(field, value)| !OTHER.contains(&field.as_str()) && empty(value))
        .map(|(field, _)| (field.clone(), json!("missing")))
        .collect();
    Ok(json!({"defects": defects}))
}
