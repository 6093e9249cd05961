//! How likely an order is to come back. Every figure here is this project's own choice, not measured anywhere; they are
//! checked against `tests/golden/return-risk/`.

use crate::catalogue::generate::chance::logistic;

/// What is true of an order.
pub(super) struct Order {
    pub category: &'static str,
    pub channel: &'static str,
    /// Yuan.
    pub price: f64,
    /// Share of the list price.
    pub discount: f64,
    /// How many sizes of the same style are in it.
    pub sizes: u32,
    /// Was a size advised?
    pub advised: bool,
    /// Is the return freight insured?
    pub insured: bool,
    /// Of the day at which it was placed.
    pub hour: u32,
    /// Promised until delivery.
    pub days: u32,
    /// The goods' average rating.
    pub rating: f64,
    /// The customer's orders of the past year.
    pub orders: u32,
    /// How many of them came back.
    pub returns: u32,
}

/// The law: a sum of causes, several of which count only together, through the logistic function.
pub(super) fn risk(order: &Order) -> f64 {
    logistic(-2.85 + fit(order) + impulse(order) + service(order))
}

/// What the goods and their size do: bracketing and advice matter only where goods are sized.
fn fit(order: &Order) -> f64 {
    let (kind, sized) = match order.category {
        "dress" => (0.5, true),
        "top" => (0.1, false),
        "trousers" => (0.3, true),
        "coat" => (0.2, true),
        "underwear" => (-0.9, false),
        "shoes" => (0.3, true),
        _ => (-0.6, false),
    };
    kind + match (sized, order.sizes > 1) {
        (true, true) => 1.8,
        (true, false) if order.advised => -1.1,
        _ => 0.0,
    }
}

/// What the way of buying does: discounts and late hours matter in live streams alone, insurance for dear goods.
fn impulse(order: &Order) -> f64 {
    let live = order.channel == "live";
    let late = order.hour >= 23 || order.hour < 6;
    let mut sum = 0.0;
    if live && order.discount > 0.4 {
        sum += 1.7;
    }
    if live && late {
        sum += 0.9;
    }
    if order.insured && order.price > 150.0 {
        sum += 1.2;
    }
    sum
}

/// What the customer's past and the service do: late delivery more than in proportion, a rating far from the usual
/// either way.
fn service(order: &Order) -> f64 {
    let habit = (f64::from(order.returns) + 1.0) / (f64::from(order.orders) + 4.0) - 0.25;
    let late = f64::from(order.days.saturating_sub(4));
    4.2 * habit + 0.09 * late * libm::sqrt(late) + 2.0 * (order.rating - 4.6).abs()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// `make.py` there works the law out once more for orders that it draws.
    #[test]
    fn the_law_agrees_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../../tests/golden/return-risk/values.json")).unwrap();
        let rows = golden["rows"].as_array().unwrap();
        assert!(rows.len() >= 100);
        for row in rows {
            let number = |key: &str| u32::try_from(row[key].as_u64().unwrap()).unwrap();
            // The law asks for a few words only, so each is given as the constant that it is.
            let word = |key: &str| {
                let known =
                    ["dress", "top", "trousers", "coat", "underwear", "shoes", "accessory", "live", "shelf", "group"];
                known.into_iter().find(|word| row[key] == *word).unwrap()
            };
            let order = Order {
                category: word("category"),
                channel: word("channel"),
                price: row["price"].as_f64().unwrap(),
                discount: row["discount"].as_f64().unwrap(),
                sizes: number("sizes"),
                advised: row["advised"].as_bool().unwrap(),
                insured: row["insured"].as_bool().unwrap(),
                hour: number("hour"),
                days: number("days"),
                rating: row["rating"].as_f64().unwrap(),
                orders: number("orders"),
                returns: number("returns"),
            };
            let risk = risk(&order);
            assert!((risk - row["risk"].as_f64().unwrap()).abs() < 1e-12, "{row}: {risk}");
        }
    }
}
