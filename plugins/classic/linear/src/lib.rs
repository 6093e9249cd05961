//! Linear models fitted in `prepare`: multinomial logistic regression over figures made from each case.

pub mod base64;
pub mod garment_vision;
pub mod lbfgs;
pub mod model;
pub mod picture;
pub mod softmax;
pub mod table;
pub mod womens_tumour;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

pub use bindings::tongtai::agent::types::Material;

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use classic_table::{SCENARIOS, shape};
use serde_json::Value;

/// The scenario that is no table.
const PICTURES: &str = "garment-vision";

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

/// The content of the material with this name.
///
/// # Errors
/// There is none.
fn material<'a>(materials: &'a [Material], name: &str) -> Result<&'a [u8], String> {
    let found = materials.iter().find(|material| material.name == name);
    found.map(|material| material.content.as_slice()).ok_or_else(|| format!("no material {name}"))
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "线性模型".into(), en: "Linear models".into() },
            summary: Text {
                zh: "技术演示：由图像提取轮廓走向与明暗、由表格提取标准化指标，在训练集上拟合带正则的多类逻辑回归，\
                     对每一例给出概率和主要依据。"
                    .into(),
                en: "A demonstration of the technique: regularised multinomial logistic regression, fitted on the \
                     training split over edges and brightness of a picture or scaled figures of a table, gives each \
                     case a probability and its main reasons."
                    .into(),
            },
            scenarios: SCENARIOS.iter().map(|(id, _)| *id).chain([PICTURES]).map(String::from).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        match brief.scenario.as_str() {
            PICTURES => garment_vision::prepare(&brief.materials),
            "womens-tumour" => womens_tumour::prepare(&brief.materials),
            other if shape(other).is_some() => table::prepare(&brief.materials),
            _ => return Err(Failure::Unsupported(brief.scenario)),
        }
        .map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let verdict = match task.scenario.as_str() {
            PICTURES => garment_vision::answer(&task.state, &input),
            "womens-tumour" => womens_tumour::answer(&task.state, &input),
            other => match shape(other) {
                Some(shape) => table::answer(shape, &task.state, &input),
                None => return Err(Failure::Unsupported(task.scenario)),
            },
        }
        .map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: verdict.output.to_string(),
            confidence: Some(verdict.confidence),
            rationale: Some(verdict.rationale),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
