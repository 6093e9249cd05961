//! What an application is worth: the oracle.
//!
//! From the district's plan stand the pools of the three vouchers (¥5 million each in all), the 30 % of R&D cost and
//! ¥1 million at most of a 揭榜挂帅 project, and the ¥2 million at most of an operator. Everything else here (rates and
//! ceilings of a firm's voucher, who and what is excluded) is 示例规则, made for this demonstration and marked so in the
//! material that every entrant gets.

use serde_json::{Map, Value, json};

use super::{Applicant, Challenge, Operation, VOUCHERS, Voucher};
use crate::catalogue::generate::item::Item;

/// Most that a 揭榜挂帅 project gets, in yuan: from the plan.
const CHALLENGE_MOST: u64 = 1_000_000;
/// Share of R&D cost that a 揭榜挂帅 project gets, in per cent: from the plan.
const CHALLENGE_RATE: u64 = 30;
/// Most that an operator gets, in yuan: from the plan.
const OPERATOR_MOST: u64 = 2_000_000;

/// 示例规则: a voucher's rate in per cent and its ceiling in yuan, for a firm and for a one-person company.
const FIRM: (u64, u64) = (30, 500_000);
const OPC: (u64, u64) = (50, 200_000);
/// 示例规则: what an operator gets for each AI firm brought in, and the occupancy in per cent that it needs.
const OPERATOR_EACH: u64 = 150_000;
const OPERATOR_OCCUPANCY: u64 = 60;

/// Every code that a reason can be.
#[cfg(test)]
pub const REASONS: [&str; 14] = [
    "not-applied",
    "full",
    "cap",
    "pool",
    "deducted",
    "not-local",
    "dishonest",
    "out-of-window",
    "related-party",
    "duplicate",
    "not-covered",
    "not-listed",
    "not-recognised",
    "low-occupancy",
];

/// The expected output.
pub fn assess(applicant: &Applicant) -> Value {
    let applied = applicant.applied();
    let mut items = Map::new();
    for key in ["compute", "data", "model", "challenge", "operator"] {
        let item = if applied.contains(&key) {
            barred(applicant).unwrap_or_else(|| item(applicant, key))
        } else {
            Item { amount: 0, reasons: vec!["not-applied"] }
        };
        items.insert(key.to_owned(), item.told());
    }
    let total: u64 = items.values().filter_map(|item| item["amount"].as_u64()).sum();
    json!({"items": items, "total": total})
}

/// What bars the firm from everything, if something does.
fn barred(applicant: &Applicant) -> Option<Item> {
    let mut item = Item::default();
    item.because(!applicant.local, "not-local");
    item.because(applicant.dishonest, "dishonest");
    (!item.reasons.is_empty()).then_some(item)
}

fn item(applicant: &Applicant, key: &str) -> Item {
    match (key, &applicant.challenge, &applicant.operation) {
        ("challenge", Some(project), _) => challenge(project),
        ("operator", _, Some(operation)) => operator(operation),
        _ => VOUCHERS
            .into_iter()
            .position(|voucher| voucher.key() == key)
            .map_or_else(Item::default, |index| voucher(applicant, VOUCHERS[index], applicant.pools[index])),
    }
}

fn voucher(applicant: &Applicant, voucher: Voucher, pool: u64) -> Item {
    let mut item = Item::default();
    let mut base = 0;
    for contract in applicant.contracts.iter().filter(|contract| contract.voucher == voucher) {
        item.because(!contract.covered, "not-covered");
        item.because(!contract.in_window, "out-of-window");
        item.because(contract.related, "related-party");
        item.because(contract.subsidised, "duplicate");
        if contract.covered && contract.in_window && !contract.related && !contract.subsidised {
            base += contract.net;
        }
    }
    let (rate, most) = if applicant.opc() { OPC } else { FIRM };
    item.amount = base * rate / 100;
    item.limited(most, "cap");
    item.limited(pool, "pool");
    item
}

fn challenge(project: &Challenge) -> Item {
    let mut item = Item::default();
    item.because(!project.listed, "not-listed");
    if !project.listed {
        return item;
    }
    let all: u64 = project.costs.iter().map(|cost| cost.amount).sum();
    let research: u64 = project.costs.iter().filter(|cost| cost.research).map(|cost| cost.amount).sum();
    let base = research.saturating_sub(project.public_money).saturating_sub(project.overlap);
    item.because(base < all, "deducted");
    item.amount = base * CHALLENGE_RATE / 100;
    item.limited(CHALLENGE_MOST, "cap");
    item
}

fn operator(operation: &Operation) -> Item {
    let mut item = Item::default();
    item.because(!operation.recognised, "not-recognised");
    item.because(operation.occupancy < OPERATOR_OCCUPANCY, "low-occupancy");
    if !item.reasons.is_empty() {
        return item;
    }
    item.because(operation.pending > 0, "deducted");
    item.amount = (operation.firms - operation.pending) * OPERATOR_EACH;
    item.limited(OPERATOR_MOST, "cap");
    item
}

#[cfg(test)]
mod tests {
    use super::super::{Contract, Cost};
    use super::*;

    fn contract(voucher: Voucher, net: u64) -> Contract {
        Contract { voucher, covered: true, net, taxed: None, in_window: true, related: false, subsidised: false }
    }

    fn firm() -> Applicant {
        Applicant {
            sole: false,
            staff: 40,
            local: true,
            dishonest: false,
            pools: [5_000_000; 3],
            contracts: vec![contract(Voucher::Compute, 333_335)],
            challenge: None,
            operation: None,
        }
    }

    fn told(applicant: &Applicant, key: &str) -> (u64, Vec<String>) {
        let item = assess(applicant)["items"][key].clone();
        let reasons = item["reasons"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
        (item["amount"].as_u64().unwrap(), reasons.collect())
    }

    fn is(amount: u64, reasons: &[&str]) -> (u64, Vec<String>) {
        (amount, reasons.iter().map(|code| (*code).to_owned()).collect())
    }

    /// Each figure worked by hand from `materials/policy.md`.
    #[test]
    fn vouchers_are_what_the_rules_say() {
        // 333 335 × 30 % = 100 000.5, down to the yuan
        assert_eq!(told(&firm(), "compute"), is(100_000, &["full"]));
        assert_eq!(told(&firm(), "data"), is(0, &["not-applied"]));
        let one = Applicant { sole: true, staff: 1, ..firm() };
        // × 50 % = 166 667.5
        assert_eq!(told(&one, "compute"), is(166_667, &["full"]));
        let two = Applicant { staff: 2, ..one.clone() };
        assert_eq!(told(&two, "compute"), is(100_000, &["full"]));
        let large = Applicant { contracts: vec![contract(Voucher::Model, 400_005)], ..one };
        assert_eq!(told(&large, "model"), is(200_000, &["cap"]));
        let short = Applicant { pools: [0, 0, 150_000], ..large };
        assert_eq!(told(&short, "model"), is(150_000, &["cap", "pool"]));
    }

    #[test]
    fn contracts_that_do_not_count_give_their_reason_and_nothing() {
        let bad = Contract { in_window: false, related: true, ..contract(Voucher::Compute, 900_000) };
        let twice = Contract { subsidised: true, ..contract(Voucher::Data, 900_000) };
        let hardware = Contract { covered: false, ..contract(Voucher::Compute, 900_000) };
        let good = contract(Voucher::Compute, 200_000);
        let applicant = Applicant { contracts: vec![bad, twice, hardware, good], ..firm() };
        assert_eq!(told(&applicant, "compute"), is(60_000, &["out-of-window", "related-party", "not-covered"]));
        assert_eq!(told(&applicant, "data"), is(0, &["duplicate"]));
        assert_eq!(assess(&applicant)["total"], 60_000);
    }

    #[test]
    fn a_firm_that_is_barred_gets_nothing_of_what_it_applies_for() {
        let barred = Applicant { local: false, dishonest: true, ..firm() };
        assert_eq!(told(&barred, "compute"), is(0, &["not-local", "dishonest"]));
        assert_eq!(told(&barred, "operator"), is(0, &["not-applied"]));
        assert_eq!(assess(&barred)["total"], 0);
    }

    #[test]
    fn projects_and_operators_keep_to_the_plan() {
        let cost = |amount, research| Cost { name: "", amount, research };
        let project = Challenge {
            listed: true,
            costs: vec![cost(1_000_000, true), cost(500_000, false)],
            public_money: 200_000,
            overlap: 100_000,
        };
        // (1 000 000 − 200 000 − 100 000) × 30 %
        let applicant = Applicant { challenge: Some(project.clone()), ..firm() };
        assert_eq!(told(&applicant, "challenge"), is(210_000, &["deducted"]));
        let large = Challenge { costs: vec![cost(4_000_000, true)], public_money: 0, overlap: 0, ..project.clone() };
        let applicant = Applicant { challenge: Some(large), ..firm() };
        assert_eq!(told(&applicant, "challenge"), is(1_000_000, &["cap"]));
        let applicant = Applicant { challenge: Some(Challenge { listed: false, ..project }), ..firm() };
        assert_eq!(told(&applicant, "challenge"), is(0, &["not-listed"]));

        let operation = Operation { recognised: true, occupancy: 60, firms: 15, pending: 1 };
        let run = |operation| told(&Applicant { operation: Some(operation), ..firm() }, "operator");
        // 14 × 150 000 = 2 100 000, above the plan's 2 000 000
        assert_eq!(run(operation.clone()), is(2_000_000, &["deducted", "cap"]));
        let empty = Operation { recognised: false, occupancy: 59, ..operation };
        assert_eq!(run(empty), is(0, &["not-recognised", "low-occupancy"]));
    }

    #[test]
    fn the_material_says_the_same_figures() {
        let text = include_str!("../../../../catalogue/voucher-matching/materials/rules.json");
        let rules: Value = serde_json::from_str(text).unwrap();
        let plan = json!({
            "voucher_pool_yuan": {"compute": 5_000_000, "data": 5_000_000, "model": 5_000_000},
            "challenge": {"rate_percent": CHALLENGE_RATE, "most_yuan": CHALLENGE_MOST},
            "operator": {"most_yuan": OPERATOR_MOST},
        });
        assert_eq!(rules["plan"], plan);
        let voucher = |(rate, most): (u64, u64)| json!({"rate_percent": rate, "most_yuan": most});
        assert_eq!(rules["demonstration"]["voucher"]["firm"], voucher(FIRM));
        assert_eq!(rules["demonstration"]["voucher"]["opc"], voucher(OPC));
        assert_eq!(rules["demonstration"]["operator"]["each_yuan"], OPERATOR_EACH);
        assert_eq!(rules["demonstration"]["operator"]["occupancy_percent"], OPERATOR_OCCUPANCY);
        let codes: Vec<&str> = rules["reasons"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(codes, REASONS);
    }
}
