//! Harmonic and trend models of time series: tides by harmonic synthesis, storm tracks by regression on their motion.

pub mod astronomy;
pub mod calendar;
pub mod constituents;
pub mod curve;
pub mod nodal;
pub mod passengers;
pub mod ridge;
pub mod storm;
pub mod tide;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// An answer before the host gets it.
pub struct Reply {
    /// What the contract's output schema asks for.
    pub output: Value,
    /// How it was found, for an official to read.
    pub rationale: String,
}

/// What serves one scenario.
struct Model {
    /// The scenario's id.
    scenario: &'static str,
    /// The material that it learns from.
    material: &'static str,
    /// Makes the state of the material.
    prepare: fn(&[u8]) -> Result<Vec<u8>, String>,
    /// Answers a case from the state.
    answer: fn(&[u8], &Value) -> Result<Reply, String>,
}

/// All models.
const MODELS: [Model; 3] = [
    Model { scenario: "tide-prediction", material: "constituents.csv", prepare: tide::prepare, answer: tide::answer },
    Model {
        scenario: "passenger-flow",
        material: "history.csv",
        prepare: passengers::prepare,
        answer: passengers::answer,
    },
    Model { scenario: "storm-track", material: "tracks.csv", prepare: storm::prepare, answer: storm::answer },
];

/// The model of the scenario, or that there is none.
fn model(scenario: String) -> Result<&'static Model, Failure> {
    MODELS.iter().find(|model| model.scenario == scenario).ok_or(Failure::Unsupported(scenario))
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "调和与回归".into(), en: "Harmonics and regression".into() },
            summary: Text {
                zh: "技术演示：潮汐用调和合成，按 Schureman（1940）公式作交点订正，再求高、低潮；台风/飓风路径用岭回归，\
                     由近 18 小时移动、位置、强度与月份外推；\
                     轨道客流用岭回归，加假日与季节项。"
                    .into(),
                en: "A demonstration of the technique: tides by harmonic synthesis with Schureman's (1940) nodal \
                     corrections; storm tracks by ridge regression on the last 18 hours' motion, place, strength and month; passengers by ridge regression with terms for holidays and season."
                    .into(),
            },
            scenarios: MODELS.map(|model| model.scenario.to_owned()).into(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let model = model(brief.scenario)?;
        let named = brief.materials.iter().find(|material| material.name == model.material);
        let material = named.ok_or_else(|| Failure::Unreadable(format!("no material {}", model.material)))?;
        (model.prepare)(&material.content).map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let model = model(task.scenario)?;
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let Reply { output, rationale } = (model.answer)(&task.state, &input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: output.to_string(), confidence: None, rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
