//! `GET /api/v1/sessions`: comparisons from the newest back.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::SessionLine;
use crate::registry::SessionId;
use crate::registry::session::{SessionFilter, State as Stage};
use crate::web::api::ask::Query;
use crate::web::api::paging::{self, Page};
use crate::web::api::{Problem, choice};
use crate::web::site::Site;

/// Which ones.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 场景编号 · Of this scenario
    #[param(value_type = String, required = false, max_length = 100)]
    scenario: Option<String>,
    /// 状态 · That have come so far
    #[param(schema_with = choice::state, required = false)]
    state: Option<Stage>,
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, pattern = "^[0-9]{1,15}$")]
    after: Option<String>,
}

/// Sessions from the newest back.
#[utoipa::path(
    get,
    path = "/sessions",
    tag = "sessions",
    operation_id = "list-sessions",
    summary = "历次比较，从新到旧 · Comparisons from the newest back",
    description = "可按场景与状态筛选。 · Of a scenario, or in a state, where that is asked.",
    params(Asked),
    responses((status = 200, description = "比较 · The comparisons", body = Page<SessionLine>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let limit = asked.limit.unwrap_or(paging::USUAL);
    let read = site.read(move |registry| {
        let before = asked.after.and_then(|after| after.parse().ok()).map(SessionId::new);
        let filter = SessionFilter { scenario: asked.scenario.as_deref(), state: asked.state, before };
        Ok(registry.some_sessions(filter, limit + 1)?)
    });
    let sessions = read.await?.unwrap_or_default();
    let lines = sessions.iter().map(SessionLine::from).collect();
    Ok(Page::of(lines, limit, |line: &SessionLine| line.id.to_string()).answer(&uri))
}
