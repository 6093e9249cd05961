//! `/api/v1`: what programs ask, one folder a noun and one file a verb.
//!
//! A verb's file has its handler, and on it what the OpenAPI document says of it (`#[utoipa::path]`). A noun's `routes()`
//! gathers them; `document` adds what every operation may answer, and serves the document.

mod document;
mod problem;
mod token;

use axum::Router;
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::site::Site;

pub(super) use problem::Problem;

/// All of `/api/v1`.
pub(super) fn router() -> Router<Site> {
    let (router, document) = assembled();
    let text = document::text(&document);
    router
        .route("/openapi.json", get(async move || document::answer(text)))
        .fallback(problem::no_such_address)
        .method_not_allowed_fallback(problem::no_such_method)
}

/// The operations, and the document that describes them: a line a noun.
fn assembled() -> (Router<Site>, OpenApi) {
    let all = OpenApiRouter::with_openapi(document::frame()).merge(token::routes());
    let (router, mut document) = all.split_for_parts();
    document::complete(&mut document);
    (router, document)
}
