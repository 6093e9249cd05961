//! Harmonic and trend models of time series: tides by harmonic synthesis, storm tracks by regression on their motion.

pub mod astronomy;
pub mod calendar;
pub mod constituents;
pub mod curve;
pub mod nodal;
pub mod passengers;
pub mod ridge;
pub mod sales;
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

/// From the contents of the materials to the state.
type Fit = fn(&[&[u8]]) -> Result<Vec<u8>, String>;

/// What serves one scenario.
struct Model {
    /// The scenario's id.
    scenario: &'static str,
    /// The materials that it learns from.
    materials: &'static [&'static str],
    /// Makes the state of the materials, in that order.
    prepare: Fit,
    /// Answers a case from the state.
    answer: fn(&[u8], &Value) -> Result<Reply, String>,
}

/// All models.
const MODELS: [Model; 4] = [
    Model {
        scenario: "tide-prediction",
        materials: &["constituents.csv"],
        prepare: |read| tide::prepare(read[0]),
        answer: tide::answer,
    },
    Model {
        scenario: "passenger-flow",
        materials: &["history.csv"],
        prepare: |read| passengers::prepare(read[0]),
        answer: passengers::answer,
    },
    Model {
        scenario: "storm-track",
        materials: &["tracks.csv"],
        prepare: |read| storm::prepare(read[0]),
        answer: storm::answer,
    },
    Model {
        scenario: "sales-forecast",
        materials: &["calendar.csv", "shops.csv"],
        prepare: |read| sales::prepare(read[0], read[1]),
        answer: sales::answer,
    },
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
                     轨道客流用岭回归，加假日与季节项；服装销量用对数回归，以其他店铺的系数为先验。"
                    .into(),
                en: "A demonstration of the technique: tides by harmonic synthesis with Schureman's (1940) nodal \
                     corrections; storm tracks by ridge regression on the last 18 hours' motion, place, strength and month; passengers by ridge regression with terms for holidays and season; sales by regression in logarithms that starts from other shops' coefficients."
                    .into(),
            },
            scenarios: MODELS.map(|model| model.scenario.to_owned()).into(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let model = model(brief.scenario)?;
        let read = |name: &&str| {
            let named = brief.materials.iter().find(|material| material.name == **name);
            let found = named.map(|material| material.content.as_slice());
            found.ok_or_else(|| Failure::Unreadable(format!("no material {name}")))
        };
        let materials = model.materials.iter().map(read).collect::<Result<Vec<&[u8]>, Failure>>()?;
        (model.prepare)(&materials).map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let model = model(task.scenario)?;
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let Reply { output, rationale } = (model.answer)(&task.state, &input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: output.to_string(), confidence: None, rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
