//! Agents: a vendor's plugins.

mod list;
mod one;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::text::Text;
use crate::registry::release::Release;
use crate::web::site::Site;

/// All that is asked of agents.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list::answer)).routes(routes!(one::answer))
}

/// 智能体，以其最新版本介绍 · An agent, as its newest release tells of it
#[derive(Debug, Serialize, ToSchema)]
struct Agent {
    /// 厂商 · Its vendor
    vendor: String,
    /// 名称 · Its name
    name: String,
    /// 显示名 · What it is called
    title: Text,
    /// 方法说明 · How it works
    summary: Text,
    /// 参加的场景 · The scenarios that it enters
    scenarios: Vec<String>,
    /// 未撤回的最新版本；全部撤回则没有 · The newest version that is not yanked; none where all are
    latest: Option<String>,
    /// 版本数，含已撤回的 · How many releases, yanked ones among them
    releases: usize,
}

impl Agent {
    /// Of one agent's releases, from the newest down.
    fn of(releases: &[Release]) -> Option<Self> {
        let latest = releases.iter().find(|release| release.yanked.is_none());
        let shown = latest.or(releases.first())?;
        Some(Self {
            vendor: shown.vendor.clone(),
            name: shown.agent.clone(),
            title: (&shown.profile.title).into(),
            summary: (&shown.profile.summary).into(),
            scenarios: shown.profile.scenarios.clone(),
            latest: latest.map(|release| release.version.to_string()),
            releases: releases.len(),
        })
    }
}
