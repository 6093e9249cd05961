//! What can be counted in exact fractions: pass@k, pass^k and the composite score.

use serde::Deserialize;

use super::super::*;
use super::{close, sets};

const TRIES: &str = include_str!("../../../../tests/golden/statistics/tries.json");
const COMPOSITE: &str = include_str!("../../../../tests/golden/statistics/composite.json");

#[test]
fn tries_are_as_counted() {
    #[derive(Deserialize)]
    struct Set {
        tried: u64,
        passed: u64,
        k: u64,
        any: f64,
        all: f64,
    }
    for Set { tried, passed, k, any, all } in sets::<Set>(TRIES, "tries") {
        let (what, tries) = (format!("{passed} of {tried}, {k}"), Tries { tried, passed });
        close(&what, tries.any_of(k).unwrap(), any, 1e-12);
        close(&what, tries.all_of(k).unwrap(), all, 1e-12);
    }
}

#[test]
fn price_shares_are_the_lowest_quote_over_each() {
    #[derive(Deserialize)]
    struct Set {
        quotes: Vec<Option<f64>>,
        shares: Vec<Option<f64>>,
    }
    for set in sets::<Set>(COMPOSITE, "prices") {
        let ours = price_shares(&set.quotes).unwrap();
        assert_eq!(ours.len(), set.shares.len());
        for (ours, theirs) in ours.into_iter().zip(set.shares) {
            assert_eq!(ours.is_some(), theirs.is_some());
            close("share", ours.unwrap_or_default(), theirs.unwrap_or_default(), 1e-12);
        }
    }
}

#[test]
fn totals_orders_and_crossings_are_as_bisected() {
    #[derive(Deserialize)]
    struct Moved {
        low: f64,
        high: f64,
        crossings: Vec<(f64, usize, usize)>,
        orders: Vec<Order>,
    }
    #[derive(Deserialize)]
    struct Set {
        name: String,
        weights: Vec<f64>,
        shares: Vec<Vec<f64>>,
        totals: Vec<f64>,
        order: Order,
        moved: Vec<Moved>,
    }
    for set in sets::<Set>(COMPOSITE, "composite") {
        let what = &set.name;
        let composite = Composite::new(set.weights, set.shares).unwrap();
        for (ours, theirs) in composite.totals().into_iter().zip(set.totals) {
            close(what, ours, theirs, 1e-10);
        }
        assert_eq!(composite.order(), set.order, "{what}");
        let ours = composite.sensitivity(10.0);
        assert_eq!(ours.len(), set.moved.len(), "{what}");
        for (ours, theirs) in ours.into_iter().zip(set.moved) {
            close(what, ours.from, theirs.low, 1e-10);
            close(what, ours.to, theirs.high, 1e-10);
            assert_eq!(ours.is_stable(), theirs.crossings.is_empty(), "{what}");
            assert_eq!(ours.crossings.len(), theirs.crossings.len(), "{what}: {:?}", ours.crossings);
            // Crossings at one weight are in an order of their own, which rounding may change.
            for (weight, below, above) in theirs.crossings {
                let same = |crossing: &&Crossing| (crossing.ahead_below, crossing.ahead_above) == (below, above);
                let found = ours.crossings.iter().find(same).unwrap_or_else(|| panic!("{what}: {below} {above}"));
                close(what, found.weight, weight, 1e-9);
            }
            let orders: Vec<Order> = ours.stretches.into_iter().map(|stretch| stretch.order).collect();
            assert_eq!(orders, theirs.orders, "{what}");
        }
    }
}
