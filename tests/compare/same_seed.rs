//! The same component on the same case with the same seed gives the same output and costs the same fuel.

use serde_json::Value;

use crate::support::{App, assert_same, runs, session, without_volatile};

/// JavaScript, Rust and Python agents.
const ASKED: [&str; 5] = ["order-matching", "tide-prediction", "address-parsing", "--cases", "10"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ASKED.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn the_same_seed_gives_the_same_result_on_one_thread_and_on_two_in_one_registry_and_in_its_copy() {
    let app = App::published();
    let copy = app.copy();
    let (_, two) = app.compare(with(&["--threads", "2"]));
    for run in runs(&two) {
        assert_eq!(run["outcome"], "answered", "{run}");
        assert!(run["output"].is_string() && run["fuel"].as_u64() > Some(0), "{run}");
    }
    let (_, one) = app.compare(with(&["--threads", "1"]));
    assert_same(&two, &one);
    let (_, elsewhere) = copy.compare(with(&["--threads", "1"]));
    assert_same(&two, &elsewhere);

    let (_, other_seed) = app.compare(with(&["--seed", "2"]));
    for scenario in ["order-matching", "tide-prediction", "address-parsing"] {
        assert_ne!(cases(&two, scenario), cases(&other_seed, scenario), "another seed draws other cases");
    }
}

#[test]
fn compiled_code_that_is_made_anew_changes_nothing() {
    let app = App::published();
    let asked = ["order-matching", "tide-prediction", "--cases", "10"];
    let (_, warm) = app.compare(asked);
    assert_eq!(warm["compiled"], 0);
    std::fs::remove_dir_all(app.compiled_folder()).unwrap();
    let (_, cold) = app.compare(asked);
    // The floor, two planners and one series: agents that do not take part are not compiled.
    assert_eq!(cold["compiled"], 4);
    assert_same(&warm, &cold);
    let (_, again) = app.compare(asked);
    assert_eq!(again["compiled"], 0);
    assert_same(&warm, &again);
}

fn cases(document: &Value, scenario: &str) -> Vec<Value> {
    let runs = session(document, scenario)["runs"].as_array().unwrap();
    runs.iter().map(|run| without_volatile(&run["case"])).collect()
}
