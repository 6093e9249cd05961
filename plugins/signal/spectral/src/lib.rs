//! Signals by their spectra: filters in the frequency domain, band powers, peaks and robust deviations; a sensor's week
//! without its daily rhythm.

pub mod ecg;
pub mod fabric;
pub mod fleet;
pub mod imagery;
pub mod plane;
pub mod robust;
pub mod sensor;
pub mod spectrum;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// An answer before the host gets it.
pub struct Reply {
    /// What the contract's output schema asks for.
    pub output: Value,
    /// How it was found, for an official to read.
    pub rationale: String,
}

/// A scenario's id and what answers its cases.
type Model = (&'static str, fn(&Value) -> Result<Reply, String>);

/// All models.
const MODELS: &[Model] = &[
    ("arrhythmia", ecg::answer),
    ("bci-intent", imagery::answer),
    ("sensor-anomaly", sensor::answer),
    ("beidou-fleet-anomaly", fleet::answer),
    ("fabric-defect", fabric::answer),
];

/// The model of the scenario, or that there is none.
fn model(scenario: String) -> Result<&'static Model, Failure> {
    MODELS.iter().find(|(id, _)| *id == scenario).ok_or(Failure::Unsupported(scenario))
}

/// The whole numbers under `key`.
///
/// # Errors
/// That there are none.
pub fn numbers(input: &Value, key: &str) -> Result<Vec<f64>, String> {
    let list: Vec<f64> = input[key].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    if list.is_empty() { Err(format!("the input has no numbers `{key}`")) } else { Ok(list) }
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "频谱分析".into(), en: "Spectral analysis".into() },
            summary: Text {
                zh: "技术演示：用傅里叶变换滤波、求频带功率，再以稳健统计找出峰值与偏离；设备读数先去日内节律，再匹配水平段与斜坡；车辆轨迹先作中值平滑，再按滞回与持续时长判别。不作训练。".into(),
                en: "A demonstration of the technique: filters and band powers by the Fourier transform, then peaks and \
                     deviations by robust statistics; from a sensor's readings the day's rhythm is taken, and levels and \
                     ramps are matched to the rest; tracks of vehicles are smoothed by medians and judged by \
                     hysteresis and length of time. Nothing is trained."
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
