//! What an application is worth: the oracle.
//!
//! From the district's plan stand the ¥1 million at most for a talent's commercialised results, the 60 m² at least of
//! free office, the ¥10 million at most of loans whose guarantee fee is subsidised where the talent founded the firm
//! and is its largest shareholder, the ¥2 million at most each for a hospital–enterprise platform and for innovative
//! drugs and devices, and the ¥3 million at least of fund support. Everything else here is 示例规则, made for this
//! demonstration and marked so in the material that every entrant gets.

use serde_json::{Map, Value, json};

use super::{Applicant, Deal, ITEMS, Loan, Milestone, Office, Platform, Product, Project, Talent};
use crate::catalogue::generate::item::Item;

/// From the plan, in yuan and m².
const RESULT_MOST: u64 = 1_000_000;
const OFFICE_LEAST: u64 = 60;
const LOAN_MOST: u64 = 10_000_000;
const PLATFORM_MOST: u64 = 2_000_000;
const PRODUCT_MOST: u64 = 2_000_000;
const FUND_LEAST: u64 = 3_000_000;

/// 示例规则: rates in per cent, m² a head, the fee in hundredths of a per cent, months, yuan.
const RESULT_RATE: u64 = 20;
const OFFICE_EACH: u64 = 8;
const FEE_MOST: u64 = 100;
const MONTHS_MOST: u64 = 12;
const PLATFORM_RATE: u64 = 30;
const FUND_RATE: u64 = 10;
const FUND_MOST: u64 = 20_000_000;
const PROJECT_LEAST: u64 = 10_000_000;
const OWN_LEAST: u64 = 50;

/// 示例规则: what a milestone is worth, in yuan.
fn worth(milestone: Milestone) -> u64 {
    match milestone {
        Milestone::PhaseOne => 300_000,
        Milestone::PhaseTwo => 500_000,
        Milestone::PhaseThree => 800_000,
        Milestone::DrugApproved => 1_500_000,
        Milestone::DeviceTwo => 400_000,
        Milestone::DeviceThree => 1_000_000,
    }
}

/// Every code that a reason can be.
#[cfg(test)]
pub const REASONS: [&str; 17] = [
    "not-applied",
    "full",
    "cap",
    "floor",
    "vacancy",
    "deducted",
    "not-local",
    "dishonest",
    "not-recognised",
    "not-founder",
    "not-largest",
    "not-covered",
    "out-of-window",
    "duplicate",
    "not-joint",
    "not-innovative",
    "not-qualified",
];

/// The expected output, where `vacant` m² of office are to be had.
pub fn assess(applicant: &Applicant, vacant: u64) -> Value {
    let applied = applicant.applied();
    let mut items = Map::new();
    for key in ITEMS {
        let item = if applied.contains(&key) {
            barred(applicant, key).unwrap_or_else(|| item(applicant, key, vacant))
        } else {
            Item { amount: 0, reasons: vec!["not-applied"] }
        };
        items.insert(key.to_owned(), item.told());
    }
    let grants = ["result", "guarantee", "platform", "product"];
    let total: u64 = grants.iter().filter_map(|key| items[*key]["amount"].as_u64()).sum();
    json!({"items": items, "total": total})
}

/// What bars the firm from this item before its own rules are looked at, if something does.
fn barred(applicant: &Applicant, key: &str) -> Option<Item> {
    let mut item = Item::default();
    item.because(!applicant.local, "not-local");
    item.because(applicant.dishonest, "dishonest");
    if item.reasons.is_empty() && ["result", "office", "guarantee"].contains(&key) {
        item.because(applicant.talent.as_ref().is_none_or(|talent| !talent.recognised), "not-recognised");
    }
    (!item.reasons.is_empty()).then_some(item)
}

fn item(applicant: &Applicant, key: &str, vacant: u64) -> Item {
    let given = match key {
        "result" => Some(result(&applicant.deals)),
        "office" => applicant.office.as_ref().map(|office| self::office(office, vacant)),
        "guarantee" => {
            applicant.talent.as_ref().zip(applicant.loan.as_ref()).map(|(talent, loan)| guarantee(talent, loan))
        }
        "platform" => applicant.platform.as_ref().map(platform),
        "product" => Some(products(&applicant.products)),
        _ => applicant.project.as_ref().map(fund),
    };
    given.unwrap_or_default()
}

fn result(deals: &[Deal]) -> Item {
    let mut item = Item::default();
    let mut base = 0;
    for deal in deals {
        item.because(!deal.covered, "not-covered");
        item.because(!deal.in_window, "out-of-window");
        item.because(deal.subsidised, "duplicate");
        if deal.covered && deal.in_window && !deal.subsidised {
            item.because(deal.received < deal.agreed, "deducted");
            base += deal.received;
        }
    }
    item.amount = base * RESULT_RATE / 100;
    item.limited(RESULT_MOST, "cap");
    item
}

fn office(office: &Office, vacant: u64) -> Item {
    let mut item = Item { amount: office.full_time * OFFICE_EACH, reasons: Vec::new() };
    item.because(office.part_time > 0, "deducted");
    item.raised(OFFICE_LEAST);
    item.limited(vacant, "vacancy");
    item
}

fn guarantee(talent: &Talent, loan: &Loan) -> Item {
    let mut item = Item::default();
    item.because(!talent.founder, "not-founder");
    item.because(talent.direct + talent.through < talent.rival, "not-largest");
    item.because(!loan.in_window, "out-of-window");
    item.because(loan.subsidised, "duplicate");
    if !item.reasons.is_empty() {
        return item;
    }
    item.because(loan.principal > LOAN_MOST, "cap");
    item.because(loan.fee > FEE_MOST || loan.months > MONTHS_MOST, "deducted");
    let (principal, fee) = (loan.principal.min(LOAN_MOST), loan.fee.min(FEE_MOST));
    item.amount = principal * fee * loan.months.min(MONTHS_MOST) / (10_000 * MONTHS_MOST);
    item
}

fn platform(platform: &Platform) -> Item {
    let mut item = Item::default();
    item.because(!platform.joint, "not-joint");
    if !platform.joint {
        return item;
    }
    let all: u64 = platform.costs.iter().map(|cost| cost.amount).sum();
    let covered: u64 = platform.costs.iter().filter(|cost| cost.covered).map(|cost| cost.amount).sum();
    let base = covered.saturating_sub(platform.public_money);
    item.because(base < all, "deducted");
    item.amount = base * PLATFORM_RATE / 100;
    item.limited(PLATFORM_MOST, "cap");
    item
}

fn products(products: &[Product]) -> Item {
    let mut item = Item::default();
    for product in products {
        item.because(!product.innovative, "not-innovative");
        item.because(product.milestones.iter().any(|(_, in_window)| !in_window), "out-of-window");
        let reached = product.milestones.iter().filter(|(_, in_window)| *in_window);
        if product.innovative {
            item.because(reached.clone().count() > 1, "deducted");
            item.amount += reached.map(|(milestone, _)| worth(*milestone)).max().unwrap_or(0);
        }
    }
    item.limited(PRODUCT_MOST, "cap");
    item
}

fn fund(project: &Project) -> Item {
    let mut item = Item::default();
    let enough = project.invested >= PROJECT_LEAST && project.own * 100 >= project.invested * OWN_LEAST;
    item.because(!project.listed || !enough, "not-qualified");
    if !item.reasons.is_empty() {
        return item;
    }
    item.amount = project.invested * FUND_RATE / 100;
    item.raised(FUND_LEAST);
    item.limited(FUND_MOST, "cap");
    item
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
