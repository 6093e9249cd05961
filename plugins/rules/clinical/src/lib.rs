//! Published clinical rules, applied step by step: reads Chinese notes and records by rules, one module a scenario.

pub mod age;
pub mod coma;
pub mod followup;
pub mod myectomy;
pub mod note;
pub mod prescription;
pub mod rare_disease;
pub mod record;
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

/// What is answered to a case, with how much of it was found and what was read.
struct Reply {
    output: Value,
    confidence: Option<f64>,
    rationale: String,
}

/// How one scenario is entered.
struct Entry {
    id: &'static str,
    /// The material that becomes the state; none where the rules need no table.
    material: Option<&'static str>,
    answer: fn(&[u8], &Value) -> Result<Reply, String>,
}

/// The scenarios that this agent enters.
const ENTRIES: &[Entry] = &[
    Entry { id: "brain-haemorrhage", material: Some("ich-score.json"), answer: brain_haemorrhage },
    Entry { id: "childhood-rare-disease", material: Some("diseases.jsonl"), answer: childhood_rare_disease },
    Entry { id: "chronic-followup", material: None, answer: chronic_followup },
    Entry { id: "medical-record-quality", material: None, answer: medical_record_quality },
    Entry { id: "prescription-review", material: Some("interactions.csv"), answer: prescription_review },
    Entry { id: "septal-myectomy", material: None, answer: septal_myectomy },
];

fn entry(scenario: &str) -> Result<&'static Entry, Failure> {
    ENTRIES.iter().find(|entry| entry.id == scenario).ok_or_else(|| Failure::Unsupported(scenario.to_owned()))
}

fn note(input: &Value) -> Result<&str, String> {
    input["note"].as_str().ok_or_else(|| "the input has no note".to_owned())
}

fn brain_haemorrhage(state: &[u8], input: &Value) -> Result<Reply, String> {
    let table: Value = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    let findings = Findings::of(note(input)?);
    let output = score::answer(&table, &findings)?;
    Ok(Reply { output, confidence: Some(findings.found() as f64 / 5.0), rationale: findings.told() })
}

fn childhood_rare_disease(state: &[u8], input: &Value) -> Result<Reply, String> {
    let (output, rationale) = rare_disease::answer(state, input)?;
    Ok(Reply { output, confidence: None, rationale })
}

fn chronic_followup(_state: &[u8], input: &Value) -> Result<Reply, String> {
    let (output, rationale) = followup::answer(note(input)?);
    Ok(Reply { output, confidence: None, rationale })
}

fn septal_myectomy(_state: &[u8], input: &Value) -> Result<Reply, String> {
    let (output, rationale) = myectomy::answer(note(input)?);
    Ok(Reply { output, confidence: None, rationale })
}

fn medical_record_quality(_state: &[u8], input: &Value) -> Result<Reply, String> {
    let (output, rationale) = record::answer(input)?;
    Ok(Reply { output, confidence: None, rationale })
}

fn prescription_review(state: &[u8], input: &Value) -> Result<Reply, String> {
    let (output, rationale) = prescription::answer(state, input)?;
    Ok(Reply { output, confidence: None, rationale })
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "临床规则".into(), en: "Clinical rules".into() },
            summary: Text {
                zh: "技术演示：用规则从中文病历、随访记录中读取要素，按公开发表的临床规则逐条计算或核对，不作诊断。".into(),
                en: "A demonstration of the technique: reads Chinese clinical notes by rules and applies published ones step by step; not a diagnosis."
                    .into(),
            },
            scenarios: ENTRIES.iter().map(|entry| entry.id.into()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let Some(name) = entry(&brief.scenario)?.material else { return Ok(Vec::new()) };
        let table = brief.materials.into_iter().find(|material| material.name == name);
        table.map(|table| table.content).ok_or_else(|| Failure::Unreadable(format!("{name} is missing")))
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let entry = entry(&task.scenario)?;
        let input: Value = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let reply = (entry.answer)(&task.state, &input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: reply.output.to_string(), confidence: reply.confidence, rationale: Some(reply.rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
