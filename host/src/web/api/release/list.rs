//! `GET /api/v1/releases`: releases of all agents or of some.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReleaseLine;
use crate::registry::release::ReleaseFilter;
use crate::web::api::Problem;
use crate::web::api::ask::Query;
use crate::web::api::paging::{self, Page};
use crate::web::site::Site;

/// Which ones.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 厂商 · Of this vendor
    #[param(value_type = String, required = false, max_length = 100)]
    vendor: Option<String>,
    /// 智能体名 · Of agents of this name
    #[param(value_type = String, required = false, max_length = 100)]
    agent: Option<String>,
    /// 场景编号 · That enter this scenario
    #[param(value_type = String, required = false, max_length = 100)]
    scenario: Option<String>,
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, max_length = 400)]
    after: Option<String>,
}

/// Releases by vendor and agent, from the newest version down.
#[utoipa::path(
    get,
    path = "/releases",
    tag = "releases",
    operation_id = "list-releases",
    summary = "已发布的版本 · Published releases",
    description = "按厂商、智能体排列，版本从新到旧，含已撤回的。 · By vendor and agent, from the newest version down, yanked ones among them.",
    params(Asked),
    responses((status = 200, description = "版本 · The releases", body = Page<ReleaseLine>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let Asked { vendor, agent, scenario, limit, after } = asked;
    let read = site.read(move |registry| {
        let filter =
            ReleaseFilter { vendor: vendor.as_deref(), agent: agent.as_deref(), scenario: scenario.as_deref() };
        Ok(registry.releases(filter)?)
    });
    let lines = read.await?.unwrap_or_default().iter().map(ReleaseLine::from).collect();
    let page = (after.as_deref(), limit.unwrap_or(paging::USUAL));
    let key = |line: &ReleaseLine| format!("{}/{}@{}", line.vendor, line.agent, line.version);
    Ok(Page::cut(lines, page, key).answer(&uri))
}
