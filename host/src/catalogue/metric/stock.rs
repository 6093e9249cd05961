//! Orders for a shop's shelves: do they fit, and how near is their expected profit to that of one who knows the law of
//! demand?
//!
//! The newsvendor problem for several goods with one limit on space (Hadley & Whitin, *Analysis of Inventory Systems*,
//! ch. 6): each good's demand until the next delivery follows a negative binomial law of a mean and a whole shape
//! (variance = mean + mean² ÷ shape), which the expected output holds and the agent never sees. An order of q pieces
//! on top of a stock s earns price × E min(D, s + q) + salvage × E max(s + q − D, 0) − cost × q. The score is expected
//! profit ÷ the greatest expected profit (see [`super::ratio`]), and 0 for orders that break any limit; each breach is
//! named.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges how many pieces of each good are ordered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stock {}

/// The input.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Shop {
    /// Pieces that may be ordered in all.
    pub(crate) capacity: i64,
    pub(crate) goods: Vec<Good>,
}

/// Something sold; money in yuan a piece.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Good {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) price: i64,
    pub(crate) cost: i64,
    /// What a piece left over is worth.
    pub(crate) salvage: i64,
    /// Pieces in the shop.
    pub(crate) stock: i64,
    /// How many per cent of an ordinary week's demand the coming week's is on average.
    pub(crate) lift: i64,
    /// Past weeks, the last one last.
    pub(crate) history: Vec<Week>,
}

/// What a week sold.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Week {
    pub(crate) sales: i64,
    /// Whether the shop ran out, so that more would have sold.
    pub(crate) sold_out: bool,
    /// Demand in per cent of an ordinary week's, on average.
    pub(crate) lift: i64,
}

/// The law of a good's demand in the coming week.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
pub(crate) struct Law {
    pub(crate) mean: f64,
    pub(crate) shape: i32,
}

impl Law {
    /// For 0 to `most` pieces the probability that more are asked for.
    pub(crate) fn beyond(self, most: i64) -> Vec<f64> {
        let shape = f64::from(self.shape);
        let (stop, go) = (shape / (shape + self.mean), self.mean / (shape + self.mean));
        // Whole shapes only, so that this is the same product on every machine.
        let mut mass = stop.powi(self.shape);
        let mut left = 1.0;
        let mut tails = Vec::new();
        let mut pieces = 0.0;
        for _ in 0..=most {
            left = f64::max(left - mass, 0.0);
            tails.push(left);
            mass *= (pieces + shape) / (pieces + 1.0) * go;
            pieces += 1.0;
        }
        tails
    }
}

/// One broken limit.
#[derive(Debug)]
enum Violation<'a> {
    /// The entry at this index lacks a good or a whole number of pieces.
    NoOrder { index: usize },
    /// No good has this id.
    NoGood { id: &'a str },
    /// The good is ordered more than once.
    Twice { good: &'a str },
    /// Fewer than 0 pieces.
    Negative { good: &'a str, pieces: i64 },
    /// More pieces in all than fit.
    Full { pieces: i64, capacity: i64 },
}

impl Shop {
    pub(crate) fn read(input: &Value) -> Result<Self, String> {
        let shop = Self::deserialize(input).map_err(|error| format!("the input is no shop: {error}"))?;
        let within = |value: i64| (0..=100_000).contains(&value);
        let sound = |good: &Good| [good.price, good.cost, good.salvage, good.stock].into_iter().all(within);
        if !within(shop.capacity) || !shop.goods.iter().all(sound) {
            return Err("a quantity or an amount is out of bounds".to_owned());
        }
        if shop.goods.iter().map(|good| &good.id).collect::<HashSet<_>>().len() < shop.goods.len() {
            return Err("two goods have one id".to_owned());
        }
        Ok(shop)
    }

    fn laws(&self, expected: &Value) -> Result<Vec<Law>, String> {
        let laws = expected.get("laws").map(Vec::<Law>::deserialize).and_then(Result::ok).unwrap_or_default();
        let sound = |law: &Law| (0.0..=10_000.0).contains(&law.mean) && (1..=100).contains(&law.shape);
        if laws.len() == self.goods.len() && laws.iter().all(sound) {
            Ok(laws)
        } else {
            Err("the expected output lacks a sound law for each good".to_owned())
        }
    }

    /// Pieces ordered of each good, or every limit that the orders break.
    fn orders<'a>(&self, output: &'a Value) -> Result<Vec<i64>, Vec<Violation<'a>>> {
        let goods: HashMap<&str, usize> =
            self.goods.iter().enumerate().map(|(index, good)| (good.id.as_str(), index)).collect();
        let (mut pieces, mut broken, mut seen) = (vec![0; self.goods.len()], Vec::new(), HashSet::new());
        for (index, order) in output.get("orders").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let amount = order.get("pieces").and_then(whole).filter(|amount| amount.abs() <= 1_000_000);
            let (Some(id), Some(amount)) = (order.get("good").and_then(Value::as_str), amount) else {
                broken.push(Violation::NoOrder { index });
                continue;
            };
            if amount < 0 {
                broken.push(Violation::Negative { good: id, pieces: amount });
            }
            match goods.get(id) {
                None => broken.push(Violation::NoGood { id }),
                Some(_) if !seen.insert(id) => broken.push(Violation::Twice { good: id }),
                Some(&good) => pieces[good] = amount,
            }
        }
        let sum = pieces.iter().sum();
        if sum > self.capacity {
            broken.push(Violation::Full { pieces: sum, capacity: self.capacity });
        }
        if broken.is_empty() { Ok(pieces) } else { Err(broken) }
    }

    /// The expected profit in whole yuan.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "amounts are bounded")]
    pub(crate) fn profit(&self, laws: &[Law], pieces: &[i64]) -> i64 {
        let one = |((good, law), &pieces): ((&Good, &Law), &i64)| {
            let level = good.stock + pieces;
            // E min(D, level) is the sum of the probabilities that more than 0, 1, … level − 1 are asked for.
            let sold: f64 = if level > 0 { law.beyond(level - 1).iter().sum() } else { 0.0 };
            good.price as f64 * sold + good.salvage as f64 * (level as f64 - sold) - (good.cost * pieces) as f64
        };
        self.goods.iter().zip(laws).zip(pieces).map(one).sum::<f64>().round() as i64
    }

    fn profit_or_words(&self, laws: &[Law], output: &Value) -> Result<i64, Vec<Words>> {
        let pieces = self.orders(output).map_err(|broken| broken.iter().map(Violation::words).collect::<Vec<_>>())?;
        Ok(self.profit(laws, &pieces))
    }
}

impl Violation<'_> {
    fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::NoOrder { index } => (
                format!("第 {} 条补货缺少商品编号或整数件数", index + 1),
                format!("order {} lacks a good or a whole number of pieces", index + 1),
            ),
            Self::NoGood { id } => (format!("没有编号为「{id}」的商品"), format!("there is no good {id}")),
            Self::Twice { good } => {
                (format!("商品 {good} 被重复补货"), format!("good {good} is ordered more than once"))
            }
            Self::Negative { good, pieces } => (
                format!("商品 {good} 的补货件数为 {pieces}，不能小于 0"),
                format!("good {good} is ordered {pieces} times, which is below 0"),
            ),
            Self::Full { pieces, capacity } => (
                format!("补货共 {pieces} 件，超过可容纳的 {capacity} 件"),
                format!("{pieces} pieces are ordered, {capacity} fit"),
            ),
        };
        Words { zh, en }
    }
}

impl Judge for Stock {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(shop), Some(reference)) = (Shop::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        let Ok(laws) = shop.laws(expected) else { return Judgement::default() };
        reference.judge(Aim::Most, "profit", shop.profit_or_words(&laws, output))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::higher("profit", Words::new("期望毛利", "Expected profit"), "CNY"))
    }

    /// The orders shown (`orders` of the expected output) must fit and earn what the optimum says.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let shop = Shop::read(input)?;
        let laws = shop.laws(expected)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Most, shop.profit_or_words(&laws, expected))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input() -> Value {
        let good = |id: &str, stock: i64| json!({"id": id, "name": "卫衣", "price": 100, "cost": 40, "salvage": 20, "stock": stock, "lift": 100, "history": []});
        json!({"capacity": 5, "goods": [good("G1", 0), good("G2", 1)]})
    }

    /// Of shape 1 and mean 1 demand is geometric: more than n pieces with probability 1 ÷ 2ⁿ⁺¹.
    fn expected(optimum: i64) -> Value {
        json!({"optimum": optimum, "laws": [{"mean": 1.0, "shape": 1}, {"mean": 1.0, "shape": 1}],
               "orders": [{"good": "G1", "pieces": 2}, {"good": "G2", "pieces": 1}]})
    }

    fn judge(orders: &[(&str, i64)]) -> Judgement {
        let orders: Vec<Value> = orders.iter().map(|(good, pieces)| json!({"good": good, "pieces": *pieces})).collect();
        Stock {}.judge(&input(), &expected(75), &json!({ "orders": orders }))
    }

    /// By hand: two pieces of G1 sell 1/2 + 1/4, so 75 + 20 × 1.25 − 80 = 20; G2 with one more than its stock sells as
    /// much for one piece's cost: 75 + 25 − 40 = 60; without an order 50 + 10 = 60, and G1 without one earns 0.
    #[test]
    fn expected_profits_are_summed() {
        assert_eq!(judge(&[("G1", 2), ("G2", 1)]).figures[1].1, 80.0);
        assert_eq!(judge(&[]).figures[1].1, 60.0);
        assert!((judge(&[]).score - 0.8).abs() < 1e-12);
    }

    /// A negative binomial of shape 3 and mean 4.5, by scipy 1.17.1: nbinom.sf(range(5), 3, 0.4).
    #[test]
    fn the_law_is_the_negative_binomial() {
        let golden = [0.936, 0.8208, 0.68256, 0.54432, 0.419_904];
        let tails = Law { mean: 4.5, shape: 3 }.beyond(4);
        assert!(tails.iter().zip(golden).all(|(one, other)| (one - other).abs() < 1e-12), "{tails:?}");
    }

    #[test]
    fn every_broken_limit_is_named() {
        let en: Vec<String> =
            judge(&[("G1", 6), ("G1", 1), ("G2", -1), ("G9", 1)]).remarks.into_iter().map(|words| words.en).collect();
        assert_eq!(
            en,
            [
                "good G1 is ordered more than once",
                "good G2 is ordered -1 times, which is below 0",
                "there is no good G9",
            ]
        );
        assert_eq!(judge(&[("G1", 6)]).remarks[0].zh, "补货共 6 件，超过可容纳的 5 件");
        let odd = Stock {}.judge(&input(), &expected(75), &json!({"orders": [7, {"good": "G1", "pieces": 1.5}]}));
        assert_eq!((odd.score, odd.remarks.len()), (0.0, 2));
    }

    #[test]
    fn a_case_whose_orders_belie_its_optimum_is_refused() {
        assert_eq!(Stock {}.check(&input(), &expected(80)), Ok(()));
        assert!(Stock {}.check(&input(), &expected(81)).is_err());
        assert!(Stock {}.check(&input(), &json!({"optimum": 80, "laws": []})).is_err());
    }
}
