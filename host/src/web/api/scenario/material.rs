//! `GET /api/v1/scenarios/{scenario}/materials/{name}`: the bytes of a material.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::embedded;
use crate::registry::Digest;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::api::bytes::{self, Kept};
use crate::web::problem;
use crate::web::site::Site;

/// A material as it is kept.
#[utoipa::path(
    get,
    path = "/scenarios/{scenario}/materials/{name}",
    tag = "scenarios",
    operation_id = "download-material",
    summary = "下载一份材料 · Download a material",
    description = "当前合约的材料，逐字节与其摘要相符；支持 Range 与 If-None-Match。 · A material of today's contract, byte for byte; Range and If-None-Match are understood.",
    params(
        ("scenario" = String, Path, description = "场景编号 · The scenario's id", example = "tide-prediction"),
        ("name" = String, Path, description = "材料名 · The material's name"),
    ),
    responses(
        (status = 200, description = "材料 · The material", body = Vec<u8>, content_type = "application/octet-stream",
            headers(("etag" = String, description = "摘要（SHA-256） · The digest (SHA-256)"))),
        (status = 206, description = "所请求的区间 · The range that was asked for", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "没有变化 · It is as you have it"),
    )
)]
pub(super) async fn answer(
    State(site): State<Site>,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (wanted, called) = (id.clone(), name.clone());
    let read = site.read(move |registry| {
        let contract = registry.latest_contract(&wanted)?;
        Ok(contract.materials.into_iter().find(|material| material.name == called))
    });
    match read.await {
        Ok(Some(found)) => {
            let material = found.ok_or(Problem::Unknown("material"))?;
            let kept = Kept { digest: material.digest, size: material.size, media_type: bytes::PLAIN, name };
            bytes::answer(&site, kept, &headers)
        }
        Ok(None) | Err(problem::Problem::NoScenario(_)) => {
            let entry = embedded(&site, &id).ok_or(problem::Problem::NoScenario(id))?;
            let found = entry.materials.iter().find(|material| material.terms.name == name);
            let bytes = found.ok_or(Problem::Unknown("material"))?.bytes.clone().into_owned();
            let kept = Kept { digest: Digest::of(&bytes), size: bytes.len() as u64, media_type: bytes::PLAIN, name };
            bytes::of_memory(kept, &headers, bytes)
        }
        Err(problem) => Err(problem.into()),
    }
}
