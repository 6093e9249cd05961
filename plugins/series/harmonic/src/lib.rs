//! Harmonic and trend models of time series.

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 2] = ["tide-prediction", "storm-track"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "调和分析".into(), en: "Harmonic analysis".into() },
            summary: Text {
                zh: "技术演示:用调和分析与趋势外推预报潮位和台风路径。".into(),
                en: "A demonstration of the technique: forecasts tides by harmonic analysis and storm tracks by extrapolation."
                    .into(),
            },
            scenarios: SCENARIOS.map(String::from).into(),
        }
    }

    fn prepare(_brief: Brief) -> Result<Vec<u8>, Failure> {
        Ok(Vec::new())
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        Err(Failure::Unsupported(task.scenario))
    }
}

bindings::export!(Agent with_types_in bindings);
