//! The floor of `beidou-map-matching`: for each fix the segment whose midpoint is nearest, whatever came before.

use std::collections::HashMap;

use crate::Material;
use serde_json::{Value, json};

/// Reads the scenario's materials into this floor's state: there are none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let list = |key: &str| input[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let nodes: HashMap<&str, (f64, f64)> =
        list("nodes").iter().filter_map(|node| Some((node["id"].as_str()?, point(node)?))).collect();
    let mut middles = Vec::new();
    for segment in list("segments") {
        let end = |key: &str| segment[key].as_str().and_then(|id| nodes.get(id)).copied();
        let (from, to) = end("from").zip(end("to")).ok_or("a segment ends at no node")?;
        let id = segment["id"].as_str().ok_or("a segment has no id")?;
        middles.push((id, ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)));
    }
    let mut segments = Vec::new();
    for fix in list("fixes") {
        let at = point(fix).ok_or("a fix has no place")?;
        let away = |middle: (f64, f64)| (middle.0 - at.0).powi(2) + (middle.1 - at.1).powi(2);
        let nearest = middles.iter().min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
        segments.push(nearest.ok_or("there are no segments")?.0);
    }
    Ok(json!({ "segments": segments }))
}

fn point(value: &Value) -> Option<(f64, f64)> {
    value["x"].as_f64().zip(value["y"].as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_midpoint_wins() {
        let input = json!({
            "nodes": [{"id": "A", "x": 0, "y": 0}, {"id": "B", "x": 100, "y": 0}, {"id": "C", "x": 140, "y": 0}],
            "segments": [{"id": "S1", "from": "A", "to": "B"}, {"id": "S2", "from": "B", "to": "C"}],
            "fixes": [{"t": 0, "x": 10, "y": 5}, {"t": 9, "x": 95, "y": 0}],
        });
        assert_eq!(answer(&[], &input), Ok(json!({"segments": ["S1", "S2"]})));
        assert!(answer(&[], &json!({"fixes": [{"t": 0, "x": 1, "y": 1}]})).is_err());
    }
}
