//! What an agent cannot see: one test for each thing, with an agent that tries.

use std::time::{Duration, Instant};

use tongtai::sandbox::{Channel, Outcome, Trap};

use crate::agents::{LIMITS, ask, output, probe, task, wasi_probe};

/// What the probe saw in a call.
fn seen(input: &str) -> String {
    output(ask(wasi_probe(), input, &LIMITS))
}

#[test]
fn no_file() {
    assert_eq!(seen("f"), "0", "no folder is open to it");
}

#[test]
fn no_environment_and_no_arguments() {
    assert!(std::env::vars().count() > 0, "there would be something to see");
    assert_eq!(seen("ea"), "0 0");
}

#[test]
fn no_network() {
    // An error (100) of the code access-denied (1), and not a trap.
    assert_eq!(seen("tun"), "101 101 101");
}

#[test]
fn no_standard_input() {
    // An error (100) of the case closed (1).
    assert_eq!(seen("i"), "101");
}

#[test]
fn the_monotonic_clock_is_virtual() {
    let first = seen("ccc");
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(first, seen("ccc"), "it does not run");
    assert_eq!(first, "3600000001000 3600000002000 3600000003000", "each look moves it by a microsecond");
}

#[test]
fn the_wall_clock_is_virtual() {
    // 2026-01-01T00:00:00Z.
    assert_eq!(seen("w"), "1767225600");
    assert_eq!(seen("hw"), "7200000001000 1767229200", "both clocks are one");
}

#[test]
fn sleeping_an_hour_returns_at_once() {
    let started = Instant::now();
    assert_eq!(seen("h"), "7200000001000");
    assert_eq!(seen("p"), "3660000001001", "the minute is over first (1), and only a minute has gone by");
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn random_numbers_follow_from_the_seed_alone() {
    let numbers = |seed| output(wasi_probe().answer(&task("rrb", seed), &LIMITS));
    assert_eq!(numbers(7), numbers(7));
    assert_ne!(numbers(7), numbers(8));
    let all = numbers(7);
    let each: std::collections::BTreeSet<_> = all.split(' ').collect();
    assert_eq!(each.len(), 3, "they differ from one another");
}

#[test]
fn random_numbers_are_these_for_ever() {
    // Sealed results replay only while a seed means the same numbers. ChaCha20 with the key
    // SHA-256("tongtai agent random 1" ‖ 7 as eight bytes, little-endian), nonce and counter 0; computed by
    // tests/golden/sandbox/random.py.
    assert_eq!(
        output(wasi_probe().answer(&task("rr", 7), &LIMITS)),
        include_str!("../golden/sandbox/random.txt").trim()
    );
}

#[test]
fn more_random_bytes_than_can_be_made_in_no_time_are_refused() {
    let call = ask(wasi_probe(), "B", &LIMITS);
    assert_eq!(call.outcome.code(), "trapped");
}

#[test]
fn standard_output_goes_to_the_log() {
    let call = ask(wasi_probe(), "o", &LIMITS);
    let lines: Vec<_> = call.log.iter().map(|line| (line.channel, line.text.as_str())).collect();
    assert_eq!(lines, [(Channel::Stdout, "one"), (Channel::Stdout, "two"), (Channel::Stderr, "one")]);
}

#[test]
fn exit_ends_the_call_with_its_code() {
    let call = ask(wasi_probe(), "x", &LIMITS);
    let Outcome::Trapped { reason, .. } = &call.outcome else { panic!("{:?}", call.outcome) };
    assert_eq!(*reason, Trap::Exit(1));
}

#[test]
fn what_is_not_offered_is_refused_by_name() {
    let call = ask(wasi_probe(), "H", &LIMITS);
    let Outcome::Trapped { reason: Trap::Refused(what), .. } = &call.outcome else { panic!("{:?}", call.outcome) };
    assert_eq!(what, "wasi:http/outgoing-handler@0.2.3 handle");
}

#[test]
fn nothing_is_left_by_an_earlier_case() {
    // Its memory, its global and a page that it had grown: each says that it has never been here before.
    for _ in 0..20 {
        assert_eq!(output(ask(probe(), "k", &LIMITS)), "1 1 0");
    }
    // Nor does the virtual clock go on, nor the stream of random numbers.
    assert_eq!(seen("cr"), seen("cr"));
}
