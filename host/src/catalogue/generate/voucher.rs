//! Firms that apply for the district's vouchers, written from known facts.
//!
//! What an application is worth is worked out by [`rules`] from the facts themselves; [`letter`] then writes them
//! down, partly as fields and partly in words, as applicants do. No real firm stands behind any of them.

mod letter;
mod rules;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::{application, settings};
use crate::catalogue::Draft;

/// The three kinds of voucher, in the order of [`Applicant::pools`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voucher {
    /// 算力券
    Compute,
    /// 数据券
    Data,
    /// 模型券
    Model,
}

const VOUCHERS: [Voucher; 3] = [Voucher::Compute, Voucher::Data, Voucher::Model];

impl Voucher {
    /// Its name in input and output.
    fn key(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Data => "data",
            Self::Model => "model",
        }
    }
}

/// A firm, what it applies for and on which facts. Amounts are in yuan.
#[derive(Debug, Clone, PartialEq)]
struct Applicant {
    /// 一人有限责任公司
    sole: bool,
    staff: u64,
    local: bool,
    dishonest: bool,
    /// What is left of each voucher's pool.
    pools: [u64; 3],
    contracts: Vec<Contract>,
    challenge: Option<Challenge>,
    operation: Option<Operation>,
}

impl Applicant {
    /// Whether the demonstration's rules count it as a one-person company.
    fn opc(&self) -> bool {
        self.sole && self.staff == 1
    }

    /// What it applies for, by the names of the output.
    fn applied(&self) -> Vec<&'static str> {
        let vouchers = VOUCHERS.into_iter().filter(|voucher| self.contracts.iter().any(|c| c.voucher == *voucher));
        let mut keys: Vec<&str> = vouchers.map(Voucher::key).collect();
        keys.extend(self.challenge.as_ref().map(|_| "challenge"));
        keys.extend(self.operation.as_ref().map(|_| "operator"));
        keys
    }
}

/// A contract for which a voucher is asked.
#[derive(Debug, Clone, PartialEq)]
struct Contract {
    voucher: Voucher,
    /// Whether the voucher covers what was bought; hardware bought is not.
    covered: bool,
    /// Without tax.
    net: u64,
    /// The rate in per cent where the letter gives the amount with tax.
    taxed: Option<u64>,
    /// Whether the invoice is of the year of application.
    in_window: bool,
    related: bool,
    subsidised: bool,
}

/// A 揭榜挂帅 project.
#[derive(Debug, Clone, PartialEq)]
struct Challenge {
    listed: bool,
    costs: Vec<Cost>,
    /// How much of the costs public money paid.
    public_money: u64,
    /// How much of the costs is also in this application's vouchers.
    overlap: u64,
}

/// A line of a project's costs.
#[derive(Debug, Clone, PartialEq)]
struct Cost {
    name: &'static str,
    amount: u64,
    research: bool,
}

/// The running of a park or building.
#[derive(Debug, Clone, PartialEq)]
struct Operation {
    recognised: bool,
    /// Per cent.
    occupancy: u64,
    /// AI firms brought in this year, of which some have not moved their registration.
    firms: u64,
    pending: u64,
}

const RESEARCH: [&str; 5] = ["人员人工费", "设备租赁费", "材料费", "测试验证费", "委托开发费"];
const OTHER_COSTS: [&str; 3] = ["市场推广费", "办公场地租金", "业务招待费"];

/// Makes `count` cases.
///
/// Settings: `fault-share`, how often each thing that costs an applicant money occurs; `remark-share`, how often the
/// letter says things that mislead.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let faults = settings::share(settings, "fault-share")?;
    let remarks = settings::share(settings, "remark-share")?;
    let draft = |rng: &mut ChaCha8Rng, number: usize| {
        let applicant = applicant(rng, faults);
        Draft::new(input(rng, &applicant, number, remarks), rules::assess(&applicant))
    };
    Ok((1..=count).map(|number| draft(rng, number)).collect())
}

fn input(rng: &mut ChaCha8Rng, applicant: &Applicant, number: usize, remarks: f64) -> Value {
    let [compute, data, model] = applicant.pools;
    json!({
        "firm": {
            "name": format!("示例企业{number:03}"),
            "form": if applicant.sole { "一人有限责任公司" } else { letter::form(rng) },
            "staff": applicant.staff,
            "registered": application::address(rng, applicant.local),
        },
        "filed": format!("2026-{:02}-{:02}", rng.random_range(9..=11), rng.random_range(1..=28)),
        "pools": {"compute": compute, "data": data, "model": model},
        "applied": applicant.applied(),
        "letter": letter::write(rng, applicant, remarks),
    })
}

fn applicant(rng: &mut ChaCha8Rng, faults: f64) -> Applicant {
    let operation = rng.random_bool(0.2).then(|| operation(rng, faults));
    let sole = operation.is_none() && rng.random_bool(0.5);
    let staff = match sole {
        true if rng.random_bool(0.75) => 1,
        true => rng.random_range(2..=9),
        false => rng.random_range(5..=180),
    };
    let most = if staff < 10 { 60 } else { 240 };
    let mut contracts = Vec::new();
    for voucher in VOUCHERS {
        if rng.random_bool(if operation.is_some() { 0.2 } else { 0.5 }) {
            let count = rng.random_range(1..=2);
            contracts.extend((0..count).map(|_| contract(rng, voucher, most, faults)));
        }
    }
    let wanted = rng.random_bool(0.3) || contracts.is_empty() && operation.is_none();
    let challenge = wanted.then(|| challenge(rng, &contracts, most, faults));
    let pools = VOUCHERS.map(|_| match rng.random_bool(faults) {
        true => rng.random_range(0..=15) * 10_000,
        false => rng.random_range(60..=480) * 10_000,
    });
    let (local, dishonest) = (!rng.random_bool(faults * 0.5), rng.random_bool(faults * 0.3));
    Applicant { sole, staff, local, dishonest, pools, contracts, challenge, operation }
}

fn contract(rng: &mut ChaCha8Rng, voucher: Voucher, most: u64, faults: f64) -> Contract {
    Contract {
        voucher,
        covered: voucher != Voucher::Compute || !rng.random_bool(faults * 0.6),
        net: rng.random_range(4..=most) * 5_000,
        taxed: rng.random_bool(0.35).then(|| if rng.random_bool(0.7) { 6 } else { 13 }),
        in_window: !rng.random_bool(faults),
        related: rng.random_bool(faults * 0.6),
        subsidised: rng.random_bool(faults * 0.6),
    }
}

fn challenge(rng: &mut ChaCha8Rng, contracts: &[Contract], most: u64, faults: f64) -> Challenge {
    let mut costs: Vec<Cost> = RESEARCH
        .into_iter()
        .filter(|_| rng.random_bool(0.5))
        .map(|name| Cost { name, amount: 0, research: true })
        .collect();
    if costs.is_empty() {
        costs.push(Cost { name: RESEARCH[0], amount: 0, research: true });
    }
    if rng.random_bool(faults * 1.5) {
        let name = OTHER_COSTS[rng.random_range(0..OTHER_COSTS.len())];
        costs.insert(rng.random_range(0..=costs.len()), Cost { name, amount: 0, research: false });
    }
    for cost in &mut costs {
        cost.amount = rng.random_range(20..=most * 2 + 20) * 5_000;
    }
    let research: u64 = costs.iter().filter(|cost| cost.research).map(|cost| cost.amount).sum();
    let bought = contracts.iter().find(|contract| contract.voucher == Voucher::Compute);
    let overlap = bought.map(|contract| contract.net).filter(|net| *net <= research / 2 && rng.random_bool(0.5));
    let public_money = rng.random_bool(faults).then(|| research / 25_000 * 5_000);
    Challenge {
        listed: !rng.random_bool(faults * 0.7),
        costs,
        public_money: public_money.unwrap_or(0),
        overlap: overlap.unwrap_or(0),
    }
}

fn operation(rng: &mut ChaCha8Rng, faults: f64) -> Operation {
    let firms = rng.random_range(2..=18);
    Operation {
        recognised: !rng.random_bool(faults),
        occupancy: if rng.random_bool(faults) { rng.random_range(35..=59) } else { rng.random_range(60..=96) },
        firms,
        pending: if rng.random_bool(0.4) { rng.random_range(1..=firms / 2) } else { 0 },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn every_reason_occurs_and_one_person_companies_do() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let settings = toml::from_str("fault-share = 0.18\nremark-share = 0.4").unwrap();
        let drafts = cases(&mut rng, 400, &settings).unwrap();
        let mut reasons = BTreeSet::new();
        for draft in &drafts {
            for item in draft.expected["items"].as_object().unwrap().values() {
                reasons
                    .extend(item["reasons"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()));
            }
        }
        let known: BTreeSet<String> = rules::REASONS.iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(reasons, known);
        let one = |draft: &&Draft| draft.input["firm"]["staff"] == 1;
        assert!((80..=240).contains(&drafts.iter().filter(one).count()));
        let paid = drafts.iter().filter(|draft| draft.expected["total"] != 0).count();
        assert!((240..=380).contains(&paid), "{paid} of 400 get money");
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(6), 1, &toml::Table::new()).is_err());
    }
}
