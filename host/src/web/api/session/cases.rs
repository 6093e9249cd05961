//! `GET /api/v1/sessions/{session}/cases`: every run, case by case.
//!
//! Public cases in full. Hidden ones are told only on the registry's own machine, as on the pages, and even there without
//! input, expected output and whatever an agent said of them.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::registry::case::Visibility;
use crate::registry::entrant::Entrant;
use crate::registry::matrix::{self, Filter, MatrixRow, Order};
use crate::registry::run::{KeptRun, RunKey};
use crate::registry::{Registry, SessionId};
use crate::web::api::ask::{Path, Query};
use crate::web::api::paging::Page;
use crate::web::api::text::Text;
use crate::web::api::{Problem, choice};
use crate::web::problem;
use crate::web::site::Site;

/// How many cases a page has where nothing else is asked: each has a run of every entrant.
const USUAL: u32 = 20;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 公开或隐藏案例，默认公开；隐藏案例仅在登记库所在机器上可列，且不含内容 · Public or hidden cases, public where nothing is said; hidden ones on the registry's own machine alone, and without their content
    #[param(schema_with = choice::visibility, required = false)]
    visibility: Option<Visibility>,
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 50, default = 20)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, pattern = "^[0-9]{1,9}$")]
    after: Option<String>,
}

/// 一个案例与各家的运行 · A case with every entrant's runs
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct CaseRuns {
    /// 案例编号，合约内唯一 · Its id within the contract
    key: String,
    /// 在合约中的位置，从 0 起 · Its place in the contract, from 0
    position: u64,
    /// 公开或隐藏 · Public or hidden
    #[schema(schema_with = choice::visibility)]
    visibility: String,
    /// 权重 · How much it counts
    weight: f64,
    /// 同组案例 · What it belongs together with
    group: Option<String>,
    /// 输入；隐藏案例没有 · What the agents were given; never of a hidden case
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    input: Option<Value>,
    /// 参考答案；隐藏案例没有 · What was expected; never of a hidden case
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    expected: Option<Value>,
    /// 各家的运行 · The runs
    runs: Vec<RunLine>,
}

/// 一次运行 · A run
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RunLine {
    /// 参评者代号 · The entrant's label
    entrant: String,
    /// 第几次，从 0 起 · Which time, from 0
    repeat: u32,
    /// 结局，如 answered、trapped · How it ended, such as answered or trapped
    outcome: String,
    /// 得分，0 至 1 · Its score, from 0 to 1
    #[schema(minimum = 0, maximum = 1)]
    score: f64,
    /// 计量单位 · Fuel used in all
    fuel: u64,
    /// 其中启动所用 · Of it, to start
    startup_fuel: u64,
    /// 内存峰值，字节 · Peak memory in bytes
    memory: u64,
    /// 用时，微秒；随机器而异 · Microseconds; differs by machine
    elapsed_us: u64,
    /// 内容；隐藏案例没有 · What it said; never of a hidden case
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    said: Option<Said>,
}

/// 一次运行的内容 · What a run said
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Said {
    /// 输出，原文 · The output, as it came
    output: Option<String>,
    /// 输出的摘要（SHA-256） · The output's digest (SHA-256)
    output_digest: Option<String>,
    /// 自评把握，0 至 1 · How sure it said it was, from 0 to 1
    confidence: Option<f64>,
    /// 理由 · Why, in its words
    rationale: Option<String>,
    /// 判定的说明 · What was wrong
    remarks: Vec<Text>,
    /// 其他指标 · Further figures
    figures: Vec<Figure>,
    /// 结局的细节，如违反输出模式之处 · More of how it ended, such as where it broke the output's schema
    detail: Value,
    /// 日志 · The log lines kept
    log: Value,
    /// 丢弃的日志行数 · How many log lines were dropped
    log_dropped: u64,
}

/// 一个指标 · A figure
#[derive(Debug, Serialize, ToSchema)]
struct Figure {
    /// 名称 · Its key
    key: String,
    /// 数值 · Its value
    value: f64,
}

/// Runs by case.
#[utoipa::path(
    get,
    path = "/sessions/{session}/cases",
    tag = "sessions",
    operation_id = "list-runs",
    summary = "逐例列出各家的运行 · Every entrant's runs, case by case",
    description = "公开案例给出全部内容。隐藏案例仅在登记库所在机器上可列，且只有结局、得分与用量。 · Public cases in full. Hidden ones on the registry's own machine alone, and of them only outcome, score and costs.",
    params(("session" = i64, Path, description = "编号 · The comparison's number", minimum = 1), Asked),
    responses((status = 200, description = "案例与运行 · The cases and their runs", body = Page<CaseRuns>,
        headers(("link" = String, description = "下一页 · The next page"))),
        (status = 403, description = "隐藏案例不在此显示 · Hidden cases are not shown here",
            body = crate::web::api::problem::Shown, content_type = "application/problem+json"))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let visibility = asked.visibility.unwrap_or(Visibility::Public);
    if visibility == Visibility::Hidden && !site.is_local() {
        return Err(problem::Problem::Hidden.into());
    }
    let limit = asked.limit.unwrap_or(USUAL);
    let offset: u64 = asked.after.and_then(|after| after.parse().ok()).unwrap_or(0);
    let id = SessionId::new(id);
    let read = site.read(move |registry| read(registry, id, visibility, (offset, limit + 1))).await?;
    let cases = read.ok_or(problem::Problem::NoSession(id.number()))?;
    let next = offset + u64::from(limit);
    Ok(Page::of(cases, limit, |_| next.to_string()).answer(&uri))
}

fn read(
    registry: &Registry,
    id: SessionId,
    visibility: Visibility,
    (offset, limit): (u64, u32),
) -> Result<Vec<CaseRuns>, problem::Problem> {
    let filter = match visibility {
        Visibility::Public => Filter::Public,
        Visibility::Hidden => Filter::Hidden,
    };
    let entrants = registry.entrants(id)?;
    let page = matrix::Page { offset, limit, order: Order::Case, filter };
    let rows = registry.matrix(id, page)?.rows.into_iter();
    rows.map(|row| case(registry, row, &entrants)).collect()
}

fn case(registry: &Registry, row: MatrixRow, entrants: &[Entrant]) -> Result<CaseRuns, problem::Problem> {
    let is_public = row.visibility == Visibility::Public;
    let mut runs = Vec::new();
    for entrant in entrants {
        for repeat in 0.. {
            let key = RunKey { entrant: entrant.id, case: row.case, repeat };
            let Some(kept) = registry.run(key)? else { break };
            runs.push(run(entrant, kept, is_public));
        }
    }
    Ok(CaseRuns {
        key: row.key,
        position: row.position,
        visibility: choice::name(row.visibility),
        weight: row.weight,
        group: row.group.filter(|_| is_public),
        input: is_public.then_some(row.input),
        expected: is_public.then_some(row.expected),
        runs,
    })
}

fn run(entrant: &Entrant, kept: KeptRun, is_public: bool) -> RunLine {
    let KeptRun { run, output_digest, .. } = kept;
    let said = is_public.then(|| Said {
        output: run.output,
        output_digest: output_digest.map(|digest| digest.to_string()),
        confidence: run.confidence,
        rationale: run.rationale,
        remarks: run.judgement.remarks.iter().map(Text::from).collect(),
        figures: run.judgement.figures.into_iter().map(|(key, value)| Figure { key, value }).collect(),
        detail: run.detail,
        log: run.log,
        log_dropped: run.log_dropped,
    });
    RunLine {
        entrant: entrant.label.clone(),
        repeat: run.key.repeat,
        outcome: run.outcome,
        score: run.judgement.score,
        fuel: run.fuel,
        startup_fuel: run.startup_fuel,
        memory: run.memory,
        elapsed_us: run.elapsed_us,
        said,
    }
}
