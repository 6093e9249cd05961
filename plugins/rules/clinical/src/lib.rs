//! Published clinical rules, applied step by step.

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 1] = ["brain-haemorrhage"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "临床规则".into(), en: "Clinical rules".into() },
            summary: Text {
                zh: "技术演示:按公开发表的临床评分规则逐条计算,不作诊断。".into(),
                en: "A demonstration of the technique: applies published clinical scoring rules step by step; not a diagnosis."
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
