//! An agent that does in every case something else that it must not: each is a row, and the others are none the worse.

use std::fs;
use std::path::Path;

use semver::Version;
use serde_json::{Value, json};
use tongtai::publish::{Submission, publish};
use tongtai::registry::{Actor, Mode, Registry};
use tongtai::sandbox::{Sandbox, Settings};

use crate::document;
use crate::support::{App, assert_same, session};

/// What the probe in `tests/components/` is asked to do, and how that ends.
const DEEDS: [(&str, u64, &str); 9] = [
    ("echo", 0, "answered"),
    ("spin", 0, "out-of-fuel"),
    ("allocate", 4096, "out-of-memory"),
    ("panic", 0, "trapped"),
    ("unreachable", 0, "trapped"),
    ("stack-overflow", 1 << 40, "trapped"),
    ("big-output", 20_000, "output-too-large"),
    ("bad-json", 0, "invalid-output"),
    ("decline", 0, "declined"),
];

/// A catalogue of one scenario whose cases are the deeds.
fn catalogue(app: &App) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue/garment-vision");
    let to = app.path().join("catalogue/garment-vision");
    fs::create_dir_all(to.join("materials")).unwrap();
    let terms = fs::read_to_string(from.join("scenario.toml")).unwrap();
    fs::write(to.join("scenario.toml"), terms.replacen("version = \"1.0.0\"", "version = \"99.0.0\"", 1)).unwrap();
    for material in fs::read_dir(from.join("materials")).unwrap() {
        let material = material.unwrap();
        fs::copy(material.path(), to.join("materials").join(material.file_name())).unwrap();
    }
    fs::write(to.join("PROVENANCE.md"), "「示例数据」\n").unwrap();
    for schema in ["input.schema.json", "output.schema.json"] {
        fs::write(to.join(schema), r#"{"type": "object"}"#).unwrap();
    }
    let line = |(deed, n, _): &(&str, u64, &str)| {
        json!({ "id": deed, "input": { "do": deed, "n": n, "words": "" }, "expected": { "label": "bag" } }).to_string()
    };
    fs::write(to.join("cases.jsonl"), DEEDS.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap();
}

fn run<'a>(document: &'a Value, entrant: &str, case: &str) -> &'a Value {
    let runs = session(document, "garment-vision")["runs"].as_array().unwrap();
    runs.iter().find(|run| run["entrant"] == entrant && run["case"] == case).unwrap()
}

/// Publishes a component that admission would refuse, as no vendor can.
fn publish_untried(app: &App, component: &str) {
    let component = std::fs::read(component).unwrap();
    let mut registry = Registry::open(app.db(), Mode::Write).unwrap();
    let sandbox = Sandbox::new(&Settings { slots: 1, ..Settings::default() }).unwrap();
    let version = Version::new(0, 1, 0);
    let submission =
        Submission { vendor: "test", agent: "probe", version: &version, component: &component, signature: None };
    publish(&mut registry, &sandbox, &Actor::operator(), &submission).unwrap();
}

#[test]
fn every_way_to_fail_is_a_row_and_the_seed_reaches_the_agent() {
    const PROBE: &str = "test/probe@0.1.0";
    let app = App::published();
    catalogue(&app);
    publish_untried(&app, concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/components/dist/probe.wasm"));
    let asked = ["garment-vision", "--catalogue", "catalogue"];
    let entrants = ["--entrant", "test/probe", "--entrant", "baseline/floor"];
    let compare = |more: &[&'static str]| app.compare(asked.into_iter().chain(entrants).chain(more.iter().copied())).1;

    let together = compare(&[]);
    for (deed, _, outcome) in DEEDS {
        let run = run(&together, PROBE, deed);
        assert_eq!(run["outcome"], outcome, "{deed}: {run}");
        assert!(outcome == "answered" || run["score"] == 0.0, "{deed}: {run}");
    }
    let entrants = session(&together, "garment-vision")["summary"]["entrants"].as_array().unwrap();
    let probe = entrants.iter().find(|entrant| entrant["agent"] == "probe").unwrap();
    let count =
        |field: &str| -> u64 { ["public", "hidden"].iter().map(|part| probe[part][field].as_u64().unwrap_or(0)).sum() };
    assert_eq!((count("answered"), count("declined"), count("failed")), (1, 1, 7), "failures count");
    assert_eq!(document::faults(&together), [] as [String; 0]);

    let (_, alone) = app.compare(asked.into_iter().chain(["--entrant", "baseline/floor"]));
    for (deed, ..) in DEEDS {
        let floor = |document| run(document, "baseline/floor@0.1.0", deed);
        for field in ["outcome", "output", "score", "fuel"] {
            assert_eq!(floor(&together)[field], floor(&alone)[field], "{deed}: {field}");
        }
    }

    assert_same(&together, &compare(&["--threads", "1"]));
    let other = compare(&["--seed", "2"]);
    assert_ne!(run(&other, PROBE, "echo")["output"], run(&together, PROBE, "echo")["output"], "it echoes its seed");
}
