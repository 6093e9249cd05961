//! Full-text retrieval by BM25.

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 1] = ["policy-qa"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "全文检索".into(), en: "Full-text retrieval".into() },
            summary: Text {
                zh: "技术演示:按 BM25 相关度在政策条文中检索,给出最相关的条款。".into(),
                en: "A demonstration of the technique: ranks the clauses of a policy text by BM25 relevance.".into(),
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
