//! `childhood-rare-disease`: diseases ranked by what their findings share with the note.

use serde_json::{Value, json};

use crate::index::Index;

/// The scenario's id.
pub const SCENARIO: &str = "childhood-rare-disease";

/// How many diseases are given.
const GIVEN: usize = 10;

/// Indexes the diseases' findings.
///
/// # Errors
/// Which line could not be read, or that there is none.
pub fn prepare(lines: &str) -> Result<Index, String> {
    let mut passages = String::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let disease: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
        let findings: Vec<&str> =
            disease["findings"].as_array().into_iter().flatten().filter_map(|finding| finding["zh"].as_str()).collect();
        passages += &json!({"id": disease["id"], "text": findings.join("，")}).to_string();
        passages.push('\n');
    }
    Index::build(&passages)
}

/// The diseases, best first, and how much of the note the best one holds.
///
/// # Errors
/// The input has no note.
pub fn answer(index: &Index, input: &Value) -> Result<(Value, f64), String> {
    let hits = index.search(input["note"].as_str().ok_or("the input has no note")?);
    let ids: Vec<&str> = hits.iter().take(GIVEN).map(|hit| index.passages[hit.passage].id.as_str()).collect();
    Ok((json!({"passages": ids, "answer": null}), hits.first().map_or(0.0, |hit| hit.cover.clamp(0.0, 1.0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disease_with_the_findings_comes_first() {
        let lines = "{\"id\":\"D01\",\"findings\":[{\"zh\":\"脾肿大\"},{\"zh\":\"骨痛\"}]}\n{\"id\":\"D02\",\"findings\":[{\"zh\":\"怕光\"}]}\n";
        let index = prepare(lines).unwrap();
        let (output, _) = answer(&index, &json!({"note": "女，3岁，脾肿大，怕"})).unwrap();
        assert_eq!(output["passages"], json!(["D01", "D02"]));
        assert!(answer(&index, &json!({})).is_err());
        assert!(prepare("").is_err());
    }
}
