//! What one case costs on its way through the sandbox, against bare wasmtime doing the same (a fresh store, an instance
//! from the pool, one call) and against a native process for each case. Run: `cargo bench --bench case_path`; the
//! ratios are printed at the end.

use std::convert::Infallible;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sha2::{Digest, Sha256};
use tongtai::catalogue::Case;
use tongtai::sandbox::{Limits, Outcome, Sandbox, Settings, Task};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Config, Enabled, Engine, PoolingAllocationConfig, Store};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};

/// The bindings that wasmtime itself makes for the interface.
mod bindings {
    wasmtime::component::bindgen!({ path: "../wit", world: "agent", ownership: Borrowing { duplicate_if_necessary: true } });
}
use bindings::tongtai::agent::{log, types};

/// The host's side of bare wasmtime: it drops what is logged.
struct Nothing;

impl types::Host for Nothing {}
impl log::Host for Nothing {
    fn write(&mut self, _: log::Level, _: String) {}
}

const LIMITS: Limits =
    Limits { fuel: 1_000_000_000, memory: 64 << 20, time: Duration::from_secs(10), output: 64 << 10, log: 64 << 10 };

/// The test agent that answers with its input.
fn echo() -> Vec<u8> {
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("agent.wit", include_str!("../../wit/agent.wit")).expect("the WIT parses");
    let world = resolve.select_world(&[package], Some("agent")).expect("the world is there");
    let text = include_str!("../../tests/sandbox/components/probe.wat");
    let mut module = wat::parse_str(text).expect("the probe parses");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).expect("it has metadata");
    ComponentEncoder::default().module(&module).expect("it is a module").encode().expect("it is a component")
}

/// Bare wasmtime, set up as the sandbox sets it up, or without counting fuel and time.
fn bare(counting: bool) -> Engine {
    let mut pool = PoolingAllocationConfig::new();
    pool.linear_memory_keep_resident(4 << 20).table_keep_resident(64 << 10).pagemap_scan(Enabled::Auto);
    pool.total_component_instances(16).total_memories(64).total_tables(256).total_core_instances(1024);
    pool.max_memories_per_module(8).max_tables_per_module(16).table_elements(1 << 16);
    let mut config = Config::new();
    config.allocation_strategy(pool).consume_fuel(counting).epoch_interruption(counting).max_wasm_stack(1 << 20);
    config.cranelift_nan_canonicalization(true).concurrency_support(false).generate_address_map(false);
    Engine::new(&config).expect("the engine starts")
}

/// One call of bare wasmtime; the length of the output.
struct Bare {
    engine: Engine,
    agent: bindings::AgentPre<Nothing>,
    counting: bool,
}

impl Bare {
    fn new(bytes: &[u8], counting: bool) -> Self {
        let engine = bare(counting);
        let component = Component::from_binary(&engine, bytes).expect("it compiles");
        let mut linker = Linker::new(&engine);
        log::add_to_linker::<_, HasSelf<_>>(&mut linker, |nothing: &mut Nothing| nothing).expect("it links");
        let linked = linker.instantiate_pre(&component).expect("it links");
        Self { engine, agent: bindings::AgentPre::new(linked).expect("it is an agent"), counting }
    }

    fn call(&self, task: &Task<'_>) -> usize {
        let mut store = Store::new(&self.engine, Nothing);
        if self.counting {
            store.set_fuel(LIMITS.fuel).expect("fuel is counted");
            store.set_epoch_deadline(1000);
        }
        let agent = self.agent.instantiate(&mut store).expect("it starts");
        let limits = types::Limits { fuel: LIMITS.fuel, memory: LIMITS.memory, time: 10_000, output: 64 << 10 };
        let Task { scenario, contract, seed, state, input } = *task;
        let task = types::Task { scenario, contract, seed, limits, state, input };
        agent.call_answer(&mut store, task).expect("it runs").expect("it answers").output.len()
    }
}

/// A native process for the case: what it prints is its answer.
fn process(input: &str) -> usize {
    let mut child =
        Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the process starts");
    child.stdin.take().expect("it reads").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends").stdout.len()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Medians of ways to do one thing, taken in turns so that what else the machine does falls on all alike.
fn in_turns(rounds: usize, batch: u32, ways: &[&dyn Fn() -> usize]) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); ways.len()];
    for _ in 0..rounds {
        for (way, times) in ways.iter().zip(&mut times) {
            let started = Instant::now();
            for _ in 0..batch {
                std::hint::black_box(way());
            }
            times.push(started.elapsed() / batch);
        }
    }
    times.into_iter().map(median).collect()
}

/// A component in the sandbox.
fn load(sandbox: &Sandbox, bytes: &[u8]) -> tongtai::sandbox::Component {
    let digest = hex::encode(Sha256::digest(bytes));
    sandbox.load(&digest, || Ok::<_, Infallible>(bytes.to_vec())).expect("it loads")
}

/// One call through the sandbox; the length of the output.
fn ours(component: &tongtai::sandbox::Component, task: &Task<'_>) -> usize {
    match component.answer(task, &LIMITS).outcome {
        Outcome::Answered(answer) => answer.output.len(),
        other => panic!("{other:?}"),
    }
}

fn ratio(time: Duration, base: Duration) -> f64 {
    time.as_secs_f64() / base.as_secs_f64()
}

fn one_case(criterion: &mut Criterion) {
    let sandbox = Sandbox::new(&Settings::default()).expect("the sandbox starts");
    let bytes = echo();
    let component = load(&sandbox, &bytes);
    let input = format!("e{}", serde_json::json!({ "text": "x".repeat(1000) }));
    let task = Task { scenario: "scenario-a", contract: "1.0.0", seed: 1, state: b"", input: &input };
    let ours = || ours(&component, &task);
    let (counting, plain) = (Bare::new(&bytes, true), Bare::new(&bytes, false));
    let (counting, plain) = (|| counting.call(&task), || plain.call(&task));
    let native = || process(&input);
    assert_eq!([ours(), counting(), plain(), native() - 1], [input.len() - 1; 4]);

    let mut group = criterion.benchmark_group("one case of 1 KB");
    group.throughput(Throughput::Elements(1));
    group.bench_function("sandbox", |bencher| bencher.iter(ours));
    group.bench_function("bare wasmtime, fuel and epochs", |bencher| bencher.iter(counting));
    group.bench_function("bare wasmtime, neither", |bencher| bencher.iter(plain));
    group.sample_size(20).bench_function("native process", |bencher| bencher.iter(native));
    group.finish();

    let fast = in_turns(2000, 20, &[&ours, &counting, &plain]);
    let slow = in_turns(200, 1, &[&native]);
    println!("\nmedians in turns: sandbox {:?}, bare {:?}, bare without counting {:?}", fast[0], fast[1], fast[2]);
    println!("sandbox / bare wasmtime: {:.3}", ratio(fast[0], fast[1]));
    println!("sandbox / bare wasmtime without fuel and epochs: {:.3}", ratio(fast[0], fast[2]));
    println!("native process {:?} / sandbox: {:.0}", slow[0], ratio(slow[0], fast[0]));
}

/// Shipped agents that prepare nothing, on the first case of a scenario.
fn shipped_agents(_: &mut Criterion) {
    let sandbox = Sandbox::new(&Settings::default()).expect("the sandbox starts");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (file, scenario) in [("planner-greedy.wasm", "order-matching"), ("planner-search.wasm", "order-matching")] {
        let bytes = fs::read(repository.join("plugins/dist").join(file)).expect("it is built");
        let cases = repository.join("host/catalogue").join(scenario).join("cases.jsonl");
        let cases = fs::read_to_string(cases).expect("it is in the catalogue");
        let case: Case = serde_json::from_str(cases.lines().next().expect("it has a case")).expect("the case is one");
        let input = case.input.to_string();
        let task = Task { scenario, contract: "1.0.0", seed: 1, state: b"", input: &input };
        let (component, bare) = (load(&sandbox, &bytes), Bare::new(&bytes, true));
        let (ours, bare) = (|| ours(&component, &task), || bare.call(&task));
        assert_eq!(ours(), bare());
        let times = in_turns(200, 1, &[&ours, &bare]);
        println!(
            "{file} on {scenario}: sandbox {:?} / bare {:?}: {:.3}",
            times[0],
            times[1],
            ratio(times[0], times[1])
        );
    }
}

criterion_group!(benches, one_case, shipped_agents);
criterion_main!(benches);
