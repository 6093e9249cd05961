//! `GET /api/v1/scenarios/{scenario}/cases`: the public cases of today's contract. Hidden ones are nowhere to be had.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::embedded;
use crate::catalogue::Case;
use crate::registry::Digest;
use crate::web::api::Problem;
use crate::web::api::ask::{Path, Query};
use crate::web::api::paging::{self, Page};
use crate::web::problem;
use crate::web::site::Site;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// 每页项数 · How many items a page
    #[param(value_type = u32, required = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// 上一页答复中的 next · The `next` of the page before
    #[param(value_type = String, required = false, pattern = "^[0-9]{1,15}$")]
    after: Option<String>,
}

/// 公开案例 · A public case
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PublicCase {
    /// 案例编号，合约内唯一 · Its id within the contract
    id: String,
    /// 在合约中的位置，从 0 起 · Its place in the contract, from 0
    position: u64,
    /// 摘要（SHA-256）；尚无登记库时没有 · Its digest (SHA-256); absent without a registry
    digest: Option<String>,
    /// 输入 · What an agent is given
    input: Value,
    /// 参考答案 · What is expected
    expected: Value,
    /// 权重 · How much it counts
    #[schema(exclusive_minimum = 0)]
    weight: f64,
    /// 同组案例 · What it belongs together with
    group: Option<String>,
    /// 说明 · A remark
    note: Option<String>,
}

impl PublicCase {
    fn of(position: u64, digest: Option<Digest>, case: Case) -> Self {
        let Case { id, input, expected, weight, group, note } = case;
        Self { id, position, digest: digest.map(|digest| digest.to_string()), input, expected, weight, group, note }
    }
}

/// Public cases in the contract's order.
#[utoipa::path(
    get,
    path = "/scenarios/{scenario}/cases",
    tag = "scenarios",
    operation_id = "list-public-cases",
    summary = "当前合约的公开案例 · The public cases of today's contract",
    description = "含输入与参考答案；隐藏案例从不列出。 · With input and expected output; hidden cases are never listed.",
    params(("scenario" = String, Path, description = "场景编号 · The scenario's id", example = "tide-prediction"), Asked),
    responses((status = 200, description = "公开案例 · The public cases", body = Page<PublicCase>,
        headers(("link" = String, description = "下一页 · The next page"))))
)]
pub(super) async fn answer(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let limit = asked.limit.unwrap_or(paging::USUAL);
    let after: Option<u64> = asked.after.and_then(|after| after.parse().ok());
    let wanted = id.clone();
    let read = site.read(move |registry| {
        let contract = registry.latest_contract(&wanted)?;
        Ok(registry.public_cases(contract.id, after, limit + 1)?)
    });
    let cases = match read.await {
        Ok(Some(kept)) => {
            kept.into_iter().map(|kept| PublicCase::of(kept.position, Some(kept.digest), kept.case)).collect()
        }
        Ok(None) | Err(problem::Problem::NoScenario(_)) => {
            let entry = embedded(&site, &id).ok_or(problem::Problem::NoScenario(id))?;
            let placed = (0_u64..).zip(&entry.cases).filter(|(place, _)| after.is_none_or(|after| *place > after));
            placed.take(limit as usize + 1).map(|(place, case)| PublicCase::of(place, None, case.clone())).collect()
        }
        Err(problem) => return Err(problem.into()),
    };
    Ok(Page::of(cases, limit, |case| case.position.to_string()).answer(&uri))
}
