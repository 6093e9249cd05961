//! `GET /api/v1/tokens`: the tokens of the caller's vendor, or all for the operator.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Shown;
use crate::registry::token::Action;
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::api::ask::Query;
use crate::web::api::paging::{self, Page};
use crate::web::site::Site;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, pattern = "^[0-9]{1,15}$")]
    after: Option<String>,
}

/// Tokens from the newest down, without their texts.
#[utoipa::path(
    get,
    path = "/tokens",
    tag = "tokens",
    operation_id = "list-tokens",
    summary = "本厂商的令牌，管理员看到全部 · The tokens of the caller's vendor, or all for the operator",
    description = "从新到旧，不含令牌文本；需要 manage 权限。 · From the newest down, without their texts; needs `manage`.",
    params(Asked),
    responses((status = 200, description = "令牌 · The tokens", body = Page<Shown>,
        headers(("link" = String, description = "下一页 · The next page")))),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let vendor = caller.token().vendor.clone();
    match &vendor {
        Some(vendor) => caller.must(Action::Manage, vendor)?,
        None => caller.must_operate()?,
    }
    let tokens =
        site.read(move |registry| Ok(registry.tokens(vendor.as_deref())?)).await?.ok_or(Problem::NoRegistry)?;
    let tokens = tokens.iter().map(Shown::from).collect();
    let page = (asked.after.as_deref(), asked.limit.unwrap_or(paging::USUAL));
    Ok(Page::cut(tokens, page, |token: &Shown| token.id.to_string()).answer(&uri))
}
