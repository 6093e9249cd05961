//! `POST /api/v1/releases/{vendor}/{agent}/{version}/yank`: a release enters no new session.

use axum::Json;
use axum::extract::State;

use super::{Reason, ReleaseLine};
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::api::ask::{Body, Path};
use crate::web::site::Site;

/// Yanks a release.
#[utoipa::path(
    post,
    path = "/releases/{vendor}/{agent}/{version}/yank",
    tag = "releases",
    operation_id = "yank-release",
    summary = "撤回一个版本 · Yank a release",
    description = "不再参加新的比较；旧的比较仍可重放，字节仍保留。需要该厂商的 yank 权限。 · It enters no new session; old ones still replay, and its bytes are kept. Needs `yank` for the vendor.",
    params(
        ("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline"),
        ("agent" = String, Path, description = "智能体名 · The agent's name", example = "floor"),
        ("version" = String, Path, description = "版本号 · The version", example = "0.1.0"),
    ),
    request_body(content = Reason, description = "理由 · The reason"),
    responses((status = 200, description = "撤回后的版本 · The release, yanked", body = ReleaseLine)),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    Path(name): Path<(String, String, String)>,
    Body(Reason { reason }): Body<Reason>,
) -> Result<Json<ReleaseLine>, Problem> {
    super::marked(&caller, &site, name, move |registry, by, id| registry.yank(by, id, &reason)).await
}
