//! `GET /api/v1/sessions/{session}`: a comparison, who took part, and what it came to.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::SessionLine;
use crate::registry::SessionId;
use crate::registry::entrant::Entrant;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::api::text::Text;
use crate::web::site::Site;

/// 比较及其结果 · A comparison and what it came to
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Comparison {
    #[serde(flatten)]
    line: SessionLine,
    /// 参评者，按次序 · Who takes part, in order
    entrants: Vec<EntrantLine>,
    /// 结果，完成后才有：每家在公开与隐藏案例上的合计、95% 区间、成对检验与结论；字段同 compare --json 文档的 summary · What it came to, once it is finished: each entrant's totals on public and hidden cases with 95 % intervals, the paired tests and the verdict; fields as `summary` of the document of `compare --json`
    #[schema(value_type = Option<Object>)]
    summary: Option<Value>,
}

/// 参评者 · An entrant
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct EntrantLine {
    /// 代号 · Its name while names are hidden
    label: String,
    /// 厂商 · Its vendor
    vendor: String,
    /// 智能体 · Its agent
    agent: String,
    /// 版本 · Its version
    version: String,
    /// 组件的摘要（SHA-256），计划时锁定 · The digest of its component (SHA-256), locked when the session was planned
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// 名称 · What it is called
    title: Text,
    /// 准备阶段的结局，如 answered · How preparing it ended, such as answered
    prepared: Option<String>,
}

impl From<&Entrant> for EntrantLine {
    fn from(entrant: &Entrant) -> Self {
        Self {
            label: entrant.label.clone(),
            vendor: entrant.vendor.clone(),
            agent: entrant.agent.clone(),
            version: entrant.version.to_string(),
            digest: entrant.digest.to_string(),
            title: (&entrant.title).into(),
            prepared: entrant.preparation.as_ref().map(|preparation| preparation.outcome.clone()),
        }
    }
}

/// One session.
#[utoipa::path(
    get,
    path = "/sessions/{session}",
    tag = "sessions",
    operation_id = "show-session",
    summary = "一次比较及其结果 · A comparison and what it came to",
    description = "隐藏案例只有合计。 · Of hidden cases only totals.",
    params(("session" = i64, Path, description = "编号 · Its number", minimum = 1)),
    responses((status = 200, description = "比较 · The comparison", body = Comparison))
)]
pub(super) async fn answer(State(site): State<Site>, Path(id): Path<i64>) -> Result<Json<Comparison>, Problem> {
    let id = SessionId::new(id);
    let read = site.read(move |registry| {
        let session = registry.session(id)?;
        let entrants = registry.entrants(id)?;
        let summary = registry.summary(id)?;
        Ok(Comparison { line: (&session).into(), entrants: entrants.iter().map(EntrantLine::from).collect(), summary })
    });
    let unknown = || crate::web::problem::Problem::NoSession(id.number());
    Ok(Json(read.await?.ok_or_else(unknown)?))
}
