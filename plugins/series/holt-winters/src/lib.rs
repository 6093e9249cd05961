//! Exponential smoothing after Holt and Winters: level, trend and the rhythm of a week or a year.

pub mod date;
pub mod passengers;
pub mod sales;
pub mod smoothing;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// A scenario's id and what answers its cases.
type Model = (&'static str, fn(&Value) -> Result<Reply, String>);

/// All models.
const MODELS: &[Model] = &[("passenger-flow", passengers::answer), ("sales-forecast", sales::answer)];

/// The model of the scenario, or that there is none.
fn model(scenario: String) -> Result<&'static Model, Failure> {
    MODELS.iter().find(|(id, _)| *id == scenario).ok_or(Failure::Unsupported(scenario))
}

/// An answer before the host gets it.
#[derive(Debug)]
pub struct Reply {
    /// What the contract's output schema asks for.
    pub output: Value,
    /// How it was found, for an official to read.
    pub rationale: String,
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "Holt-Winters 指数平滑".into(), en: "Holt-Winters smoothing".into() },
            summary: Text {
                zh: "技术演示：只看案例给出的序列，用加法 Holt-Winters 平滑水平、趋势与一周（或一年）规律，系数按历史误差选定；\
                     客流的假日不参与平滑，按一周中最低日估计；销量不看促销与节日。"
                    .into(),
                en: "A demonstration of the technique: additive Holt-Winters smoothing of the given series alone, its \
                     shares chosen by past errors. Passengers: holidays are left out, and forecast as the week's \
                     quietest day. Sales: in logarithms, without a look at promotions and festivals."
                    .into(),
            },
            scenarios: MODELS.iter().map(|(id, _)| (*id).to_owned()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        model(brief.scenario).map(|_| Vec::new())
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let (_, answer) = model(task.scenario)?;
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let Reply { output, rationale } = answer(&input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: output.to_string(), confidence: None, rationale: Some(rationale) })
    }
}

bindings::export!(Agent with_types_in bindings);
