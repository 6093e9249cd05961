//! `hs-classification`: the nearest labelled texts of the material decide.

use serde_json::{Value, json};

use crate::nearest::Labelled;

/// The materials that are read, in this order.
pub const MATERIALS: &[&str] = &["train.jsonl"];

/// Indexes the materials' lines.
///
/// # Errors
/// Which line could not be read, or that there is none.
pub fn prepare(lines: &str) -> Result<Labelled, String> {
    Labelled::build(lines, "listing", "code")
}

/// The output and the winning label's share of the votes.
///
/// # Errors
/// The input has no text, or nothing is indexed.
pub fn answer(labelled: &Labelled, input: &Value) -> Result<(Value, f64), String> {
    let text = input["listing"].as_str().ok_or("the input has no listing")?;
    let (label, share) = labelled.label(text).ok_or("nothing is indexed")?;
    Ok((json!({ "code": label }), share))
}
