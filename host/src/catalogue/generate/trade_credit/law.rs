//! How likely a merchant is to default. Every figure here is this project's own choice, not measured anywhere; they are
//! checked against `tests/golden/trade-credit/`.

use crate::catalogue::generate::chance::logistic;

/// What is true of a merchant.
pub(super) struct Merchant {
    pub trade: &'static str,
    /// Of tax credit, A to D; M for the new.
    pub grade: &'static str,
    pub security: &'static str,
    /// In business.
    pub years: u32,
    /// A month, 10,000 yuan.
    pub turnover: f64,
    /// Of turnover over half a year, per cent.
    pub trend: f64,
    /// Until stock is sold.
    pub stock_days: f64,
    /// Until customers pay.
    pub credit_days: f64,
    /// The largest customer's share of turnover, per cent.
    pub top_customer: f64,
    /// How long the cash at hand lasts.
    pub cash_months: f64,
    /// Over a year's turnover.
    pub debt: f64,
    /// Times overdue within two years.
    pub overdue: u32,
    /// Asked for, 10,000 yuan.
    pub request: f64,
}

/// The law: a sum of causes, several of which count only together, through the logistic function.
pub(super) fn risk(merchant: &Merchant) -> f64 {
    logistic(-3.15 + record(merchant) + business(merchant) + burden(merchant))
}

/// What the past does: overdue payments weigh more for those in debt.
fn record(merchant: &Merchant) -> f64 {
    let grade = match merchant.grade {
        "A" => -0.5,
        "B" => -0.1,
        "M" => 0.1,
        "C" => 0.5,
        _ => 1.1,
    };
    let overdue = f64::from(merchant.overdue.min(3)) * if merchant.debt > 0.5 { 0.825 } else { 0.55 };
    let age = if merchant.years < 2 { 0.9 } else { 0.0 };
    grade + overdue + age - 0.04 * f64::from(merchant.years.min(10))
}

/// What the trade does: each has a weakness of its own, and a sudden change either way is a bad sign.
fn business(merchant: &Merchant) -> f64 {
    let weak = match merchant.trade {
        "wholesale" => merchant.stock_days > 65.0,
        "live" => merchant.trend < -5.0,
        "cross-border" => merchant.credit_days > 45.0,
        _ => false,
    };
    let change = (merchant.trend.abs() - 20.0).clamp(0.0, 40.0);
    let chained = merchant.top_customer > 45.0 && merchant.credit_days > 40.0;
    0.0012 * change * change + if weak { 1.2 } else { 0.0 } + if chained { 1.3 } else { 0.0 }
}

/// What the debt and the loan do: debt is dangerous where cash is short, a large loan where nothing secures it.
fn burden(merchant: &Merchant) -> f64 {
    let load = (merchant.request / merchant.turnover - 1.5).clamp(0.0, 4.0);
    let secured = if merchant.security == "none" { 0.7 } else { 0.2 };
    let strained = merchant.debt > 0.4 && merchant.cash_months < 1.5;
    secured * load + if strained { 1.8 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// `make.py` there works the law out once more for merchants that it draws.
    #[test]
    fn the_law_agrees_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../../tests/golden/trade-credit/values.json")).unwrap();
        let rows = golden["rows"].as_array().unwrap();
        assert!(rows.len() >= 100);
        for row in rows {
            let whole = |key: &str| u32::try_from(row[key].as_u64().unwrap()).unwrap();
            let number = |key: &str| row[key].as_f64().unwrap();
            let known =
                ["wholesale", "live", "brand", "cross-border", "A", "B", "M", "C", "D", "none", "stock", "guarantee"];
            let word = |key: &str| known.into_iter().find(|word| row[key] == *word).unwrap();
            let merchant = Merchant {
                trade: word("trade"),
                grade: word("grade"),
                security: word("security"),
                years: whole("years"),
                turnover: number("turnover"),
                trend: number("trend"),
                stock_days: number("stock_days"),
                credit_days: number("credit_days"),
                top_customer: number("top_customer"),
                cash_months: number("cash_months"),
                debt: number("debt"),
                overdue: whole("overdue"),
                request: number("request"),
            };
            let risk = risk(&merchant);
            assert!((risk - number("risk")).abs() < 1e-12, "{row}: {risk}");
        }
    }
}
