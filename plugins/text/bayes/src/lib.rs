//! Multinomial naive Bayes over the character n-grams of Chinese texts, fitted to a training material.

pub mod entry;
pub mod grams;
pub mod model;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use entry::{ENTRIES, Entry};
use serde_json::Value;

/// The entry of a scenario; its absence is what the host is told.
fn entered(scenario: String) -> Result<&'static Entry, Failure> {
    entry::of(&scenario).ok_or(Failure::Unsupported(scenario))
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unreadable(error.to_string())
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "朴素贝叶斯文本分类".into(), en: "Naive Bayes text classifier".into() },
            summary: Text {
                zh: "技术演示：统计训练文本的单字与相邻双字，用多项式朴素贝叶斯判断类别，不含任何人工规则。".into(),
                en: "A demonstration of the technique: multinomial naive Bayes over single characters and pairs of neighbours, without any rule by hand."
                    .into(),
            },
            scenarios: ENTRIES.iter().map(|entry| entry.scenario.into()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let entry = entered(brief.scenario)?;
        let mut lines = String::new();
        for name in entry.materials {
            let material = brief.materials.iter().find(|material| material.name == *name);
            let material = material.ok_or_else(|| Failure::Unreadable(format!("{name} is missing")))?;
            lines += str::from_utf8(&material.content).map_err(|error| Failure::Unreadable(error.to_string()))?;
            lines.push('\n');
        }
        let models = entry.fit(&lines).map_err(Failure::Unreadable)?;
        serde_json::to_vec(&models).map_err(unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let entry = entered(task.scenario)?;
        let models: Vec<model::Model> = serde_json::from_slice(&task.state).map_err(unreadable)?;
        let input: Value = serde_json::from_str(&task.input).map_err(unreadable)?;
        let (output, sure) = entry.answer(&models, &input).map_err(Failure::Unreadable)?;
        let rationale = format!("按字词统计，该类别的后验概率为 {:.0}%。", sure * 100.0);
        Ok(Answer { output: output.to_string(), confidence: Some(sure), rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
