//! Reads a line by matching: the strokes of the material become templates, and of all ways to word a line the one is taken
//! that explains most of the ink.

pub mod glyph;
pub mod page;
pub mod reader;
pub mod wording;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};

/// The scenario that this agent enters.
const SCENARIO: &str = "invoice-reading";
/// The material with the strokes.
const MATERIAL: &str = "glyphs.json";

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "字形模板匹配".into(), en: "Glyph matching".into() },
            summary: Text {
                zh: "技术演示：把材料中的笔画绘成模板，校正倾斜与大小，再用动态规划在各种行写法中找出最能解释墨迹的一种；不作训练。"
                    .into(),
                en: "A demonstration of the technique: draws the material's strokes as templates, sets tilt and size \
                     right, and finds by dynamic programming which wording of a line explains most of the ink; nothing \
                     is trained."
                    .into(),
            },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if brief.scenario != SCENARIO {
            return Err(Failure::Unsupported(brief.scenario));
        }
        let material = brief.materials.into_iter().find(|material| material.name == MATERIAL);
        let content = material.ok_or_else(|| Failure::Unreadable(format!("no material {MATERIAL}")))?.content;
        glyph::templates(&content).map_err(Failure::Unreadable)?;
        Ok(content)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        if task.scenario != SCENARIO {
            return Err(Failure::Unsupported(task.scenario));
        }
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let templates = glyph::templates(&task.state).map_err(Failure::Unreadable)?;
        let reading = reader::read(&templates, &input).map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: reading.output().to_string(),
            confidence: None,
            rationale: Some(format!(
                "按“{}”的写法读出，解释了 {:.0}% 的墨迹。",
                reading.wording,
                100.0 * reading.share
            )),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
