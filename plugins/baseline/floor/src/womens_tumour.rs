//! The floor of `womens-tumour`: the label that the training samples bear most often, whatever the figures.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::Material;
use serde_json::{Value, json};

/// The material whose last column is the label.
const TABLE: &str = "train.csv";

/// Finds the commonest label of the training table (the first of equals in the alphabet); the state is its text.
///
/// # Errors
/// The table is missing, is not UTF-8 or has no rows.
pub fn prepare(materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == TABLE).ok_or_else(|| format!("no {TABLE}"))?;
    let table = std::str::from_utf8(&file.content).map_err(|error| format!("{TABLE}: {error}"))?;
    let mut counts = BTreeMap::<&str, usize>::new();
    for label in table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).filter(|label| !label.is_empty()) {
        *counts.entry(label).or_default() += 1;
    }
    let commonest = counts.into_iter().min_by_key(|(_, count)| Reverse(*count));
    commonest.map(|(label, _)| label.into()).ok_or_else(|| format!("{TABLE} has no rows"))
}

/// Gives the commonest label.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8], _input: &Value) -> Result<Value, String> {
    let label = std::str::from_utf8(state).map_err(|error| error.to_string())?;
    Ok(json!({ "label": label }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Material> {
        vec![Material { name: TABLE.into(), media_type: "text/csv".into(), content: text.into() }]
    }

    #[test]
    fn the_commonest_label_is_given() {
        let state = prepare(&table("radius,label\n1,malignant\n2,benign\n3,benign\n"), 0).unwrap();
        assert_eq!(answer(&state, &Value::Null).unwrap(), json!({ "label": "benign" }));
    }

    #[test]
    fn a_table_without_rows_is_refused() {
        assert!(prepare(&[], 0).is_err());
        assert!(prepare(&table("radius,label\n"), 0).is_err());
    }
}
