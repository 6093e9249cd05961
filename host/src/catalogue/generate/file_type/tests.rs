use std::collections::BTreeMap;
use std::fmt::Write;

use super::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/file-type");
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden/file-type/whole.jsonl");
/// The seed of the material: it is drawn apart from every case.
const MATERIAL: u64 = 0x6669_6c65;

fn drawn(seed: u64, count: usize, settings: &str) -> Vec<Draft> {
    cases(&mut ChaCha8Rng::seed_from_u64(seed), count, &toml::from_str(settings).unwrap()).unwrap()
}

/// The material `train.jsonl`: under the scenario's own settings, labels beside the input's fields.
fn train() -> String {
    let scenario: toml::Table =
        toml::from_str(&std::fs::read_to_string(format!("{FOLDER}/scenario.toml")).unwrap()).unwrap();
    let settings = scenario["cases"]["settings"].as_table().unwrap();
    let drafts = cases(&mut ChaCha8Rng::seed_from_u64(MATERIAL), 400, settings).unwrap();
    let line = |draft: &Draft| {
        let mut line = draft.input.clone();
        line["label"] = draft.expected["label"].clone();
        format!("{line}\n")
    };
    drafts.iter().map(line).collect()
}

/// Whole files, six of each type, for `tests/golden/file-type/check.py`.
fn whole() -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(MATERIAL + 1);
    let mut lines = String::new();
    for kind in KINDS.iter().cycle().take(6 * KINDS.len()) {
        let bytes = STANDARD.encode((kind.write)(&mut rng));
        writeln!(lines, "{}", json!({"label": kind.label, "bytes": bytes})).unwrap();
    }
    lines
}

#[test]
fn the_material_is_what_is_written_here() {
    let committed = std::fs::read_to_string(format!("{FOLDER}/materials/train.jsonl")).unwrap();
    assert!(committed == train(), "train.jsonl is not what is made today");
}

/// `check.py` has read these files with Python's own modules; `check.txt` beside it is what it printed.
#[test]
fn the_checked_files_are_what_is_written_here() {
    assert!(std::fs::read_to_string(GOLDEN).unwrap() == whole(), "whole.jsonl is not what is made today");
}

/// `cargo test --lib dump_file_types -- --ignored`
#[test]
#[ignore = "writes into the catalogue and the golden values"]
fn dump_file_types() {
    std::fs::write(format!("{FOLDER}/materials/train.jsonl"), train()).unwrap();
    std::fs::write(GOLDEN, whole()).unwrap();
}

#[test]
fn no_case_is_in_the_material() {
    let train = train();
    let cases = std::fs::read_to_string(format!("{FOLDER}/cases.jsonl")).unwrap();
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(!train.contains(case["input"]["bytes"].as_str().unwrap()), "{}", case["id"]);
    }
}

#[test]
fn types_take_turns_and_files_are_long_enough() {
    let mut counts = BTreeMap::new();
    for draft in drawn(2, 10 * KINDS.len(), "bytes = [128, 512]\nmiddle = 0.3\nstripped = 0.3\nrenamed = 0.8") {
        *counts.entry(draft.expected["label"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        let bytes = STANDARD.decode(draft.input["bytes"].as_str().unwrap()).unwrap();
        assert!((64..=512).contains(&bytes.len()), "{draft:?}");
        assert!(draft.input["size"].as_u64().unwrap() <= 16384);
    }
    assert!(counts.len() == KINDS.len() && counts.values().all(|count| *count == 10), "{counts:?}");
}

/// Python has no reader for modules of WebAssembly; the validator is another hand's.
#[test]
fn modules_are_valid() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for _ in 0..50 {
        wasmparser::validate(&binary::wasm(&mut rng)).unwrap();
    }
}

/// A rule that knows only how files begin.
fn by_magic(bytes: &[u8]) -> &'static str {
    let magics: &[(&[u8], &str)] = &[
        (b"\x89PNG", "png"),
        (b"\x1f\x8b", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"BM", "bmp"),
        (b"RIFF", "wav"),
        (b"\0asm", "wasm"),
        (b"%PDF", "pdf"),
        (b"SQLite format 3", "sqlite"),
        (b"<?xml", "xml"),
        (b"<!DOCTYPE", "html"),
        (b"\xff\xfe", "utf16-text"),
        (b"\xfe\xff", "utf16-text"),
        (b"00000000", "hex-dump"),
        (b"[{", "json"),
        (b"{\n", "json"),
        (b"{\"", "jsonl"),
        (b"CREATE", "sql"),
        (b"# ", "markdown"),
        (b"20", "log"),
    ];
    magics.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or("csv", |(_, label)| label)
}

#[test]
fn the_more_is_cut_off_the_less_a_magic_number_tells() {
    let right = |stripped: &str| {
        let settings = format!("bytes = [128, 512]\nmiddle = 0.0\nstripped = {stripped}\nrenamed = 1.0");
        let hits = |draft: &Draft| {
            let bytes = STANDARD.decode(draft.input["bytes"].as_str().unwrap()).unwrap();
            draft.expected["label"] == by_magic(&bytes)
        };
        drawn(3, 500, &settings).iter().filter(|draft| hits(draft)).count()
    };
    let [none, half, all] = ["0.0", "0.5", "1.0"].map(right);
    assert!(none > 300 && half + 80 < none && all + 80 < half, "{none} {half} {all} of 500");
}

#[test]
fn settings_are_asked_for() {
    assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
}
