//! `patient-guide`: the nearest labelled complaints of the material decide department, urgency and danger signs at once.

use serde_json::{Value, json};

use crate::nearest::Labelled;

/// The materials that are read, in this order.
pub const MATERIALS: &[&str] = &["train.jsonl"];

/// Indexes the materials' lines; a label is the whole answer, written out.
///
/// # Errors
/// Which line could not be read, or that there is none.
pub fn prepare(lines: &str) -> Result<Labelled, String> {
    let mut labelled = String::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
        let whole = json!({
            "department": line["department"], "urgency": line["urgency"], "red_flags": line["red_flags"],
        });
        labelled += &json!({"complaint": line["complaint"], "label": whole.to_string()}).to_string();
        labelled.push('\n');
    }
    Labelled::build(&labelled, "complaint", "label")
}

/// The output and the winning label's share of the votes.
///
/// # Errors
/// The input has no text, or nothing is indexed.
pub fn answer(labelled: &Labelled, input: &Value) -> Result<(Value, f64), String> {
    let text = input["complaint"].as_str().ok_or("the input has no complaint")?;
    let (label, share) = labelled.label(text).ok_or("nothing is indexed")?;
    Ok((serde_json::from_str(label).map_err(|error| error.to_string())?, share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_complaint_gives_the_whole_answer() {
        let lines = "{\"complaint\":\"嘴歪手没力\",\"department\":\"神经内科\",\"urgency\":\"急诊\",\"red_flags\":[\"卒中征象\"]}\n\
                     {\"complaint\":\"牙疼\",\"department\":\"口腔科\",\"urgency\":\"普通\",\"red_flags\":[]}\n";
        let labelled = prepare(lines).unwrap();
        let (output, _) = answer(&labelled, &json!({"complaint": "爹爹嘴歪了"})).unwrap();
        assert_eq!(output, json!({"department": "神经内科", "urgency": "急诊", "red_flags": ["卒中征象"]}));
        assert!(answer(&labelled, &json!({})).is_err());
        assert!(prepare("").is_err());
    }
}
