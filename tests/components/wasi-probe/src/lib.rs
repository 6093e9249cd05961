//! Tries every way out of the sandbox that WASI 0.2 has, and reports what it saw.
//!
//! The case's input names what to try: `{"do": "all"}` for everything that returns, or one of the names in
//! [`perform`]. `prepare` does nothing.

mod files;
mod network;
mod surroundings;

/// What the interface's description becomes in Rust: that of every agent, with the part of WASI that is tried.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit", "wit"],
        world: "tongtai:wasi-probe/wasi-probe",
        generate_all,
    });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::{Value, json};

/// The scenario that the probe says it enters.
const SCENARIO: &str = "garment-vision";

/// The component: its three functions as the host calls them.
struct Probe;

impl Guest for Probe {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "WASI 探针".into(), en: "WASI probe".into() },
            summary: Text { zh: "仅供沙箱测试。".into(), en: "For tests of the sandbox only.".into() },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(_brief: Brief) -> Result<Vec<u8>, Failure> {
        Ok(Vec::new())
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let input: Value = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let deed = input["do"].as_str().unwrap_or("all");
        let output = perform(deed).ok_or_else(|| Failure::Unsupported(format!("no deed {deed:?}")))?;
        Ok(Answer { output: output.to_string(), confidence: None, rationale: None })
    }
}

bindings::export!(Probe with_types_in bindings);

/// Tries one thing, or all that return. None where there is no deed of that name.
fn perform(deed: &str) -> Option<Value> {
    Some(match deed {
        // Directories given, and files tried in each.
        "files" => files::files(),
        // Environment variables, arguments and working directory.
        "environment" => surroundings::environment(),
        // The wall clock and the monotonic clock, twice each.
        "clocks" => surroundings::clocks(),
        // Random bytes from each of the three sources, twice each.
        "random" => surroundings::random(),
        // What standard input gives, and whether the two outputs take a line.
        "streams" => surroundings::streams(),
        // A name lookup, a TCP connection, and TCP and UDP sockets bound.
        "network" => network::network(),
        // Waits an hour by the monotonic clock, and says how much that clock moved.
        "sleep" => surroundings::sleep(),
        // Ends the program as if all were well, which leaves the call without an answer.
        "exit" => surroundings::exit(),
        // A megabyte of random bytes a thousand times over: host calls that cost the host more than the guest.
        "random-flood" => surroundings::random_flood(),
        "all" => json!({
            "files": files::files(),
            "environment": surroundings::environment(),
            "clocks": surroundings::clocks(),
            "random": surroundings::random(),
            "streams": surroundings::streams(),
            "network": network::network(),
        }),
        _ => return None,
    })
}
