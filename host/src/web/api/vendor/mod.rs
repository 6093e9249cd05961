//! Vendors.

mod kind;
mod list;
mod one;

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::registry::release::Release;
use crate::web::site::Site;

pub(super) use kind::KINDS;

/// All that is asked of vendors.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list::answer)).routes(routes!(one::answer))
}

/// 厂商 · A vendor
#[derive(Debug, Serialize, ToSchema)]
struct Vendor {
    /// 名称 · Its name
    name: String,
    /// 智能体数 · How many agents it has
    agents: usize,
    /// 版本数，含已撤回的 · How many releases, yanked ones among them
    releases: usize,
}

impl Vendor {
    fn of(name: String, releases: &[Release]) -> Self {
        let own = || releases.iter().filter(|release| release.vendor == name);
        let agents: BTreeSet<&str> = own().map(|release| release.agent.as_str()).collect();
        Self { agents: agents.len(), releases: own().count(), name }
    }
}
