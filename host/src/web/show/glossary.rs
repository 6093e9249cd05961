//! Short names of fields and values, out of the descriptions that a contract's schema gives them.

use std::collections::HashMap;

use serde_json::Value;

use crate::language::Language;

/// The most characters of a name: a longer one is a sentence.
const MOST: usize = 15;
/// How deep schemas are followed.
const DEPTH: usize = 6;

/// Short names by key, and of values by code.
#[derive(Debug, Default)]
pub struct Glossary {
    names: HashMap<String, String>,
    values: HashMap<String, String>,
}

impl Glossary {
    /// Of a schema, for a reader of this language. English readers read the keys themselves: they are English.
    pub fn of(schema: &Value, language: Language) -> Self {
        let mut glossary = Self::default();
        if language == Language::Zh {
            glossary.add(schema, schema, DEPTH);
        }
        glossary
    }

    /// A field's short name, or its key.
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.names.get(key).map_or(key, String::as_str)
    }

    /// A value's name, or the value itself.
    pub fn value<'a>(&'a self, code: &'a str) -> &'a str {
        self.values.get(code).map_or(code, String::as_str)
    }

    fn add(&mut self, schema: &Value, root: &Value, depth: usize) {
        if depth == 0 {
            return;
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str)
            && let Some(target) = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer))
        {
            self.add(target, root, depth - 1);
        }
        for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let description = property.get("description").and_then(Value::as_str).unwrap_or_default();
            // A name that two fields share names neither of them.
            let is_new = |name: &&str| self.names.values().all(|other| other != name);
            if let Some(name) = first_clause(description).filter(is_new) {
                self.names.entry(key.clone()).or_insert_with(|| name.to_owned());
            }
            let codes = property.get("enum").and_then(Value::as_array).into_iter().flatten();
            for code in codes.filter_map(Value::as_str) {
                if let Some(name) = gloss(description, code) {
                    self.values.entry(code.to_owned()).or_insert_with(|| name.to_owned());
                }
            }
            self.add(property, root, depth - 1);
        }
        if let Some(items) = schema.get("items") {
            self.add(items, root, depth - 1);
        }
    }
}

/// The first clause of a description, whole, where that is short and Chinese.
fn first_clause(description: &str) -> Option<&str> {
    let name = description.split(|c: char| "。；;：:，,（(/".contains(c)).next()?.trim();
    let is_short = (1..=MOST).contains(&name.chars().count());
    (is_short && name.chars().any(is_chinese)).then_some(name)
}

/// What the description says of a code: `trouser 裤子;` gives 裤子.
fn gloss<'a>(description: &'a str, code: &str) -> Option<&'a str> {
    let mut clauses = description.split(|c: char| "。；;：:，,、".contains(c));
    let said = clauses.find_map(|clause| clause.trim().strip_prefix(code)?.strip_prefix([' ', '=', '＝']))?.trim();
    let is_short = (1..=MOST).contains(&said.chars().count());
    (is_short && said.chars().any(is_chinese)).then_some(said)
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Value {
        json!({
            "properties": {
                "label": { "enum": ["t-shirt", "bag"], "description": "品类代码:t-shirt T恤;bag 包。 / Code: t-shirt, bag." },
                "items": { "$ref": "#/$defs/items", "description": "各项。/ Items." },
                "total": { "description": "An English description only." },
                "one": { "description": "次序（一）。" },
                "two": { "description": "次序（二）。" },
            },
            "$defs": { "items": { "properties": { "age": { "description": "年龄得分：80 岁及以上得 1。" } } } },
        })
    }

    #[test]
    fn names_and_values_come_out_of_the_descriptions() {
        let glossary = Glossary::of(&schema(), Language::Zh);
        assert_eq!((glossary.name("label"), glossary.name("age")), ("品类代码", "年龄得分"));
        assert_eq!((glossary.value("t-shirt"), glossary.value("bag")), ("T恤", "包"));
        assert_eq!((glossary.name("one"), glossary.name("two")), ("次序", "two"));
        assert_eq!((glossary.name("total"), glossary.value("hat")), ("total", "hat"));
    }

    #[test]
    fn english_readers_read_the_keys() {
        assert_eq!(Glossary::of(&schema(), Language::En).name("label"), "label");
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let schema = json!({ "$ref": "#", "properties": { "next": { "$ref": "#", "description": "下一个" } } });
        assert_eq!(Glossary::of(&schema, Language::Zh).name("next"), "下一个");
    }
}
