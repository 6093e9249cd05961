//! The same component on the same case with the same seed: the same bytes and the same fuel.

use tongtai::sandbox::{Answer, Call, Component, Limits, Outcome, Sandbox, Settings};

use crate::agents::{LIMITS, ask, load, output, probe, probe_bytes, sandbox, wasi_probe, wasi_probe_bytes};
use crate::demo::Prepared;

/// All of a call that must be the same everywhere.
fn fixed(call: Call<Answer>) -> (Outcome<Answer>, u64, u64, u64, usize) {
    (call.outcome, call.fuel, call.startup_fuel, call.memory, call.log.len())
}

const CASES: [(&str, bool); 8] = [
    ("e{\"a\":1}", false),
    ("w日志", false),
    ("N", false),
    ("g20", false),
    ("/", false),
    ("L", false),
    ("crbhpwo", true),
    ("x", true),
];

fn run(probe: &Component, wasi_probe: &Component) -> Vec<(Outcome<Answer>, u64, u64, u64, usize)> {
    let limits = Limits { fuel: 200_000, ..LIMITS };
    let one = |(input, wasi): &(&str, bool)| fixed(ask(if *wasi { wasi_probe } else { probe }, input, &limits));
    CASES.iter().map(one).collect()
}

#[test]
fn a_thousand_times_on_one_thread_and_on_two() {
    let first = run(probe(), wasi_probe());
    for _ in 0..1000 {
        assert_eq!(run(probe(), wasi_probe()), first);
    }
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..500 {
                    assert_eq!(run(probe(), wasi_probe()), first);
                }
            });
        }
    });
}

#[test]
fn with_the_code_cache_cold_and_warm() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { cache: Some(folder.path().join("code")), slots: 2, ..Settings::default() };
    let fresh = |settings: &Settings| {
        let sandbox = Sandbox::new(settings).unwrap();
        let calls = run(&load(&sandbox, &probe_bytes()).unwrap(), &load(&sandbox, &wasi_probe_bytes()).unwrap());
        (calls, sandbox.compiled())
    };
    let (cold, compiled) = fresh(&settings);
    assert_eq!(compiled, 2);
    let (warm, compiled) = fresh(&settings);
    assert_eq!(compiled, 0, "a second process compiles nothing");
    assert_eq!(cold, warm);
    assert_eq!(cold, run(probe(), wasi_probe()), "and without a cache it is the same");
}

/// A shipped agent on a real case: a thousand times on one thread, a thousand on two, with the cache cold and warm.
fn a_shipped_agent_never_differs(file: &str, scenario: &str) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { cache: Some(folder.path().join("code")), slots: 2, ..Settings::default() };
    let mut all = Vec::new();
    for compiled in [1, 0] {
        let sandbox = Sandbox::new(&settings).unwrap();
        let agent = Prepared::new(&sandbox, file, scenario);
        assert_eq!(sandbox.compiled(), compiled);
        let first = fixed(agent.answer());
        assert_eq!(first.0.code(), "answered", "{:?}", first.0);
        for _ in 1..1000 {
            assert_eq!(fixed(agent.answer()), first);
        }
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..500).for_each(|_| assert_eq!(fixed(agent.answer()), first)));
            }
        });
        all.push(first);
    }
    assert_eq!(all[0], all[1]);
}

#[test]
fn the_floor_never_differs() {
    a_shipped_agent_never_differs("baseline-floor.wasm", "garment-vision");
}

#[test]
fn an_agent_in_javascript_never_differs() {
    a_shipped_agent_never_differs("planner-greedy.wasm", "order-matching");
}

#[test]
fn nans_are_canonical() {
    // 0x7ff8000000000000, whatever the processor makes of 0/0 and of a payload.
    assert_eq!(output(ask(probe(), "N", &LIMITS)), "9221120237041090560 9221120237041090560");
}

#[test]
fn fuel_is_what_it_was() {
    // Sealed results replay only while a component's fuel is this. A change here is a change of the cost's identity.
    let calls = [ask(probe(), "e{}", &LIMITS), ask(wasi_probe(), "h", &LIMITS)];
    let fuel = calls.map(|call| (call.startup_fuel, call.fuel));
    let identity = "wasmtime 48.0.8; copy-on-write start; canonical NaN; settings 1";
    assert_eq!((fuel, sandbox().identity().as_str()), ([(804, 927), (1, 514)], identity));
}

#[test]
fn many_callers_share_few_slots() {
    // More callers than slots: they wait, and none meets an exhausted pool.
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert_eq!(output(ask(probe(), "eok", &LIMITS)), "ok");
                }
            });
        }
    });
}
