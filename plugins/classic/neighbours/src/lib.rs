//! Nearest neighbours: the training rows that are most like the case decide.

pub mod model;

use bindings::tongtai::agent::types::{Material, Text};
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use classic_table::{SCENARIOS, Table, shape};
use model::Model;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

/// Fits a model to the training table.
///
/// # Errors
/// There is none, or it cannot be read.
fn fit(materials: &[Material]) -> Result<Vec<u8>, String> {
    let found = materials.iter().find(|material| material.name == "train.csv").ok_or("no material train.csv")?;
    let table = Table::read(&found.content)?;
    serde_json::to_vec(&Model::fit(&table)).map_err(|error| error.to_string())
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "近邻法".into(), en: "Nearest neighbours".into() },
            summary: Text {
                zh: "技术演示：各项指标标准化后，取训练集中最相近的若干条记录，按其类别占比给出概率；近邻数由训练集留一法选定。".into(),
                en: "A demonstration of the technique: figures are scaled and the most similar training rows give the probabilities by their labels; how many are asked is chosen by leaving each training row out in turn."
                    .into(),
            },
            scenarios: SCENARIOS.iter().map(|(id, _)| (*id).to_owned()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if shape(&brief.scenario).is_none() {
            return Err(Failure::Unsupported(brief.scenario));
        }
        fit(&brief.materials).map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let Some(shape) = shape(&task.scenario) else { return Err(Failure::Unsupported(task.scenario)) };
        let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
        let input = serde_json::from_str(&task.input).map_err(unreadable)?;
        let model: Model = serde_json::from_slice(&task.state).map_err(unreadable)?;
        let reply = shape.reply(&model.classes, &model.probabilities(&input)).map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: reply.output.to_string(),
            confidence: Some(reply.confidence),
            rationale: Some(format!(
                "训练集中最相近的 {} 条记录多为「{}」（概率 {:.1}%）。",
                model.k,
                reply.label,
                100.0 * reply.confidence
            )),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
