//! `GET /api/v1/audit`: who changed what and when.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

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

/// 日志的一行 · A row of the log
#[derive(Debug, Serialize, ToSchema)]
struct AuditRow {
    /// 序号，从 1 起不间断 · Counts from 1 without gaps
    #[schema(minimum = 1)]
    seq: i64,
    /// 时间 · When
    #[schema(format = DateTime)]
    at: String,
    /// 何人 · Who
    actor: String,
    /// 何事 · What
    action: String,
    /// 对何物 · On what
    subject: String,
    /// 详情 · The facts
    detail: Value,
    /// 前一行的散列 · The row before's hash
    #[schema(pattern = "^[0-9a-f]{64}$")]
    previous: String,
    /// 本行的散列 · This row's hash
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

/// Rows in order.
#[utoipa::path(
    get,
    path = "/audit",
    tag = "audit",
    operation_id = "list-audit-rows",
    summary = "审计日志，从第一行起 · The audit log, from its first row",
    description = "每行带前一行的散列。需要管理员的令牌。 · Each row carries the hash of the one before. Needs the operator's token.",
    params(Asked),
    responses((status = 200, description = "日志 · The rows", body = Page<AuditRow>,
        headers(("link" = String, description = "下一页 · The next page")))),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    caller.must_operate()?;
    let limit = asked.limit.unwrap_or(paging::USUAL);
    let after = asked.after.and_then(|after| after.parse().ok()).unwrap_or(0);
    let rows =
        site.read(move |registry| Ok(registry.audit_rows(after, limit + 1)?)).await?.ok_or(Problem::NoRegistry)?;
    let rows = rows.into_iter().map(|row| AuditRow {
        seq: row.seq,
        at: row.at.to_string(),
        actor: row.actor.to_string(),
        action: row.action,
        subject: row.subject,
        detail: row.detail,
        previous: row.previous.to_string(),
        hash: row.hash.to_string(),
    });
    Ok(Page::of(rows.collect(), limit, |row: &AuditRow| row.seq.to_string()).answer(&uri))
}
