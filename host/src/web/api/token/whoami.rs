//! `GET /api/v1/whoami`: whose token this is and what it permits.

use axum::Json;

use crate::registry::token::Token;
use crate::web::access::Caller;

/// The caller's own token, without its text.
pub(in crate::web::api) async fn answer(caller: Caller) -> Json<Token> {
    Json(caller.token().clone())
}
