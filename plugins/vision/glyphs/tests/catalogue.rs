//! The agent on the catalogue's own lines.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use vision_glyphs::{glyph, reader};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../host/catalogue/invoice-reading")
}

#[test]
fn a_line_of_four_is_read_without_a_fault() {
    let templates = glyph::templates(&fs::read(folder().join("materials/glyphs.json")).unwrap()).unwrap();
    let text = fs::read_to_string(folder().join("cases.jsonl")).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut right = 0;
    for case in &cases {
        let reading = reader::read(&templates, &case["input"]).unwrap();
        let wanted = case["expected"]["text"].as_str().unwrap();
        right += usize::from(reading.text == wanted);
        println!("{wanted} | {} {:.2}", reading.text, reading.share);
    }
    println!("{right} of {}", cases.len());
    assert!(4 * right >= cases.len(), "{right} of {}", cases.len());
}

#[test]
fn what_is_no_picture_is_refused() {
    for input in [json!({}), json!({"width": 4, "height": 4, "pixels": "AAAA"}), json!({"width": 4, "height": 4})] {
        assert!(reader::read(&[], &input).is_err(), "{input}");
    }
}
