//! Full-text retrieval by BM25 over the character n-grams of Chinese passages, with an answer span by rules.

pub mod grams;
pub mod index;
pub mod reply;
pub mod span;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use index::Index;
use serde_json::Value;

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 1] = ["policy-qa"];

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "全文检索".into(), en: "Full-text retrieval".into() },
            summary: Text {
                zh: "技术演示：按 BM25 相关度检索政策条目，再按提问类型摘出答案；相关度不足时不作答。".into(),
                en: "A demonstration of the technique: ranks passages by BM25 and takes a span of the kind asked for; gives none where nothing fits."
                    .into(),
            },
            scenarios: SCENARIOS.map(String::from).into(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if !SCENARIOS.contains(&brief.scenario.as_str()) {
            return Err(Failure::Unsupported(brief.scenario));
        }
        let passages = brief.materials.iter().find(|material| material.name == "passages.jsonl");
        let passages = passages.ok_or_else(|| Failure::Unreadable("passages.jsonl is missing".into()))?;
        let lines = str::from_utf8(&passages.content).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let index = Index::build(lines).map_err(|what| Failure::Unreadable(format!("passages.jsonl: {what}")))?;
        serde_json::to_vec(&index).map_err(|error| Failure::Unreadable(error.to_string()))
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if !SCENARIOS.contains(&task.scenario.as_str()) {
            return Err(Failure::Unsupported(task.scenario));
        }
        let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
        let index: Index = serde_json::from_slice(&task.state).map_err(unreadable)?;
        let input: Value = serde_json::from_str(&task.input).map_err(unreadable)?;
        let question =
            input["question"].as_str().ok_or_else(|| Failure::Unreadable("the input has no question".into()))?;
        let (output, cover) = reply::to(&index, question);
        let rationale = format!("最相关条目覆盖提问内容的 {:.0}%。", cover * 100.0);
        Ok(Answer { output: output.to_string(), confidence: Some(cover.clamp(0.0, 1.0)), rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
