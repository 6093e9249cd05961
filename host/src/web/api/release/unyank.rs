//! `POST /api/v1/releases/{vendor}/{agent}/{version}/unyank`: a yank is taken back.

use axum::Json;
use axum::extract::State;

use super::{Reason, ReleaseLine};
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::api::ask::{Body, Path};
use crate::web::site::Site;

/// Takes a yank back.
#[utoipa::path(
    post,
    path = "/releases/{vendor}/{agent}/{version}/unyank",
    tag = "releases",
    operation_id = "unyank-release",
    summary = "取消撤回 · Take a yank back",
    description = "重新可以参加新的比较。需要该厂商的 yank 权限。 · It may enter new sessions again. Needs `yank` for the vendor.",
    params(
        ("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline"),
        ("agent" = String, Path, description = "智能体名 · The agent's name", example = "floor"),
        ("version" = String, Path, description = "版本号 · The version", example = "0.1.0"),
    ),
    request_body(content = Reason, description = "理由 · The reason"),
    responses((status = 200, description = "取消撤回后的版本 · The release", body = ReleaseLine)),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    Path(name): Path<(String, String, String)>,
    Body(Reason { reason }): Body<Reason>,
) -> Result<Json<ReleaseLine>, Problem> {
    super::marked(&caller, &site, name, move |registry, by, id| registry.unyank(by, id, &reason)).await
}
