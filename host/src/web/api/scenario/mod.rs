//! Scenarios: from the registry, and from the catalogue that the binary carries where there is no registry yet.

mod cases;
mod list;
mod material;
mod one;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::text::Text;
use super::{choice, choice::name};
use crate::catalogue::Entry;
use crate::catalogue::maturity::Maturity;
use crate::registry::scenario::ScenarioOverview;
use crate::web::show::story::Story;
use crate::web::site::Site;

/// All that is asked of scenarios.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::answer))
        .routes(routes!(one::answer))
        .routes(routes!(cases::answer))
        .routes(routes!(material::answer))
}

/// 场景概要 · A scenario in short
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ScenarioLine {
    /// 编号 · Its id
    id: String,
    /// 名称 · What it is called
    title: Text,
    /// 一句话说明 · One sentence
    summary: Text,
    /// 领域 · Its field
    domain: Text,
    /// 区位 · The part of the district's layout
    #[schema(schema_with = choice::part)]
    part: String,
    /// 任务类型 · The kind of task
    #[schema(schema_with = choice::kind)]
    kind: String,
    /// 案例来源：R 真实开放数据，G 生成器，D 已发布的规则，H 人工编写 · Where cases come from: R real open data, G a generator, D published rules, H by hand
    #[schema(schema_with = sources)]
    sources: Vec<String>,
    /// 成熟度 · How far it has come
    #[schema(schema_with = choice::maturity)]
    maturity: String,
    /// 当前合约的版本 · The version of today's contract
    contract: String,
    /// 公开案例数；尚无登记库时不知 · How many public cases; unknown without a registry
    #[schema(minimum = 0)]
    public_cases: Option<u64>,
    /// 隐藏案例数；尚无登记库时不知 · How many hidden cases; unknown without a registry
    #[schema(minimum = 0)]
    hidden_cases: Option<u64>,
    /// 当前合约下最近完成的比较 · The latest finished comparison under today's contract
    #[schema(minimum = 1)]
    latest_session: Option<i64>,
}

fn sources() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(choice::source())
}

impl ScenarioLine {
    fn of_story(story: &Story, maturity: Maturity) -> Self {
        Self {
            id: story.id.clone(),
            title: (&story.title).into(),
            summary: (&story.summary).into(),
            domain: (&story.domain).into(),
            part: name(story.part),
            kind: name(story.kind),
            sources: story.source.iter().map(name).collect(),
            maturity: name(maturity),
            contract: story.contract.version.to_string(),
            public_cases: None,
            hidden_cases: None,
            latest_session: None,
        }
    }

    fn of_overview(overview: &ScenarioOverview, story: &Story, maturity: Maturity) -> Self {
        Self {
            contract: overview.version.to_string(),
            public_cases: Some(overview.public_cases),
            hidden_cases: Some(overview.hidden_cases),
            latest_session: overview.latest_finished.map(crate::registry::SessionId::number),
            ..Self::of_story(story, maturity)
        }
    }
}

/// The entry of the catalogue that the binary carries.
fn embedded<'a>(site: &'a Site, id: &str) -> Option<&'a Entry> {
    site.catalogue().iter().find(|entry| entry.scenario.id == id)
}
