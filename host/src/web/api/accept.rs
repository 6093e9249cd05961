//! Answers come only in media types that the caller takes.

use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Problem;

/// Refuses a reading whose answer is of a media type that `Accept` leaves out. Writes are answered whatever it says: they
/// are done by then. So are problems.
pub(super) async fn hold(request: Request, next: Next) -> Response {
    let is_reading = request.method() == Method::GET || request.method() == Method::HEAD;
    let taken = taken(request.headers());
    let response = next.run(request).await;
    let given = response.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
    match given {
        Some(given) if is_reading && response.status().is_success() && !takes(taken.as_deref(), given) => {
            Problem::NotAcceptable { given: given.to_owned() }.into_response()
        }
        _ => response,
    }
}

/// The ranges of `Accept` that are not refused by a weight of 0; none where the caller says nothing of what it takes.
fn taken(headers: &HeaderMap) -> Option<Vec<String>> {
    let lines = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let ranges: Vec<&str> = lines.flat_map(|line| line.split(',')).filter(|range| !range.trim().is_empty()).collect();
    let range = |one: &str| {
        let mut parts = one.split(';').map(str::trim);
        let range = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0)));
        (!is_refused).then_some(range)
    };
    (!ranges.is_empty()).then(|| ranges.into_iter().filter_map(range).collect())
}

fn takes(taken: Option<&[String]>, given: &str) -> bool {
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = given.split('/').next().unwrap_or_default();
    let fits = |range: &String| range == "*/*" || *range == given || range.strip_suffix("/*") == Some(kind);
    taken.is_none_or(|taken| taken.iter().any(fits))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_range_takes_what_it_covers() {
        let takes = |accept: &'static str, given| {
            takes(taken(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))])).as_deref(), given)
        };
        assert!(takes("*/*", "application/json") && takes("text/html, application/*;q=0.5", "application/json"));
        assert!(takes("", "application/json") && takes("application/wasm", "application/wasm; x=1"));
        assert!(!takes("text/html", "application/json") && !takes("application/json;q=0", "application/json"));
    }
}
