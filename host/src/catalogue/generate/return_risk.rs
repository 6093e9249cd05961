//! Orders of garments that come back or are kept, by a known law.
//!
//! An order is drawn first; [`law`] says how likely it is to come back, and the outcome is drawn by that. No real
//! customer, shop or order stands behind any of them.

mod law;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use self::law::Order;
use super::chance::{Chance, Fact, Subject, one_of, rounded, table};
use super::noise::{between, gaussian};
use crate::catalogue::Draft;

/// The seed of the material: it is drawn apart from every case.
const MATERIAL: u64 = 0x7265_7475;
/// How many rows the material has.
const ROWS: usize = 2000;
/// The outcomes.
const LABELS: [&str; 2] = ["returned", "kept"];
/// How often an order comes back that has no cause known here.
const BASE: f64 = 0.35;

/// Kinds of goods with their shares.
const CATEGORIES: &[(&str, f64)] = &[
    ("dress", 0.22),
    ("top", 0.22),
    ("trousers", 0.16),
    ("coat", 0.12),
    ("underwear", 0.1),
    ("shoes", 0.1),
    ("accessory", 0.08),
];

/// Where orders come from, with their shares.
const CHANNELS: &[(&str, f64)] = &[("live", 0.45), ("shelf", 0.35), ("group", 0.2)];

/// Makes `count` cases.
///
/// Settings: `chance-share`, the share of orders whose outcome has nothing to do with anything known; `missing-share`,
/// how often each fact that may be missing is.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    Ok(Chance::read(settings, BASE, LABELS)?.drafts(rng, count, |rng| subject(&order(rng))))
}

/// The material `train.csv`, drawn by the same law.
///
/// # Errors
/// What the settings lack.
pub fn train(settings: &toml::Table) -> Result<String, String> {
    Ok(table(&cases(&mut ChaCha8Rng::seed_from_u64(MATERIAL), ROWS, settings)?))
}

fn order(rng: &mut ChaCha8Rng) -> Order {
    let orders = if rng.random_bool(0.25) { 0 } else { rng.random_range(1..30) };
    let habit: f64 = between(rng, (0.0, 1.0));
    let returns = (0..orders).filter(|_| rng.random_bool(0.85 * habit * habit)).count();
    Order {
        category: one_of(rng, CATEGORIES).unwrap_or_default(),
        channel: one_of(rng, CHANNELS).unwrap_or_default(),
        price: rounded(libm::exp(4.9 + 0.6 * gaussian(rng)).clamp(15.0, 2000.0), 0),
        discount: rounded(between(rng, (0.0, 0.7)), 2),
        sizes: one_of(rng, &[(1, 0.65), (2, 0.27), (3, 0.08)]).unwrap_or(1),
        advised: rng.random_bool(0.4),
        insured: rng.random_bool(0.55),
        hour: rng.random_range(0..24),
        days: rng.random_range(1..=9),
        rating: rounded((4.5 + 0.3 * gaussian(rng)).clamp(3.2, 5.0), 1),
        orders,
        returns: u32::try_from(returns).unwrap_or(orders),
    }
}

fn subject(order: &Order) -> Subject {
    let facts = vec![
        Fact::told("category", order.category),
        Fact::told("channel", order.channel),
        Fact::told("price", order.price),
        Fact::optional("discount", order.discount),
        Fact::told("sizes", order.sizes),
        Fact::optional("advised", order.advised),
        Fact::optional("insured", order.insured),
        Fact::told("hour", order.hour),
        Fact::optional("days", order.days),
        Fact::optional("rating", order.rating),
        Fact::optional("orders", order.orders),
        Fact::optional("returns", order.returns),
    ];
    Subject { facts, risk: law::risk(order) }
}

#[cfg(test)]
mod tests {
    use super::super::chance::tests::{agree, best_auc};
    use super::*;

    /// As in `scenario.toml`.
    const SETTINGS: &str = "chance-share = 0.06\nmissing-share = 0.06";

    fn drawn(settings: &str, count: usize) -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(7), count, &toml::from_str(settings).unwrap()).unwrap()
    }

    /// numpy draws orders and outcomes of its own by the same law (`tests/golden/return-risk/`).
    #[test]
    fn the_best_possible_auc_and_the_share_are_those_that_numpy_finds() {
        let golden = include_str!("../../../../tests/golden/return-risk/values.json");
        agree(&drawn(SETTINGS, 30_000), LABELS[0], golden);
    }

    #[test]
    fn chance_makes_orders_harder_to_tell() {
        let auc =
            |share: f64| best_auc(&drawn(&format!("chance-share = {share:?}\nmissing-share = 0.0"), 8000), LABELS[0]);
        assert!(auc(0.0) > auc(0.3) + 0.05 && auc(0.3) > auc(0.8) + 0.08, "{} {} {}", auc(0.0), auc(0.3), auc(0.8));
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &toml::Table::new()).is_err());
    }

    #[test]
    fn the_material_is_what_is_written_here() {
        let committed = include_str!("../../../catalogue/return-risk/materials/train.csv");
        let made = train(&toml::from_str(SETTINGS).unwrap()).unwrap();
        assert!(committed == made, "train.csv is not what is made today");
    }

    /// `cargo test --lib dump_return_risk -- --ignored`
    #[test]
    #[ignore = "writes into the catalogue"]
    fn dump_return_risk() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/return-risk/materials");
        std::fs::write(format!("{folder}/train.csv"), train(&toml::from_str(SETTINGS).unwrap()).unwrap()).unwrap();
    }
}
