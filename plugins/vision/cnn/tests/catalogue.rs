//! The agent on the catalogue's own cases.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use vision_cnn::garment_vision::answer;

#[test]
fn at_least_88_of_100_garments_are_named_rightly() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../host/catalogue/garment-vision/cases.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let right = cases.iter().filter(|case| answer(&case["input"]).unwrap().output == case["expected"]).count();
    println!("{right} of {}", cases.len());
    assert!(right * 100 >= cases.len() * 88, "{right} of {}", cases.len());
}

#[test]
fn what_is_no_picture_is_refused() {
    for input in [json!({}), json!({"pixels": "AAAA"}), json!({"pixels": "*"})] {
        assert!(answer(&input).is_err(), "{input}");
    }
}
