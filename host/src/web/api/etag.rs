//! Answers that were had before are not sent again: an ETag on every answer of JSON, and `304` where the caller has it.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Problem;
use crate::registry::Digest;

/// The most bytes of an answer that is looked at: lists have pages, so that none comes near.
const MOST: usize = 64 << 20;

/// Adds the ETag, and answers `304` where the caller has the answer already.
pub(super) async fn tag(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET || request.method() == Method::HEAD;
    let had = request.headers().get(IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|given| given.as_bytes() == b"application/json");
    if !is_get || response.status() != StatusCode::OK || !is_json || response.headers().contains_key(ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        return Problem::Broken("an answer is too long".to_owned()).into_response();
    };
    let tag = format!("\"{}\"", &Digest::of(&bytes).to_string()[..32]);
    let is_had = matches(had.as_ref(), &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    // May be kept, and must be asked for again each time: who may read it is looked at anew.
    parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if is_had {
        return not_modified(&parts.headers);
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether `If-None-Match` names this tag (RFC 9110, 13.1.2: compared weakly).
pub(super) fn matches(had: Option<&HeaderValue>, tag: &str) -> bool {
    let Some(had) = had.and_then(|had| had.to_str().ok()) else { return false };
    had.trim() == "*" || had.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// `304` with these headers, but those of the body.
pub(super) fn not_modified(headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    *response.headers_mut() = headers.clone();
    response.headers_mut().remove(CONTENT_LENGTH);
    response.headers_mut().remove(CONTENT_TYPE);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_among_several() {
        let had = HeaderValue::from_static("\"a\", W/\"b\"");
        assert!(matches(Some(&had), "\"a\"") && matches(Some(&had), "\"b\"") && !matches(Some(&had), "\"c\""));
        assert!(matches(Some(&HeaderValue::from_static("*")), "\"c\"") && !matches(None, "\"c\""));
    }
}
