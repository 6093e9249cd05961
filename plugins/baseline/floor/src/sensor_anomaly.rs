//! The floor of `sensor-anomaly`: readings further than two standard deviations from the mean, each run of them a spike.

use crate::Material;
use serde_json::{Value, json};

/// How many standard deviations are too many.
const TOO_FAR: f64 = 2.0;

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Runs of readings far from the mean.
///
/// # Errors
/// There are no readings.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let values: Vec<f64> = input["values"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    if values.is_empty() {
        return Err("the case has no readings".to_owned());
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in (0..values.len()).filter(|at| (values[*at] - mean).abs() > TOO_FAR * spread) {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == at => *end = at,
            _ => runs.push((at, at)),
        }
    }
    let events: Vec<Value> =
        runs.into_iter().map(|(start, end)| json!({"start": start, "end": end, "kind": "spike"})).collect();
    Ok(json!({ "events": events }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_far_off_is_a_spike() {
        let mut values = vec![1.0; 50];
        values[20] = 9.0;
        let events = answer(&[], &json!({"values": values})).unwrap()["events"].clone();
        assert_eq!(events, json!([{"start": 20, "end": 20, "kind": "spike"}]));
        assert!(answer(&[], &json!({})).is_err());
    }
}
