//! A small convolutional network: trained offline, run inside the sandbox.

pub mod garment_vision;
pub mod layer;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// The scenario that this agent enters.
const SCENARIO: &str = "garment-vision";

/// An answer before it is put into the interface's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What the scenario's output schema asks for.
    pub output: Value,
    /// The probability of the label given.
    pub confidence: f64,
    /// Why, in Chinese.
    pub rationale: String,
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "卷积网络".into(), en: "Convolutional network".into() },
            summary: Text {
                zh: "技术演示：两层卷积、两层全连接的小网络，在公开训练集上离线训练，权重量化为 8 位随组件附带，\
                     在沙箱内推理。"
                    .into(),
                en: "A demonstration of the technique: a small network of two convolutions and two dense layers, \
                     trained offline on the published training set; its weights are kept as 8-bit numbers and run \
                     inside the sandbox."
                    .into(),
            },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if brief.scenario == SCENARIO { Ok(Vec::new()) } else { Err(Failure::Unsupported(brief.scenario)) }
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if task.scenario != SCENARIO {
            return Err(Failure::Unsupported(task.scenario));
        }
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let verdict = garment_vision::answer(&input).map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: verdict.output.to_string(),
            confidence: Some(verdict.confidence),
            rationale: Some(verdict.rationale),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
