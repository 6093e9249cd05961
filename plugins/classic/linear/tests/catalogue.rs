//! The agent on the catalogue's own materials and cases, against values computed by scikit-learn (`tests/golden/`).

use std::fs;
use std::path::PathBuf;

use classic_linear::{Material, Verdict, base64, garment_vision, picture, womens_tumour};
use serde_json::Value;

fn folder(scenario: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../host/catalogue").join(scenario)
}

fn materials(scenario: &str, names: &[&str]) -> Vec<Material> {
    let read = |name: &&str| Material {
        name: (*name).into(),
        media_type: String::new(),
        content: fs::read(folder(scenario).join("materials").join(name)).unwrap(),
    };
    names.iter().map(read).collect()
}

fn cases(scenario: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder(scenario).join("cases.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn golden(scenario: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/values.json");
    serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap()[scenario].take()
}

/// The share of cases, as `(right, all)`, whose label is the expected one.
fn right(cases: &[Value], verdicts: &[Verdict]) -> (usize, usize) {
    let right = cases.iter().zip(verdicts).filter(|(case, verdict)| case["expected"] == verdict.output).count();
    (right, cases.len())
}

#[test]
fn garments_are_told_apart_as_well_as_by_scikit_learn() {
    let state =
        garment_vision::prepare(&materials("garment-vision", &["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]))
            .unwrap();
    let cases = cases("garment-vision");
    let verdicts: Vec<Verdict> =
        cases.iter().map(|case| garment_vision::answer(&state, &case["input"]).unwrap()).collect();
    let (right, all) = right(&cases, &verdicts);
    let accuracy = right as f64 / all as f64;
    println!("{right} of {all}: {accuracy}; {}", verdicts[0].rationale);
    let at_minimum = golden("garment-vision")["accuracy-at-the-minimum"].as_f64().unwrap();
    // The fit stops early, so that a few cases may fall otherwise.
    assert!((accuracy - at_minimum).abs() <= 0.015, "{accuracy} against {at_minimum}");
}

#[test]
fn a_pictures_figures_are_those_that_numpy_finds() {
    let case = &cases("garment-vision")[0];
    let pixels = base64::decode(case["input"]["pixels"].as_str().unwrap()).unwrap();
    let figures = picture::figures(&pixels.try_into().unwrap());
    let golden = golden("garment-vision")["first-case-figures"].take();
    let golden: Vec<f64> = serde_json::from_value(golden).unwrap();
    assert_eq!(figures.len(), golden.len());
    for (i, (figure, expected)) in figures.iter().zip(golden).enumerate() {
        assert!((figure - expected).abs() < 1e-9, "figure {i}: {figure} against {expected}");
    }
}

#[test]
fn tumours_get_the_probabilities_that_scikit_learn_finds() {
    let state = womens_tumour::prepare(&materials("womens-tumour", &["train.csv"])).unwrap();
    let golden: Vec<f64> = serde_json::from_value(golden("womens-tumour")["malignant"].take()).unwrap();
    let cases = cases("womens-tumour");
    assert_eq!(cases.len(), golden.len());
    for (case, expected) in cases.iter().zip(golden) {
        let verdict = womens_tumour::answer(&state, &case["input"]).unwrap();
        let malignant = verdict.output["label"] == "malignant";
        let found = if malignant { verdict.confidence } else { 1.0 - verdict.confidence };
        assert!((found - expected).abs() < 1e-5, "case {}: {found} against {expected}", case["id"]);
    }
}

#[test]
fn a_rationale_names_figures_and_gaps() {
    let state = womens_tumour::prepare(&materials("womens-tumour", &["train.csv"])).unwrap();
    let cases = cases("womens-tumour");
    let gaps = cases.iter().find(|case| case["note"].is_string()).unwrap();
    let verdict = womens_tumour::answer(&state, &gaps["input"]).unwrap();
    println!("{}", verdict.rationale);
    let missing = gaps["input"].as_object().unwrap().values().filter(|figure| figure.is_null()).count();
    assert!(verdict.rationale.contains(&format!("缺失 {missing} 项")), "{}", verdict.rationale);
}

#[test]
fn materials_or_states_that_cannot_be_read_are_refused() {
    assert!(garment_vision::prepare(&[]).is_err());
    assert!(womens_tumour::prepare(&[]).is_err());
    let input = &cases("garment-vision")[0]["input"];
    assert!(garment_vision::answer(&[], input).is_err());
    assert!(womens_tumour::answer(b"mean_area\n", input).is_err());
}
