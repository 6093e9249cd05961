//! Each figure worked by hand from `materials/policy.md`.

use super::super::Cost;
use super::*;

fn nobody() -> Applicant {
    Applicant {
        local: true,
        dishonest: false,
        talent: Some(Talent { recognised: true, founder: true, direct: 300, through: 100, rival: 400 }),
        deals: Vec::new(),
        office: None,
        loan: None,
        platform: None,
        products: Vec::new(),
        project: None,
    }
}

fn told(applicant: &Applicant, key: &str) -> (u64, Vec<String>) {
    let item = assess(applicant, 100)["items"][key].clone();
    let reasons = item["reasons"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    (item["amount"].as_u64().unwrap(), reasons.collect())
}

fn is(amount: u64, reasons: &[&str]) -> (u64, Vec<String>) {
    (amount, reasons.iter().map(|code| (*code).to_owned()).collect())
}

#[test]
fn results_count_by_what_came_in() {
    let deal = Deal { covered: true, agreed: 3_000_000, received: 1_200_000, in_window: true, subsidised: false };
    let run = |deals| told(&Applicant { deals, ..nobody() }, "result");
    // 1 200 000 × 20 %
    assert_eq!(run(vec![deal.clone()]), is(240_000, &["deducted"]));
    let whole = Deal { received: 3_000_000, ..deal.clone() };
    assert_eq!(run(vec![whole.clone(), whole.clone()]), is(1_000_000, &["cap"]));
    let advice = Deal { covered: false, ..whole.clone() };
    let old = Deal { in_window: false, subsidised: true, ..deal };
    assert_eq!(run(vec![advice, old, whole]), is(600_000, &["not-covered", "out-of-window", "duplicate"]));
}

#[test]
fn offices_are_never_below_the_plan() {
    let run =
        |full_time, part_time| told(&Applicant { office: Some(Office { full_time, part_time }), ..nobody() }, "office");
    assert_eq!(run(5, 0), is(60, &["floor"]));
    assert_eq!(run(9, 0), is(72, &["full"]));
    assert_eq!(run(13, 2), is(100, &["deducted", "vacancy"]));
}

#[test]
fn guarantee_fees_need_the_founder_to_be_the_largest_shareholder() {
    let loan = Loan { principal: 12_000_000, fee: 150, months: 18, in_window: true, subsidised: false };
    let applicant = Applicant { loan: Some(loan.clone()), ..nobody() };
    // 10 000 000 × 1 % for a whole year; 30 % + 10 % against 40 % shares the first place
    assert_eq!(told(&applicant, "guarantee"), is(100_000, &["cap", "deducted"]));
    let short = Loan { principal: 5_000_000, fee: 80, months: 9, ..loan };
    // 5 000 000 × 0.8 % × 9 / 12
    assert_eq!(told(&Applicant { loan: Some(short), ..nobody() }, "guarantee"), is(30_000, &["full"]));
    let second = Talent { recognised: true, founder: false, direct: 300, through: 90, rival: 400 };
    let applicant = Applicant { talent: Some(second), ..applicant };
    assert_eq!(told(&applicant, "guarantee"), is(0, &["not-founder", "not-largest"]));
}

#[test]
fn health_items_keep_to_the_plan() {
    let cost = |amount, covered| Cost { name: "", amount, covered };
    let platform = |costs, joint| Some(Platform { joint, costs, public_money: 500_000 });
    let costs = vec![cost(2_000_000, true), cost(400_000, false)];
    let run = |platform| told(&Applicant { platform, ..nobody() }, "platform");
    assert_eq!(run(platform(costs.clone(), true)), is(450_000, &["deducted"]));
    assert_eq!(run(platform(costs, false)), is(0, &["not-joint"]));
    assert_eq!(run(platform(vec![cost(9_000_000, true)], true)), is(2_000_000, &["deducted", "cap"]));

    let product = |milestones, innovative| Product { milestones, innovative };
    let products = vec![
        product(vec![(Milestone::PhaseOne, true), (Milestone::PhaseTwo, true)], true),
        product(vec![(Milestone::DeviceThree, false)], true),
        product(vec![(Milestone::DrugApproved, true)], false),
    ];
    let run = |products| told(&Applicant { products, ..nobody() }, "product");
    assert_eq!(run(products), is(500_000, &["deducted", "out-of-window", "not-innovative"]));
    let both =
        [Milestone::DrugApproved, Milestone::DeviceThree].map(|milestone| product(vec![(milestone, true)], true));
    assert_eq!(run(both.to_vec()), is(2_000_000, &["cap"]));

    let project = |invested, own| Some(Project { listed: true, invested, own });
    let run = |project| told(&Applicant { project, ..nobody() }, "fund");
    assert_eq!(run(project(20_000_000, 10_000_000)), is(3_000_000, &["floor"]));
    assert_eq!(run(project(20_000_000, 9_999_999)), is(0, &["not-qualified"]));
    assert_eq!(run(project(50_000_000, 30_000_000)), is(5_000_000, &["full"]));
    assert_eq!(run(project(300_000_000, 150_000_000)), is(20_000_000, &["cap"]));
    assert_eq!(run(project(9_000_000, 9_000_000)), is(0, &["not-qualified"]));
}

#[test]
fn a_bar_comes_before_all_and_funds_and_offices_are_no_grants() {
    let project = Some(Project { listed: true, invested: 50_000_000, own: 30_000_000 });
    let office = Some(Office { full_time: 9, part_time: 0 });
    let applicant = Applicant { project, office, ..nobody() };
    assert_eq!(assess(&applicant, 100)["total"], 0);
    let stranger = Talent { recognised: false, ..nobody().talent.unwrap() };
    let applicant = Applicant { talent: Some(stranger), ..applicant };
    assert_eq!(told(&applicant, "office"), is(0, &["not-recognised"]));
    assert_eq!(told(&applicant, "fund"), is(5_000_000, &["full"]));
    let barred = Applicant { local: false, dishonest: true, ..applicant };
    assert_eq!(told(&barred, "office"), is(0, &["not-local", "dishonest"]));
    assert_eq!(told(&barred, "result"), is(0, &["not-applied"]));
}

#[test]
fn the_material_says_the_same_figures() {
    let text = include_str!("../../../../catalogue/talent-health-policy/materials/rules.json");
    let rules: Value = serde_json::from_str(text).unwrap();
    let plan = json!({
        "result": {"most_yuan": RESULT_MOST},
        "office": {"least_square_metres": OFFICE_LEAST},
        "guarantee": {"loan_most_yuan": LOAN_MOST},
        "platform": {"most_yuan": PLATFORM_MOST},
        "product": {"most_yuan": PRODUCT_MOST},
        "fund": {"least_yuan": FUND_LEAST},
    });
    assert_eq!(rules["plan"], plan);
    let made = &rules["demonstration"];
    assert_eq!(made["result"]["rate_percent"], RESULT_RATE);
    assert_eq!(made["office"]["square_metres_each"], OFFICE_EACH);
    assert_eq!(made["guarantee"]["fee_most_basis_points"], FEE_MOST);
    assert_eq!(made["guarantee"]["months_most"], MONTHS_MOST);
    assert_eq!(made["platform"]["rate_percent"], PLATFORM_RATE);
    assert_eq!(made["fund"]["rate_percent"], FUND_RATE);
    assert_eq!(made["fund"]["most_yuan"], FUND_MOST);
    assert_eq!(made["fund"]["project_least_yuan"], PROJECT_LEAST);
    assert_eq!(made["fund"]["own_least_percent"], OWN_LEAST);
    let milestones = [
        ("phase-one", Milestone::PhaseOne),
        ("phase-two", Milestone::PhaseTwo),
        ("phase-three", Milestone::PhaseThree),
        ("drug-approved", Milestone::DrugApproved),
        ("device-two", Milestone::DeviceTwo),
        ("device-three", Milestone::DeviceThree),
    ];
    for (key, milestone) in milestones {
        assert_eq!(made["product"]["milestones_yuan"][key], worth(milestone), "{key}");
    }
    let codes: Vec<&str> = rules["reasons"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(codes, REASONS);
}
