//! Firms that apply under the district's talent and health policies, written from known facts.
//!
//! What an application is worth is worked out by [`rules`] from the facts themselves; [`letter`] then writes them
//! down. No real firm or person stands behind any of them. Amounts are in yuan, shares in tenths of a per cent.

mod letter;
mod rules;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::{application, settings};
use crate::catalogue::Draft;

/// The items that can be applied for, in the order of the output.
const ITEMS: [&str; 6] = ["result", "office", "guarantee", "platform", "product", "fund"];

/// A firm, what it applies for and on which facts.
#[derive(Debug, Clone, PartialEq)]
struct Applicant {
    local: bool,
    dishonest: bool,
    /// The person by whom the talent policy is asked for; there wherever `deals`, `office` or `loan` are.
    talent: Option<Talent>,
    deals: Vec<Deal>,
    office: Option<Office>,
    loan: Option<Loan>,
    platform: Option<Platform>,
    products: Vec<Product>,
    project: Option<Project>,
}

impl Applicant {
    /// What it applies for, by the names of the output.
    fn applied(&self) -> Vec<&'static str> {
        let there = [
            !self.deals.is_empty(),
            self.office.is_some(),
            self.loan.is_some(),
            self.platform.is_some(),
            !self.products.is_empty(),
            self.project.is_some(),
        ];
        ITEMS.into_iter().zip(there).filter(|(_, there)| *there).map(|(key, _)| key).collect()
    }
}

/// A high-level talent and what that person holds of the firm.
#[derive(Debug, Clone, PartialEq)]
struct Talent {
    recognised: bool,
    founder: bool,
    direct: u64,
    /// Held through a partnership.
    through: u64,
    /// The largest share that anyone else holds.
    rival: u64,
}

/// A contract by which a result of research was put to use.
#[derive(Debug, Clone, PartialEq)]
struct Deal {
    /// A sale or a licence; advice and services are not covered.
    covered: bool,
    agreed: u64,
    /// What of it has come in.
    received: u64,
    in_window: bool,
    subsidised: bool,
}

/// Office space asked for.
#[derive(Debug, Clone, PartialEq)]
struct Office {
    full_time: u64,
    part_time: u64,
}

/// A guaranteed loan.
#[derive(Debug, Clone, PartialEq)]
struct Loan {
    principal: u64,
    /// The yearly fee in hundredths of a per cent.
    fee: u64,
    months: u64,
    in_window: bool,
    subsidised: bool,
}

/// A platform of a hospital and a firm.
#[derive(Debug, Clone, PartialEq)]
struct Platform {
    joint: bool,
    costs: Vec<Cost>,
    public_money: u64,
}

/// A line of a platform's costs.
#[derive(Debug, Clone, PartialEq)]
struct Cost {
    name: &'static str,
    amount: u64,
    covered: bool,
}

/// A drug or device and what it reached.
#[derive(Debug, Clone, PartialEq)]
struct Product {
    /// What it reached, each in or out of the year; one, or two of which only the higher counts.
    milestones: Vec<(Milestone, bool)>,
    innovative: bool,
}

/// What a product can reach, from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Milestone {
    PhaseOne,
    PhaseTwo,
    PhaseThree,
    DrugApproved,
    DeviceTwo,
    DeviceThree,
}

/// A project for which fund support is asked.
#[derive(Debug, Clone, PartialEq)]
struct Project {
    listed: bool,
    invested: u64,
    /// Own money in place.
    own: u64,
}

const COVERED: [&str; 4] = ["设备购置费", "软件开发费", "人员人工费", "临床验证费"];
const UNCOVERED: [&str; 3] = ["场地装修费", "业务招待费", "宣传推广费"];

/// Makes `count` cases.
///
/// Settings: `fault-share`, how often each thing that costs an applicant money occurs; `remark-share`, how often the
/// letter says things that mislead; `worked-share`, how often a figure must be worked out from others.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let faults = settings::share(settings, "fault-share")?;
    let manner = letter::Manner {
        remarks: settings::share(settings, "remark-share")?,
        worked: settings::share(settings, "worked-share")?,
    };
    let draft = |rng: &mut ChaCha8Rng, number: usize| {
        let applicant = applicant(rng, faults);
        let vacant = rng.random_range(6..=20) * 10;
        let input = json!({
            "firm": {
                "name": format!("示例企业{number:03}"),
                "registered": application::address(rng, applicant.local),
            },
            "filed": format!("2026-{:02}-{:02}", rng.random_range(9..=11), rng.random_range(1..=28)),
            "vacant": vacant,
            "applied": applicant.applied(),
            "letter": letter::write(rng, &applicant, manner),
        });
        Draft::new(input, rules::assess(&applicant, vacant))
    };
    Ok((1..=count).map(|number| draft(rng, number)).collect())
}

fn applicant(rng: &mut ChaCha8Rng, faults: f64) -> Applicant {
    let mut wanted = ITEMS;
    wanted.shuffle(rng);
    let wanted = &wanted[..rng.random_range(1..=3)];
    let asks = |key: &str| wanted.contains(&key);
    let deals = if asks("result") { rng.random_range(1..=2) } else { 0 };
    let products = if asks("product") { rng.random_range(1..=2) } else { 0 };
    let by_talent = asks("result") || asks("office") || asks("guarantee");
    Applicant {
        local: !rng.random_bool(faults * 0.4),
        dishonest: rng.random_bool(faults * 0.3),
        talent: by_talent.then(|| talent(rng, faults)),
        deals: (0..deals).map(|_| deal(rng, faults)).collect(),
        office: asks("office").then(|| office(rng)),
        loan: asks("guarantee").then(|| loan(rng, faults)),
        platform: asks("platform").then(|| platform(rng, faults)),
        products: (0..products).map(|_| product(rng, faults)).collect(),
        project: asks("fund").then(|| project(rng, faults)),
    }
}

/// Whoever is not to be the largest shareholder falls short by a point or more; some of the largest are so only by
/// what they hold through a partnership, and some share the first place.
fn talent(rng: &mut ChaCha8Rng, faults: f64) -> Talent {
    let whole = rng.random_range(20..=60) * 10;
    let through = if rng.random_bool(0.35) { rng.random_range(5..=15) * 10 } else { 0 };
    let room = (1_000 - whole).min(whole);
    let rival = match rng.random_range(0..10) {
        _ if rng.random_bool(faults) => (whole + rng.random_range(1..=8) * 10).min(1_000 - whole),
        0 if whole <= 500 => whole,
        _ => room - rng.random_range(1..=room / 20) * 10,
    };
    Talent {
        recognised: !rng.random_bool(faults * 0.6),
        founder: !rng.random_bool(faults),
        direct: whole - through,
        through,
        rival,
    }
}

fn deal(rng: &mut ChaCha8Rng, faults: f64) -> Deal {
    let agreed = rng.random_range(6..=160) * 50_000;
    let received = if rng.random_bool(0.5) { agreed } else { agreed / 50_000 * rng.random_range(1..=4) * 10_000 };
    Deal {
        covered: !rng.random_bool(faults * 0.7),
        agreed,
        received,
        in_window: !rng.random_bool(faults),
        subsidised: rng.random_bool(faults * 0.6),
    }
}

fn office(rng: &mut ChaCha8Rng) -> Office {
    let part_time = if rng.random_bool(0.35) { rng.random_range(1..=4) } else { 0 };
    Office { full_time: rng.random_range(2..=18), part_time }
}

fn loan(rng: &mut ChaCha8Rng, faults: f64) -> Loan {
    let dearest = if rng.random_bool(faults * 1.5) { 18 } else { 10 };
    Loan {
        principal: rng.random_range(10..=150) * 100_000,
        fee: rng.random_range(4..=dearest) * 10,
        months: if rng.random_bool(0.4) { 12 } else { [3, 6, 9, 18, 24][rng.random_range(0..5)] },
        in_window: !rng.random_bool(faults * 0.7),
        subsidised: rng.random_bool(faults * 0.5),
    }
}

fn platform(rng: &mut ChaCha8Rng, faults: f64) -> Platform {
    let mut costs: Vec<Cost> = COVERED
        .into_iter()
        .filter(|_| rng.random_bool(0.6))
        .map(|name| Cost { name, amount: 0, covered: true })
        .collect();
    if costs.is_empty() {
        costs.push(Cost { name: COVERED[0], amount: 0, covered: true });
    }
    if rng.random_bool(faults * 1.5) {
        let name = UNCOVERED[rng.random_range(0..UNCOVERED.len())];
        costs.insert(rng.random_range(0..=costs.len()), Cost { name, amount: 0, covered: false });
    }
    for cost in &mut costs {
        cost.amount = rng.random_range(10..=280) * 10_000;
    }
    let covered: u64 = costs.iter().filter(|cost| cost.covered).map(|cost| cost.amount).sum();
    let public_money = if rng.random_bool(faults) { covered / 40_000 * 10_000 } else { 0 };
    Platform { joint: !rng.random_bool(faults), costs, public_money }
}

fn product(rng: &mut ChaCha8Rng, faults: f64) -> Product {
    use Milestone::{DeviceThree, DeviceTwo, DrugApproved, PhaseOne, PhaseThree, PhaseTwo};
    let in_window = !rng.random_bool(faults);
    let pairs = [(PhaseOne, PhaseTwo), (PhaseTwo, PhaseThree)];
    let milestones = if in_window && rng.random_bool(faults) {
        let (first, second) = pairs[rng.random_range(0..pairs.len())];
        vec![(first, true), (second, true)]
    } else {
        let any = [PhaseOne, PhaseTwo, PhaseThree, DrugApproved, DeviceTwo, DeviceThree];
        vec![(any[rng.random_range(0..any.len())], in_window)]
    };
    Product { milestones, innovative: !rng.random_bool(faults * 0.8) }
}

fn project(rng: &mut ChaCha8Rng, faults: f64) -> Project {
    let invested = match rng.random_range(0..10) {
        _ if rng.random_bool(faults * 0.5) => rng.random_range(5..=9) * 1_000_000,
        0..=5 => rng.random_range(10..=60) * 1_000_000,
        _ => rng.random_range(6..=30) * 10_000_000,
    };
    let share = if rng.random_bool(faults) { rng.random_range(20..=49) } else { rng.random_range(50..=90) };
    Project { listed: !rng.random_bool(faults * 0.6), invested, own: invested / 100 * share }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn every_reason_occurs_and_most_get_something() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let settings = toml::from_str("fault-share = 0.18\nremark-share = 0.4\nworked-share = 0.3").unwrap();
        let drafts = cases(&mut rng, 500, &settings).unwrap();
        let items = || drafts.iter().flat_map(|draft| draft.expected["items"].as_object().unwrap().values());
        let reasons: BTreeSet<&str> =
            items().flat_map(|item| item["reasons"].as_array().unwrap()).map(|code| code.as_str().unwrap()).collect();
        assert_eq!(reasons, rules::REASONS.into_iter().collect());
        let asked = items().filter(|item| item["reasons"] != json!(["not-applied"])).count();
        let given = items().filter(|item| item["amount"] != 0).count();
        assert!((asked / 2..asked * 9 / 10).contains(&given), "{given} of {asked} items get something");
    }

    #[test]
    fn shares_add_up_to_a_whole_at_most() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        for _ in 0..2_000 {
            let talent = talent(&mut rng, 0.3);
            assert!(talent.direct + talent.through + talent.rival <= 1_000, "{talent:?}");
            assert!(talent.direct > 0 && talent.rival > 0, "{talent:?}");
        }
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(6), 1, &toml::Table::new()).is_err());
    }
}
