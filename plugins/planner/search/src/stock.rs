//! Restocking: the law of demand is fitted to the history, weeks that sold out counting as at least so much (a censored
//! likelihood over a grid of means and shapes), and the space is given out piece by piece to the good whose next piece
//! is worth most on average over all laws that fit.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;

#[derive(Deserialize)]
struct Shop {
    capacity: i64,
    goods: Vec<Good>,
}

#[derive(Deserialize)]
struct Good {
    id: String,
    price: f64,
    cost: f64,
    salvage: f64,
    stock: usize,
    lift: f64,
    history: Vec<Week>,
}

#[derive(Deserialize)]
struct Week {
    sales: usize,
    sold_out: bool,
    lift: f64,
}

/// Shapes of the negative binomial law that are tried.
const SHAPES: [f64; 4] = [1.0, 2.0, 4.0, 8.0];
/// Means that are tried, as multiples of the average sales.
const MULTIPLES: [f64; 12] = [0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.85, 2.2, 2.7, 3.4];
/// Pieces beyond which no order of a good goes.
const MOST: usize = 400;

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value) -> Result<Solved, String> {
    let shop = Shop::deserialize(input).map_err(|error| error.to_string())?;
    let mut gains: Vec<(f64, usize)> = Vec::new();
    for (index, good) in shop.goods.iter().enumerate() {
        for beyond in outlook(good).into_iter().skip(good.stock) {
            let gain = (good.price - good.salvage) * beyond + good.salvage - good.cost;
            if gain <= 0.0 {
                break;
            }
            gains.push((gain, index));
        }
    }
    gains.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut pieces = vec![0; shop.goods.len()];
    for (_, index) in gains.iter().take(usize::try_from(shop.capacity).unwrap_or(0)) {
        pieces[*index] += 1;
    }
    let sum: i64 = pieces.iter().sum();
    let orders: Vec<Value> =
        shop.goods.iter().zip(pieces).map(|(good, pieces)| json!({"good": good.id, "pieces": pieces})).collect();
    let rationale = format!("按含缺货周的历史拟合需求分布，逐件比较边际收益，共补 {sum} 件。");
    Ok(Solved { output: json!({ "orders": orders }), rationale, proved: false })
}

/// For 0, 1, … pieces the probability that the coming week asks for more, over all laws weighted by how they fit.
fn outlook(good: &Good) -> Vec<f64> {
    let average = |weeks: &[Week]| {
        let sum: f64 = weeks.iter().map(|week| week.sales as f64 / (week.lift / 100.0).max(0.01)).sum();
        (sum / weeks.len().max(1) as f64).max(0.5)
    };
    let base = average(&good.history);
    let mut laws = Vec::new();
    for shape in SHAPES {
        for multiple in MULTIPLES {
            let mean = base * multiple;
            let fit: f64 = good.history.iter().map(|week| log_likelihood(week, mean * week.lift / 100.0, shape)).sum();
            laws.push((fit, mean * good.lift / 100.0, shape));
        }
    }
    let best = laws.iter().map(|law| law.0).fold(f64::MIN, f64::max);
    let mut tails = vec![0.0; good.stock + MOST];
    let mut weights = 0.0;
    for (fit, mean, shape) in laws {
        let weight = (fit - best).exp();
        // Laws that hardly fit would cost time and change nothing.
        if weight > 1e-3 {
            weights += weight;
            tails.iter_mut().zip(Masses::of(mean, shape).beyond()).for_each(|(tail, beyond)| *tail += weight * beyond);
        }
    }
    tails.iter().map(|tail| tail / weights.max(1e-9)).collect()
}

/// How likely the week's sales are under the law; of a week that sold out it is only known that demand was no less.
fn log_likelihood(week: &Week, mean: f64, shape: f64) -> f64 {
    let probability = if week.sold_out {
        if week.sales == 0 { 1.0 } else { Masses::of(mean, shape).beyond().nth(week.sales - 1).unwrap_or(0.0) }
    } else {
        Masses::of(mean, shape).nth(week.sales).unwrap_or(0.0)
    };
    probability.max(1e-12).ln()
}

/// The probabilities of 0, 1, … pieces under a negative binomial law; they never end.
struct Masses {
    next: f64,
    pieces: f64,
    shape: f64,
    go: f64,
}

impl Masses {
    fn of(mean: f64, shape: f64) -> Self {
        Self { next: (shape / (shape + mean)).powf(shape), pieces: 0.0, shape, go: mean / (shape + mean) }
    }

    /// The probabilities of more than 0, more than 1, … pieces.
    fn beyond(self) -> impl Iterator<Item = f64> {
        self.scan(1.0, |left, mass| {
            *left = f64::max(*left - mass, 0.0);
            Some(*left)
        })
    }
}

impl Iterator for Masses {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let mass = self.next;
        self.next *= (self.pieces + self.shape) / (self.pieces + 1.0) * self.go;
        self.pieces += 1.0;
        Some(mass)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop(capacity: i64, sold_out: bool) -> Value {
        let history: Vec<Value> =
            (0..12).map(|week| json!({"sales": 8 + week % 3, "sold_out": sold_out, "lift": 100})).collect();
        let good = |id: &str, price: i64| json!({"id": id, "name": "卫衣", "price": price, "cost": 50, "salvage": 20, "stock": 2, "lift": 100, "history": history});
        json!({"capacity": capacity, "goods": [good("G1", 60), good("G2", 150)]})
    }

    fn pieces(input: &Value) -> Vec<i64> {
        let orders = answer(input).unwrap().output["orders"].as_array().unwrap().clone();
        orders.iter().map(|order| order["pieces"].as_i64().unwrap()).collect()
    }

    #[test]
    fn a_better_margin_gets_more_and_scarce_space_first() {
        let free = pieces(&shop(1000, false));
        assert!(free[1] > free[0] && free[0] > 0, "{free:?}");
        let scarce = pieces(&shop(6, false));
        assert_eq!(scarce, [0, 6]);
    }

    #[test]
    fn weeks_that_sold_out_ask_for_more() {
        assert!(pieces(&shop(1000, true))[1] > pieces(&shop(1000, false))[1]);
    }

    #[test]
    fn the_masses_sum_to_one() {
        let sum: f64 = Masses::of(6.0, 2.0).take(300).sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }
}
