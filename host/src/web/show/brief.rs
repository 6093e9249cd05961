//! A case's input, an expectation or an answer in a line or a small picture.

use serde_json::Value;

use super::glossary::Glossary;
use crate::web::picture::{Grid, Picture, grey};

/// The most characters of a line.
const MOST: usize = 96;

/// A value at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief {
    /// The value drawn, where it can be.
    pub picture: Option<Picture>,
    /// The value in a line; empty where the picture says it all.
    pub text: String,
}

/// An input at a glance.
pub fn input(input: &Value, glossary: &Glossary) -> Brief {
    if let Some(picture) = grey::of(input) {
        return Brief { picture: Some(picture), text: String::new() };
    }
    if let Some(picture) = Grid::of(input).and_then(|grid| grid.draw(None)) {
        return Brief { picture: Some(picture), text: String::new() };
    }
    Brief { picture: None, text: cut(&longest_text(input).unwrap_or_else(|| fields(input, glossary))) }
}

/// An expected or given output at a glance; `input` may be needed to draw it.
pub fn output(input: &Value, output: &Value, glossary: &Glossary) -> Brief {
    if let Some(grid) = Grid::of(input)
        && output.get("path").is_some()
    {
        return Brief { picture: grid.draw(Some(output)), text: String::new() };
    }
    Brief { picture: None, text: cut(&fields(output, glossary)) }
}

/// The beginning of an output that is too long to be read whole: JSON without its brackets and quotes.
pub fn beginning(text: &str, glossary: &Glossary) -> Brief {
    let (key, rest) = text.strip_prefix("{\"").and_then(|text| text.split_once("\":")).unwrap_or(("", text));
    let rest: String = rest.chars().filter(|c| !"{}[\"".contains(*c)).collect();
    let rest = rest.replace("],", "; ").replace(']', "").replace(',', ", ");
    let (name, text) = (glossary.name(key), rest.split_whitespace().collect::<Vec<_>>().join(" "));
    Brief { picture: None, text: cut(format!("{name} {text}").trim()) }
}

/// The text that the input mostly is, if it is one.
fn longest_text(input: &Value) -> Option<String> {
    /// Shorter ones are fields among others.
    const LEAST: usize = 8;
    let texts = input.as_object()?.values().filter_map(Value::as_str);
    let longest = texts.max_by_key(|text| text.chars().count())?;
    (longest.chars().count() >= LEAST).then(|| longest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The fields with their names: `总分 1 · 病死率 13`; one field alone without its name.
fn fields(value: &Value, glossary: &Glossary) -> String {
    match value {
        Value::Object(fields) if fields.len() == 1 => {
            fields.values().next().map(|only| scalar(only, glossary)).unwrap_or_default()
        }
        Value::Object(fields) => {
            let named = fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| format!("{} {}", glossary.name(key), scalar(value, glossary)));
            named.take(12).collect::<Vec<_>>().join(" · ")
        }
        other => scalar(other, glossary),
    }
}

fn scalar(value: &Value, glossary: &Glossary) -> String {
    match value {
        Value::String(text) => glossary.value(text).to_owned(),
        Value::Array(items) if items.is_empty() => "∅".to_owned(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().take(8).map(|item| scalar(item, glossary)).collect::<Vec<_>>().join("、")
        }
        Value::Array(items) if items.len() <= 3 => {
            items.iter().map(|item| format!("（{}）", fields(item, glossary))).collect()
        }
        Value::Array(items) => format!("{}×（{}）", items.len(), fields(&items[0], glossary)),
        Value::Object(_) => format!("（{}）", fields(value, glossary)),
        other => other.to_string(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        output(&json!({}), value, &Glossary::default()).text
    }

    #[test]
    fn one_field_is_told_without_its_name_and_several_with_theirs() {
        assert_eq!(text(&json!({ "label": "bag" })), "bag");
        assert_eq!(text(&json!({ "score": 1, "risk": 13, "none": null })), "score 1 · risk 13");
        assert_eq!(text(&json!({ "findings": [] })), "∅");
        assert_eq!(text(&json!({ "a": [1, 2], "b": { "c": true, "d": 0 } })), "a 1、2 · b （c true · d 0）");
    }

    #[test]
    fn what_is_cut_is_read_without_brackets() {
        let brief = beginning("{\"starts\":[[0,29],[5,7],[1", &Glossary::default());
        assert_eq!(brief.text, "starts 0, 29; 5, 7; 1");
        assert_eq!(beginning("no json", &Glossary::default()).text, "no json");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let input = input(&json!({ "note": "汉".repeat(200), "n": 1 }), &Glossary::default());
        assert_eq!(input.text.chars().count(), MOST + 1);
    }
}
