//! Full-text retrieval by BM25 over the character n-grams of Chinese passages, with an answer span by rules.

pub mod device_adverse_event;
pub mod grams;
pub mod hotline_routing;
pub mod hs_classification;
pub mod index;
pub mod listing;
pub mod nearest;
pub mod patient_guide;
pub mod rare_disease;
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
use nearest::Labelled;
use serde_json::Value;

/// The ids of the scenarios that this agent enters.
const SCENARIOS: [&str; 8] = [
    "policy-qa",
    "enterprise-qa",
    rare_disease::SCENARIO,
    "device-adverse-event",
    "hotline-routing",
    "hs-classification",
    "patient-guide",
    listing::SCENARIO,
];

/// The output and how sure it is, or why there is none.
type Labelling = Result<(Value, f64), String>;

/// One scenario in which the nearest labelled texts decide.
#[derive(Clone, Copy)]
struct Classifying {
    materials: &'static [&'static str],
    prepare: fn(&str) -> Result<Labelled, String>,
    answer: fn(&Labelled, &Value) -> Labelling,
}

/// The scenario's functions, where the nearest labelled texts decide.
fn classifying(scenario: &str) -> Option<Classifying> {
    Some(match scenario {
        "device-adverse-event" => Classifying {
            materials: device_adverse_event::MATERIALS,
            prepare: device_adverse_event::prepare,
            answer: device_adverse_event::answer,
        },
        "hotline-routing" => Classifying {
            materials: hotline_routing::MATERIALS,
            prepare: hotline_routing::prepare,
            answer: hotline_routing::answer,
        },
        "hs-classification" => Classifying {
            materials: hs_classification::MATERIALS,
            prepare: hs_classification::prepare,
            answer: hs_classification::answer,
        },
        "patient-guide" => Classifying {
            materials: patient_guide::MATERIALS,
            prepare: patient_guide::prepare,
            answer: patient_guide::answer,
        },
        _ => return None,
    })
}

/// The lines of these materials, one after the other.
fn lines(brief: &Brief, names: &[&str]) -> Result<String, Failure> {
    let mut lines = String::new();
    for name in names {
        let material = brief.materials.iter().find(|material| material.name == *name);
        let material = material.ok_or_else(|| Failure::Unreadable(format!("{name} is missing")))?;
        lines += str::from_utf8(&material.content).map_err(|error| Failure::Unreadable(error.to_string()))?;
        lines.push('\n');
    }
    Ok(lines)
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "全文检索".into(), en: "Full-text retrieval".into() },
            summary: Text {
                zh: "技术演示：按 BM25 相关度检索政策条目，再按提问类型摘出答案，相关度不足时不作答；分类场景由最相近的样例投票决定，标题本地化仿照最相近的样例改写。".into(),
                en: "A demonstration of the technique: ranks passages by BM25 and takes a span of the kind asked for; gives none where nothing fits. Where texts are classified, the nearest examples vote; a title is written after the nearest example."
                    .into(),
            },
            scenarios: SCENARIOS.map(String::from).into(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if !SCENARIOS.contains(&brief.scenario.as_str()) {
            return Err(Failure::Unsupported(brief.scenario));
        }
        let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
        if let Some(classifying) = classifying(&brief.scenario) {
            let lines = lines(&brief, classifying.materials)?;
            let labelled = (classifying.prepare)(&lines).map_err(Failure::Unreadable)?;
            return serde_json::to_vec(&labelled).map_err(unreadable);
        }
        if brief.scenario == listing::SCENARIO {
            let [glossary, pairs] = ["glossary.tsv", "train.jsonl"].map(|name| lines(&brief, &[name]));
            let listings = listing::Listings::build(&glossary?, &pairs?).map_err(Failure::Unreadable)?;
            return serde_json::to_vec(&listings).map_err(unreadable);
        }
        if brief.scenario == rare_disease::SCENARIO {
            let lines = lines(&brief, &["diseases.jsonl"])?;
            return serde_json::to_vec(&rare_disease::prepare(&lines).map_err(Failure::Unreadable)?)
                .map_err(unreadable);
        }
        let lines = lines(&brief, &["passages.jsonl"])?;
        let index = Index::build(&lines).map_err(|what| Failure::Unreadable(format!("passages.jsonl: {what}")))?;
        serde_json::to_vec(&index).map_err(unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if !SCENARIOS.contains(&task.scenario.as_str()) {
            return Err(Failure::Unsupported(task.scenario));
        }
        let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
        let input: Value = serde_json::from_str(&task.input).map_err(unreadable)?;
        if let Some(classifying) = classifying(&task.scenario) {
            let labelled: Labelled = serde_json::from_slice(&task.state).map_err(unreadable)?;
            let (output, share) = (classifying.answer)(&labelled, &input).map_err(Failure::Unreadable)?;
            let rationale = format!("最相近的样例中，{:.0}% 的相关度支持此类别。", share * 100.0);
            let confidence = Some(share.clamp(0.0, 1.0));
            return Ok(Answer { output: output.to_string(), confidence, rationale: Some(rationale) });
        }
        if task.scenario == listing::SCENARIO {
            let listings: listing::Listings = serde_json::from_slice(&task.state).map_err(unreadable)?;
            let (output, example) = listings.answer(&input).map_err(Failure::Unreadable)?;
            let rationale = format!("仿照最相近的样例“{example}”，换上本商品的属性与要点。");
            return Ok(Answer { output: output.to_string(), confidence: None, rationale: Some(rationale) });
        }
        let index: Index = serde_json::from_slice(&task.state).map_err(unreadable)?;
        if task.scenario == rare_disease::SCENARIO {
            let (output, cover) = rare_disease::answer(&index, &input).map_err(Failure::Unreadable)?;
            let rationale = format!("排在首位的病种覆盖病情描述的 {:.0}%；仅供提示，不是诊断。", cover * 100.0);
            return Ok(Answer { output: output.to_string(), confidence: Some(cover), rationale: Some(rationale) });
        }
        let question =
            input["question"].as_str().ok_or_else(|| Failure::Unreadable("the input has no question".into()))?;
        let (output, cover) = reply::to(&index, question);
        let rationale = format!("最相关条目覆盖提问内容的 {:.0}%。", cover * 100.0);
        Ok(Answer { output: output.to_string(), confidence: Some(cover.clamp(0.0, 1.0)), rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
