//! The smallest output that a scenario's schema allows.

use serde_json::{Map, Value, json};

use crate::catalogue::Entry;

/// The smallest output of a scenario. Where the schema asks for what is not worked out here, such as a text of a given
/// pattern, it is what the first case expects and the schema allows.
pub fn output(entry: &Entry) -> Value {
    let schema = &entry.output_schema;
    let smallest = of(schema, schema, 0);
    match jsonschema::draft202012::new(schema) {
        Ok(validator) if !validator.is_valid(&smallest) => {
            let expected = entry.cases.iter().map(|case| &case.expected).find(|expected| validator.is_valid(expected));
            expected.cloned().unwrap_or(smallest)
        }
        _ => smallest,
    }
}

/// The smallest value of a schema inside `root`.
fn of(schema: &Value, root: &Value, depth: usize) -> Value {
    /// Deeper than any output that somebody reads: a schema that refers to itself ends here.
    const DEEPEST: usize = 32;
    if depth > DEEPEST {
        return Value::Null;
    }
    if let Some(target) = schema["$ref"].as_str().and_then(|path| root.pointer(path.strip_prefix('#')?)) {
        return of(target, root, depth + 1);
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().find(|value| value.is_null()).or(values.first()).cloned().unwrap_or_default();
    }
    if let Some(one) = ["anyOf", "oneOf"].iter().find_map(|kind| schema[*kind].get(0)) {
        return of(one, root, depth + 1);
    }
    match kind(&schema["type"]) {
        "object" => Value::Object(object(schema, root, depth)),
        "array" => {
            let length = schema["minItems"].as_u64().unwrap_or(0);
            (0..length).map(|_| of(&schema["items"], root, depth + 1)).collect()
        }
        "string" => {
            let length = schema["minLength"].as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            "-".repeat(length).into()
        }
        "boolean" => false.into(),
        "integer" | "number" => number(schema),
        _ => Value::Null,
    }
}

/// The type, null where it is one of several.
fn kind(name: &Value) -> &str {
    let of_several = || {
        let names = name.as_array()?;
        names.iter().find(|name| *name == "null").or(names.first())?.as_str()
    };
    name.as_str().or_else(of_several).unwrap_or("null")
}

fn object(schema: &Value, root: &Value, depth: usize) -> Map<String, Value> {
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    required.map(|name| (name.to_owned(), of(&schema["properties"][name], root, depth + 1))).collect()
}

/// The number nearest to 0.
fn number(schema: &Value) -> Value {
    let least = schema.get("minimum").filter(|least| least.as_f64() > Some(0.0));
    let most = schema.get("maximum").filter(|most| most.as_f64() < Some(0.0));
    least.or(most).cloned().unwrap_or_else(|| match schema["exclusiveMinimum"].as_f64() {
        Some(bound) if bound >= 0.0 => json!(bound.floor() + 1.0),
        _ => json!(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load;

    #[test]
    fn every_scenario_allows_its_smallest_output() {
        for entry in load::embedded().unwrap() {
            let smallest = output(&entry);
            let validator = jsonschema::draft202012::new(&entry.output_schema).unwrap();
            let faults: Vec<String> = validator.iter_errors(&smallest).map(|error| error.to_string()).collect();
            assert_eq!(faults, [] as [String; 0], "{}: {smallest}", entry.scenario.id);
        }
    }

    #[test]
    fn bounds_and_references_are_kept() {
        let schema = json!({
            "type": "object",
            "required": ["a", "b", "c", "d", "e"],
            "properties": {
                "a": { "type": "integer", "minimum": 3 },
                "b": { "$ref": "#/$defs/texts" },
                "c": { "type": ["number", "null"] },
                "d": { "type": "number", "exclusiveMinimum": 0 },
                "e": { "anyOf": [{ "type": "boolean" }, { "type": "string" }] },
                "f": { "type": "string" },
            },
            "$defs": { "texts": { "type": "array", "minItems": 2, "items": { "type": "string", "minLength": 1 } } },
        });
        let expected = json!({ "a": 3, "b": ["-", "-"], "c": null, "d": 1.0, "e": false });
        assert_eq!(of(&schema, &schema, 0), expected);
        let endless = json!({ "$ref": "#" });
        assert_eq!(of(&endless, &endless, 0), Value::Null);
    }
}
