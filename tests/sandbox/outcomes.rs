//! Each way in which a call can end, and what is told of it.

use std::time::Duration;

use tongtai::sandbox::{Answer, Brief, Channel, Failure, Limits, LogLine, Material, Outcome, Trap};

use crate::agents::{LIMITS, ask, output, probe};

#[test]
fn answers_with_output_confidence_and_cost() {
    let call = ask(probe(), "e{\"label\":\"连衣裙\"}", &LIMITS);
    let answer = Answer { output: "{\"label\":\"连衣裙\"}".into(), confidence: Some(0.5), rationale: None };
    assert_eq!(call.outcome, Outcome::Answered(answer));
    assert!(call.startup_fuel >= 300, "a loop of 100 turns runs at start-up: {}", call.startup_fuel);
    assert!(call.fuel > call.startup_fuel + 10);
    assert_eq!(call.memory, 65536);
    assert_eq!(call.outcome.code(), "answered");
}

#[test]
fn profile_and_prepare_come_through() {
    let profile = probe().profile(&LIMITS);
    let Outcome::Answered(profile) = profile.outcome else { panic!("{profile:?}") };
    assert_eq!((profile.title.zh.as_str(), profile.title.en.as_str()), ("试", "probe"));
    assert_eq!(profile.scenarios, ["scenario-a"]);

    let materials = [Material { name: "train.csv", media_type: "text/csv", content: b"a,b\n1,2\n" }];
    let brief = Brief { scenario: "scenario-a", contract: "1.0.0", seed: 1, materials: &materials };
    assert_eq!(probe().prepare(&brief, &LIMITS).outcome, Outcome::Answered(b"a,b\n1,2\n".to_vec()));
    let nothing = probe().prepare(&Brief { materials: &[], ..brief }, &LIMITS);
    assert_eq!(nothing.outcome, Outcome::Declined(Failure::Unreadable("probe".into())));
}

#[test]
fn state_seed_and_limits_reach_the_agent() {
    assert_eq!(output(ask(probe(), "s", &LIMITS)), "the state");
    assert_eq!(output(ask(probe(), "l", &LIMITS)), "7 100000000 8388608 60000 4096");
}

#[test]
fn declining_is_no_error() {
    let kinds = [Failure::Unsupported as fn(String) -> Failure, Failure::Unreadable, Failure::Unsure];
    for (letter, kind) in ["1", "2", "3"].into_iter().zip(kinds) {
        let call = ask(probe(), &format!("{letter}没有把握"), &LIMITS);
        assert_eq!(call.outcome, Outcome::Declined(kind("没有把握".into())));
        assert_eq!(call.outcome.code(), "declined");
        assert!(call.outcome.words().zh.contains("没有把握"));
    }
}

#[test]
fn a_loop_without_end_runs_out_of_fuel() {
    let limits = Limits { fuel: 1_000_000, ..LIMITS };
    let call = ask(probe(), "L", &limits);
    assert_eq!(call.outcome, Outcome::OutOfFuel { limit: 1_000_000 });
    assert_eq!(call.fuel, 1_000_000);
    let starting = ask(probe(), "e", &Limits { fuel: 50, ..LIMITS });
    assert_eq!(starting.outcome, Outcome::OutOfFuel { limit: 50 });
    assert_eq!((starting.fuel, starting.startup_fuel), (50, 50), "it never came to the export");
}

#[test]
fn a_loop_without_end_runs_out_of_time_where_fuel_is_plenty() {
    let limits = Limits { fuel: u64::MAX, time: Duration::from_millis(30), ..LIMITS };
    let call = ask(probe(), "L", &limits);
    assert_eq!(call.outcome, Outcome::OutOfTime { limit: Duration::from_millis(30) });
    assert!(call.elapsed >= Duration::from_millis(30));
    assert!(call.elapsed < Duration::from_secs(20), "it was stopped, and not after the fuel: {:?}", call.elapsed);
}

#[test]
fn time_that_went_by_outside_of_the_agents_code_counts() {
    // The agent is done long before the first tick could stop it.
    let limits = Limits { time: Duration::ZERO, ..LIMITS };
    assert_eq!(ask(probe(), "e", &limits).outcome, Outcome::OutOfTime { limit: Duration::ZERO });
    assert_eq!(ask(probe(), "1", &limits).outcome, Outcome::OutOfTime { limit: Duration::ZERO });
}

#[test]
fn memory_past_the_limit_ends_the_call() {
    let limits = Limits { memory: 2 << 20, ..LIMITS };
    assert_eq!(output(ask(probe(), "g31", &limits)), "g31", "32 pages are 2 MiB");
    assert_eq!(ask(probe(), "g31", &limits).memory, 2 << 20);
    let call = ask(probe(), "g32", &limits);
    assert_eq!(call.outcome, Outcome::OutOfMemory { wanted: 33 << 16, limit: 2 << 20 });
    assert_eq!(call.memory, 1 << 16, "what was refused was not used");
    let starting = ask(probe(), "e", &Limits { memory: 1000, ..LIMITS });
    assert_eq!(starting.outcome, Outcome::OutOfMemory { wanted: 65536, limit: 1000 });
}

#[test]
fn output_and_rationale_together_are_bounded() {
    assert_eq!(output(ask(probe(), "b4096", &LIMITS)).len(), 4096);
    let over = |bytes| Outcome::OutputTooLarge { bytes, limit: 4096 };
    assert_eq!(ask(probe(), "b4097", &LIMITS).outcome, over(4097));
    assert_eq!(output(ask(probe(), "B4095", &LIMITS)), "B");
    assert_eq!(ask(probe(), "B4096", &LIMITS).outcome, over(4097));
    let reason = format!("3{}", "x".repeat(4097));
    assert_eq!(ask(probe(), &reason, &LIMITS).outcome, over(4097), "a reason for declining too");
}

#[test]
fn an_output_far_past_the_bound_is_not_copied_at_all() {
    let call = ask(probe(), "b6000000", &LIMITS);
    let Outcome::OutputTooLarge { bytes, limit: 4096 } = call.outcome else { panic!("{:?}", call.outcome) };
    assert!((1 << 20..6_000_000).contains(&bytes), "at least {bytes}");
}

#[test]
fn a_confidence_that_is_no_share_is_an_invalid_output() {
    for (input, value) in [("c", "NaN"), ("C", "1.5")] {
        let call = ask(probe(), input, &LIMITS);
        let Outcome::InvalidOutput { violations } = &call.outcome else { panic!("{:?}", call.outcome) };
        assert!(violations[0].contains(value), "{violations:?}");
    }
}

#[test]
fn every_trap_has_its_reason_and_names_the_function() {
    let traps = [
        ("?", Trap::Unreachable, "answer"),
        ("/", Trap::DivisionByZero, "divide"),
        ("o", Trap::IntegerOverflow, "divide"),
        ("f", Trap::BadConversion, "convert"),
        ("m", Trap::MemoryOutOfBounds, "load"),
        ("t", Trap::TableOutOfBounds, "call_entry"),
        ("n", Trap::IndirectCallToNull, "call_entry"),
        ("y", Trap::IndirectCallMismatch, "call_entry"),
        ("r", Trap::StackOverflow, "recurse ×20"),
    ];
    for (input, wanted, function) in traps {
        let call = ask(probe(), input, &LIMITS);
        let Outcome::Trapped { reason, frames } = &call.outcome else { panic!("{input}: {:?}", call.outcome) };
        assert_eq!(*reason, wanted, "{input}");
        assert_eq!(frames[0], function, "{input}: {frames:?}");
        assert!(frames.len() <= 20);
        assert!(call.outcome.words().zh.starts_with("运行中断："));
    }
}

#[test]
fn an_answer_that_breaks_the_interface_is_a_trap_with_words() {
    for input in ["x", "X"] {
        let call = ask(probe(), input, &LIMITS);
        let Outcome::Trapped { reason: Trap::BrokenInterface(_), .. } = call.outcome else {
            panic!("{input}: {:?}", call.outcome)
        };
    }
}

#[test]
fn the_log_is_kept_up_to_its_bound_also_where_the_call_traps() {
    let call = ask(probe(), "w小心", &LIMITS);
    assert_eq!(call.log, [LogLine { channel: Channel::Warn, text: "小心".into() }]);
    assert_eq!(call.log_dropped, 0);

    let call = ask(probe(), "W999", &LIMITS);
    assert_eq!(call.outcome.code(), "trapped");
    let lengths: Vec<_> = call.log.iter().map(|line| (line.channel, line.text.len())).collect();
    assert_eq!(lengths, [(Channel::Info, 999), (Channel::Error, 1 + "…".len())]);
    let call = ask(probe(), "W1001", &LIMITS);
    assert_eq!((call.log.len(), call.log_dropped), (1, 1));
}

#[test]
fn what_the_host_copies_is_charged() {
    let fuel = |input: &str| ask(probe(), input, &LIMITS).fuel;
    assert_eq!(fuel("w12345") - fuel("w1"), 4, "a byte of log, a unit");
    let line = format!("w{}", "x".repeat(900));
    let limits = Limits { fuel: fuel("w") + 500, ..LIMITS };
    let call = ask(probe(), &line, &limits);
    assert_eq!((call.outcome, call.fuel), (Outcome::OutOfFuel { limit: limits.fuel }, limits.fuel));
}

#[test]
fn handing_over_too_much_at_once_is_told_from_a_large_output() {
    let call = ask(probe(), "W3000000", &LIMITS);
    let Outcome::Trapped { reason: Trap::TooMuchAtOnce(_), frames } = call.outcome else {
        panic!("{:?}", call.outcome)
    };
    assert_eq!(frames.last().map(String::as_str), Some("answer"));
}

#[test]
fn one_call_does_no_harm_to_the_next() {
    for input in ["?", "L", "g9999", "r", "x"] {
        let limits = Limits { fuel: 10_000_000, ..LIMITS };
        assert_ne!(ask(probe(), input, &limits).outcome.code(), "answered");
        assert_eq!(output(ask(probe(), "estill well", &limits)), "still well");
    }
}
