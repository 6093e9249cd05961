//! A small body of JSON.

use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::fault;
use crate::catalogue::Words;
use crate::web::api::Problem;
use crate::web::api::problem::Failure;

/// The most bytes of a body that is not an upload: 256 KiB.
pub(in crate::web) const MOST_BYTES: usize = 256 * 1024;
/// How long the whole of such a body may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a request's body says: JSON of the schema that the document gives it.
#[derive(Debug)]
pub(in crate::web) struct Body<T>(pub T);

impl<T: ToSchema + DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::MediaType);
        }
        let bytes = read(request).await?;
        let value: Value = serde_json::from_slice(&bytes).map_err(|error| Problem::NotJson(error.to_string()))?;
        let faults = faults::<T>(&value);
        if !faults.is_empty() {
            return Err(Problem::BadContent(faults));
        }
        let one = |error: serde_json::Error| {
            Problem::BadContent(vec![Failure::at("", Words::new("内容不合要求", error.to_string()))])
        };
        serde_json::from_value(value).map(Self).map_err(one)
    }
}

/// The whole of a small body.
///
/// # Errors
/// [`Problem::TooLarge`], [`Problem::TooSlow`].
pub(in crate::web) async fn read(request: Request) -> Result<Bytes, Problem> {
    match tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), MOST_BYTES)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Problem::TooLarge { most: MOST_BYTES as u64 }),
        Err(_) => Err(Problem::TooSlow),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// What the schema finds wrong.
fn faults<T: ToSchema>(value: &Value) -> Vec<Failure> {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    let parts: Map<String, Value> =
        parts.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default())).collect();
    let mut schema = serde_json::to_value(T::schema()).unwrap_or_default();
    if let Value::Object(schema) = &mut schema {
        schema.insert("components".to_owned(), json!({ "schemas": parts }));
    }
    let Ok(validator) = jsonschema::draft202012::new(&schema) else { return Vec::new() };
    let told = validator.iter_errors(value).take(fault::MOST);
    told.map(|error| Failure::at(&error.instance_path().to_string(), fault::words(&error))).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is of account")]
    struct Given {
        #[schema(min_length = 1, max_length = 5)]
        reason: String,
        part: Option<Part>,
    }

    #[derive(Debug, Deserialize, ToSchema)]
    #[allow(dead_code, reason = "only its schema is of account")]
    struct Part {
        #[schema(minimum = 1)]
        count: u32,
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let found = faults::<Given>(&json!({ "reason": "much too long", "part": null, "more": 1 }));
        assert_eq!(found.len(), 2, "{found:#?}");
        let told = format!("{found:?}");
        assert!(told.contains("\"/reason\"") && told.contains("must have 5 characters or fewer"), "{told}");
        assert!(told.contains("there is no such field: more"), "{told}");
        assert!(faults::<Given>(&json!({ "reason": "fine", "part": { "count": 2 } })).is_empty());
        assert!(!faults::<Given>(&json!({ "reason": "fine", "part": { "count": 0 } })).is_empty());
    }
}
