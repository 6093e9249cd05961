//! Published clinical rules, applied step by step: reads a Chinese admission note by rules and scores it.

pub mod age;
pub mod coma;
pub mod note;
pub mod scan;
pub mod score;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use score::Findings;
use serde_json::Value;

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 1] = ["brain-haemorrhage"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "临床规则".into(), en: "Clinical rules".into() },
            summary: Text {
                zh: "技术演示：用规则从中文入院记录中读取要素，按公开发表的临床评分逐条计算，不作诊断。".into(),
                en: "A demonstration of the technique: reads a Chinese admission note by rules and applies a published score step by step; not a diagnosis."
                    .into(),
            },
            scenarios: SCENARIOS.map(String::from).into(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if !SCENARIOS.contains(&brief.scenario.as_str()) {
            return Err(Failure::Unsupported(brief.scenario));
        }
        let table = brief.materials.into_iter().find(|material| material.name == "ich-score.json");
        table.map(|table| table.content).ok_or_else(|| Failure::Unreadable("ich-score.json is missing".into()))
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if !SCENARIOS.contains(&task.scenario.as_str()) {
            return Err(Failure::Unsupported(task.scenario));
        }
        let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
        let input: Value = serde_json::from_str(&task.input).map_err(unreadable)?;
        let table: Value = serde_json::from_slice(&task.state).map_err(unreadable)?;
        let note = input["note"].as_str().ok_or_else(|| Failure::Unreadable("the input has no note".into()))?;
        let findings = Findings::of(note);
        let output = score::answer(&table, &findings).map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: output.to_string(),
            confidence: Some(findings.found() as f64 / 5.0),
            rationale: Some(findings.told()),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
