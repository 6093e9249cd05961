//! `/api/v1`: what programs ask, one folder a noun and one file a verb.
//!
//! A verb's file has its handler, and on it what the OpenAPI document says of it (`#[utoipa::path]`). A noun's `routes()`
//! gathers them; `document` adds what every operation may answer, and serves the document. What a request gives is read by
//! `ask`, what it may not do is a [`Problem`], and lists go by [`paging`].

mod accept;
mod agent;
mod ask;
mod audit;
mod bounds;
mod bytes;
mod choice;
mod document;
mod etag;
mod idempotency;
mod kind;
mod paging;
mod problem;
mod rate;
mod release;
mod scenario;
mod session;
mod text;
mod token;
mod vendor;

use std::sync::{Arc, LazyLock};

use axum::routing::get;
use axum::{Router, middleware};
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::site::Site;

pub(super) use document::ABOUT;
pub(super) use problem::Problem;

/// All of `/api/v1`, for so many requests a minute of each caller.
pub(super) fn router(site: &Site, per_minute: u32) -> Router<Site> {
    let (router, document) = assembled();
    let text = document::text(&document);
    let counted = (site.clone(), rate::Rate::per_minute(per_minute));
    let once = (site.clone(), idempotency::UnderWay::default());
    let places = Arc::new(Semaphore::new(bounds::AT_ONCE));
    router
        .route("/openapi.json", get(async move || document::answer(text)))
        .fallback(problem::no_such_address)
        .method_not_allowed_fallback(problem::no_such_method)
        // From the innermost out.
        .layer(middleware::from_fn(bounds::in_time))
        .layer(RequestBodyTimeoutLayer::new(bounds::SILENCE))
        .layer(middleware::from_fn_with_state(once, idempotency::once))
        .layer(middleware::from_fn(etag::tag))
        .layer(middleware::from_fn(accept::hold))
        .layer(middleware::from_fn_with_state(counted, rate::limit))
        .layer(middleware::from_fn_with_state(places, bounds::at_once))
        .layer(CatchPanicLayer::custom(bounds::panicked))
        .layer(middleware::from_fn(problem::show))
}

/// What the OpenAPI document says of `/api/v1`, put together once.
pub(super) fn described() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| assembled().1);
    &DOCUMENT
}

/// The operations, and the document that describes them: a line a noun.
fn assembled() -> (Router<Site>, OpenApi) {
    let all = OpenApiRouter::with_openapi(document::frame())
        .merge(scenario::routes())
        .merge(vendor::routes())
        .merge(agent::routes())
        .merge(release::routes())
        .merge(session::routes())
        .merge(token::routes())
        .merge(audit::routes())
        .routes(routes!(kind::answer));
    let (router, mut document) = all.split_for_parts();
    document::complete(&mut document);
    (router, document)
}
