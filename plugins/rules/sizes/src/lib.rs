//! Advises garment sizes: reads body measures from a customer's message by rules and applies those of designation.

pub mod designation;
pub mod measure;
pub mod message;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use message::Body;
use serde_json::Value;

/// The one scenario that this agent enters.
const SCENARIO: &str = "size-advice";

fn entered(scenario: String) -> Result<(), Failure> {
    if scenario == SCENARIO { Ok(()) } else { Err(Failure::Unsupported(scenario)) }
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "号型规则".into(), en: "Size rules".into() },
            summary: Text {
                zh: "技术演示：按句读出身高、胸围、腰围，略去成衣、他人和过去的尺寸，换算单位后按号型规则取档。".into(),
                en: "A demonstration of the technique: reads height, chest and waist clause by clause, passes over \
                     garments', others' and earlier measures, and applies the rules of size designation."
                    .into(),
            },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        entered(brief.scenario).map(|()| Vec::new())
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        entered(task.scenario)?;
        let input: Value = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let text = input["message"].as_str().ok_or_else(|| Failure::Unreadable("there is no message".into()))?;
        let body = Body::of(text);
        let output = designation::designate(&body, input["garment"] == "trousers");
        Ok(Answer { output: output.to_string(), confidence: None, rationale: Some(body.told()) })
    }
}

bindings::export!(Agent with_types_in bindings);
