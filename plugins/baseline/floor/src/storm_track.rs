//! The floor of `storm-track`: the storm stays where it is.

use crate::Material;
use serde_json::{Value, json};

/// Nothing to prepare.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The newest fix at every lead time.
///
/// # Errors
/// Says what could not be read.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let fixes = input.get("fixes").and_then(Value::as_array).ok_or("no fixes")?;
    let now = fixes.last().ok_or("no fix")?;
    let number = |key: &str| now.get(key).and_then(Value::as_f64).ok_or_else(|| format!("the last fix has no {key}"));
    let (lat, lon) = (number("lat")?, number("lon")?);
    let track = [6, 12, 18, 24].map(|hours| json!({"hours": hours, "lat": lat, "lon": lon}));
    Ok(json!({ "track": track }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_storm_stays_where_its_last_fix_is() {
        let input =
            json!({"fixes": [{"hours": -6, "lat": 19.0, "lon": -59.0}, {"hours": 0, "lat": 20.0, "lon": -60.0}]});
        let output = answer(&[], &input).unwrap();
        assert_eq!(output["track"][3], json!({"hours": 24, "lat": 20.0, "lon": -60.0}));
        assert!(answer(&[], &json!({"fixes": []})).is_err());
    }
}
