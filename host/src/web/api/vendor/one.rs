//! `GET /api/v1/vendors/{vendor}`: one vendor.

use axum::Json;
use axum::extract::State;

use super::Vendor;
use crate::registry::Error;
use crate::registry::release::ReleaseFilter;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::site::Site;

/// A vendor by name.
#[utoipa::path(
    get,
    path = "/vendors/{vendor}",
    tag = "vendors",
    operation_id = "show-vendor",
    summary = "一个厂商 · A vendor",
    description = "其智能体见 GET /agents?vendor=…。 · Its agents are GET /agents?vendor=….",
    params(("vendor" = String, Path, description = "厂商名 · The vendor's name", example = "baseline")),
    responses((status = 200, description = "厂商 · The vendor", body = Vendor))
)]
pub(super) async fn answer(State(site): State<Site>, Path(name): Path<String>) -> Result<Json<Vendor>, Problem> {
    let wanted = name.clone();
    let read = site.read(move |registry| {
        let is_there = registry.vendors()?.contains(&wanted);
        let filter = ReleaseFilter { vendor: Some(&wanted), ..ReleaseFilter::default() };
        Ok(if is_there { Some(registry.releases(filter)?) } else { None })
    });
    let releases = read.await?.flatten().ok_or_else(|| Error::UnknownVendor { vendor: name.clone() })?;
    Ok(Json(Vendor::of(name, &releases)))
}
