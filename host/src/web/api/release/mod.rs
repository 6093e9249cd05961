//! Releases: published versions of agents.

mod component;
mod list;
mod one;
mod unyank;
mod yank;

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Problem;
use super::text::Text;
use crate::registry::release::{Release, ReleaseFilter};
use crate::registry::token::Action;
use crate::registry::{self, Actor, Registry, ReleaseId};
use crate::web::access::Caller;
use crate::web::problem;
use crate::web::site::Site;

/// All that is asked of releases.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::answer))
        .routes(routes!(one::answer))
        .routes(routes!(component::answer))
        .routes(routes!(yank::answer))
        .routes(routes!(unyank::answer))
}

/// 版本概要 · A release in short
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ReleaseLine {
    /// 厂商 · Its vendor
    vendor: String,
    /// 智能体 · Its agent
    agent: String,
    /// 版本号 · Its version
    version: String,
    /// 组件的摘要（SHA-256） · The digest of its component (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// 组件的字节数 · The component's bytes
    size: u64,
    /// 显示名 · What it is called
    title: Text,
    /// 方法说明 · How it works
    summary: Text,
    /// 参加的场景 · The scenarios that it enters
    scenarios: Vec<String>,
    /// 发布时间 · When it was published
    #[schema(format = DateTime)]
    published_at: String,
    /// 撤回的理由；未撤回则没有 · Why it is yanked, if it is
    yanked: Option<String>,
}

impl From<&Release> for ReleaseLine {
    fn from(release: &Release) -> Self {
        Self {
            vendor: release.vendor.clone(),
            agent: release.agent.clone(),
            version: release.version.to_string(),
            digest: release.digest.to_string(),
            size: release.size,
            title: (&release.profile.title).into(),
            summary: (&release.profile.summary).into(),
            scenarios: release.profile.scenarios.clone(),
            published_at: release.published_at.to_string(),
            yanked: release.yanked.clone(),
        }
    }
}

/// Why a release is yanked, or why no more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// 理由，会公开显示 · The reason, which anyone can read
    #[schema(min_length = 1, max_length = 500, example = "评分前发现预处理有误")]
    reason: String,
}

/// The release of this name.
async fn named(site: &Site, name: (String, String, String)) -> Result<Release, Problem> {
    let found = site.read(move |registry| find(registry, &name)).await?.flatten();
    found.ok_or(Problem::Unknown("release"))
}

/// Yanks a release, or takes that back, for who may do it, and shows the release as it is then.
async fn marked(
    caller: &Caller,
    site: &Site,
    name: (String, String, String),
    change: impl FnOnce(&mut Registry, &Actor, ReleaseId) -> registry::Result<()> + Send + 'static,
) -> Result<Json<ReleaseLine>, Problem> {
    caller.must(Action::Yank, &name.0)?;
    let id = named(site, name).await?.id;
    let by = caller.actor();
    let release = site.write(move |registry| {
        change(registry, &by, id)?;
        registry.release(id)
    });
    Ok(Json((&release.await?).into()))
}

fn find(
    registry: &Registry,
    (vendor, agent, version): &(String, String, String),
) -> Result<Option<Release>, problem::Problem> {
    let filter = ReleaseFilter { vendor: Some(vendor), agent: Some(agent), scenario: None };
    let releases = registry.releases(filter)?;
    Ok(releases.into_iter().find(|release| release.version.to_string() == *version))
}
