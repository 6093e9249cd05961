//! `GET /api/v1/scenarios/{scenario}`: all that a scenario says, with the contract of today.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{ScenarioLine, embedded};
use crate::catalogue::Entry;
use crate::catalogue::maturity::{Evidence, Maturity};
use crate::catalogue::scenario::{CallLimits, ContractTerms};
use crate::compare;
use crate::registry::Registry;
use crate::registry::release::ReleaseFilter;
use crate::web::api::Problem;
use crate::web::api::ask::Path;
use crate::web::api::text::Text;
use crate::web::problem;
use crate::web::show::story::Story;
use crate::web::site::Site;

/// 场景及其当前合约 · A scenario with the contract of today
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Scenario {
    #[serde(flatten)]
    line: ScenarioLine,
    /// 需求单位 · Whose need it is
    demander: Text,
    /// 痛点 · What hurts today
    pain: Text,
    /// 任务 · What an entrant must do
    task: Text,
    /// 成效指标与基线 · How success is measured, and against what
    measure: Text,
    /// 风险 · What may go wrong
    risk: Text,
    /// 人工介入 · Where people decide
    human: Text,
    /// 法律依据 · The law that applies, if one does
    legal: Option<Text>,
    /// 合约复审日期 · When its contract is looked at again
    review_date: String,
    /// 案例的许可 · The cases' licence
    cases_licence: String,
    /// 案例的来历 · Where the cases are from
    cases_source: String,
    /// 当前合约的内容 · What today's contract says
    terms: Contract,
    /// 合约的各个版本，从新到旧；尚无登记库时为空 · Every version of the contract, from the newest down; none without a registry
    versions: Vec<Version>,
}

/// 合约 · A contract
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Contract {
    /// 版本 · Its version
    version: String,
    /// 摘要（SHA-256） · Its digest (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// 每次作答的限额 · The bounds of each answer
    limits: Limits,
    /// 准备阶段的限额 · The bounds of preparing
    prepare_limits: Limits,
    /// 指标，如场景文件所写 · The metric, as the scenario's file has it
    #[schema(value_type = Object)]
    metric: Value,
    /// 输入的 JSON Schema · JSON Schema of an input
    #[schema(value_type = Object)]
    input_schema: Value,
    /// 输出的 JSON Schema · JSON Schema of an output
    #[schema(value_type = Object)]
    output_schema: Value,
    /// 材料 · What every entrant is given
    materials: Vec<Material>,
}

/// 一次调用的限额 · The bounds of one call
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Limits {
    /// 计量单位 · Fuel
    fuel: u64,
    /// 内存，MiB · Memory in MiB
    memory_mib: u64,
    /// 时间，毫秒 · Milliseconds
    time_ms: u64,
    /// 输出，KiB · Output in KiB
    output_kib: u64,
}

/// 材料 · A material
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Material {
    /// 名称 · Its name
    name: String,
    /// 媒体类型 · Its media type
    media_type: String,
    /// 摘要（SHA-256） · Its digest (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// 字节数 · How many bytes
    size: u64,
}

/// 合约的一个版本 · A version of a contract
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Version {
    /// 版本 · The version
    version: String,
    /// 摘要（SHA-256） · Its digest (SHA-256)
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// 载入时间 · When it was loaded
    #[schema(format = DateTime)]
    loaded_at: String,
}

/// One scenario.
#[utoipa::path(
    get,
    path = "/scenarios/{scenario}",
    tag = "scenarios",
    operation_id = "show-scenario",
    summary = "一个场景及其合约 · A scenario and its contract",
    description = "含输入与输出的 JSON Schema、限额、指标，以及材料的摘要。 · With the schemas of input and output, the limits, the metric, and the materials by digest.",
    params(("scenario" = String, Path, description = "场景编号 · The scenario's id", example = "tide-prediction")),
    responses((status = 200, description = "场景 · The scenario", body = Scenario))
)]
pub(super) async fn answer(State(site): State<Site>, Path(id): Path<String>) -> Result<Json<Scenario>, Problem> {
    let wanted = id.clone();
    let read = site.read(move |registry| read(registry, &wanted)).await;
    match read {
        Ok(Some(scenario)) => Ok(Json(scenario)),
        Ok(None) | Err(problem::Problem::NoScenario(_)) => {
            let entry = embedded(&site, &id).ok_or(problem::Problem::NoScenario(id))?;
            Ok(Json(of_entry(entry)?))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn read(registry: &Registry, id: &str) -> Result<Scenario, problem::Problem> {
    let story = Story::of_record(registry.scenario_record(id)?)?;
    let versions = registry.contracts(id)?;
    let kept = versions.first().ok_or_else(|| problem::Problem::NoScenario(id.to_owned()))?;
    let (public_cases, hidden_cases) = registry.case_counts(kept.id)?;
    let latest = registry.latest_finished(id)?;
    let releases = registry.releases(ReleaseFilter { scenario: Some(id), ..ReleaseFilter::default() })?;
    let maturity = Maturity::of(compare::evidence(registry, id, &releases, latest)?);
    let terms: ContractTerms = serde_json::from_value(kept.terms.clone())?;
    let materials = kept.materials.iter().map(|material| Material {
        name: material.name.clone(),
        media_type: material.media_type.clone(),
        digest: material.digest.to_string(),
        size: material.size,
    });
    let contract = Contract {
        version: kept.version.to_string(),
        digest: kept.digest.to_string(),
        input_schema: kept.input_schema.clone(),
        output_schema: kept.output_schema.clone(),
        materials: materials.collect(),
        ..contract(&terms)?
    };
    let line = ScenarioLine {
        contract: contract.version.clone(),
        public_cases: Some(public_cases),
        hidden_cases: Some(hidden_cases),
        latest_session: latest.map(crate::registry::SessionId::number),
        ..ScenarioLine::of_story(&story, maturity)
    };
    let versions = versions.iter().map(|kept| Version {
        version: kept.version.to_string(),
        digest: kept.digest.to_string(),
        loaded_at: kept.loaded_at.to_string(),
    });
    Ok(told(&story, line, contract, versions.collect()))
}

fn of_entry(entry: &Entry) -> Result<Scenario, problem::Problem> {
    let story = Story::of_entry(entry);
    let materials = entry.materials.iter().map(|material| Material {
        name: material.terms.name.clone(),
        media_type: material.terms.media_type.clone(),
        digest: crate::catalogue::sha256(&material.bytes),
        size: material.bytes.len() as u64,
    });
    let contract = Contract {
        digest: entry.contract_digest(),
        input_schema: entry.input_schema.clone(),
        output_schema: entry.output_schema.clone(),
        materials: materials.collect(),
        ..contract(&entry.scenario.contract)?
    };
    let line = ScenarioLine::of_story(&story, Maturity::of(Evidence::default()));
    Ok(told(&story, line, contract, Vec::new()))
}

/// What the terms alone say.
fn contract(terms: &ContractTerms) -> Result<Contract, serde_json::Error> {
    Ok(Contract {
        version: terms.version.to_string(),
        digest: String::new(),
        limits: limits(&terms.limits),
        prepare_limits: limits(&terms.prepare_limits),
        metric: serde_json::to_value(&terms.metric)?,
        input_schema: Value::Null,
        output_schema: Value::Null,
        materials: Vec::new(),
    })
}

fn limits(limits: &CallLimits) -> Limits {
    let CallLimits { fuel, memory_mib, time_ms, output_kib } = *limits;
    Limits { fuel, memory_mib, time_ms, output_kib }
}

fn told(story: &Story, line: ScenarioLine, terms: Contract, versions: Vec<Version>) -> Scenario {
    Scenario {
        line,
        demander: (&story.demander).into(),
        pain: (&story.pain).into(),
        task: (&story.task).into(),
        measure: (&story.measure).into(),
        risk: (&story.risk).into(),
        human: (&story.human).into(),
        legal: story.legal.as_ref().map(Text::from),
        review_date: story.review_date.clone(),
        cases_licence: story.cases.licence.clone(),
        cases_source: story.cases.source.clone(),
        terms,
        versions,
    }
}
