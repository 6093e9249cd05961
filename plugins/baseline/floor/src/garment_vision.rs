//! The floor of `garment-vision`: the kind that the training labels name most often, whatever the picture.

use std::cmp::Reverse;

use crate::Material;
use serde_json::{Value, json};

/// The kinds by Fashion-MNIST's own numbers.
const KINDS: [&str; 10] =
    ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot"];

/// The material that holds one label byte a picture.
const LABELS: &str = "train-labels-idx1-ubyte";

/// The heading of an idx file of bytes in one dimension; the count of labels follows in four bytes.
const HEADING: [u8; 4] = [0, 0, 8, 1];

/// Finds the commonest training label (the first of equals); the state is its number, one byte.
///
/// # Errors
/// The labels are missing, are not an idx1 file, or are empty.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == LABELS).ok_or_else(|| format!("no {LABELS}"))?;
    let labels = file
        .content
        .strip_prefix(&HEADING)
        .and_then(|rest| rest.get(4..))
        .ok_or_else(|| format!("{LABELS} is not an idx1 file"))?;
    let mut counts = [0_usize; KINDS.len()];
    for &label in labels {
        *counts.get_mut(usize::from(label)).ok_or_else(|| format!("{LABELS} has the label {label}"))? += 1;
    }
    let commonest = (0_u8..).zip(counts).min_by_key(|(_, count)| Reverse(*count)).filter(|(_, count)| *count > 0);
    commonest.map(|(label, _)| vec![label]).ok_or_else(|| format!("{LABELS} is empty"))
}

/// Gives the commonest kind.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    let kind = state.first().and_then(|&label| KINDS.get(usize::from(label))).ok_or("the state names no kind")?;
    Ok(json!({ "label": kind }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(bytes: &[u8]) -> Vec<Material> {
        let count = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        let content = [&HEADING[..], &count, bytes].concat();
        vec![Material { name: LABELS.into(), media_type: "application/octet-stream".into(), content }]
    }

    #[test]
    fn the_commonest_kind_is_given_and_the_first_of_equals() {
        let state = prepare(&labels(&[3, 9, 9, 1, 9]), 0).unwrap();
        assert_eq!(answer(&state, &Value::Null).unwrap(), json!({ "label": "ankle-boot" }));
        assert_eq!(prepare(&labels(&[4, 2, 2, 4]), 0).unwrap(), [2]);
    }

    #[test]
    fn labels_that_cannot_be_read_are_refused() {
        assert!(prepare(&[], 0).is_err());
        assert!(prepare(&labels(&[]), 0).is_err());
        assert!(prepare(&labels(&[10]), 0).is_err());
    }
}
