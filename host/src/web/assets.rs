//! The style sheet, carried by the binary: nothing is fetched from elsewhere.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;

use crate::catalogue::sha256;

const STYLE: &str = include_str!("assets/style.css");

static STYLE_ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/assets/{}/style.css", &sha256(STYLE.as_bytes())[..16]));

/// Where the style sheet is. Its digest is part of the address, so that it may be kept for ever.
pub(super) fn style_address() -> String {
    STYLE_ADDRESS.clone()
}

/// The style sheet, whichever digest was asked for.
pub(super) async fn style() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, STYLE)
}
