//! Does what a hostile or broken agent might do, so that the sandbox can be tested: `{"do": "spin"}` and the like.
//!
//! `answer` reads what to do from the case's input; `prepare` from the first material, if it is named `probe.json`,
//! and returns the output as the state. Where a deed takes a number, it is `n`. Each deed is documented where it is
//! chosen, in [`perform`].

mod deeds;
mod memory;
mod numbers;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::{Value, json};

/// The scenario that the probe says it enters.
const SCENARIO: &str = "garment-vision";

/// The component: its three functions as the host calls them.
struct Probe;

impl Guest for Probe {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "沙箱探针".into(), en: "Sandbox probe".into() },
            summary: Text { zh: "仅供沙箱测试。".into(), en: "For tests of the sandbox only.".into() },
            scenarios: vec![SCENARIO.into()],
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let Some(material) = brief.materials.first().filter(|material| material.name == "probe.json") else {
            return Ok(Vec::new());
        };
        let input = serde_json::from_slice(&material.content).map_err(unreadable)?;
        let context = Context { seed: brief.seed, state: &[], input: &input };
        perform(&context).map(|answer| answer.output.into_bytes())
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let input = serde_json::from_str(&task.input).map_err(unreadable)?;
        perform(&Context { seed: task.seed, state: &task.state, input: &input })
    }
}

bindings::export!(Probe with_types_in bindings);

/// What a deed may look at.
struct Context<'a> {
    /// The seed of the session or of the case.
    seed: u64,
    /// What `prepare` returned; empty in `prepare` itself.
    state: &'a [u8],
    /// The case's input, or the material.
    input: &'a Value,
}

impl Context<'_> {
    /// The number `n` of the input, or else `otherwise`.
    fn number(&self, otherwise: u64) -> u64 {
        self.input["n"].as_u64().unwrap_or(otherwise)
    }

    /// A text of the input; empty if it is not there.
    fn text(&self, key: &str) -> &str {
        self.input[key].as_str().unwrap_or_default()
    }
}

/// Does what the input says.
fn perform(context: &Context) -> Result<Answer, Failure> {
    let output = match context.text("do") {
        // The input, the seed and the length of the state.
        "echo" => json!({"input": context.input, "seed": context.seed, "state": context.state.len()}),
        // An endless loop.
        "spin" => deeds::spin(),
        // Takes memory until none is given, then traps; `n` bounds it, in MiB.
        "allocate" => memory::allocate(context.number(u64::MAX)),
        // A Rust panic with the text `words`.
        "panic" => panic!("{}", context.text("words")),
        // The instruction `unreachable`.
        "unreachable" => deeds::unreachable(),
        // Endless recursion.
        "stack-overflow" => deeds::overflow(context.number(u64::MAX)),
        // An output of exactly `n` bytes.
        "big-output" => return Ok(plain(deeds::text_output(context.number(0)))),
        // A small output and a rationale of exactly `n` bytes.
        "big-rationale" => return Ok(deeds::with_rationale(context.number(0))),
        // A confidence of `confidence`, or NaN if there is none.
        "confidence" => return Ok(deeds::with_confidence(context.input["confidence"].as_f64())),
        // `n` log lines of `size` bytes each.
        "log-flood" => deeds::log_flood(context.number(1), context.input["size"].as_u64().unwrap_or(80)),
        // Writes `words` where another call on the same instance, or on unwiped memory, would find it; reports what
        // was there before.
        "remember" => memory::remember(context.text("words")),
        // Declines; `why` is unsupported, unreadable or unsure.
        "decline" => return Err(deeds::failure(context.text("why"), context.text("words"))),
        // An output that is not JSON.
        "bad-json" => return Ok(plain("{\"half\": ".into())),
        // Bit patterns of NaNs made in several ways, and whether the sign of a fresh one is set.
        "nan" => numbers::nans(),
        // A sum of `n` steps of floating-point work, with its bit pattern.
        "float" => numbers::float_work(context.number(1000)),
        // `n` steps of integer work.
        "count" => numbers::count(context.number(1000)),
        other => return Err(Failure::Unsupported(format!("no deed {other:?}"))),
    };
    Ok(plain(output.to_string()))
}

/// An answer with nothing but its output.
fn plain(output: String) -> Answer {
    Answer { output, confidence: None, rationale: None }
}

/// The failure for what is not JSON.
fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn big_output_has_exactly_the_size_asked_for() {
        for n in [11, 12, 5000] {
            let input = json!({"do": "big-output", "n": n});
            let answer = perform(&Context { seed: 0, state: &[], input: &input }).expect("an answer");
            assert_eq!(answer.output.len(), n);
            serde_json::from_str::<Value>(&answer.output).expect("JSON");
        }
    }
}
