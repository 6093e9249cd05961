//! Bagged decision trees, grown in `prepare` on the training table.

pub mod dice;
pub mod model;
pub mod tree;

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
fn fit(materials: &[Material], seed: u64) -> Result<Vec<u8>, String> {
    let found = materials.iter().find(|material| material.name == "train.csv").ok_or("no material train.csv")?;
    let table = Table::read(&found.content)?;
    serde_json::to_vec(&Model::fit(&table, seed)).map_err(|error| error.to_string())
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "决策树集成".into(), en: "Bagged trees".into() },
            summary: Text {
                zh: "技术演示：在训练集上有放回抽样，生长一百棵决策树，对叶节点的类别占比取平均，给出概率与类别。".into(),
                en: "A demonstration of the technique: a hundred decision trees grow on training rows drawn with replacement, and the shares of labels at their leaves are averaged."
                    .into(),
            },
            scenarios: SCENARIOS.iter().map(|(id, _)| (*id).to_owned()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if shape(&brief.scenario).is_none() {
            return Err(Failure::Unsupported(brief.scenario));
        }
        fit(&brief.materials, brief.seed).map_err(Failure::Unreadable)
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
                "{} 棵决策树平均后判为「{}」（概率 {:.1}%）。",
                model.trees.len(),
                reply.label,
                100.0 * reply.confidence
            )),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
