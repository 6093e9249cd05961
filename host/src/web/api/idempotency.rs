//! A write that is sent again under the same `Idempotency-Key` is not done again: it is answered as the first time
//! (draft-ietf-httpapi-idempotency-key-header).
//!
//! Only answers of success are kept, for a day: a refusal changed nothing, so that it may be tried again. A process that
//! is ended between the write and the keeping of its answer does the write again when asked again; every write here is
//! one that may be repeated or refuses to be. Uploads by PUT are idempotent by nature and pass by.
//!
//! An answer that must not be kept, such as one with a token's text, carries [`ShownOnce`] among its extensions.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::json;

use super::Problem;
use super::ask::read_body;
use crate::registry::idempotency::Answer;
use crate::registry::{Actor, Digest};
use crate::web::access::Caller;
use crate::web::site::Site;

/// The header with the key.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The most characters of a key.
pub(super) const MOST: usize = 200;
/// The headers that belong to an answer.
const KEPT: [HeaderName; 2] = [CONTENT_TYPE, LOCATION];

/// Marks an answer whose body is nowhere kept.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "for operations that show a secret once")]
pub(in crate::web) struct ShownOnce;

/// The keys whose requests are under way.
#[derive(Debug, Clone, Default)]
pub(super) struct UnderWay(Arc<Mutex<HashSet<(String, String)>>>);

/// A key while its request is under way.
struct Held {
    all: UnderWay,
    key: (String, String),
}

impl UnderWay {
    fn hold(&self, actor: &Actor, key: &str) -> Option<Held> {
        let key = (actor.to_string(), key.to_owned());
        let is_new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        is_new.then(|| Held { all: self.clone(), key })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// Answers a write once for each key.
pub(super) async fn once(State((site, under_way)): State<(Site, UnderWay)>, request: Request, next: Next) -> Response {
    let is_write = [Method::POST, Method::DELETE, Method::PATCH].contains(request.method());
    // Who cannot say who they are is refused further in.
    let caller = request.extensions().get::<Caller>().map(Caller::actor);
    match (request.headers().get(&KEY), caller) {
        (Some(key), Some(actor)) if is_write => match key_of(key) {
            Ok(key) => {
                answer(&site, &under_way, (&actor, &key), request, next).await.unwrap_or_else(Problem::into_response)
            }
            Err(problem) => problem.into_response(),
        },
        _ => next.run(request).await,
    }
}

/// The key: visible ASCII, with or without the quotes that structured fields have.
fn key_of(header: &HeaderValue) -> Result<String, Problem> {
    let text = header.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let is_good = !key.is_empty() && key.len() <= MOST && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_good { Ok(key.to_owned()) } else { Err(Problem::BadKey) }
}

async fn answer(
    site: &Site,
    under_way: &UnderWay,
    (actor, key): (&Actor, &str),
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let _held = under_way.hold(actor, key).ok_or(Problem::KeyInUse)?;
    let (parts, body) = request.into_parts();
    let bytes = read_body(Request::new(body)).await?;
    let asked = json!([parts.method.as_str(), parts.uri.to_string(), type_of(&parts.headers), Digest::of(&bytes)]);
    let asked = Digest::of(asked.to_string().as_bytes());
    let (by, wanted) = (actor.clone(), key.to_owned());
    let before = site.read(move |registry| Ok(registry.recall(&by, &wanted, Timestamp::now())?)).await?.flatten();
    if let Some(before) = before {
        return if before.request == asked { Ok(again(before)) } else { Err(Problem::KeyReused) };
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if !response.status().is_success() {
        return Ok(response);
    }
    keep(site, (actor, key), asked, response).await
}

fn type_of(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default()
}

/// Keeps the answer, and gives it.
async fn keep(
    site: &Site,
    (actor, key): (&Actor, &str),
    request: Digest,
    response: Response,
) -> Result<Response, Problem> {
    let is_secret = response.extensions().get::<ShownOnce>().is_some();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| Problem::Broken(error.to_string()))?;
    let headers =
        KEPT.iter().filter_map(|name| Some((name.to_string(), parts.headers.get(name)?.to_str().ok()?.to_owned())));
    let kept = if is_secret {
        let told = Problem::ShownOnce.into_response();
        let body = to_bytes(told.into_body(), usize::MAX).await.map_err(|error| Problem::Broken(error.to_string()))?;
        let headers = vec![(CONTENT_TYPE.to_string(), super::document::PROBLEM.to_owned())];
        Answer { request, status: StatusCode::CONFLICT.as_u16(), headers, body: body.to_vec() }
    } else {
        Answer { request, status: parts.status.as_u16(), headers: headers.collect(), body: bytes.to_vec() }
    };
    let (by, key) = (actor.clone(), key.to_owned());
    // The write is done: that its answer could not be kept must not look like a failure of it.
    if let Err(error) = site.write(move |registry| registry.keep_answer(&by, &key, &kept, Timestamp::now())).await {
        tracing::error!(%error, "the answer to a write is not kept under its key");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// The answer of before.
fn again(before: Answer) -> Response {
    let mut response = Bytes::from(before.body).into_response();
    *response.status_mut() = StatusCode::from_u16(before.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    for (name, value) in before.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii() {
        let key = |text: &str| key_of(&HeaderValue::from_bytes(text.as_bytes()).unwrap()).ok();
        assert_eq!(key("\"8e03978e-40d5\""), key("8e03978e-40d5"));
        assert_eq!(key("a b"), None);
        assert_eq!(key(""), None);
        assert_eq!(key("\"\""), None);
        assert_eq!(key(&"k".repeat(MOST + 1)), None);
        assert_eq!(key("汉"), None);
    }

    #[test]
    fn a_key_is_held_by_one_request_at_a_time() {
        let (all, by) = (UnderWay::default(), Actor::operator());
        let held = all.hold(&by, "k").unwrap();
        assert!(all.hold(&by, "k").is_none() && all.hold(&Actor::system(), "k").is_some());
        drop(held);
        assert!(all.hold(&by, "k").is_some());
    }
}
