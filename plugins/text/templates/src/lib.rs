//! Faults in logs: templates are mined from a log without faults, and breaks with them are told apart by kind.

pub mod faults;
pub mod line;
pub mod model;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use line::Line;
use model::Model;
use serde_json::{Value, json};

/// The id of the scenario that this agent enters.
const SCENARIO: &str = "log-anomaly";

/// The agent: its three functions as the host calls them.
struct Agent;

fn unreadable(what: impl ToString) -> Failure {
    Failure::Unreadable(what.to_string())
}

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "日志模板挖掘".into(), en: "Log templates".into() },
            summary: Text {
                zh: "技术演示：从无故障日志中挖掘模板、耗时与间隔，再找出新模板成串、频次突增、启动不就绪、耗时拉长和沉默。"
                    .into(),
                en: "A demonstration of the technique: mines templates, durations and gaps from a log without faults, then \
                     finds runs of new templates, rates, starts that never get ready, long durations and silence."
                    .into(),
            },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if brief.scenario != SCENARIO {
            return Err(Failure::Unsupported(brief.scenario));
        }
        let normal = brief.materials.iter().find(|material| material.name == "normal.log");
        let normal = normal.ok_or_else(|| unreadable("normal.log is missing"))?;
        let text = str::from_utf8(&normal.content).map_err(unreadable)?;
        serde_json::to_vec(&Model::mine(text)).map_err(unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if task.scenario != SCENARIO {
            return Err(Failure::Unsupported(task.scenario));
        }
        let model: Model = serde_json::from_slice(&task.state).map_err(unreadable)?;
        let input: Value = serde_json::from_str(&task.input).map_err(unreadable)?;
        let lines = input["lines"].as_array().ok_or_else(|| unreadable("the case has no lines"))?;
        let lines: Vec<Line> = lines.iter().map(|line| Line::read(line.as_str().unwrap_or_default())).collect();
        let faults = faults::find(&model, &lines);
        let new = lines.iter().filter(|line| !model.templates.contains_key(&line.template)).count();
        let rationale = format!("{} 行中有 {new} 行不合平时的模板，判为 {} 处故障。", lines.len(), faults.len());
        let events: Vec<Value> =
            faults.iter().map(|(start, end, kind)| json!({"start": start, "end": end, "kind": kind})).collect();
        Ok(Answer { output: json!({"events": events}).to_string(), confidence: None, rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
