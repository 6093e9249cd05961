//! The document of `compare --json` and the schema that describes it.

use std::fs;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::support::{App, assert_same};

fn schema() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compare.schema.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// Where a document breaks `docs/compare.schema.json`.
pub fn faults(document: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_document_is_what_its_schema_says_and_nothing_else() {
    // Label, tide and job-shop metrics; a proportion, means and macro-F1; one entrant alone.
    let app = App::published();
    let asked = ["garment-vision", "womens-tumour", "tide-prediction", "flexible-production", "--cases", "8"];
    let (_, document) = app.compare(asked);
    assert_eq!(faults(&document), [] as [String; 0]);
    let (_, alone) = app.compare(["tide-prediction", "--cases", "1", "--entrant", "baseline/floor"]);
    assert_eq!(alone["sessions"][0]["summary"]["entrants"][0]["public"], Value::Null);
    assert_eq!(faults(&alone), [] as [String; 0]);

    for (pointer, value) in [
        ("/sessions/0/runs/0/input", json!({})),
        ("/sessions/0/runs/0/expected", json!({})),
        ("/sessions/0/summary/entrants/0/more", json!(1)),
        ("/sessions/0/runs/0/score", json!(1.5)),
        ("/sessions/0/runs/0/outcome", json!("other")),
        ("/form", json!("tongtai-compare-2")),
    ] {
        let mut other = document.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[name] = value;
        assert_eq!(faults(&other).len(), 1, "{pointer}");
    }
}

#[test]
fn a_link_and_a_pipe_are_written_to_and_stay_what_they_are() {
    let app = App::published();
    let file = |name: &str| app.path().join(name);
    let ask = |target| app.tongtai(["compare", "tide-prediction", "--cases", "4", "--json", target]).run().succeeded();

    std::os::unix::fs::symlink("real.json", file("link.json")).unwrap();
    fs::write(file("real.json"), "before").unwrap();
    ask("link.json");
    assert!(file("link.json").is_symlink());
    let linked = serde_json::from_slice(&fs::read(file("real.json")).unwrap()).unwrap();

    assert!(Command::new("mkfifo").arg(file("pipe")).status().unwrap().success());
    let pipe = file("pipe");
    let reader = std::thread::spawn(move || fs::read(pipe).unwrap());
    ask("pipe");
    assert!(fs::metadata(file("pipe")).unwrap().file_type().is_fifo());
    assert_same(&linked, &serde_json::from_slice(&reader.join().unwrap()).unwrap());
}

#[test]
fn the_schema_closes_and_describes_every_object() {
    fn walk(at: &str, value: &Value, met: &mut usize) {
        if let Some(fields) = value.get("properties").and_then(Value::as_object) {
            *met += 1;
            assert_eq!(value["additionalProperties"], false, "{at} is open");
            for (name, field) in fields {
                assert!(field["description"].is_string(), "{at}/{name} is not described");
            }
        }
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| walk(&format!("{at}/{name}"), value, met));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(at, item, met)),
            _ => {}
        }
    }
    let mut met = 0;
    walk("", &schema(), &mut met);
    assert!(met >= 10, "{met} objects");
}

#[test]
fn the_shape_of_a_document() {
    let (_, document) = App::published().compare(["tide-prediction", "--cases", "12"]);
    insta::assert_json_snapshot!(shape("", &document));
}

/// The document without what another registry, machine or agent would change; of the runs, the first of each entrant
/// on a public and on a hidden case.
fn shape(name: &str, value: &Value) -> Value {
    match (name, value) {
        ("runs", Value::Array(runs)) => Value::Array(first_of_a_kind(runs)),
        (_, Value::Object(fields)) => {
            fields.iter().map(|(name, value)| (name.clone(), shape(name, value))).collect::<Map<_, _>>().into()
        }
        ("figures", Value::Array(pair)) if pair.iter().any(Value::is_number) => json!([pair[0], "(number)"]),
        (_, Value::Array(items)) => items.iter().map(|item| shape(name, item)).collect(),
        ("entrant", Value::Number(_)) => value.clone(),
        ("plan-digest" | "digest" | "output", Value::String(_)) => json!("(digest)"),
        ("cost" | "tongtai" | "case" | "version", Value::String(_)) => json!("(text)"),
        ("public-cases" | "hidden-cases" | "cases" | "first" | "second" | "beats" | "beaten-by", _) => value.clone(),
        ("entrant", Value::String(name)) => json!(name.split_once('@').map(|(name, _version)| name)),
        (_, Value::Number(_)) => json!("(number)"),
        _ => value.clone(),
    }
}

fn first_of_a_kind(runs: &[Value]) -> Vec<Value> {
    let mut kinds = Vec::new();
    let mut first = Vec::new();
    for run in runs {
        let kind = (&run["entrant"], &run["visibility"]);
        if !kinds.contains(&kind) {
            kinds.push(kind);
            first.push(shape("", run));
        }
    }
    first
}
