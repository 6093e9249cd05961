//! Merchants who ask for credit and repay it or not, by a known law.
//!
//! A merchant is drawn first; [`law`] says how likely a default within the term is, and the outcome is drawn by that. No
//! real merchant or loan stands behind any of them.

mod law;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use self::law::Merchant;
use super::chance::{Chance, Fact, Subject, one_of, rounded, table};
use super::noise::{between, gaussian};
use crate::catalogue::Draft;

/// The seed of the material: it is drawn apart from every case.
const MATERIAL: u64 = 0x6372_6564;
/// How many rows the material has.
const ROWS: usize = 2000;
/// The outcomes.
const LABELS: [&str; 2] = ["default", "repaid"];
/// How often a loan fails for a cause not known here.
const BASE: f64 = 0.2;

/// Trades with their shares.
const TRADES: &[(&str, f64)] = &[("wholesale", 0.4), ("live", 0.25), ("brand", 0.2), ("cross-border", 0.15)];
/// Grades of tax credit with their shares.
const GRADES: &[(&str, f64)] = &[("A", 0.2), ("B", 0.4), ("M", 0.15), ("C", 0.18), ("D", 0.07)];
/// Securities with their shares.
const SECURITIES: &[(&str, f64)] = &[("none", 0.5), ("stock", 0.3), ("guarantee", 0.2)];

/// Makes `count` cases.
///
/// Settings: `chance-share`, the share of loans whose outcome has nothing to do with anything known; `missing-share`,
/// how often each fact that may be missing is.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    Ok(Chance::read(settings, BASE, LABELS)?.drafts(rng, count, |rng| subject(&merchant(rng))))
}

/// The material `train.csv`, drawn by the same law.
///
/// # Errors
/// What the settings lack.
pub fn train(settings: &toml::Table) -> Result<String, String> {
    Ok(table(&cases(&mut ChaCha8Rng::seed_from_u64(MATERIAL), ROWS, settings)?))
}

/// A figure whose logarithm is normal, held within bounds.
fn lognormal(rng: &mut ChaCha8Rng, mean: f64, deviation: f64, bounds: (f64, f64)) -> f64 {
    libm::exp(mean + deviation * gaussian(rng)).clamp(bounds.0, bounds.1)
}

fn merchant(rng: &mut ChaCha8Rng) -> Merchant {
    let turnover = rounded(lognormal(rng, 3.6, 0.8, (2.0, 800.0)), 1);
    Merchant {
        trade: one_of(rng, TRADES).unwrap_or_default(),
        grade: one_of(rng, GRADES).unwrap_or_default(),
        security: one_of(rng, SECURITIES).unwrap_or_default(),
        years: rng.random_range(0..=20),
        turnover,
        trend: rounded((2.0 + 18.0 * gaussian(rng)).clamp(-80.0, 120.0), 0),
        stock_days: rounded(lognormal(rng, 4.0, 0.5, (10.0, 240.0)), 0),
        credit_days: rounded(lognormal(rng, 3.5, 0.6, (3.0, 180.0)), 0),
        top_customer: rounded(between(rng, (4.0, 95.0)).min(between(rng, (4.0, 95.0))), 0),
        cash_months: rounded(lognormal(rng, 0.6, 0.7, (0.1, 12.0)), 1),
        debt: rounded(lognormal(rng, -1.1, 0.6, (0.02, 2.5)), 2),
        overdue: one_of(rng, &[(0, 0.7), (1, 0.12), (2, 0.08), (3, 0.06), (4, 0.04)]).unwrap_or(0),
        request: rounded(turnover * between(rng, (0.3, 3.5)), 0).max(1.0),
    }
}

fn subject(merchant: &Merchant) -> Subject {
    let facts = vec![
        Fact::told("trade", merchant.trade),
        Fact::optional("grade", merchant.grade),
        Fact::told("security", merchant.security),
        Fact::told("years", merchant.years),
        Fact::told("turnover", merchant.turnover),
        Fact::optional("trend", merchant.trend),
        Fact::optional("stock_days", merchant.stock_days),
        Fact::optional("credit_days", merchant.credit_days),
        Fact::optional("top_customer", merchant.top_customer),
        Fact::optional("cash_months", merchant.cash_months),
        Fact::told("debt", merchant.debt),
        Fact::told("overdue", merchant.overdue),
        Fact::told("request", merchant.request),
    ];
    Subject { facts, risk: law::risk(merchant) }
}

#[cfg(test)]
mod tests {
    use super::super::chance::tests::{agree, best_auc};
    use super::*;

    /// As in `scenario.toml`.
    const SETTINGS: &str = "chance-share = 0.05\nmissing-share = 0.06";

    fn drawn(settings: &str, count: usize) -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(7), count, &toml::from_str(settings).unwrap()).unwrap()
    }

    /// numpy draws merchants and outcomes of its own by the same law (`tests/golden/trade-credit/`).
    #[test]
    fn the_best_possible_auc_and_the_share_are_those_that_numpy_finds() {
        let golden = include_str!("../../../../tests/golden/trade-credit/values.json");
        agree(&drawn(SETTINGS, 30_000), LABELS[0], golden);
    }

    #[test]
    fn chance_makes_merchants_harder_to_tell() {
        let auc =
            |share: f64| best_auc(&drawn(&format!("chance-share = {share:?}\nmissing-share = 0.0"), 8000), LABELS[0]);
        assert!(auc(0.0) > auc(0.3) + 0.05 && auc(0.3) > auc(0.8) + 0.08, "{} {} {}", auc(0.0), auc(0.3), auc(0.8));
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &toml::Table::new()).is_err());
    }

    #[test]
    fn the_material_is_what_is_written_here() {
        let committed = include_str!("../../../catalogue/trade-credit/materials/train.csv");
        let made = train(&toml::from_str(SETTINGS).unwrap()).unwrap();
        assert!(committed == made, "train.csv is not what is made today");
    }

    /// `cargo test --lib dump_trade_credit -- --ignored`
    #[test]
    #[ignore = "writes into the catalogue"]
    fn dump_trade_credit() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/trade-credit/materials");
        std::fs::write(format!("{folder}/train.csv"), train(&toml::from_str(SETTINGS).unwrap()).unwrap()).unwrap();
    }
}
