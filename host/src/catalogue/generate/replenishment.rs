//! A shop's goods with past sales and a limit on space, with the greatest expected profit under the law that made them
//! as the truth.
//!
//! Weeks in which a good ran out hide part of the demand, promotions lift it, and margins differ, so that the same
//! average asks for different orders.
//!
//! The oracle gives out the space piece by piece to the good whose next piece adds most to the expected profit, while
//! it adds anything; since each good's further pieces add ever less, no other orders earn more.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::stock::{Good, Law, Shop, Week};

const NAMES: [&str; 10] =
    ["纯棉T恤", "连帽卫衣", "针织开衫", "牛仔裤", "碎花连衣裙", "童装套装", "羽绒马甲", "运动短裤", "衬衫", "半身裙"];

/// Demand of a week in per cent of an ordinary one's: none, two kinds of promotion, and a slow week.
const LIFTS: [i64; 6] = [100, 100, 100, 140, 200, 70];

/// No good's demand goes beyond this in anything but a vanishing part of weeks.
const MOST: i64 = 400;

/// Makes `count` cases.
///
/// Settings: `goods`, `weeks`, `mean` (pieces in an ordinary week) and `shape` (the lower, the wilder), each
/// `[least, most]`; `space`, `[least, most]`, in per cent of what one would order without a limit.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let goods = settings::range(settings, "goods", 1..=20)?;
    let weeks = settings::range(settings, "weeks", 1..=60)?;
    let mean = settings::range(settings, "mean", 1..=40)?;
    let shape = settings::range(settings, "shape", 1..=50)?;
    let space = settings::range(settings, "space", 10..=200)?;
    let mut drafts = Vec::with_capacity(count);
    while drafts.len() < count {
        let weeks = rng.random_range(weeks.clone());
        let mut laws = Vec::new();
        let mut shop = Shop { capacity: 100_000, goods: Vec::new() };
        for number in 1..=rng.random_range(goods.clone()) {
            let ordinary = rng.random_range(mean.clone()) * 10 + rng.random_range(0..10);
            let shape = i32::try_from(rng.random_range(shape.clone())).unwrap_or(1);
            let good = good(rng, number, ordinary, shape, weeks);
            laws.push(law(ordinary, shape, good.lift));
            shop.goods.push(good);
        }
        let unlimited: i64 = best_orders(&shop, &laws).iter().sum();
        shop.capacity = (unlimited * rng.random_range(space.clone()) / 100).max(1);
        let orders = best_orders(&shop, &laws);
        let optimum = shop.profit(&laws, &orders);
        if optimum <= 0 || unlimited == 0 {
            continue;
        }
        let note = format!("{} 种商品，{weeks} 周历史，可补 {} 件", shop.goods.len(), shop.capacity);
        let orders: Vec<Value> =
            shop.goods.iter().zip(orders).map(|(good, pieces)| json!({"good": good.id, "pieces": pieces})).collect();
        let expected = json!({"optimum": optimum, "laws": laws, "orders": orders});
        drafts.push(Draft { note: Some(note), ..Draft::new(json!(shop), expected) });
    }
    Ok(drafts)
}

/// The law of a week, `ordinary` in tenths of a piece.
#[expect(clippy::cast_precision_loss, reason = "tenths and per cent are small")]
fn law(ordinary: i64, shape: i32, lift: i64) -> Law {
    Law { mean: (ordinary * lift) as f64 / 1000.0, shape }
}

fn good(rng: &mut ChaCha8Rng, number: i64, ordinary: i64, shape: i32, weeks: i64) -> Good {
    let cost = rng.random_range(20..=120);
    let history = (0..weeks)
        .map(|_| {
            let lift = LIFTS[rng.random_range(0..LIFTS.len())];
            let demand = draw(rng, law(ordinary, shape, lift));
            // What the shop had that week: often little more than it sells on average.
            let had = (ordinary * rng.random_range(70..=260) / 1000).max(1);
            Week { sales: demand.min(had), sold_out: demand >= had, lift }
        })
        .collect();
    Good {
        id: format!("G{number:02}"),
        name: NAMES[rng.random_range(0..NAMES.len())].to_owned(),
        price: cost * rng.random_range(120..=260) / 100,
        cost,
        salvage: cost * rng.random_range(5..=60) / 100,
        stock: ordinary * rng.random_range(0..=40) / 1000,
        lift: LIFTS[rng.random_range(0..LIFTS.len())],
        history,
    }
}

/// A demand of this law, by going up its probabilities.
fn draw(rng: &mut ChaCha8Rng, law: Law) -> i64 {
    let at = rng.random::<f64>();
    let more = law.beyond(MOST).into_iter().take_while(|&beyond| beyond > at).count();
    i64::try_from(more).unwrap_or(MOST)
}

/// The orders of the greatest expected profit.
#[expect(clippy::cast_precision_loss, reason = "amounts are small")]
fn best_orders(shop: &Shop, laws: &[Law]) -> Vec<i64> {
    let mut gains: Vec<(f64, usize)> = Vec::new();
    for (index, (good, law)) in shop.goods.iter().zip(laws).enumerate() {
        let at_stock = usize::try_from(good.stock).unwrap_or(0);
        for beyond in law.beyond(good.stock + MOST).into_iter().skip(at_stock) {
            // The next piece sells with this probability and is left over otherwise.
            let gain = (good.price - good.salvage) as f64 * beyond + (good.salvage - good.cost) as f64;
            if gain <= 0.0 {
                break;
            }
            gains.push((gain, index));
        }
    }
    gains.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut orders = vec![0; shop.goods.len()];
    for (_, index) in gains.into_iter().take(usize::try_from(shop.capacity).unwrap_or(0)) {
        orders[index] += 1;
    }
    orders
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{Judge, Stock};

    fn settings(goods: &str, mean: &str) -> toml::Table {
        let text = format!("goods = {goods}\nweeks = [8, 12]\nmean = {mean}\nshape = [1, 4]\nspace = [40, 100]");
        toml::from_str(&text).unwrap()
    }

    /// The greatest expected profit by trying all orders that fit.
    fn brute_force(shop: &Shop, laws: &[Law], orders: &mut Vec<i64>, left: i64) -> i64 {
        if orders.len() == shop.goods.len() {
            return shop.profit(laws, orders);
        }
        let mut best = i64::MIN;
        for pieces in 0..=left {
            orders.push(pieces);
            best = best.max(brute_force(shop, laws, orders, left - pieces));
            orders.pop();
        }
        best
    }

    #[test]
    fn the_oracle_agrees_with_trying_all_orders() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for draft in cases(&mut rng, 40, &settings("[1, 3]", "[1, 5]")).unwrap() {
            let shop = Shop::read(&draft.input).unwrap();
            let laws: Vec<Law> = serde_json::from_value(draft.expected["laws"].clone()).unwrap();
            let best = brute_force(&shop, &laws, &mut Vec::new(), shop.capacity);
            assert_eq!(draft.expected["optimum"], json!(best));
        }
    }

    #[test]
    fn the_orders_shown_fit_and_earn_the_optimum() {
        let mut rng = ChaCha8Rng::seed_from_u64(8);
        for draft in cases(&mut rng, 20, &settings("[6, 10]", "[3, 20]")).unwrap() {
            assert_eq!(Stock {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    /// Of mean 6 and shape 2 the variance is 6 + 36 ÷ 2 = 24.
    #[test]
    fn demand_follows_its_law() {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        let drawn: Vec<i64> = (0..4000).map(|_| draw(&mut rng, Law { mean: 6.0, shape: 2 })).collect();
        let mean = drawn.iter().sum::<i64>() as f64 / 4000.0;
        let variance = drawn.iter().map(|&one| (one as f64 - mean).powi(2)).sum::<f64>() / 4000.0;
        assert!((mean - 6.0).abs() < 0.3 && (variance - 24.0).abs() < 3.0, "{mean} {variance}");
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let mut rng = ChaCha8Rng::seed_from_u64(10);
        assert!(cases(&mut rng, 1, &settings("[1, 30]", "[3, 20]")).is_err());
    }
}
