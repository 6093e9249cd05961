//! `GET /api/v1/audit/head`: the log's end, to note down elsewhere.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::site::Site;

/// 日志的末端 · The log's end
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditHead {
    /// 行数 · How many rows there are
    #[schema(minimum = 0)]
    seq: i64,
    /// 最后一行的散列（SHA-256） · The last row's hash (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

/// The log's end.
#[utoipa::path(
    get,
    path = "/audit/head",
    tag = "audit",
    operation_id = "show-audit-head",
    summary = "审计日志的末端 · The audit log's end",
    description = "记在别处，以后可用 tongtai audit verify 核对日志未被改动或截短。需要管理员的令牌。 · Note it down elsewhere: tongtai audit verify can tell later that the log was not changed or cut. Needs the operator's token.",
    responses((status = 200, description = "末端 · The end", body = AuditHead)),
    security(("bearer" = []))
)]
pub(super) async fn answer(caller: Caller, State(site): State<Site>) -> Result<Json<AuditHead>, Problem> {
    caller.must_operate()?;
    let head = site.read(|registry| Ok(registry.audit_head()?)).await?.ok_or(Problem::NoRegistry)?;
    Ok(Json(AuditHead { seq: head.seq, hash: head.hash.to_string() }))
}
