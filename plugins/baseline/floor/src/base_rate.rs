//! The share of bad turns among the training rows as the probability of every case, and the decision that it makes the
//! cheaper: the floor of every scenario in which a risk is told.

use crate::Material;
use serde_json::{Value, json};

/// The material whose last column is the label.
const TABLE: &str = "train.csv";

/// What is decided of every case.
pub struct Turn {
    /// The label of the bad turn.
    pub bad: &'static str,
    /// The other label.
    pub good: &'static str,
    /// From which probability on the bad turn is expected.
    pub threshold: f64,
}

/// Finds the share; the state is the answer.
///
/// # Errors
/// The table is missing, is not UTF-8 or has no rows.
pub fn prepare(materials: &[Material], turn: &Turn) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == TABLE).ok_or_else(|| format!("no {TABLE}"))?;
    let table = std::str::from_utf8(&file.content).map_err(|error| format!("{TABLE}: {error}"))?;
    let labels: Vec<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    if labels.is_empty() {
        return Err(format!("{TABLE} has no rows"));
    }
    let bad = labels.iter().filter(|label| **label == turn.bad).count() as f64 / labels.len() as f64;
    let label = if bad >= turn.threshold { turn.bad } else { turn.good };
    Ok(json!({ "label": label, "probability": bad }).to_string().into())
}

/// Gives the share.
///
/// # Errors
/// The state is not one that [`prepare`] returned.
pub fn answer(state: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(state).map_err(|error| format!("the state is no answer: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Material> {
        vec![Material { name: TABLE.into(), media_type: "text/csv".into(), content: text.into() }]
    }

    #[test]
    fn the_share_is_the_probability_and_decides_by_the_threshold() {
        let said = |threshold: f64| {
            let turn = Turn { bad: "late", good: "paid", threshold };
            answer(&prepare(&table("a,label\n1,late\n2,paid\n3,paid\n4,paid\n"), &turn).unwrap()).unwrap()
        };
        assert_eq!(said(0.2), json!({ "label": "late", "probability": 0.25 }));
        assert_eq!(said(0.3), json!({ "label": "paid", "probability": 0.25 }));
    }

    #[test]
    fn a_table_without_rows_is_refused() {
        let turn = Turn { bad: "late", good: "paid", threshold: 0.5 };
        assert!(prepare(&[], &turn).is_err());
        assert!(prepare(&table("a,label\n"), &turn).is_err());
    }
}
