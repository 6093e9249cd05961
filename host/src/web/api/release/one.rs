//! `GET /api/v1/releases/{vendor}/{agent}/{version}`: a release with what its admission found.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::ReleaseLine;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::site::Site;

/// 版本及其准入报告 · A release with what its admission found
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublishedRelease {
    #[serde(flatten)]
    line: ReleaseLine,
    /// 准入报告，逐条规则；随程序内置的智能体可能没有 · What admission found, rule by rule; agents that come with the program may have none
    admission: Value,
}

/// One release.
#[utoipa::path(
    get,
    path = "/releases/{vendor}/{agent}/{version}",
    tag = "releases",
    operation_id = "show-release",
    summary = "一个版本及其准入报告 · A release with what its admission found",
    description = "已撤回的也在。 · Yanked ones too.",
    params(
        ("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline"),
        ("agent" = String, Path, description = "智能体名 · The agent's name", example = "floor"),
        ("version" = String, Path, description = "版本号 · The version", example = "0.1.0"),
    ),
    responses((status = 200, description = "版本 · The release", body = PublishedRelease))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    Path(name): Path<(String, String, String)>,
) -> Result<Json<PublishedRelease>, Problem> {
    let release = super::named(&site, name).await?;
    Ok(Json(PublishedRelease { line: (&release).into(), admission: release.admission }))
}
