//! The same from an ordinary toolchain: the Rust components of `tests/components`, one of which imports all of WASI.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tongtai::sandbox::{Answer, Call, Channel, Component, Limits, Outcome, Trap};

use crate::agents::{LIMITS, ask, load, output, sandbox, task};

fn shipped(file: &str) -> Component {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/components/dist");
    load(&sandbox(), &fs::read(folder.join(file)).unwrap()).unwrap()
}

static PROBE: LazyLock<Component> = LazyLock::new(|| shipped("probe.wasm"));
static WASI_PROBE: LazyLock<Component> = LazyLock::new(|| shipped("wasi-probe.wasm"));

fn tried(component: &Component, deed: &str, limits: &Limits) -> Call<Answer> {
    ask(component, &json!({ "do": deed }).to_string(), limits)
}

fn seen(deed: &str) -> Value {
    serde_json::from_str(&output(tried(&WASI_PROBE, deed, &LIMITS))).unwrap()
}

#[test]
fn all_of_wasi_shows_nothing() {
    let all = seen("all");
    assert_eq!(all["files"], json!({ "directories": [], "tried": [] }));
    assert_eq!(all["environment"], json!({ "arguments": [], "directory": null, "variables": [] }));
    for way in ["resolve", "connect", "bind-tcp", "bind-udp"] {
        let error = all["network"][way]["error"].as_str().unwrap_or_default();
        assert!(error.contains("access-denied"), "{way}: {}", all["network"]);
    }
    assert_eq!(all["clocks"]["first"]["wall-seconds"], 1_767_225_600);
    assert_eq!(all, seen("all"), "and the next case sees the same");
}

#[test]
fn all_randomness_follows_from_the_seed() {
    let random = |seed| output(WASI_PROBE.answer(&task(r#"{"do":"random"}"#, seed), &LIMITS));
    assert_eq!(random(1), random(1));
    assert_ne!(random(1), random(2));
}

#[test]
fn an_hours_sleep_is_an_hour_by_its_clock() {
    assert_eq!(seen("sleep"), json!({ "asked": 3_600_000_000_000_u64, "passed": 3_600_000_001_000_u64 }));
}

#[test]
fn an_exit_without_an_error_is_still_no_answer() {
    let Outcome::Trapped { reason, .. } = tried(&WASI_PROBE, "exit", &LIMITS).outcome else { panic!() };
    assert_eq!(reason, Trap::Exit(0));
}

#[test]
fn calls_that_cost_the_host_more_than_the_agent_are_paid_for() {
    let limits = Limits { fuel: 5_000_000, ..LIMITS };
    let call = tried(&WASI_PROBE, "random-flood", &limits);
    assert_eq!(call.outcome, Outcome::OutOfFuel { limit: 5_000_000 });
}

#[test]
fn lines_of_output_are_logged() {
    let call = tried(&WASI_PROBE, "streams", &LIMITS);
    let channels: Vec<_> = call.log.iter().map(|line| line.channel).collect();
    assert_eq!(channels, [Channel::Stdout, Channel::Stderr]);
}

#[test]
fn a_panic_names_the_agents_own_functions() {
    let Outcome::Trapped { reason: Trap::Unreachable, frames } = tried(&PROBE, "panic", &LIMITS).outcome else {
        panic!()
    };
    assert!(frames.iter().any(|frame| frame == "probe::perform"), "{frames:?}");
    assert_eq!(frames.last().map(String::as_str), Some("answer"));
}

#[test]
fn a_deep_recursion_is_named_once() {
    let Outcome::Trapped { reason, frames } = tried(&PROBE, "stack-overflow", &LIMITS).outcome else { panic!() };
    assert_eq!((reason, frames), (Trap::StackOverflow, vec!["probe::deeds::descend ×20".to_owned()]));
}

#[test]
fn allocating_without_end_ends_at_the_limit() {
    let call = tried(&PROBE, "allocate", &LIMITS);
    let Outcome::OutOfMemory { wanted, limit } = call.outcome else { panic!("{:?}", call.outcome) };
    assert!(wanted > limit && call.memory <= limit);
}

#[test]
fn nothing_remembered_is_found_again() {
    let remember = || output(ask(&PROBE, r#"{"do":"remember","words":"secret"}"#, &LIMITS));
    let found: Value = serde_json::from_str(&remember()).unwrap();
    assert_eq!(found, json!({ "dirty-bytes": 0, "found": "" }));
    assert_eq!(serde_json::from_str::<Value>(&remember()).unwrap(), found);
}
