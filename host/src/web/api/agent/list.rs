//! `GET /api/v1/agents`: agents of all vendors or of one.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Agent;
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
    /// 场景编号 · That enter this scenario
    #[param(value_type = String, required = false, max_length = 100)]
    scenario: Option<String>,
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, max_length = 100)]
    after: Option<String>,
}

/// Agents by vendor and name.
#[utoipa::path(
    get,
    path = "/agents",
    tag = "agents",
    operation_id = "list-agents",
    summary = "智能体 · Agents",
    description = "按厂商与名称排列；可按厂商与场景筛选。 · By vendor and name; of a vendor, or for a scenario, where that is asked.",
    params(Asked),
    responses((status = 200, description = "智能体 · The agents", body = Page<Agent>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let Asked { vendor, scenario, limit, after } = asked;
    let read = site.read(move |registry| {
        let filter = ReleaseFilter { vendor: vendor.as_deref(), agent: None, scenario: scenario.as_deref() };
        Ok(registry.releases(filter)?)
    });
    let releases = read.await?.unwrap_or_default();
    let each = releases.chunk_by(|a, b| (&a.vendor, &a.agent) == (&b.vendor, &b.agent));
    let agents = each.filter_map(Agent::of).collect();
    let page = (after.as_deref(), limit.unwrap_or(paging::USUAL));
    Ok(Page::cut(agents, page, |agent: &Agent| format!("{}/{}", agent.vendor, agent.name)).answer(&uri))
}
