//! The floor of `policy-qa`: the first three passages for every question, and no answer.

use crate::Material;
use serde_json::{Value, json};

/// Keeps the ids of the first three passages.
///
/// # Errors
/// Says that the passages are missing or which line could not be read.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    let passages = materials.iter().find(|m| m.name == "passages.jsonl").ok_or("passages.jsonl is missing")?;
    let text = str::from_utf8(&passages.content).map_err(|error| format!("passages.jsonl: {error}"))?;
    let mut ids = Vec::new();
    for (index, line) in text.lines().take(3).enumerate() {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
        ids.push(row["id"].clone());
    }
    serde_json::to_vec(&ids).map_err(|error| error.to_string())
}

/// The same for every question.
///
/// # Errors
/// Says that the state is not what `prepare` made.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    let ids: Value = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    Ok(json!({"passages": ids, "answer": null}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_three_passages_are_given() {
        let content = (1..=5).map(|n| format!("{{\"id\":\"P0{n}\",\"text\":\"\"}}\n")).collect::<String>().into_bytes();
        let media_type = "application/jsonl".to_owned();
        let state = prepare(&[Material { name: "passages.jsonl".into(), media_type, content }], 1).unwrap();
        let output = answer(&state, &json!({"question": "？"})).unwrap();
        assert_eq!(output, json!({"passages": ["P01", "P02", "P03"], "answer": null}));
        assert!(prepare(&[], 1).is_err());
    }
}
