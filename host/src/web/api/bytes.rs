//! Bytes that are kept under a digest, sent piece by piece: with the digest as ETag, and by range where one is asked.

use std::ops::Range;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream;

use super::{Problem, etag};
use crate::registry::Digest;
use crate::web::site::Site;

/// What nobody is to make anything of but save it.
pub(super) const PLAIN: &str = "application/octet-stream";
/// How many bytes are read at a time: no more of them are in memory, however slow the caller.
const PIECE: u64 = 256 * 1024;
/// The digest of all bytes (RFC 9530).
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// What is to be sent.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// The digest that the bytes are kept under.
    pub digest: Digest,
    /// How many.
    pub size: u64,
    /// Their media type.
    pub media_type: &'static str,
    /// What a file of them is called.
    pub name: String,
}

/// Sends what the registry keeps.
///
/// # Errors
/// [`Problem::Range`].
pub(super) fn answer(site: &Site, kept: Kept, headers: &HeaderMap) -> Result<Response, Problem> {
    let site = site.clone();
    let digest = kept.digest;
    respond(&kept, headers, |range| {
        Body::from_stream(stream::unfold((site, range), move |(site, left)| async move {
            if left.is_empty() {
                return None;
            }
            let (from, length) = (left.start, PIECE.min(left.end - left.start));
            let piece = site.read(move |registry| Ok(registry.blob_part(digest, from, length)?)).await;
            let piece = piece.map_err(Problem::from).and_then(|piece| piece.ok_or(Problem::NoRegistry));
            // After a failure nothing more: the caller sees that bytes are missing.
            let next = if piece.is_ok() { from + length..left.end } else { 0..0 };
            Some((piece, (site, next)))
        }))
    })
}

/// Sends what is in memory.
///
/// # Errors
/// [`Problem::Range`].
pub(super) fn of_memory(kept: Kept, headers: &HeaderMap, bytes: Vec<u8>) -> Result<Response, Problem> {
    respond(&kept, headers, |range| {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        Body::from(bytes.get(place(range.start)..place(range.end)).unwrap_or_default().to_vec())
    })
}

fn respond(kept: &Kept, asked: &HeaderMap, body: impl FnOnce(Range<u64>) -> Body) -> Result<Response, Problem> {
    let tag = format!("\"{}\"", kept.digest);
    let mut headers = HeaderMap::new();
    let mut set = |name, value: String| headers.extend(HeaderValue::try_from(value).map(|value| (name, value)));
    set(ETAG, tag.clone());
    set(REPR_DIGEST, format!("sha-256=:{}:", STANDARD.encode(kept.digest.bytes())));
    set(ACCEPT_RANGES, "bytes".to_owned());
    set(CACHE_CONTROL, "private, no-cache".to_owned());
    set(CONTENT_TYPE, kept.media_type.to_owned());
    set(CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file_name(&kept.name)));
    if etag::matches(asked.get(IF_NONE_MATCH), &tag) {
        return Ok(etag::not_modified(&headers));
    }
    let is_same = asked.get(IF_RANGE).is_none_or(|had| had.as_bytes() == tag.as_bytes());
    let asked = asked.get(RANGE).filter(|_| is_same).and_then(|range| range.to_str().ok());
    let mut set = |name, value: String| headers.extend(HeaderValue::try_from(value).map(|value| (name, value)));
    let (status, range) = match asked.and_then(|asked| range(asked, kept.size)) {
        None => (StatusCode::OK, 0..kept.size),
        Some(range) if range.is_empty() => return Err(Problem::Range { size: kept.size }),
        Some(range) => {
            set(CONTENT_RANGE, format!("bytes {}-{}/{}", range.start, range.end - 1, kept.size));
            (StatusCode::PARTIAL_CONTENT, range)
        }
    };
    set(CONTENT_LENGTH, (range.end - range.start).to_string());
    let mut response = body(range).into_response();
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// One range of bytes (RFC 9110, 14.1.2): empty where it lies outside; none where it is several or not understood, which
/// a server may pass over.
fn range(asked: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = asked.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim(), last.trim()) {
        ("", last) => Some(size.saturating_sub(number(last)?)..size),
        (first, "") => Some(number(first)?.min(size)..size),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then(|| first.min(size)..last.saturating_add(1).min(size))
        }
    }
}

/// What can stand between quotes in any header.
fn file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._+".contains(c) { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_as_the_standard_has_them() {
        assert_eq!(range("bytes=0-3", 10), Some(0..4));
        assert_eq!(range("bytes=4-", 10), Some(4..10));
        assert_eq!(range("bytes=-3", 10), Some(7..10));
        assert_eq!(range("bytes=-30", 10), Some(0..10));
        assert_eq!(range("bytes=8-99", 10), Some(8..10));
        assert!(range("bytes=10-", 10).unwrap().is_empty());
        assert!(range("bytes=-0", 10).unwrap().is_empty());
        for passed_over in ["bytes=3-1", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes"] {
            assert_eq!(range(passed_over, 10), None, "{passed_over}");
        }
    }

    #[test]
    fn a_file_name_cannot_leave_its_quotes() {
        assert_eq!(file_name("acme-a-1.0.0+b.wasm"), "acme-a-1.0.0+b.wasm");
        assert_eq!(file_name("a\"; x=/..\u{6c49}"), "a---x--..-");
    }
}
