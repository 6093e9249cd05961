//! 智能体与宿主的接口，通常不必改；思路写在 `idea.rs`。
//! What the host calls: seldom to be changed. The idea goes into `idea.rs`.

mod idea;

wit_bindgen::generate!({ path: "wit", world: "agent" });

use serde_json::Value;
use tongtai::agent::types::{Material, Text};

/// 参评的场景 · The scenario entered.
const SCENARIO: &str = "{{scenario}}";

/// 对一例的答复 · What is answered to a case.
struct Reply {
    output: Value,
    rationale: String,
}

struct Agent;

export!(Agent);

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "{{agent}}".into(), en: "{{agent}}".into() },
            summary: Text { zh: "{{summary-zh}}".into(), en: "{{summary-en}}".into() },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        only_ours(&brief.scenario)?;
        idea::prepare(&brief.materials).map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        only_ours(&task.scenario)?;
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let reply = idea::answer(&task.state, &input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: reply.output.to_string(), confidence: None, rationale: Some(reply.rationale) })
    }
}

fn only_ours(scenario: &str) -> Result<(), Failure> {
    if scenario == SCENARIO { Ok(()) } else { Err(Failure::Unsupported(scenario.into())) }
}
