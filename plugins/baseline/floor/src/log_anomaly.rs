//! The floor of `log-anomaly`: lines of level ERROR or worse that stand within ten lines of each other are one burst.

use crate::Material;
use serde_json::{Value, json};

/// How many lines may lie between two errors of one burst.
const REACH: usize = 10;

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Bursts of at least two errors, whatever they say.
///
/// # Errors
/// A log without its lines.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let lines = input["lines"].as_array().ok_or("the case has no lines")?;
    let bad = |line: &Value| line.as_str().is_some_and(|text| text.contains(" ERROR ") || text.contains(" FATAL "));
    let mut bursts: Vec<(usize, usize, usize)> = Vec::new();
    for number in (1..=lines.len()).filter(|number| bad(&lines[number - 1])) {
        match bursts.last_mut() {
            Some((_, end, count)) if number - *end <= REACH => (*end, *count) = (number, *count + 1),
            _ => bursts.push((number, number, 1)),
        }
    }
    let events: Vec<Value> = bursts
        .into_iter()
        .filter(|(_, _, count)| *count > 1)
        .map(|(start, end, _)| json!({"start": start, "end": end, "kind": "error-burst"}))
        .collect();
    Ok(json!({"events": events}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_close_together_are_one_burst_and_a_lone_one_is_none() {
        let mut lines = vec!["08:00:00.000 INFO [db] pool"; 40];
        for number in [3, 9, 30] {
            lines[number - 1] = "08:00:00.000 ERROR [pay] lost";
        }
        let events = answer(&[], &json!({"lines": lines})).unwrap()["events"].clone();
        assert_eq!(events, json!([{"start": 3, "end": 9, "kind": "error-burst"}]));
    }
}
