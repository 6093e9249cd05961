//! The server: pages for people, Chinese first, and under `/api/v1` the same for programs.
//!
//! A page is one file in `pages/` and one template; `show/` puts records into words and figures, `picture/` draws. What
//! programs ask is in `api/`, one folder a noun.
//! What agents and cases contain is not trusted: it is only ever escaped text, or numbers in a picture.

mod access;
mod api;
mod assets;
mod guard;
mod pages;
mod password;
mod person;
mod picture;
mod problem;
mod reader;
mod show;
mod site;
mod writer;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tower_http::trace::TraceLayer;

pub use site::Site;

/// How many requests a minute of one caller the API answers where nothing else is said.
pub const PER_MINUTE: u32 = 600;

/// All pages of a site, and its API, which answers so many requests a minute of each caller; 0 for no limit.
pub fn router(site: Site, per_minute: u32) -> Router {
    Router::new()
        .route("/", get(pages::catalogue::page))
        .route("/scenarios/{id}", get(pages::scenario::page))
        .route("/sessions/{id}", get(pages::session::page))
        .route("/sessions/{session}/cases/{case}/{entrant}", get(pages::trace::page))
        .merge(pages::people::router())
        .route("/api", get(pages::interface::page))
        .merge(pages::vendor::router())
        .route("/healthz", get(pages::healthz))
        .route("/assets/{digest}/style.css", get(assets::style))
        .fallback(problem::no_such_page)
        .layer(middleware::from_fn(guard::own_forms))
        .layer(middleware::from_fn_with_state(site.clone(), problem::show))
        .nest("/api/v1", api::router(&site, per_minute))
        .layer(middleware::from_fn_with_state(site.clone(), guard::known_host))
        .layer(middleware::from_fn(reader::remember))
        .layer(middleware::from_fn(guard::headers))
        .layer(TraceLayer::new_for_http())
        .with_state(site)
}
