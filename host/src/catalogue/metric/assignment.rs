//! Orders given to merchants: does the plan keep every limit, and how much of the greatest profit does it earn?
//!
//! Each order goes to one merchant at most; an order given to nobody is declined and earns nothing. A merchant may
//! take an order only if it makes the category, the order is large enough for it, and it delivers in time; and it
//! takes no more orders than it has lines free. The score is profit ÷ greatest profit, not below 0, and 0 for a plan
//! that breaks any limit; each breach is named.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges which merchant each order goes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Assignment {}

/// The input.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Market {
    pub(crate) orders: Vec<Order>,
    pub(crate) merchants: Vec<Merchant>,
}

/// An order from abroad.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) destination: String,
    pub(crate) category: String,
    pub(crate) pieces: i64,
    /// What the buyer pays for a piece, in yuan.
    pub(crate) price: i64,
    /// Days from now until the goods must be with the buyer.
    pub(crate) due_days: i64,
    /// Of these, days on the way.
    pub(crate) transit_days: i64,
}

/// A merchant of the market or of a cluster near it.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Merchant {
    pub(crate) id: String,
    pub(crate) place: String,
    /// How many orders it can take at once.
    pub(crate) lines: usize,
    /// Smallest order that it accepts, in pieces.
    pub(crate) min_pieces: i64,
    /// Days before the first piece is made.
    pub(crate) setup_days: i64,
    /// Pieces a day on one line.
    pub(crate) daily_pieces: i64,
    /// Freight to the port for one order, in yuan.
    pub(crate) freight: i64,
    /// Price of a piece in yuan for each category that it makes.
    pub(crate) quotes: BTreeMap<String, i64>,
}

/// Why a merchant cannot take an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// It does not make the category.
    Category,
    /// The order is below its minimum.
    TooSmall,
    /// It would deliver this many days late.
    Late { days: i64 },
}

/// What the order earns with the merchant in yuan (pieces × (price − quote) − freight; it may be a loss), or every
/// reason why the merchant cannot take it.
pub(crate) fn margin(order: &Order, merchant: &Merchant) -> Result<i64, Vec<Obstacle>> {
    let mut obstacles = Vec::new();
    let quote = merchant.quotes.get(&order.category).copied();
    if quote.is_none() {
        obstacles.push(Obstacle::Category);
    }
    if order.pieces < merchant.min_pieces {
        obstacles.push(Obstacle::TooSmall);
    }
    let making = merchant.setup_days + (order.pieces + merchant.daily_pieces - 1) / merchant.daily_pieces;
    let late = making + order.transit_days - order.due_days;
    if late > 0 {
        obstacles.push(Obstacle::Late { days: late });
    }
    match quote {
        Some(quote) if obstacles.is_empty() => Ok(order.pieces * (order.price - quote) - merchant.freight),
        _ => Err(obstacles),
    }
}

/// One broken limit.
#[derive(Debug)]
enum Violation<'a> {
    /// The entry at this index lacks an order or a merchant.
    NoPair { index: usize },
    /// No order has this id.
    NoOrder { id: &'a str },
    /// No merchant has this id.
    NoMerchant { id: &'a str },
    /// The order is given out more than once.
    Twice { order: &'a str },
    /// The merchant cannot take the order.
    Cannot { order: &'a Order, merchant: &'a Merchant, obstacle: Obstacle },
    /// The merchant gets more orders than it has lines.
    Full { merchant: &'a Merchant, given: usize },
}

/// A plan that keeps every limit.
struct Earned {
    profit: i64,
    matched: usize,
}

impl Market {
    pub(crate) fn read(input: &Value) -> Result<Self, String> {
        let market = Self::deserialize(input).map_err(|error| format!("the input is no market: {error}"))?;
        let bounded = |value: i64, least: i64| (least..=1_000_000).contains(&value);
        let orders_hold = market.orders.iter().all(|order| {
            bounded(order.pieces, 1)
                && bounded(order.price, 1)
                && bounded(order.due_days, 0)
                && bounded(order.transit_days, 0)
        });
        let merchants_hold = market.merchants.iter().all(|merchant| {
            bounded(merchant.min_pieces, 0)
                && bounded(merchant.setup_days, 0)
                && bounded(merchant.daily_pieces, 1)
                && bounded(merchant.freight, 0)
                && merchant.quotes.values().all(|&quote| bounded(quote, 0))
        });
        if !orders_hold || !merchants_hold {
            return Err("a quantity, price or number of days is out of bounds".to_owned());
        }
        let distinct = |ids: Vec<&str>| ids.len() == ids.iter().collect::<HashSet<_>>().len();
        let orders = market.orders.iter().map(|order| order.id.as_str()).collect();
        if !distinct(orders) || !distinct(market.merchants.iter().map(|merchant| merchant.id.as_str()).collect()) {
            return Err("two orders or two merchants have one id".to_owned());
        }
        Ok(market)
    }

    fn earn<'a>(&'a self, output: &'a Value) -> Result<Earned, Vec<Violation<'a>>> {
        let orders: HashMap<&str, &Order> = self.orders.iter().map(|order| (order.id.as_str(), order)).collect();
        let merchants: HashMap<&str, &Merchant> =
            self.merchants.iter().map(|merchant| (merchant.id.as_str(), merchant)).collect();
        let mut earned = Earned { profit: 0, matched: 0 };
        let mut broken = Vec::new();
        let (mut seen, mut loads) = (HashSet::new(), HashMap::<&str, usize>::new());
        let entries = output.get("assignments").and_then(Value::as_array);
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            let text = |key: &str| entry.get(key).and_then(Value::as_str);
            let (Some(order_id), Some(merchant_id)) = (text("order"), text("merchant")) else {
                broken.push(Violation::NoPair { index });
                continue;
            };
            let (order, merchant) = (orders.get(order_id), merchants.get(merchant_id));
            if order.is_none() {
                broken.push(Violation::NoOrder { id: order_id });
            } else if !seen.insert(order_id) {
                broken.push(Violation::Twice { order: order_id });
            }
            if merchant.is_none() {
                broken.push(Violation::NoMerchant { id: merchant_id });
            }
            let (Some(&order), Some(&merchant)) = (order, merchant) else { continue };
            *loads.entry(merchant_id).or_default() += 1;
            match margin(order, merchant) {
                Ok(margin) => earned = Earned { profit: earned.profit + margin, matched: earned.matched + 1 },
                Err(obstacles) => {
                    broken.extend(obstacles.into_iter().map(|obstacle| Violation::Cannot {
                        order,
                        merchant,
                        obstacle,
                    }));
                }
            }
        }
        for merchant in &self.merchants {
            let given = loads.get(merchant.id.as_str()).copied().unwrap_or(0);
            if given > merchant.lines {
                broken.push(Violation::Full { merchant, given });
            }
        }
        if broken.is_empty() { Ok(earned) } else { Err(broken) }
    }
}

impl Violation<'_> {
    fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::NoPair { index } => (
                format!("第 {} 条匹配缺少订单或商户编号", index + 1),
                format!("entry {} lacks an order or a merchant", index + 1),
            ),
            Self::NoOrder { id } => (format!("没有编号为「{id}」的订单"), format!("there is no order {id}")),
            Self::NoMerchant { id } => (format!("没有编号为「{id}」的商户"), format!("there is no merchant {id}")),
            Self::Twice { order } => {
                (format!("订单 {order} 被重复分派"), format!("order {order} is given out more than once"))
            }
            Self::Full { merchant, given } => (
                format!("商户 {} 只有 {} 条空闲产线，却分得 {given} 个订单", merchant.id, merchant.lines),
                format!("merchant {} has {} lines free and is given {given} orders", merchant.id, merchant.lines),
            ),
            Self::Cannot { order, merchant, obstacle } => cannot(order, merchant, *obstacle),
        };
        Words { zh, en }
    }
}

fn cannot(order: &Order, merchant: &Merchant, obstacle: Obstacle) -> (String, String) {
    let (order_id, merchant_id) = (&order.id, &merchant.id);
    match obstacle {
        Obstacle::Category => (
            format!("商户 {merchant_id} 不做「{}」，接不了订单 {order_id}", order.category),
            format!("merchant {merchant_id} does not make {} (order {order_id})", order.category),
        ),
        Obstacle::TooSmall => (
            format!("订单 {order_id} 只有 {} 件，低于商户 {merchant_id} 的起订量", order.pieces),
            format!("order {order_id} has {} pieces, below the minimum of merchant {merchant_id}", order.pieces),
        ),
        Obstacle::Late { days } => (
            format!("订单 {order_id} 交给商户 {merchant_id} 会晚交 {days} 天"),
            format!("order {order_id} would be {days} days late from merchant {merchant_id}"),
        ),
    }
}

impl Judge for Assignment {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(market), Some(reference)) = (Market::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        let earned = market.earn(output);
        let matched = earned.as_ref().ok().map(|earned| earned.matched);
        let mut judgement = reference.judge(Aim::Most, "profit", profit_or_words(earned));
        let share = |matched: usize| 100.0 * matched as f64 / market.orders.len().max(1) as f64;
        judgement.figures.extend(matched.map(|matched| ("matched".to_owned(), share(matched))));
        judgement
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = ratio::figures(Figure::higher("profit", Words::new("总毛利", "Profit"), "CNY"));
        figures.push(Figure::higher("matched", Words::new("订单承接率", "Orders placed"), "%"));
        figures
    }

    /// The best plan shown (`assignments` of the expected output) must keep every limit and earn what the optimum
    /// says.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let market = Market::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Most, profit_or_words(market.earn(expected)))
    }
}

fn profit_or_words(earned: Result<Earned, Vec<Violation>>) -> Result<i64, Vec<Words>> {
    earned.map(|earned| earned.profit).map_err(|broken| broken.iter().map(Violation::words).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input() -> Value {
        let order = |id: &str, category: &str, pieces: i64, price: i64, due: i64| json!({"id": id, "destination": "中东", "category": category, "pieces": pieces, "price": price, "due_days": due, "transit_days": 5});
        json!({
            "orders": [order("D1", "衬衫", 100, 50, 20), order("D2", "衬衫", 301, 40, 20), order("D3", "童装", 50, 30, 9)],
            "merchants": [
                {"id": "M1", "place": "汉正街", "lines": 1, "min_pieces": 60, "setup_days": 3, "daily_pieces": 50,
                 "freight": 200, "quotes": {"衬衫": 30}},
                {"id": "M2", "place": "仙桃", "lines": 2, "min_pieces": 10, "setup_days": 4, "daily_pieces": 100,
                 "freight": 500, "quotes": {"衬衫": 32, "童装": 18}},
            ],
        })
    }

    fn judge(pairs: &[(&str, &str)]) -> Judgement {
        let pairs: Vec<Value> =
            pairs.iter().map(|(order, merchant)| json!({"order": order, "merchant": merchant})).collect();
        Assignment {}.judge(&input(), &json!({"optimum": 4110}), &json!({ "assignments": pairs }))
    }

    fn remarks(pairs: &[(&str, &str)]) -> Vec<String> {
        judge(pairs).remarks.into_iter().map(|words| words.en).collect()
    }

    /// By hand: D1 with M1 earns 100 × 20 − 200 = 1800, with M2 100 × 18 − 500 = 1300; D2 with M1 earns
    /// 301 × 10 − 200 = 2810 (3 + 7 + 5 = 15 days), with M2 301 × 8 − 500 = 1908; D3 earns 50 × 12 − 500 = 100 with M2
    /// in 4 + 1 + 5 = 10 days, one too many. So the best is D2 to M1, D1 to M2: 4110.
    #[test]
    fn the_greatest_profit_scores_one_and_another_plan_its_share() {
        let best = judge(&[("D2", "M1"), ("D1", "M2")]);
        assert_eq!((best.score, best.remarks.len()), (1.0, 0));
        assert_eq!(best.figures[1], ("profit".to_owned(), 4110.0));
        assert!((best.figures[3].1 - 200.0 / 3.0).abs() < 1e-9);
        let first_come = judge(&[("D1", "M1"), ("D2", "M2")]);
        assert!((first_come.score - 3708.0 / 4110.0).abs() < 1e-12);
        assert_eq!(judge(&[]).score, 0.0);
    }

    #[test]
    fn every_broken_limit_is_named() {
        assert_eq!(
            remarks(&[("D1", "M1"), ("D2", "M1"), ("D1", "M2"), ("D3", "M2"), ("D3", "M1"), ("D9", "M9")]),
            [
                "order D1 is given out more than once",
                "order D3 would be 1 days late from merchant M2",
                "order D3 is given out more than once",
                "merchant M1 does not make 童装 (order D3)",
                "order D3 has 50 pieces, below the minimum of merchant M1",
                "there is no order D9",
                "there is no merchant M9",
                "merchant M1 has 1 lines free and is given 3 orders",
            ]
        );
    }

    #[test]
    fn a_loss_scores_zero_not_less() {
        let mut market = input();
        market["orders"][0]["price"] = json!(1);
        let plan = json!({"assignments": [{"order": "D1", "merchant": "M1"}]});
        let judged = Assignment {}.judge(&market, &json!({"optimum": 1}), &plan);
        assert_eq!((judged.score, judged.figures[1].1), (0.0, -3100.0));
    }

    #[test]
    fn an_unreadable_entry_is_named() {
        let judged =
            Assignment {}.judge(&input(), &json!({"optimum": 1}), &json!({"assignments": [{"order": "D1"}, 7]}));
        assert_eq!((judged.score, judged.remarks.len()), (0.0, 2));
    }

    #[test]
    fn a_case_whose_plan_belies_its_optimum_is_refused() {
        let plan = json!([{"order": "D2", "merchant": "M1"}, {"order": "D1", "merchant": "M2"}]);
        let check = |optimum| Assignment {}.check(&input(), &json!({"optimum": optimum, "assignments": plan}));
        assert_eq!(check(4110), Ok(()));
        assert!(check(4111).is_err());
        let mut market = input();
        market["merchants"][0]["daily_pieces"] = json!(0);
        assert!(Assignment {}.check(&market, &json!({"optimum": 4110, "assignments": plan})).is_err());
    }
}
