//! The floor of `order-matching`: first come, first fit.
//!
//! The orders are taken as they are listed; each goes to the first merchant listed that can make it in time, still has
//! a line free and leaves any profit at all.

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
    let orders = input["orders"].as_array().ok_or("no orders")?;
    let merchants = input["merchants"].as_array().ok_or("no merchants")?;
    let mut lines = merchants.iter().map(|merchant| number(merchant, "lines")).collect::<Result<Vec<_>, _>>()?;
    let mut assignments = Vec::new();
    for order in orders {
        for (merchant, free) in merchants.iter().zip(&mut lines) {
            if *free > 0 && profit(order, merchant)?.is_some_and(|profit| profit > 0) {
                *free -= 1;
                assignments.push(json!({"order": order["id"], "merchant": merchant["id"]}));
                break;
            }
        }
    }
    Ok(json!({ "assignments": assignments }))
}

fn number(value: &Value, key: &str) -> Result<i64, String> {
    value[key].as_i64().ok_or_else(|| format!("{key} is no whole number"))
}

/// What the order earns with the merchant, or nothing where it cannot make it in time.
fn profit(order: &Value, merchant: &Value) -> Result<Option<i64>, String> {
    let category = order["category"].as_str().ok_or("an order without a category")?;
    let Some(quote) = merchant["quotes"].get(category).and_then(Value::as_i64) else { return Ok(None) };
    let pieces = number(order, "pieces")?;
    let daily = number(merchant, "daily_pieces")?.max(1);
    let days = number(merchant, "setup_days")? + (pieces + daily - 1) / daily + number(order, "transit_days")?;
    if pieces < number(merchant, "min_pieces")? || days > number(order, "due_days")? {
        return Ok(None);
    }
    Ok(Some(pieces * (number(order, "price")? - quote) - number(merchant, "freight")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_merchant_that_fits_takes_the_order() {
        let order = |id: &str, price: i64| json!({"id": id, "category": "衬衫", "pieces": 100, "price": price, "due_days": 20, "transit_days": 5});
        let merchant = |id: &str, lines: i64, quote: i64, daily: i64| {
            json!({"id": id, "lines": lines, "min_pieces": 60, "setup_days": 3, "daily_pieces": daily, "freight": 200,
                   "quotes": {"衬衫": quote}})
        };
        let input = json!({
            "orders": [order("D1", 50), order("D2", 50), order("D3", 31)],
            "merchants": [merchant("slow", 9, 10, 5), merchant("M1", 1, 40, 50), merchant("M2", 2, 30, 50)],
        });
        let pairs = json!([{"order": "D1", "merchant": "M1"}, {"order": "D2", "merchant": "M2"}]);
        assert_eq!(answer(&[], &input), Ok(json!({ "assignments": pairs })));
    }
}
