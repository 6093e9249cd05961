//! What every response carries, and which hosts are answered at all.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::api;
use super::problem::Problem;
use super::site::Site;

/// Nothing but our own style sheet and pictures made of numbers; no script at all.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Adds the headers that keep a page to itself.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Badges are made to be shown elsewhere; nothing else is.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.entry(policy).or_insert(HeaderValue::from_static("same-origin"));
    // Pages follow the registry, and may show what no cache should keep.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Where the pages are for this machine only, answers no other name: else a web page elsewhere could point a name of its own at
/// this machine and read hidden cases through the visitor's browser (DNS rebinding).
pub(super) async fn known_host(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let named = host.or_else(|| request.uri().host()).unwrap_or_default();
    if site.is_local() && !is_this_machine(named) {
        if request.uri().path().starts_with("/api/") {
            return api::Problem::from(Problem::OtherHost).into_response();
        }
        return Problem::OtherHost.into_response();
    }
    next.run(request).await
}

/// Takes forms only from pages of its own: a browser says where a form comes from. What carries no such word is no browser's, and
/// brings no cookie of anybody's along.
pub(super) async fn own_forms(request: Request, next: Next) -> Response {
    if !request.method().is_safe() && !is_ours(request.headers()) {
        return Problem::Forged.into_response();
    }
    next.run(request).await
}

/// Whether what the browser says of where a form comes from, if anything, names this server.
fn is_ours(headers: &HeaderMap) -> bool {
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (header(HeaderName::from_static("sec-fetch-site")), header(ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == header(HOST),
        (None, None) => true,
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["127.0.0.1:8717", "localhost", "LOCALHOST:1", "[::1]:8717", "127.0.0.2"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["", "evil.example:8717", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]:1"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
