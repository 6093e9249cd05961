//! The most profitable plan: the assignment problem by the Hungarian method with potentials (Kuhn 1955; the row-by-row
//! form of Jonker & Volgenant 1987).
//!
//! Each order is a row. Each line of a merchant is a column, and each order has a column of its own that stands for
//! declining it at no profit.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;

#[derive(Deserialize)]
struct Input {
    orders: Vec<Order>,
    merchants: Vec<Merchant>,
}

#[derive(Deserialize)]
struct Order {
    id: String,
    category: String,
    pieces: i64,
    price: i64,
    due_days: i64,
    transit_days: i64,
}

#[derive(Deserialize)]
struct Merchant {
    id: String,
    lines: usize,
    min_pieces: i64,
    setup_days: i64,
    daily_pieces: i64,
    freight: i64,
    quotes: HashMap<String, i64>,
}

/// The cost of what is not allowed, far above any sum of profits.
const NEVER: i64 = 1 << 50;

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value) -> Result<Solved, String> {
    let Input { orders, merchants } = Input::deserialize(input).map_err(|error| error.to_string())?;
    // More lines than orders are of no use.
    let columns: Vec<usize> = merchants
        .iter()
        .enumerate()
        .flat_map(|(index, merchant)| std::iter::repeat_n(index, merchant.lines.min(orders.len())))
        .collect();
    let costs: Vec<Vec<i64>> = orders
        .iter()
        .enumerate()
        .map(|(row, order)| {
            let by_merchant: Vec<i64> =
                merchants.iter().map(|merchant| profit(order, merchant).map_or(NEVER, |profit| -profit)).collect();
            let declined = (0..orders.len()).map(|other| if other == row { 0 } else { NEVER });
            columns.iter().map(|&merchant| by_merchant[merchant]).chain(declined).collect()
        })
        .collect();
    let chosen = cheapest_columns(&costs);
    let mut total = 0;
    let mut assignments = Vec::new();
    for ((order, column), costs) in orders.iter().zip(chosen).zip(&costs) {
        if let Some(&merchant) = columns.get(column) {
            total -= costs[column];
            assignments.push(json!({"order": order.id, "merchant": merchants[merchant].id}));
        }
    }
    let rationale = format!("{} 个订单中承接 {} 个，总毛利 {total} 元，已为最优。", orders.len(), assignments.len());
    Ok(Solved { output: json!({ "assignments": assignments }), rationale, proved: true })
}

/// What the order earns with the merchant, if it can make it in time.
fn profit(order: &Order, merchant: &Merchant) -> Option<i64> {
    let quote = merchant.quotes.get(&order.category)?;
    let daily = merchant.daily_pieces.max(1);
    let days = merchant.setup_days + (order.pieces + daily - 1) / daily + order.transit_days;
    let possible = order.pieces >= merchant.min_pieces && days <= order.due_days;
    possible.then(|| order.pieces * (order.price - quote) - merchant.freight)
}

/// For each row a column of its own, of least total cost. There are at least as many columns as rows.
fn cheapest_columns(costs: &[Vec<i64>]) -> Vec<usize> {
    let width = costs.first().map_or(0, Vec::len);
    // Rows and columns count from 1 here; 0 stands for none.
    let (mut row_price, mut column_price) = (vec![0_i64; costs.len() + 1], vec![0_i64; width + 1]);
    let mut row_of = vec![0_usize; width + 1];
    for row in 1..=costs.len() {
        let mut way = vec![0_usize; width + 1];
        let mut slack = vec![i64::MAX; width + 1];
        let mut used = vec![false; width + 1];
        row_of[0] = row;
        let mut at = 0;
        while row_of[at] != 0 {
            used[at] = true;
            let here = row_of[at];
            let (mut least, mut next) = (i64::MAX, 0);
            for column in (1..=width).filter(|&column| !used[column]) {
                let reduced = costs[here - 1][column - 1] - row_price[here] - column_price[column];
                if reduced < slack[column] {
                    slack[column] = reduced;
                    way[column] = at;
                }
                if slack[column] < least {
                    least = slack[column];
                    next = column;
                }
            }
            for column in 0..=width {
                if used[column] {
                    row_price[row_of[column]] += least;
                    column_price[column] -= least;
                } else if column > 0 {
                    slack[column] -= least;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    let mut chosen = vec![0; costs.len()];
    for (column, &row) in row_of.iter().enumerate().skip(1).filter(|&(_, &row)| row != 0) {
        chosen[row - 1] = column - 1;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A standard example, checked with scipy.optimize.linear_sum_assignment: rows take columns 1, 0, 2 at a cost of 5.
    #[test]
    fn the_cheapest_columns_are_found() {
        let costs = [vec![4, 1, 3], vec![2, 0, 5], vec![3, 2, 2]];
        assert_eq!(cheapest_columns(&costs), [1, 0, 2]);
    }

    /// Worked by hand: D1 earns 1800 with M1 and 1300 with M2, D2 2810 and 1908; M1 has one line.
    #[test]
    fn the_scarce_line_goes_where_it_earns_most() {
        let order = |id: &str, category: &str, pieces: i64, price: i64, due: i64| json!({"id": id, "category": category, "pieces": pieces, "price": price, "due_days": due, "transit_days": 5});
        let input = json!({
            "orders": [order("D1", "衬衫", 100, 50, 20), order("D2", "衬衫", 301, 40, 20), order("D3", "童装", 50, 30, 9)],
            "merchants": [
                {"id": "M1", "lines": 1, "min_pieces": 60, "setup_days": 3, "daily_pieces": 50, "freight": 200,
                 "quotes": {"衬衫": 30}},
                {"id": "M2", "lines": 2, "min_pieces": 10, "setup_days": 4, "daily_pieces": 100, "freight": 500,
                 "quotes": {"衬衫": 32, "童装": 18}},
            ],
        });
        let solved = answer(&input).unwrap();
        let pairs = json!([{"order": "D1", "merchant": "M2"}, {"order": "D2", "merchant": "M1"}]);
        assert_eq!(solved.output, json!({ "assignments": pairs }));
        assert!(solved.rationale.contains("4110"));
    }

    #[test]
    fn a_loss_is_declined() {
        let input = json!({"orders": [{"id": "D1", "category": "衬衫", "pieces": 10, "price": 1, "due_days": 9,
            "transit_days": 1}], "merchants": [{"id": "M1", "lines": 1, "min_pieces": 1, "setup_days": 1,
            "daily_pieces": 10, "freight": 0, "quotes": {"衬衫": 2}}]});
        assert_eq!(answer(&input).unwrap().output, json!({"assignments": []}));
    }
}
