//! `GET /api/v1/releases/{vendor}/{agent}/{version}/component`: the component's bytes, for its vendor and the operator.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::registry::token::Action;
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::api::bytes::{self, Kept};
use crate::web::site::Site;

/// A component as it was uploaded.
#[utoipa::path(
    get,
    path = "/releases/{vendor}/{agent}/{version}/component",
    tag = "releases",
    operation_id = "download-component",
    summary = "下载组件 · Download the component",
    description = "逐字节与上传时相同，摘要即 ETag；支持 Range 与 If-None-Match。需要该厂商的 read 权限。 · Byte for byte as it was uploaded, with its digest as the ETag; Range and If-None-Match are understood. Needs `read` for the vendor.",
    params(
        ("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline"),
        ("agent" = String, Path, description = "智能体名 · The agent's name", example = "floor"),
        ("version" = String, Path, description = "版本号 · The version", example = "0.1.0"),
    ),
    responses(
        (status = 200, description = "组件 · The component", body = Vec<u8>, content_type = "application/wasm",
            headers(("etag" = String, description = "摘要（SHA-256） · The digest (SHA-256)"))),
        (status = 206, description = "所请求的区间 · The range that was asked for", body = Vec<u8>,
            content_type = "application/wasm"),
        (status = 304, description = "没有变化 · It is as you have it"),
    ),
    security(("bearer" = []))
)]
pub(super) async fn answer(
    caller: Caller,
    State(site): State<Site>,
    Path(name): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.must(Action::Read, &name.0)?;
    let release = super::named(&site, name).await?;
    let file = format!("{}-{}-{}.wasm", release.vendor, release.agent, release.version);
    let kept = Kept { digest: release.digest, size: release.size, media_type: "application/wasm", name: file };
    bytes::answer(&site, kept, &headers)
}
