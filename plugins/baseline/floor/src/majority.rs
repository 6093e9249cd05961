//! The commonest label of a training material of JSON lines, whatever the input: the floor of every scenario in which
//! texts are classified.

use crate::Material;
use serde_json::{Map, Value};

/// The material that holds the labels.
const TRAIN: &str = "train.jsonl";

/// Finds each field's commonest value (the first of equals); the state is the answer that gives them.
///
/// # Errors
/// The material is missing, cannot be read, or has no value of a field.
pub fn prepare(materials: &[Material], fields: &[&str]) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == TRAIN).ok_or_else(|| format!("no {TRAIN}"))?;
    let text = str::from_utf8(&file.content).map_err(|error| format!("{TRAIN}: {error}"))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<Value> = lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    let mut answer = Map::new();
    for &field in fields {
        let mut counts: Vec<(&Value, usize)> = Vec::new();
        for value in lines.iter().filter_map(|line| line.get(field)) {
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, count)) => *count += 1,
                None => counts.push((value, 1)),
            }
        }
        let most = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        let (value, _) = most.ok_or_else(|| format!("{TRAIN} has no {field}"))?;
        answer.insert(field.to_owned(), value.clone());
    }
    serde_json::to_vec(&answer).map_err(|error| error.to_string())
}

/// Gives the commonest values.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(state).map_err(|error| format!("the state is no answer: {error}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn train(lines: &str) -> Vec<Material> {
        vec![Material { name: TRAIN.into(), media_type: "application/jsonl".into(), content: lines.into() }]
    }

    #[test]
    fn the_commonest_value_of_each_field_is_given() {
        let lines = "{\"a\":\"x\",\"b\":true}\n{\"a\":\"y\",\"b\":false}\n{\"a\":\"y\",\"b\":false}\n";
        let state = prepare(&train(lines), &["a", "b"]).unwrap();
        assert_eq!(answer(&state).unwrap(), json!({"a": "y", "b": false}));
        let state = prepare(&train("{\"a\":\"x\"}\n{\"a\":\"y\"}"), &["a"]).unwrap();
        assert_eq!(answer(&state).unwrap(), json!({"a": "x"}));
    }

    #[test]
    fn a_material_without_labels_is_refused() {
        assert!(prepare(&[], &["a"]).is_err());
        assert!(prepare(&train("{}"), &["a"]).is_err());
        assert!(answer(b"?").is_err());
    }
}
