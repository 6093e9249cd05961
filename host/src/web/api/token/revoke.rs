//! `DELETE /api/v1/tokens/{id}`: a token ends now. Its holder may end it, and who manages its vendor.

use axum::extract::State;
use axum::http::StatusCode;

use crate::registry::TokenId;
use crate::registry::token::Action;
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::site::Site;

/// Nothing to say when it is done.
#[utoipa::path(
    delete,
    path = "/tokens/{id}",
    tag = "tokens",
    operation_id = "revoke-token",
    summary = "撤销令牌 · Revoke a token",
    description = "立即生效，不能恢复；令牌持有人本人或有 manage 权限者可撤销。 · At once and for good; by its holder, or who has `manage`.",
    params(("id" = i64, Path, description = "令牌编号 · The token's number", minimum = 1)),
    responses((status = 204, description = "已撤销 · It is revoked")),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<StatusCode, Problem> {
    let id = TokenId::new(id);
    let token = site.read(move |registry| Ok(registry.token(id)?)).await?.ok_or(Problem::NoRegistry)?;
    if caller.token().id != id {
        match &token.vendor {
            Some(vendor) => caller.must(Action::Manage, vendor)?,
            None => caller.must_operate()?,
        }
    }
    let by = caller.actor();
    site.write(move |registry| registry.revoke_token(&by, id, "revoked through the API")).await?;
    Ok(StatusCode::NO_CONTENT)
}
