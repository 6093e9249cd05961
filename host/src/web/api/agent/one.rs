//! `GET /api/v1/agents/{vendor}/{agent}`: one agent.

use axum::Json;
use axum::extract::State;

use super::Agent;
use crate::registry::release::ReleaseFilter;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::site::Site;

/// An agent by name.
#[utoipa::path(
    get,
    path = "/agents/{vendor}/{agent}",
    tag = "agents",
    operation_id = "show-agent",
    summary = "一个智能体 · An agent",
    description = "其版本见 GET /releases?vendor=…&agent=…。 · Its releases are GET /releases?vendor=…&agent=….",
    params(
        ("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline"),
        ("agent" = String, Path, description = "智能体名 · The agent's name", example = "floor"),
    ),
    responses((status = 200, description = "智能体 · The agent", body = Agent))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    Path((vendor, agent)): Path<(String, String)>,
) -> Result<Json<Agent>, Problem> {
    let read = site.read(move |registry| {
        let filter = ReleaseFilter { vendor: Some(&vendor), agent: Some(&agent), scenario: None };
        Ok(registry.releases(filter)?)
    });
    let releases = read.await?.unwrap_or_default();
    Agent::of(&releases).map(Json).ok_or(Problem::Unknown("agent"))
}
