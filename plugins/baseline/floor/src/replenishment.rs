//! The floor of `replenishment`: order again what sold last week.
//!
//! Good by good as listed, as many pieces as last week's sales, until the space is full; neither the stock nor margins
//! nor promotions are looked at.

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
    let mut left = input["capacity"].as_i64().ok_or("no capacity")?;
    let mut orders = Vec::new();
    for good in input["goods"].as_array().ok_or("no goods")? {
        let last = good["history"].as_array().and_then(|history| history.last());
        let pieces = last.and_then(|week| week["sales"].as_i64()).unwrap_or(0).clamp(0, left);
        left -= pieces;
        orders.push(json!({"good": good["id"], "pieces": pieces}));
    }
    Ok(json!({ "orders": orders }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_weeks_sales_are_ordered_until_the_space_is_full() {
        let good = |id: &str, last: i64| json!({"id": id, "history": [{"sales": 9}, {"sales": last}]});
        let order = |id: &str, pieces: i64| json!({"good": id, "pieces": pieces});
        let input = json!({"capacity": 10, "goods": [good("G1", 7), good("G2", 5), good("G3", 2)]});
        assert_eq!(answer(&[], &input), Ok(json!({"orders": [order("G1", 7), order("G2", 3), order("G3", 0)]})));
    }
}
