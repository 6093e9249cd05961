//! An address's query.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::fault;
use crate::catalogue::Words;
use crate::web::api::Problem;
use crate::web::api::problem::Failure;

/// What the address's query asks. A parameter that is unknown, comes twice or is not as the document says is a fault.
#[derive(Debug)]
pub(in crate::web) struct Query<T>(pub T);

impl<T: IntoParams + DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let known = T::into_params(|| Some(ParameterIn::Query));
        let asked = read(&parts.uri, &known).map_err(Problem::BadRequest)?;
        let one = |error: serde_json::Error| {
            Problem::BadRequest(vec![Failure::of_parameter("?", Words::new("查询参数有误", error.to_string()))])
        };
        serde_json::from_value(Value::Object(asked)).map(Self).map_err(one)
    }
}

/// The parameters by name, as JSON of the types that the document gives them.
fn read(uri: &Uri, known: &[Parameter]) -> Result<Map<String, Value>, Vec<Failure>> {
    let unreadable = || vec![Failure::of_parameter("?", Words::new("查询串无法解读", "the query cannot be read"))];
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| unreadable())?.0;
    let (mut asked, mut failures) = (Map::new(), Vec::new());
    for (name, text) in pairs {
        let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
            let names: Vec<_> = known.iter().map(|parameter| parameter.name.as_str()).collect();
            let names = names.join(", ");
            let words = Words::new(
                format!("没有这个参数；可用：{names}"),
                format!("there is no such parameter; there are: {names}"),
            );
            failures.push(Failure::of_parameter(&name, words));
            continue;
        };
        match valued(parameter, &text) {
            Ok(value) => {
                if asked.insert(name.clone(), value).is_some() {
                    failures.push(Failure::of_parameter(&name, Words::new("只能给一次", "may be given once only")));
                }
            }
            Err(words) => failures.extend(words.into_iter().map(|words| Failure::of_parameter(&name, words))),
        }
    }
    for parameter in known {
        if parameter.required == Required::True && !asked.contains_key(&parameter.name) {
            failures.push(Failure::of_parameter(&parameter.name, Words::new("缺少此参数", "is missing")));
        }
    }
    failures.truncate(fault::MOST);
    if failures.is_empty() { Ok(asked) } else { Err(failures) }
}

/// A parameter's value, and what its schema finds wrong with it.
fn valued(parameter: &Parameter, text: &str) -> Result<Value, Vec<Words>> {
    let schema = serde_json::to_value(&parameter.schema).unwrap_or(Value::Bool(true));
    let is = |kind: &str| match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => false,
    };
    let value = match text.parse::<i64>() {
        Ok(number) if is("integer") => number.into(),
        _ if is("boolean") && (text == "true" || text == "false") => (text == "true").into(),
        _ => Value::from(text),
    };
    let Ok(validator) = jsonschema::draft202012::new(&schema) else { return Ok(value) };
    let faults: Vec<Words> = validator.iter_errors(&value).map(|error| fault::words(&error)).collect();
    if faults.is_empty() { Ok(value) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, IntoParams)]
    #[serde(rename_all = "kebab-case")]
    #[allow(dead_code, reason = "only its parameters are of account")]
    struct Asked {
        #[param(minimum = 1, maximum = 100)]
        limit: Option<u32>,
        #[param(min_length = 2)]
        name: String,
        has_seal: Option<bool>,
    }

    fn asked(query: &str) -> Result<Map<String, Value>, Vec<String>> {
        let uri = format!("/x?{query}").parse().unwrap();
        let known = Asked::into_params(|| Some(ParameterIn::Query));
        read(&uri, &known).map_err(|failures| failures.iter().map(|failure| format!("{failure:?}")).collect())
    }

    #[test]
    fn values_have_the_types_that_the_document_says() {
        let read = asked("limit=5&name=%E6%BD%AE%E6%B1%90&has-seal=true").unwrap();
        assert_eq!(Value::from(read), serde_json::json!({ "limit": 5, "name": "潮汐", "has-seal": true }));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let told = asked("limit=0&limit=1000&has-seal=yes&colour=red").unwrap_err();
        assert_eq!(told.len(), 5, "{told:#?}");
        for words in ["must be 1 or more", "must be 100 or less", "wrong type", "no such parameter", "is missing"] {
            assert_eq!(told.iter().filter(|one| one.contains(words)).count(), 1, "{words}: {told:#?}");
        }
        assert_eq!(asked("limit=5&limit=6&name=ab").unwrap_err().len(), 1);
    }
}
