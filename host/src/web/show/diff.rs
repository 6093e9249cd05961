//! The difference between what was expected and what was given, line by line, with the words that differ marked.

use std::time::Duration;

use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};

/// The longest that comparing may take; after that the difference is coarser.
const PATIENCE: Duration = Duration::from_millis(200);
/// The most lines that are shown.
const MOST: usize = 2000;

/// A line of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `same`, `gone` (expected and not given) or `new` (given and not expected).
    pub kind: &'static str,
    /// The sign before it.
    pub sign: &'static str,
    /// Its pieces; true where a piece is what differs.
    pub pieces: Vec<(bool, String)>,
}

/// The lines that the second text has another way.
pub fn lines(expected: &str, given: &str) -> Vec<Line> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(expected, given);
    let mut lines = Vec::new();
    for change in diff.iter_all_inline_changes().take(MOST) {
        let (kind, sign) = match change.tag() {
            ChangeTag::Equal => ("same", " "),
            ChangeTag::Delete => ("gone", "−"),
            ChangeTag::Insert => ("new", "+"),
        };
        let pieces = change
            .iter_strings_lossy()
            .map(|(differs, text)| (differs, text.trim_end_matches('\n').to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        lines.push(Line { kind, sign, pieces });
    }
    lines
}

/// JSON laid out for reading, with rows of plain values in one line and fields in the order of `model`.
pub fn laid_out(value: &Value, model: Option<&Value>) -> String {
    let mut text = String::new();
    write(&mut text, &ordered(value, model), 0);
    text.push('\n');
    text
}

/// The same value with the fields that `model` has first, in its order.
pub fn ordered(value: &Value, model: Option<&Value>) -> Value {
    match value {
        Value::Object(fields) => {
            let mut sorted = Map::new();
            let known = model.and_then(Value::as_object);
            for key in known.into_iter().flat_map(|model| model.keys()).chain(fields.keys()) {
                if let Some(field) = fields.get(key) {
                    sorted.entry(key.clone()).or_insert_with(|| ordered(field, known.and_then(|model| model.get(key))));
                }
            }
            Value::Object(sorted)
        }
        Value::Array(items) => {
            let at = |index: usize| model.and_then(|model| model.get(index).or_else(|| model.get(0)));
            Value::Array(items.iter().enumerate().map(|(index, item)| ordered(item, at(index))).collect())
        }
        other => other.clone(),
    }
}

/// An object that is at most this long, in bytes, stays in one line.
const LINE: usize = 100;

fn write(text: &mut String, value: &Value, depth: usize) {
    let short = in_line(value);
    let inner = "  ".repeat(depth + 1);
    match value {
        Value::Object(fields) if !fields.is_empty() && (depth == 0 || short.len() > LINE) => {
            text.push('{');
            for (index, (key, field)) in fields.iter().enumerate() {
                text.push_str(if index == 0 { "\n" } else { ",\n" });
                text.push_str(&format!("{inner}{}: ", Value::from(key.as_str())));
                write(text, field, depth + 1);
            }
            text.push_str(&format!("\n{}}}", "  ".repeat(depth)));
        }
        // Numbers and words in a row wrap where they are shown; what has parts of its own has a line for each.
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "\n" } else { ",\n" });
                text.push_str(&inner);
                write(text, item, depth + 1);
            }
            text.push_str(&format!("\n{}]", "  ".repeat(depth)));
        }
        _ => text.push_str(&short),
    }
}

/// JSON in one line, with room to break it after commas.
fn in_line(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, field)| format!("{}: {}", Value::from(key.as_str()), in_line(field)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(in_line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let lines = lines("{\n  \"label\": \"bag\"\n}\n", "{\n  \"label\": \"bat\"\n}\n");
        let kinds: Vec<_> = lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, ["same", "gone", "new", "same"]);
        let whole: String = lines[2].pieces.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(whole, "  \"label\": \"bat\"");
        let marked: String = lines[2].pieces.iter().filter(|(differs, _)| *differs).map(|(_, t)| t.as_str()).collect();
        assert!(marked.contains("bat") && !marked.contains("label"), "{marked}");
    }

    #[test]
    fn fields_in_another_order_do_not_differ() {
        let expected = json!({ "a": 1, "b": [{ "c": 2, "d": 3 }] });
        let given = json!({ "b": [{ "d": 3, "c": 2 }], "a": 1 });
        assert_eq!(laid_out(&given, Some(&expected)), laid_out(&expected, None));
    }

    #[test]
    fn what_is_laid_out_is_the_same_json() {
        let value = json!({ "text": "汉\n\"", "deep": { "list": vec![json!({ "n": 1.5 }); 30] }, "none": {} });
        assert_eq!(serde_json::from_str::<Value>(&laid_out(&value, None)).unwrap(), value);
    }
}
