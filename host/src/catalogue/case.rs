//! A case: one input, its expected output, a weight.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One case of a contract, as a line of `cases.jsonl` holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique within the contract.
    pub id: String,
    /// What an agent gets: satisfies the contract's input schema.
    pub input: Value,
    /// What the metric compares with: never enters the sandbox.
    pub expected: Value,
    /// How much the case counts, above 0.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Cases that belong together (one patient, one storm) share a group: intervals are then clustered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// A remark for the people who read the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A case as a generator makes it, before it has an id.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// As [`Case::input`].
    pub input: Value,
    /// As [`Case::expected`].
    pub expected: Value,
    /// As [`Case::group`].
    pub group: Option<String>,
    /// As [`Case::note`].
    pub note: Option<String>,
}

impl Draft {
    /// A draft of weight 1 that stands alone.
    pub fn new(input: Value, expected: Value) -> Self {
        Self { input, expected, group: None, note: None }
    }

    /// The case under this id.
    pub fn with_id(self, id: String) -> Case {
        Case { id, input: self.input, expected: self.expected, weight: 1.0, group: self.group, note: self.note }
    }
}

fn one() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_one(weight: &f64) -> bool {
    *weight == 1.0
}
