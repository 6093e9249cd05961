//! The agent on the catalogue's own pictures of cloth.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use signal_spectral::fabric::answer;

/// The intersection over union of two boxes.
fn iou(one: &Value, other: &Value) -> f64 {
    let at = |value: &Value, key: &str| value[key].as_f64().unwrap();
    let shared = |from: &str, size: &str| {
        let end = |value: &Value| at(value, from) + at(value, size);
        (end(one).min(end(other)) - at(one, from).max(at(other, from))).max(0.0)
    };
    let both = shared("x", "width") * shared("y", "height");
    both / (at(one, "width") * at(one, "height") + at(other, "width") * at(other, "height") - both)
}

#[test]
fn two_defects_of_three_are_found_and_named() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../host/catalogue/fabric-defect/cases.jsonl");
    let (mut hits, mut all) = (0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let output = answer(&case["input"]).unwrap().output;
        let given = output["boxes"].as_array().unwrap();
        for wanted in case["expected"]["boxes"].as_array().unwrap() {
            all += 1;
            hits += usize::from(given.iter().any(|one| one["kind"] == wanted["kind"] && iou(one, wanted) >= 0.5));
        }
    }
    println!("{hits} of {all}");
    assert!(3 * hits >= 2 * all, "{hits} of {all}");
}

#[test]
fn what_is_no_picture_is_refused() {
    for input in [json!({}), json!({"pixels": "AAAA"}), json!({"pixels": "*"})] {
        assert!(answer(&input).is_err(), "{input}");
    }
}
