//! Orders from abroad and merchants who could make them, with the greatest profit as the truth.
//!
//! Merchants of 汉正街 are quick, take small orders and are dear; those of the clusters around (天门, 潜江, 仙桃) are cheap,
//! slow and want large orders. Lines are scarce, so the cheapest merchant for one order is often worth more to another.
//!
//! The oracle is a maximum-profit flow by successive best augmenting paths (Ahuja, Magnanti & Orlin, *Network Flows*,
//! ch. 9.7): after k augmentations the plan is the best one that places k orders, and since profit is concave in k it
//! stops when a further order would no longer add to it.

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::assignment::{Market, Merchant, Order, margin};

/// What people wear, and what a piece costs to make on average, in yuan.
const CATEGORIES: [(&str, i64); 8] = [
    ("T恤", 20),
    ("童装", 32),
    ("衬衫", 42),
    ("针织衫", 46),
    ("卫衣", 50),
    ("牛仔裤", 55),
    ("连衣裙", 64),
    ("羽绒服", 135),
];

/// Where orders go, and days on the way.
const DESTINATIONS: [(&str, i64); 5] = [("东南亚", 4), ("日韩", 3), ("中东", 7), ("欧洲", 9), ("北美", 8)];

/// A place where merchants are, and what is typical of them.
struct Cluster {
    place: &'static str,
    /// Price level in per cent of the average.
    level: i64,
    setup_days: (i64, i64),
    daily_pieces: (i64, i64),
    min_pieces: (i64, i64),
    freight: (i64, i64),
}

const CLUSTERS: [Cluster; 4] = [
    Cluster {
        place: "汉正街",
        level: 108,
        setup_days: (1, 2),
        daily_pieces: (60, 120),
        min_pieces: (20, 60),
        freight: (150, 300),
    },
    Cluster {
        place: "天门",
        level: 92,
        setup_days: (3, 5),
        daily_pieces: (80, 160),
        min_pieces: (100, 250),
        freight: (400, 800),
    },
    Cluster {
        place: "潜江",
        level: 94,
        setup_days: (2, 5),
        daily_pieces: (60, 140),
        min_pieces: (80, 200),
        freight: (450, 900),
    },
    Cluster {
        place: "仙桃",
        level: 90,
        setup_days: (3, 6),
        daily_pieces: (90, 180),
        min_pieces: (100, 300),
        freight: (350, 700),
    },
];

/// Makes `count` cases.
///
/// Settings: `orders` and `merchants`, each `[least, most]`; `lines-per-hundred-orders`, `[least, most]`, says how
/// scarce the merchants' lines are.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let orders = settings::range(settings, "orders", 2..=200)?;
    let merchants = settings::range(settings, "merchants", 2..=60)?;
    let scarcity = settings::range(settings, "lines-per-hundred-orders", 1..=500)?;
    let mut drafts = Vec::with_capacity(count);
    let mut barren = 0;
    while drafts.len() < count {
        let order_count = rng.random_range(orders.clone());
        let lines = (order_count * rng.random_range(scarcity.clone()) / 100).max(1);
        let merchant_count = rng.random_range(merchants.clone()).min(lines);
        let market = Market {
            orders: (1..=order_count).map(|number| order(rng, number)).collect(),
            merchants: share_out(rng, lines, merchant_count),
        };
        let (optimum, plan) = best_plan(&market);
        if optimum <= 0 {
            barren += 1;
            if barren > 1000 {
                return Err("hardly any market made with these settings has a profitable order".to_owned());
            }
            continue;
        }
        barren = 0;
        let note = format!("{order_count} 个订单，{merchant_count} 家商户，共 {lines} 条空闲产线");
        let input = json!({"orders": market.orders, "merchants": market.merchants});
        let expected = json!({"optimum": optimum, "assignments": pairs(&market, &plan)});
        drafts.push(Draft { note: Some(note), ..Draft::new(input, expected) });
    }
    Ok(drafts)
}

fn order(rng: &mut ChaCha8Rng, number: i64) -> Order {
    let (category, cost) = CATEGORIES[rng.random_range(0..CATEGORIES.len())];
    let (destination, transit_days) = DESTINATIONS[rng.random_range(0..DESTINATIONS.len())];
    let pieces = if rng.random_bool(0.4) { rng.random_range(3..=15) * 10 } else { rng.random_range(15..=80) * 10 };
    Order {
        id: format!("D{number:02}"),
        destination: destination.to_owned(),
        category: category.to_owned(),
        pieces,
        price: (cost * rng.random_range(105..=185) + 50) / 100,
        due_days: transit_days + rng.random_range(4..=16),
        transit_days,
    }
}

/// Merchants with one line each, and the lines left over given out at random.
fn share_out(rng: &mut ChaCha8Rng, lines: i64, count: i64) -> Vec<Merchant> {
    let mut merchants: Vec<Merchant> = (1..=count).map(|number| merchant(rng, number)).collect();
    for _ in count..lines {
        let lucky = rng.random_range(0..merchants.len());
        merchants[lucky].lines += 1;
    }
    merchants
}

fn merchant(rng: &mut ChaCha8Rng, number: i64) -> Merchant {
    let cluster = if rng.random_bool(0.4) { &CLUSTERS[0] } else { &CLUSTERS[rng.random_range(1..CLUSTERS.len())] };
    let own_level = cluster.level + rng.random_range(-8..=8);
    let kinds = rng.random_range(3..=6);
    let quotes = CATEGORIES
        .sample(rng, kinds)
        .map(|&(category, cost)| {
            let quote = cost * own_level * rng.random_range(90..=110) / 10_000;
            (category.to_owned(), quote)
        })
        .collect();
    let mut within = |(least, most): (i64, i64)| rng.random_range(least..=most);
    Merchant {
        id: format!("M{number:02}"),
        place: cluster.place.to_owned(),
        lines: 1,
        min_pieces: within(cluster.min_pieces) / 10 * 10,
        setup_days: within(cluster.setup_days),
        daily_pieces: within(cluster.daily_pieces) / 10 * 10,
        freight: within(cluster.freight) / 10 * 10,
        quotes,
    }
}

/// The greatest profit, and for each order its merchant's index.
fn best_plan(market: &Market) -> (i64, Vec<Option<usize>>) {
    let margins: Vec<Vec<Option<i64>>> = market
        .orders
        .iter()
        .map(|order| market.merchants.iter().map(|merchant| margin(order, merchant).ok()).collect())
        .collect();
    let lines: Vec<usize> = market.merchants.iter().map(|merchant| merchant.lines).collect();
    let mut plan = vec![None; margins.len()];
    while augment(&margins, &lines, &mut plan) {}
    let profit = plan.iter().zip(&margins).filter_map(|(place, row)| place.and_then(|place| row[place])).sum();
    (profit, plan)
}

/// How an order more comes to a merchant: which order, and the merchant that it leaves, if it had one.
#[derive(Clone, Copy)]
struct Arrival {
    gain: i64,
    order: usize,
    leaves: Option<usize>,
}

/// Places one order more, moving others where that pays best; false where no order more adds to the profit.
fn augment(margins: &[Vec<Option<i64>>], lines: &[usize], plan: &mut [Option<usize>]) -> bool {
    let mut best: Vec<Option<Arrival>> = vec![None; lines.len()];
    let mut changed = true;
    // Bellman–Ford: the plan so far is the best of its size, so no cycle of moves gains and this comes to an end.
    while changed {
        changed = false;
        for (order, row) in margins.iter().enumerate() {
            let left = match plan[order] {
                None => Some(0),
                Some(place) => best[place].and_then(|arrival| Some(arrival.gain - row[place]?)),
            };
            let Some(left) = left else { continue };
            for (place, margin) in row.iter().enumerate() {
                let Some(gain) = margin.map(|margin| left + margin) else { continue };
                if plan[order] != Some(place) && best[place].is_none_or(|arrival| gain > arrival.gain) {
                    best[place] = Some(Arrival { gain, order, leaves: plan[order] });
                    changed = true;
                }
            }
        }
    }
    let load = |place: usize| plan.iter().filter(|&&given| given == Some(place)).count();
    let free = (0..lines.len()).filter(|&place| load(place) < lines[place]);
    let target = free.filter_map(|place| best[place].map(|arrival| (arrival.gain, place))).max();
    let Some((_, mut place)) = target.filter(|&(gain, _)| gain > 0) else { return false };
    while let Some(arrival) = best[place] {
        plan[arrival.order] = Some(place);
        let Some(left) = arrival.leaves else { break };
        place = left;
    }
    true
}

fn pairs(market: &Market, plan: &[Option<usize>]) -> Value {
    market
        .orders
        .iter()
        .zip(plan)
        .filter_map(|(order, place)| {
            place.map(|place| json!({"order": order.id, "merchant": market.merchants[place].id}))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{Assignment, Judge};

    fn settings(text: &str) -> toml::Table {
        toml::from_str(text).unwrap()
    }

    /// The greatest profit by trying every plan.
    fn brute_force(market: &Market, order: usize, loads: &mut Vec<usize>) -> i64 {
        if order == market.orders.len() {
            return 0;
        }
        let mut best = brute_force(market, order + 1, loads);
        for (place, merchant) in market.merchants.iter().enumerate() {
            if let Ok(margin) = margin(&market.orders[order], merchant)
                && loads[place] < merchant.lines
            {
                loads[place] += 1;
                best = best.max(margin + brute_force(market, order + 1, loads));
                loads[place] -= 1;
            }
        }
        best
    }

    #[test]
    fn the_oracle_agrees_with_trying_every_plan() {
        let small = settings("orders = [3, 7]\nmerchants = [2, 4]\nlines-per-hundred-orders = [40, 120]");
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for draft in cases(&mut rng, 200, &small).unwrap() {
            let market = Market::read(&draft.input).unwrap();
            let profit = brute_force(&market, 0, &mut vec![0; market.merchants.len()]);
            assert_eq!(draft.expected["optimum"], json!(profit));
        }
    }

    #[test]
    fn the_plan_shown_keeps_every_limit_and_earns_the_optimum() {
        let large = settings("orders = [30, 48]\nmerchants = [8, 14]\nlines-per-hundred-orders = [55, 90]");
        let mut rng = ChaCha8Rng::seed_from_u64(8);
        for draft in cases(&mut rng, 40, &large).unwrap() {
            assert_eq!(Assignment {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        assert!(cases(&mut rng, 1, &settings("orders = [3, 7]")).is_err());
        let none = settings("orders = [3, 300]\nmerchants = [2, 4]\nlines-per-hundred-orders = [40, 120]");
        assert!(cases(&mut rng, 1, &none).is_err());
    }
}
