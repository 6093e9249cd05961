//! `GET /api/v1/scenarios`: the catalogue, searched and filtered.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ScenarioLine;
use crate::catalogue::maturity::{Evidence, Maturity};
use crate::compare;
use crate::registry::Registry;
use crate::registry::release::ReleaseFilter;
use crate::web::api::ask::Query;
use crate::web::api::paging::{self, Page};
use crate::web::api::{Problem, choice};
use crate::web::problem;
use crate::web::reader::Reader;
use crate::web::show::card::Card;
use crate::web::show::filter::Filter;
use crate::web::show::story::Story;
use crate::web::site::Site;

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "kebab-case")]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 查找的词，中文或英文；按相关程度排列 · Words to find, Chinese or English; the best come first
    #[param(value_type = String, required = false, max_length = 200)]
    q: Option<String>,
    /// 区位 · A part of the district's layout
    #[param(schema_with = choice::part, required = false)]
    part: Option<String>,
    /// 领域的中文名，如 医疗健康 · An industry by its Chinese name, such as 医疗健康
    #[param(value_type = String, required = false, max_length = 100)]
    industry: Option<String>,
    /// 任务类型 · A kind of task
    #[param(schema_with = choice::kind, required = false)]
    kind: Option<String>,
    /// 成熟度 · A stage of maturity
    #[param(schema_with = choice::maturity, required = false)]
    maturity: Option<String>,
    /// 案例来源 · A source of cases
    #[param(schema_with = choice::source, required = false)]
    source: Option<String>,
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, max_length = 200)]
    after: Option<String>,
}

/// Scenarios by id, or the best first where words are looked for.
#[utoipa::path(
    get,
    path = "/scenarios",
    tag = "scenarios",
    operation_id = "list-scenarios",
    summary = "列出、筛选、查找场景 · List, filter and find scenarios",
    description = "各条件须同时满足。尚无登记库时列出内置目录。 · All conditions must hold. Without a registry, the built-in catalogue.",
    params(Asked),
    responses((status = 200, description = "场景 · The scenarios", body = Page<ScenarioLine>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let for_reading = reader.clone();
    let found = site.read(move |registry| read(registry, &for_reading)).await?;
    let all = match found {
        Some(all) if !all.is_empty() => all,
        _ => site.catalogue().iter().map(|entry| told(&Story::of_entry(entry), Evidence::default(), &reader)).collect(),
    };
    let (mut lines, cards): (BTreeMap<String, ScenarioLine>, Vec<Card>) =
        all.into_iter().map(|(line, card)| ((line.id.clone(), line), card)).unzip();
    let Asked { q, part, industry, kind, maturity, source, limit, after } = asked;
    let text = Option::unwrap_or_default;
    let filter = Filter::of([q, part, industry, kind, maturity, source].map(text));
    let chosen = filter.chosen(cards)?.into_iter().filter_map(|card| lines.remove(&card.id)).collect();
    let page = Page::cut(chosen, (after.as_deref(), limit.unwrap_or(paging::USUAL)), |line| line.id.clone());
    Ok(page.answer(&uri))
}

fn told(story: &Story, evidence: Evidence, reader: &Reader) -> (ScenarioLine, Card) {
    (ScenarioLine::of_story(story, Maturity::of(evidence)), Card::of_story(story, evidence, reader))
}

fn read(registry: &Registry, reader: &Reader) -> Result<Vec<(ScenarioLine, Card)>, problem::Problem> {
    let releases = registry.releases(ReleaseFilter::default())?;
    let mut all = Vec::new();
    for overview in registry.scenarios()? {
        let story = Story::of_record(overview.record.clone())?;
        let evidence = compare::evidence(registry, &overview.id, &releases, overview.latest_finished)?;
        let line = ScenarioLine::of_overview(&overview, &story, Maturity::of(evidence));
        all.push((line, Card::of_story(&story, evidence, reader)));
    }
    Ok(all)
}
