//! Search for schedules, paths and assignments.

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 3] = ["flexible-production", "embodied-navigation", "order-matching"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "启发式搜索规划".into(), en: "Search planner".into() },
            summary: Text {
                zh: "技术演示:用启发式搜索求排产、路径与派单方案。".into(),
                en: "A demonstration of the technique: heuristic search for schedules, paths and assignments.".into(),
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
