//! Linear models fitted by hand-written gradient descent.

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 2] = ["garment-vision", "womens-tumour"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "线性模型".into(), en: "Linear models".into() },
            summary: Text {
                zh: "技术演示:在训练集上拟合线性分类器,再对每一例打分。".into(),
                en: "A demonstration of the technique: linear classifiers fitted on the training split, then applied to each case."
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
