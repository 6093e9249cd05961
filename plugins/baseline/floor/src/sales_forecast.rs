//! The floor of `sales-forecast`: each week is as the same week a year before.

use crate::Material;
use serde_json::{Value, json};

/// Weeks in a year.
const YEAR: usize = 52;

/// Nothing to prepare.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Last year's weeks once more, as many as are asked for.
///
/// # Errors
/// There is no year of history.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let sales = input["sales"].as_array().ok_or("no sales")?;
    let ahead = input["ahead"].as_u64().and_then(|ahead| usize::try_from(ahead).ok()).ok_or("no weeks ahead")?;
    let year = sales.last_chunk::<YEAR>().ok_or("the history is shorter than a year")?;
    let weeks: Vec<&Value> = year.iter().cycle().take(ahead).collect();
    Ok(json!({ "values": weeks }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_years_weeks_come_again() {
        let sales: Vec<usize> = (0..104).collect();
        assert_eq!(answer(&[], &json!({"sales": sales, "ahead": 3})).unwrap(), json!({"values": [52, 53, 54]}));
        assert!(answer(&[], &json!({"sales": [1], "ahead": 3})).is_err());
    }
}
