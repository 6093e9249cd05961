//! `GET /api/v1/whoami`: whose token this is and what it permits.

use axum::Json;

use super::Shown;
use crate::web::access::Caller;

/// The caller's own token, without its text.
#[utoipa::path(
    get,
    path = "/whoami",
    tag = "tokens",
    operation_id = "whoami",
    summary = "本令牌是谁的、有何权限 · Whose token this is and what it permits",
    description = "用来检查令牌是否有效。 · To check that a token is good.",
    responses((status = 200, description = "本令牌 · The token", body = Shown)),
    security(("bearer" = []))
)]
pub(super) async fn answer(caller: Caller) -> Json<Shown> {
    Json(caller.token().into())
}
