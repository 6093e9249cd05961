//! `GET /api/v1/tokens`: the tokens of the caller's vendor, or all for the operator.

use axum::Json;
use axum::extract::State;

use super::Shown;
use crate::registry::token::Action;
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::site::Site;

/// Tokens from the newest down, without their texts.
#[utoipa::path(
    get,
    path = "/tokens",
    tag = "tokens",
    operation_id = "list-tokens",
    summary = "本厂商的令牌，管理员看到全部 · The tokens of the caller's vendor, or all for the operator",
    description = "从新到旧，不含令牌文本；需要 manage 权限。 · From the newest down, without their texts; needs `manage`.",
    responses((status = 200, description = "令牌 · The tokens", body = Vec<Shown>)),
    security(("bearer" = []))
)]
pub(super) async fn answer(caller: Caller, State(site): State<Site>) -> Result<Json<Vec<Shown>>, Problem> {
    let vendor = caller.token().vendor.clone();
    match &vendor {
        Some(vendor) => caller.must(Action::Manage, vendor)?,
        None => caller.must_operate()?,
    }
    let tokens =
        site.read(move |registry| Ok(registry.tokens(vendor.as_deref())?)).await?.ok_or(Problem::NoRegistry)?;
    Ok(Json(tokens.iter().map(Shown::from).collect()))
}
