use super::*;
use crate::registry::fixture::cases;

#[test]
fn a_contract_is_loaded_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let Loaded::Now(id) = registry.load("1.0.0", b"x", &cases(4)).unwrap() else { panic!() };
    let rows = registry.rows("audit");
    assert_eq!(registry.load("1.0.0", b"x", &cases(4)).unwrap(), Loaded::AlreadyThere(id));
    assert_eq!((registry.rows("audit"), registry.rows("contract_case"), registry.rows("scenario")), (rows, 4, 1));

    let contract = registry.contract(id).unwrap();
    assert_eq!((contract.scenario.as_str(), contract.version), ("addition", Version::new(1, 0, 0)));
    assert_eq!(contract.output_schema, json!({ "type": "object" }));
    let digest = Digest::of(b"n + 1");
    let material = Material { name: "rules.txt".to_owned(), media_type: "text/plain".to_owned(), digest, size: 5 };
    assert_eq!(contract.materials, [material]);
    assert_eq!(registry.blob(digest).unwrap(), b"n + 1");
    assert_eq!(registry.find_contract("addition", &Version::new(1, 0, 0)).unwrap(), Some((id, Digest::of(b"x"))));
    assert_eq!(registry.find_contract("addition", &Version::new(1, 0, 1)).unwrap(), None);
}

#[test]
fn cases_are_read_back_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let id = registry.load("1.0.0", b"x", &cases(5)).unwrap().id();
    let kept = registry.cases(id).unwrap();
    let given: Vec<_> = kept.iter().map(|kept| (kept.case.clone(), kept.visibility)).collect();
    assert_eq!(given, cases(5));
    assert_eq!(registry.case_counts(id).unwrap(), (3, 2));
    assert_eq!(registry.case(kept[3].id).unwrap().as_ref(), Some(&kept[3]));
    assert_eq!(registry.case(crate::registry::CaseId::new(99)).unwrap(), None);
    assert_eq!(kept[0].digest, canonical::digest(&json!({ "expected": { "n": 1 }, "input": { "n": 0 }, "weight": 1 })));
}

#[test]
fn a_contract_that_changed_under_its_version_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    registry.load("1.0.0", b"x", &cases(4)).unwrap();
    let before = registry.audit_head().unwrap();
    let error = registry.load("1.0.0", b"y", &cases(5)).unwrap_err();
    assert!(error.to_string().contains("raise [contract] version"), "{error}");
    assert_eq!(error.code(), "contract-changed");
    assert_eq!(error.data()["scenario"], "addition");
    assert_eq!((registry.audit_head().unwrap(), registry.rows("contract_case")), (before, 4));
    registry.load("1.0.1", b"y", &cases(5)).unwrap();
}

#[test]
fn another_wording_needs_no_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    registry.load("1.0.0", b"x", &cases(1)).unwrap();
    let version = Version::new(1, 0, 0);
    let record = json!({ "title": "加法（修订）" });
    let schema = json!(true);
    let reworded = NewContract {
        scenario: "addition",
        record: &record,
        version: &version,
        digest: Digest::of(b"x"),
        terms: &schema,
        input_schema: &schema,
        output_schema: &schema,
        materials: &[],
        cases: &[],
    };
    let loaded = registry.load_contract(&Actor::operator(), &reworded).unwrap();
    assert!(matches!(loaded, Loaded::AlreadyThere(_)));
    assert_eq!(registry.scenario_record("addition").unwrap(), record);
    assert_eq!(registry.rows("scenario"), 2);
    assert!(matches!(registry.scenario_record("other"), Err(Error::UnknownScenario { .. })));
}

#[test]
fn bad_cases_are_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let twice = [cases(2), cases(1)].concat();
    assert!(matches!(registry.load("1.0.0", b"x", &twice), Err(Error::DuplicateCase { case, .. }) if case == "0000"));
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut bad = cases(2);
        bad[1].0.weight = weight;
        assert!(matches!(registry.load("1.0.0", b"x", &bad), Err(Error::BadWeight { case, .. }) if case == "0001"));
    }
    for table in ["scenario", "contract", "contract_case", "blob"] {
        assert_eq!(registry.rows(table), 0, "{table}");
    }
}

#[test]
fn the_newest_contract_is_by_version_and_the_overview_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    assert_eq!(registry.scenarios().unwrap(), []);
    assert!(matches!(registry.latest_contract("addition"), Err(Error::UnknownScenario { .. })));
    registry.load("1.10.0", b"x", &cases(3)).unwrap();
    registry.load("1.9.0", b"y", &cases(1)).unwrap();
    assert_eq!(registry.latest_contract("addition").unwrap().version, Version::new(1, 10, 0));
    let overview = registry.scenarios().unwrap();
    assert_eq!(overview.len(), 1);
    assert_eq!((overview[0].public_cases, overview[0].hidden_cases), (2, 1));
    assert_eq!((&overview[0].version, overview[0].latest_finished), (&Version::new(1, 10, 0), None));
}
