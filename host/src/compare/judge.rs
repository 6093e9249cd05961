//! From how a call ended to a run: the output is held to the contract's schema, then judged by its metric.

use serde_json::{Value, json};

use crate::catalogue::case::Case;
use crate::catalogue::metric::{Judge, Judgement, Metric};
use crate::registry::run::{Run, RunKey};
use crate::sandbox::{Answer, Call, Outcome};

/// The most violations of the schema that a run keeps.
const VIOLATIONS: usize = 50;
/// The most bytes of an output that breaks the contract that a run keeps.
const BROKEN_OUTPUT: usize = 4096;

/// What judging needs of a contract.
pub(super) struct Bench {
    /// The output schema, ready to check with.
    pub validator: jsonschema::Validator,
    /// The metric.
    pub metric: Metric,
}

impl Bench {
    /// Judges one call.
    pub fn judge(&self, key: RunKey, case: &Case, call: Call<Answer>) -> Run {
        let (checked, judgement) = match call.outcome {
            Outcome::Answered(answer) => self.check(case, answer),
            other => (Checked::without_answer(&other), self.metric.unanswered(&case.expected)),
        };
        Run {
            key,
            outcome: checked.outcome.to_owned(),
            judgement,
            output: checked.output,
            confidence: checked.confidence,
            rationale: checked.rationale,
            detail: checked.detail,
            fuel: call.fuel,
            startup_fuel: call.startup_fuel,
            memory: call.memory,
            elapsed_us: u64::try_from(call.elapsed.as_micros()).unwrap_or(u64::MAX),
            log: json!(call.log),
            log_dropped: call.log_dropped,
        }
    }

    fn check(&self, case: &Case, answer: Answer) -> (Checked, Judgement) {
        let violations = match serde_json::from_str::<Value>(&answer.output) {
            Err(error) => vec![format!("不是 JSON (not JSON): {error}")],
            Ok(output) => {
                let violations: Vec<String> = self
                    .validator
                    .iter_errors(&output)
                    .take(VIOLATIONS)
                    .map(|error| format!("{}: {error}", place(&error.instance_path().to_string())))
                    .collect();
                if violations.is_empty() {
                    let mut judgement = self.metric.judge(&case.input, &case.expected, &output);
                    judgement.score = if judgement.score.is_finite() { judgement.score.clamp(0.0, 1.0) } else { 0.0 };
                    judgement.figures.retain(|(_, figure)| figure.is_finite());
                    return (Checked::answered(answer), judgement);
                }
                violations
            }
        };
        let mut checked = Checked::without_answer(&Outcome::<()>::InvalidOutput { violations });
        checked.output = Some(shortened(answer.output));
        checked.rationale = answer.rationale;
        (checked, self.metric.unanswered(&case.expected))
    }
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "/" } else { pointer }
}

/// The beginning of an output that breaks the contract, cut between characters.
fn shortened(mut output: String) -> String {
    if output.len() > BROKEN_OUTPUT {
        let mut end = BROKEN_OUTPUT;
        while !output.is_char_boundary(end) {
            end -= 1;
        }
        output.truncate(end);
    }
    output
}

/// What a run keeps of an outcome.
struct Checked {
    outcome: &'static str,
    output: Option<String>,
    confidence: Option<f64>,
    rationale: Option<String>,
    detail: Value,
}

impl Checked {
    fn answered(answer: Answer) -> Self {
        Self {
            outcome: Outcome::Answered(()).code(),
            output: Some(answer.output),
            confidence: answer.confidence,
            rationale: answer.rationale,
            detail: Value::Null,
        }
    }

    fn without_answer<T>(outcome: &Outcome<T>) -> Self {
        Self { outcome: outcome.code(), output: None, confidence: None, rationale: None, detail: detail(outcome) }
    }
}

/// What an outcome has to say beyond its name: its words, and what a machine may want to read.
pub(super) fn detail<T>(outcome: &Outcome<T>) -> Value {
    let words = outcome.words();
    let mut detail = json!({ "zh": words.zh, "en": words.en });
    match outcome {
        Outcome::InvalidOutput { violations } => detail["violations"] = json!(violations),
        Outcome::Trapped { frames, .. } => detail["frames"] = json!(frames),
        _ => {}
    }
    detail
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::registry::{CaseId, EntrantId};

    fn bench() -> Bench {
        let schema = json!({
            "type": "object",
            "properties": { "label": { "enum": ["a", "b"] } },
            "required": ["label"],
            "additionalProperties": false,
        });
        let metric = json!({ "kind": "label", "field": "/label", "headline": "accuracy" });
        Bench {
            validator: jsonschema::draft202012::new(&schema).unwrap(),
            metric: serde_json::from_value(metric).unwrap(),
        }
    }

    fn run(output: &str) -> Run {
        let case = Case {
            id: "1".to_owned(),
            input: json!({}),
            expected: json!({ "label": "a" }),
            weight: 1.0,
            group: None,
            note: None,
        };
        let answer = Answer { output: output.to_owned(), confidence: Some(0.5), rationale: None };
        let call = Call {
            outcome: Outcome::Answered(answer),
            fuel: 3,
            startup_fuel: 1,
            memory: 65536,
            elapsed: Duration::from_micros(12),
            log: Vec::new(),
            log_dropped: 0,
        };
        bench().judge(RunKey { entrant: EntrantId::new(1), case: CaseId::new(1), repeat: 0 }, &case, call)
    }

    #[test]
    fn a_right_answer_is_judged() {
        let run = run(r#"{"label":"a"}"#);
        assert_eq!((run.outcome.as_str(), run.judgement.score), ("answered", 1.0));
    }

    #[test]
    fn every_violation_of_the_schema_is_kept() {
        let run = run(r#"{"label":"c","more":1}"#);
        assert_eq!((run.outcome.as_str(), run.judgement.score), ("invalid-output", 0.0));
        assert_eq!(run.detail["violations"].as_array().unwrap().len(), 2);
        assert_eq!(run.output.as_deref(), Some(r#"{"label":"c","more":1}"#));
    }

    #[test]
    fn what_is_not_json_says_so() {
        let run = run("label: a");
        assert_eq!(run.outcome, "invalid-output");
        assert!(run.detail["violations"][0].as_str().unwrap().contains("not JSON"));
    }

    #[test]
    fn a_long_broken_output_is_cut_between_characters() {
        let kept = run(&"汉".repeat(5000)).output.unwrap();
        assert_eq!(kept.len(), BROKEN_OUTPUT - 1);
    }
}
