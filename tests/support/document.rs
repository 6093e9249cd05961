//! The document that `compare --json` writes.

use serde_json::Value;

/// What differs from one process to the next though the result is the same.
const VOLATILE: [&str; 6] = ["compiled", "wall-ms", "guest-ms", "elapsed-us", "p50-us", "session"];

pub fn sessions(document: &Value) -> &[Value] {
    document["sessions"].as_array().unwrap()
}

/// The session of a scenario.
#[track_caller]
pub fn session<'a>(document: &'a Value, scenario: &str) -> &'a Value {
    sessions(document).iter().find(|session| session["summary"]["scenario"] == scenario).unwrap()
}

/// All runs of all sessions.
pub fn runs(document: &Value) -> impl Iterator<Item = &Value> {
    sessions(document).iter().flat_map(|session| session["runs"].as_array().unwrap())
}

/// The same without times, ids and how much was compiled: everything that must be the same for the same seed.
pub fn without_volatile(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !VOLATILE.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), without_volatile(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_volatile).collect(),
        other => other.clone(),
    }
}

/// Two documents tell the same result; where not, the first difference is named.
#[track_caller]
pub fn assert_same(one: &Value, other: &Value) {
    if let Some(difference) = difference("", &without_volatile(one), &without_volatile(other)) {
        panic!("the documents differ at {difference}");
    }
}

fn difference(at: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().find_map(|(name, value)| difference(&format!("{at}/{name}"), value, &b[name]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(index, (a, b))| difference(&format!("{at}/{index}"), a, b))
        }
        _ => (one != other).then(|| format!("{at}: {one} and {other}")),
    }
}

/// Every text in a value, at whatever depth.
pub fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
