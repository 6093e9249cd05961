//! Comparison sessions.

mod cases;
mod list;
mod one;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::choice;
use crate::registry::session::Session;
use crate::web::site::Site;

/// All that is asked of sessions.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list::answer)).routes(routes!(one::answer)).routes(routes!(cases::answer))
}

/// 比较概要 · A comparison in short
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SessionLine {
    /// 编号 · Its number
    #[schema(minimum = 1)]
    id: i64,
    /// 场景编号 · The scenario's id
    scenario: String,
    /// 合约版本 · The contract's version
    contract: String,
    /// 种子，十进制 · The seed, in decimal: it may be larger than what JSON readers keep of a number
    #[schema(pattern = "^[0-9]+$")]
    seed: String,
    /// 计划的摘要（SHA-256） · The plan's digest (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    plan_digest: String,
    /// 状态：已计划、运行中、已完成 · How far it has come
    #[schema(schema_with = choice::state)]
    state: String,
    /// 计划的运行数 · How many runs the plan comes to
    runs_planned: u64,
    /// 已完成的运行数 · How many are kept
    runs_done: u64,
    /// 计划时间 · When it was planned
    #[schema(format = DateTime)]
    created_at: String,
    /// 开始时间 · When it began to run
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// 完成时间 · When it finished
    #[schema(format = DateTime)]
    finished_at: Option<String>,
}

impl From<&Session> for SessionLine {
    fn from(session: &Session) -> Self {
        Self {
            id: session.id.number(),
            scenario: session.scenario.clone(),
            contract: session.version.to_string(),
            seed: session.seed.to_string(),
            plan_digest: session.plan_digest.to_string(),
            state: session.state.to_string(),
            runs_planned: session.runs_planned,
            runs_done: session.runs_done,
            created_at: session.created_at.to_string(),
            started_at: session.started_at.map(|at| at.to_string()),
            finished_at: session.finished_at.map(|at| at.to_string()),
        }
    }
}
