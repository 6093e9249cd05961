//! `GET /api/v1/vendors`: all vendors.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Vendor;
use crate::registry::release::ReleaseFilter;
use crate::web::api::Problem;
use crate::web::api::ask::Query;
use crate::web::api::paging::{self, Page};
use crate::web::site::Site;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, max_length = 100)]
    after: Option<String>,
}

/// Vendors by name.
#[utoipa::path(
    get,
    path = "/vendors",
    tag = "vendors",
    operation_id = "list-vendors",
    summary = "全部厂商 · All vendors",
    description = "按名称排列。 · By name.",
    params(Asked),
    responses((status = 200, description = "厂商 · The vendors", body = Page<Vendor>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let read = site.read(|registry| Ok((registry.vendors()?, registry.releases(ReleaseFilter::default())?)));
    let (names, releases) = read.await?.unwrap_or_default();
    let vendors = names.into_iter().map(|name| Vendor::of(name, &releases)).collect();
    let page = (asked.after.as_deref(), asked.limit.unwrap_or(paging::USUAL));
    Ok(Page::cut(vendors, page, |vendor: &Vendor| vendor.name.clone()).answer(&uri))
}
