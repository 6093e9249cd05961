//! Makes the test components and calls them.

use std::convert::Infallible;
use std::sync::LazyLock;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tongtai::sandbox::{Answer, Call, Component, Limits, LoadError, Outcome, Sandbox, Settings, Task};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

pub const AGENT_WIT: &str = include_str!("../../wit/agent.wit");
const WASI_WIT: &str = include_str!("components/wasi-probe.wit");

/// The component of a core module in text, for the last world in these WIT packages.
pub fn component(wat: &str, packages: &[&str], world: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = packages
        .iter()
        .enumerate()
        .map(|(at, text)| resolve.push_str(format!("{at}.wit"), text).unwrap())
        .last()
        .unwrap();
    let world = resolve.select_world(&[package], Some(world)).unwrap();
    let mut module = wat::parse_str(wat).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default().validate(true).module(&module).unwrap().encode().unwrap()
}

/// `components/probe.wat` as a component.
pub fn probe_bytes() -> Vec<u8> {
    component(include_str!("components/probe.wat"), &[AGENT_WIT], "agent")
}

/// `components/wasi-probe.wat` as a component.
pub fn wasi_probe_bytes() -> Vec<u8> {
    component(include_str!("components/wasi-probe.wat"), &[AGENT_WIT, WASI_WIT], "probe")
}

pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A sandbox without a cache.
pub fn sandbox() -> Sandbox {
    Sandbox::new(&Settings { cache: None, slots: 3, ..Settings::default() }).unwrap()
}

pub fn load(sandbox: &Sandbox, bytes: &[u8]) -> Result<Component, LoadError> {
    sandbox.load(&digest(bytes), || Ok::<_, Infallible>(bytes.to_vec()))
}

static SHARED: LazyLock<(Component, Component)> = LazyLock::new(|| {
    let sandbox = sandbox();
    (load(&sandbox, &probe_bytes()).unwrap(), load(&sandbox, &wasi_probe_bytes()).unwrap())
});

pub fn probe() -> &'static Component {
    &SHARED.0
}

pub fn wasi_probe() -> &'static Component {
    &SHARED.1
}

/// Room enough for everything that is not about the limit in question.
pub const LIMITS: Limits =
    Limits { fuel: 100_000_000, memory: 8 << 20, time: Duration::from_secs(60), output: 4096, log: 1000 };

pub fn task<'a>(input: &'a str, seed: u64) -> Task<'a> {
    Task { scenario: "scenario-a", contract: "1.0.0", seed, state: b"the state", input }
}

pub fn ask(component: &Component, input: &str, limits: &Limits) -> Call<Answer> {
    component.answer(&task(input, 7), limits)
}

/// The output of a call that must have been answered.
pub fn output(call: Call<Answer>) -> String {
    match call.outcome {
        Outcome::Answered(answer) => answer.output,
        other => panic!("not answered: {other:?}"),
    }
}
