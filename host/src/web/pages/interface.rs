//! The API for people: every operation of the OpenAPI document with its parameters, bodies, answers and a command to try.

use askama::Template;
use axum::extract::State;
use serde_json::Value;

use super::{Page, render};
use crate::web::api;
use crate::web::reader::Reader;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "interface.html")]
struct InterfacePage<'a> {
    reader: &'a Reader,
    /// What holds everywhere, a point each.
    about: Vec<String>,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// The operations of a noun.
struct Group {
    anchor: String,
    name: String,
    operations: Vec<Operation>,
}

/// One operation.
struct Operation {
    anchor: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    needs_token: bool,
    parameters: Vec<Field>,
    /// The name of its body's shape.
    body: Option<String>,
    answers: Vec<Answer>,
    example: String,
}

/// A parameter or a field.
struct Field {
    name: String,
    kind: String,
    is_required: bool,
    description: String,
}

/// What an operation may answer.
struct Answer {
    status: String,
    description: String,
    shape: Option<String>,
}

/// A shape of JSON.
struct Shape {
    name: String,
    description: String,
    fields: Vec<Field>,
}

/// `GET /api`
pub async fn page(State(_): State<Site>, reader: Reader) -> Page {
    let document = serde_json::to_value(api::described())?;
    let telling = Telling { document: &document, reader: &reader };
    let [zh, en] = api::ABOUT;
    let about = reader.language.pick(zh, en).lines().map(|line| line.trim_start_matches("- ").to_owned());
    render(&InterfacePage {
        reader: &reader,
        about: about.filter(|line| !line.is_empty()).collect(),
        groups: telling.groups(),
        shapes: telling.shapes(),
    })
}

/// Tells the document to a reader.
struct Telling<'a> {
    document: &'a Value,
    reader: &'a Reader,
}

impl Telling<'_> {
    fn groups(&self) -> Vec<Group> {
        let tags = items(&self.document["tags"]);
        let groups = tags.map(|tag| Group {
            anchor: text(&tag["name"]),
            name: self.said(&tag["description"]),
            operations: self.operations(&tag["name"]),
        });
        groups.filter(|group| !group.operations.is_empty()).collect()
    }

    fn operations(&self, tag: &Value) -> Vec<Operation> {
        let paths = fields(&self.document["paths"]);
        let all = paths.flat_map(|(path, item)| fields(item).map(move |(method, told)| (path, method, told)));
        let own = all.filter(|(.., told)| items(&told["tags"]).any(|one| one == tag));
        own.map(|(path, method, told)| self.operation(path, method, told)).collect()
    }

    fn operation(&self, path: &str, method: &str, told: &Value) -> Operation {
        let parameters = items(&told["parameters"]).map(|parameter| Field {
            name: text(&parameter["name"]),
            kind: kind(&parameter["schema"]),
            is_required: parameter["required"] == true,
            description: self.said(&parameter["description"]),
        });
        let answers = fields(&told["responses"]).map(|(status, answer)| {
            let answer = self.resolved(answer);
            let shape = fields(&answer["content"]).next().map(|(media, content)| shape(media, &content["schema"]));
            Answer { status: status.to_owned(), description: self.said(&answer["description"]), shape }
        });
        let body = fields(&told["requestBody"]["content"]).next();
        let needs_token = items(&told["security"]).next().is_some();
        Operation {
            anchor: text(&told["operationId"]),
            method: method.to_uppercase(),
            path: format!("/api/v1{path}"),
            summary: self.said(&told["summary"]),
            description: self.said(&told["description"]),
            needs_token,
            parameters: parameters.collect(),
            body: body.map(|(media, content)| shape(media, &content["schema"])),
            answers: answers.collect(),
            example: example(method, path, told, body.map(|(media, content)| self.body_of(media, &content["schema"]))),
        }
    }

    fn shapes(&self) -> Vec<Shape> {
        let shapes = fields(&self.document["components"]["schemas"]).map(|(name, schema)| {
            let parts: Vec<&Value> = match schema.get("allOf") {
                Some(parts) => items(parts).map(|part| self.resolved(part)).collect(),
                None => vec![schema],
            };
            let of_part = |part: &'_ Value| -> Vec<Field> {
                let is_required = |name: &str| items(&part["required"]).any(|one| one == name);
                let told = fields(&part["properties"]).map(|(name, field)| Field {
                    is_required: is_required(name),
                    kind: kind(field),
                    description: self.said(&field["description"]),
                    name: name.to_owned(),
                });
                told.collect()
            };
            Shape {
                name: name.to_owned(),
                description: self.said(&schema["description"]),
                fields: parts.into_iter().flat_map(of_part).collect(),
            }
        });
        shapes.collect()
    }

    /// A body for the example: the examples of its fields.
    fn body_of(&self, media: &str, schema: &Value) -> (String, String) {
        let told = fields(&self.resolved(schema)["properties"]).filter_map(|(name, field)| {
            let example = field.get("example").or_else(|| items(&field["examples"]).next())?;
            Some((name.to_owned(), example.clone()))
        });
        (media.to_owned(), Value::Object(told.collect()).to_string())
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let target = value["$ref"].as_str().and_then(|name| name.strip_prefix('#'));
        target.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(value)
    }

    /// The half of a text that is in the reader's language.
    fn said(&self, text: &Value) -> String {
        let text = text.as_str().unwrap_or_default();
        let (zh, en) = text.split_once(" · ").unwrap_or((text, text));
        self.reader.language.pick(zh, en).trim().to_owned()
    }
}

/// A type in short.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(text).collect::<Vec<_>>().join(" | ");
    }
    let either = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    if let Some(either) = either {
        return items(either).map(kind).collect::<Vec<_>>().join(" | ");
    }
    let plain = match &schema["type"] {
        Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join(" | "),
        one => text(one),
    };
    match plain.as_str() {
        "array" => format!("[{}]", kind(&schema["items"])),
        "" => "JSON".to_owned(),
        _ => plain,
    }
}

fn shape(media: &str, schema: &Value) -> String {
    match media {
        "application/json" | "application/problem+json" => kind(schema),
        other => other.to_owned(),
    }
}

/// A command to try it with.
fn example(method: &str, path: &str, told: &Value, body: Option<(String, String)>) -> String {
    let mut filled = path.to_owned();
    for parameter in items(&told["parameters"]).filter(|parameter| parameter["in"] == "path") {
        let example = match &parameter["example"] {
            Value::Null => "1".to_owned(),
            given => text(given),
        };
        filled = filled.replace(&format!("{{{}}}", text(&parameter["name"])), &example);
    }
    let mut parts = vec!["curl".to_owned()];
    if method != "get" {
        parts.push(format!("-X {}", method.to_uppercase()));
    }
    if items(&told["security"]).next().is_some() {
        parts.push("-H \"Authorization: Bearer $TONGTAI_TOKEN\"".to_owned());
    }
    if let Some((media, body)) = body {
        let given = if media == "application/json" { format!("-d '{body}'") } else { "-T FILE".to_owned() };
        parts.push(format!("-H 'Content-Type: {media}' {given}"));
    }
    parts.push(format!("http://127.0.0.1:8717/api/v1{filled}"));
    parts.join(" ")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_example_is_a_command_that_can_be_tried() {
        let told = json!({ "parameters": [{ "name": "vendor", "in": "path", "example": "acme" }], "security": [{ "bearer": [] }] });
        let body = ("application/json".to_owned(), "{\"reason\":\"x\"}".to_owned());
        assert_eq!(
            example("post", "/a/{vendor}/yank", &told, Some(body)),
            "curl -X POST -H \"Authorization: Bearer $TONGTAI_TOKEN\" -H 'Content-Type: application/json' -d '{\"reason\":\"x\"}' \
             http://127.0.0.1:8717/api/v1/a/acme/yank"
        );
    }

    #[test]
    fn a_type_is_told_in_short() {
        assert_eq!(kind(&json!({ "type": ["string", "null"] })), "string | null");
        assert_eq!(kind(&json!({ "type": "array", "items": { "$ref": "#/components/schemas/Text" } })), "[Text]");
        assert_eq!(kind(&json!({ "enum": ["a", "b"] })), "a | b");
        assert_eq!(kind(&json!({})), "JSON");
    }
}
