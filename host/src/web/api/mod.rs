//! `/api/v1`: what programs ask, one folder a noun and one file a verb.

mod problem;
mod token;

use axum::Router;
use axum::routing::get;

use super::site::Site;

pub(super) use problem::Problem;

/// All of `/api/v1`.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/whoami", get(token::whoami::answer))
        .route("/tokens", get(token::list::answer))
        .route("/tokens/{id}", axum::routing::delete(token::revoke::answer))
        .fallback(problem::no_such_address)
}
