//! Holds that the committed public cases of the generated scenarios are what their generators make.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::catalogue::load::embedded_ids;
use crate::catalogue::metric::Judge;
use crate::catalogue::scenario::Hidden;
use crate::catalogue::{Case, Scenario};

/// The scenarios whose optima another solver (scipy, OR-tools, A*) has computed.
const SOLVED: &[&str] = &[
    "embodied-navigation",
    "order-matching",
    "cluster-logistics",
    "compute-scheduling",
    "embodied-picking",
    "replenishment",
];

fn folder(id: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(id)
}

fn scenario(id: &str) -> Scenario {
    toml::from_str(&fs::read_to_string(folder(id).join("scenario.toml")).unwrap()).unwrap()
}

/// The public cases, made again; `None` where they come from a file.
fn made(scenario: &Scenario) -> Option<Vec<Case>> {
    let Hidden::Generate { generator, public_seed, public_count, settings, .. } = &scenario.cases.hidden else {
        return None;
    };
    let seed = crate::catalogue::hidden::public_seed(*public_seed);
    Some(super::generate(*generator, seed, "p", *public_count, settings).unwrap())
}

/// Every generated scenario with its public cases, made again.
fn generated() -> impl Iterator<Item = (Scenario, Vec<Case>)> {
    embedded_ids().into_iter().filter_map(|id| {
        let scenario = scenario(&id);
        let cases = made(&scenario)?;
        Some((scenario, cases))
    })
}

fn lines(cases: &[Case]) -> String {
    cases.iter().map(|case| serde_json::to_string(case).unwrap() + "\n").collect()
}

#[test]
fn committed_public_cases_are_what_the_generator_makes() {
    for (scenario, cases) in generated() {
        let committed = fs::read_to_string(folder(&scenario.id).join("cases.jsonl")).unwrap();
        assert!(committed == lines(&cases), "{}: the committed cases are not what is made today", scenario.id);
    }
}

#[test]
fn every_public_case_is_one_that_its_metric_can_judge() {
    for (scenario, cases) in generated() {
        for case in cases {
            let judged = scenario.contract.metric.check(&case.input, &case.expected);
            assert_eq!(judged, Ok(()), "{} {}", scenario.id, case.id);
        }
    }
}

/// `tests/golden/<id>/optima.json` holds what another solver finds for each case with an optimum; the script that made
/// it lies beside it.
#[test]
fn the_oracles_agree_with_other_solvers() {
    for &id in SOLVED {
        let golden = folder(id).join("../../../tests/golden").join(id).join("optima.json");
        let golden: BTreeMap<String, i64> = serde_json::from_str(&fs::read_to_string(golden).unwrap()).unwrap();
        let made: BTreeMap<String, i64> = made(&scenario(id))
            .unwrap()
            .into_iter()
            .filter_map(|case| Some((case.id, case.expected["optimum"].as_i64()?)))
            .collect();
        assert_eq!(made, golden, "{id}");
    }
}

/// Writes `cases.jsonl` of each: `cargo test --lib dump_public_cases -- --ignored`.
#[test]
#[ignore = "writes into the catalogue"]
fn dump_public_cases() {
    for (scenario, cases) in generated() {
        fs::write(folder(&scenario.id).join("cases.jsonl"), lines(&cases)).unwrap();
    }
}
