//! Every kind of problem by its code: what it is called, and what to do. `type` of a problem is the address of its kind.

use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::Problem;
use super::ask::Path;

/// A kind of problem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Its code, which stays the same.
    pub code: &'static str,
    /// The HTTP status that it usually has.
    pub status: u16,
    /// What it is called: Chinese, English.
    pub title: [&'static str; 2],
    /// What to do: Chinese, English.
    pub advice: [&'static str; 2],
}

pub(super) const fn kind(code: &'static str, status: u16, title: [&'static str; 2], advice: [&'static str; 2]) -> Kind {
    Kind { code, status, title, advice }
}

/// All kinds but those of vendors.
pub(super) const KINDS: &[Kind] = &[
    kind(
        "bad-request",
        400,
        ["请求有误", "The request is not right"],
        [
            "errors 逐条列出有误的参数：请改正后重发。",
            "`errors` lists every parameter that is wrong: mend them and send it again.",
        ],
    ),
    kind(
        "not-json",
        400,
        ["请求体不是 JSON", "The body is not JSON"],
        ["请检查请求体的语法。", "Check the body's syntax."],
    ),
    kind(
        "bad-idempotency-key",
        400,
        ["幂等键有误", "The idempotency key is not right"],
        [
            "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符，如一个 UUID。",
            "`Idempotency-Key` must be 1 to 200 visible ASCII characters, such as a UUID.",
        ],
    ),
    kind(
        "no-token",
        401,
        ["需要令牌", "A token is needed"],
        [
            "请在请求头加上 Authorization: Bearer <令牌>，或先运行 tongtai login。",
            "Send Authorization: Bearer <token>, or run tongtai login first.",
        ],
    ),
    kind(
        "bad-token",
        401,
        ["令牌无效", "The token is not good"],
        ["令牌不存在、已撤销或已过期：请申请新令牌。", "It is unknown, revoked or past its end: ask for a new one."],
    ),
    kind(
        "not-permitted",
        403,
        ["无此权限", "Not permitted"],
        [
            "请使用具有该权限的令牌；GET /whoami 可查看令牌的权限。",
            "Use a token that permits it; GET /whoami tells what a token permits.",
        ],
    ),
    kind(
        "no-such-address",
        404,
        ["没有这个地址", "No such address"],
        ["请对照 /api/v1/openapi.json 检查路径。", "Check the path against /api/v1/openapi.json."],
    ),
    kind(
        "no-registry",
        404,
        ["还没有登记库", "There is no registry yet"],
        ["请先上传或运行 tongtai compare 建立。", "Upload something, or run tongtai compare, to make it."],
    ),
    kind(
        "unknown-vendor",
        404,
        ["没有这个厂商", "No such vendor"],
        ["请检查名称；GET /vendors 列出全部厂商。", "Check the name; GET /vendors lists them."],
    ),
    kind(
        "unknown-agent",
        404,
        ["没有这个智能体", "No such agent"],
        ["请检查名称；GET /agents 列出全部智能体。", "Check the name; GET /agents lists them."],
    ),
    kind(
        "unknown-release",
        404,
        ["没有这个版本", "No such release"],
        ["请检查名称与版本号；GET /releases 列出全部版本。", "Check name and version; GET /releases lists them."],
    ),
    kind(
        "unknown-scenario",
        404,
        ["没有这个场景", "No such scenario"],
        ["请检查场景编号；GET /scenarios 列出全部场景。", "Check its id; GET /scenarios lists them."],
    ),
    kind(
        "unknown-material",
        404,
        ["没有这份材料", "No such material"],
        ["请检查材料名；场景的合约中列有全部材料。", "Check its name; the scenario's contract lists them."],
    ),
    kind(
        "unknown-session",
        404,
        ["没有这次比较", "No such comparison"],
        ["请检查编号；GET /sessions 列出历次比较。", "Check its number; GET /sessions lists them."],
    ),
    kind(
        "unknown-token",
        404,
        ["没有这个令牌", "No such token"],
        ["请检查编号；GET /tokens 列出令牌。", "Check its number; GET /tokens lists them."],
    ),
    kind("unknown-problem", 404, ["没有这种问题", "No such kind of problem"], ["请检查代码。", "Check the code."]),
    kind(
        "no-such-method",
        405,
        ["地址不支持该方法", "The address has no such method"],
        ["可用的方法见 Allow 头。", "See the Allow header for those that it has."],
    ),
    kind(
        "not-acceptable",
        406,
        ["没有可接受的媒体类型", "No media type is acceptable"],
        [
            "请在 Accept 中加入答复的媒体类型，或去掉 Accept。",
            "Take the answer's media type in `Accept`, or leave it out.",
        ],
    ),
    kind(
        "too-slow",
        408,
        ["请求体到得太慢", "The body came too slowly"],
        ["请在网络畅通时重试。", "Try again over a better line."],
    ),
    kind(
        "version-taken",
        409,
        ["版本号已被占用", "The version is taken"],
        ["版本一经发布不可更改：请换一个新的版本号。", "A published version never changes: use a new one."],
    ),
    kind(
        "release-yanked",
        409,
        ["版本已撤回", "The release is yanked"],
        ["请选择其他版本。", "Choose another version."],
    ),
    kind(
        "idempotency-key-in-use",
        409,
        ["同一幂等键的请求正在处理", "A request with this idempotency key is under way"],
        [
            "请等它完成后重发，即可得到同一答复。",
            "Wait until it is done and send it again: the answer will be the same.",
        ],
    ),
    kind(
        "shown-once",
        409,
        ["该答复只显示一次", "The answer was shown once"],
        [
            "操作已完成，其答复含有密文，不再显示；如未记下，请撤销后重新创建。",
            "It was done, and its answer held a secret that is not shown again: if it is lost, revoke it and make another.",
        ],
    ),
    kind("too-large", 413, ["请求体过大", "The body is too large"], ["请减小请求体。", "Send less."]),
    kind(
        "unsupported-media-type",
        415,
        ["请求体的媒体类型不受支持", "The body's media type is not taken"],
        ["请发送 Content-Type: application/json。", "Send Content-Type: application/json."],
    ),
    kind(
        "range-not-satisfiable",
        416,
        ["所请求的区间超出内容", "The range lies outside the content"],
        ["内容的长度见 Content-Range。", "See Content-Range for the content's length."],
    ),
    kind(
        "wrong-host",
        421,
        ["主机名不符", "Wrong host name"],
        [
            "本服务仅供本机使用，请以 127.0.0.1 或 localhost 访问。",
            "This service is for this machine only: use 127.0.0.1 or localhost.",
        ],
    ),
    kind(
        "bad-content",
        422,
        ["内容不合要求", "The content is not as it must be"],
        [
            "errors 逐条列出不合之处及其位置：请改正后重发。",
            "`errors` lists every fault with its place: mend them and send it again.",
        ],
    ),
    kind(
        "bad-name",
        422,
        ["名称不合规", "Not a name"],
        [
            "请用 1 至 40 个小写字母、数字和单个连字符，并以字母开头。",
            "Use 1 to 40 of a-z, 0-9 and single hyphens, beginning with a letter.",
        ],
    ),
    kind(
        "idempotency-key-reused",
        422,
        ["幂等键已用于另一请求", "The idempotency key was used for another request"],
        ["每个请求请用新的键。", "Use a new key for each request."],
    ),
    kind(
        "too-many",
        429,
        ["请求过多", "Too many requests"],
        ["请按 Retry-After 等待后重试。", "Wait as `Retry-After` says and try again."],
    ),
    kind(
        "not-answered",
        403,
        ["请求不予答复", "The request is not answered"],
        ["原因见 detail。", "See `detail` for the reason."],
    ),
    kind(
        "internal",
        500,
        ["服务内部故障", "A fault inside"],
        ["原因已记入服务日志，请联系登记库管理员。", "The reason is in the server's log: ask the operator."],
    ),
    kind(
        "busy",
        503,
        ["服务繁忙", "The service is busy"],
        ["请按 Retry-After 等待后重试。", "Wait as `Retry-After` says and try again."],
    ),
    kind("registry-busy", 503, ["登记库正忙", "The registry is busy"], ["请稍后重试。", "Try again in a moment."]),
    kind(
        "registry-locked",
        503,
        ["登记库正忙", "The registry is busy"],
        ["另一进程正在写入，请稍后重试。", "Another process is writing: try again in a moment."],
    ),
];

/// The kind with this code.
pub(super) fn of(code: &str) -> Option<&'static Kind> {
    KINDS.iter().chain(super::vendor::KINDS).find(|kind| kind.code == code)
}

/// 一种问题 · A kind of problem
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProblemKind)]
pub(super) struct Shown {
    /// 代码 · Its code
    code: &'static str,
    /// 通常的 HTTP 状态码 · The HTTP status that it usually has
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// 中文名称 · What it is called, in Chinese
    title_zh: &'static str,
    /// 英文名称 · What it is called, in English
    title_en: &'static str,
    /// 怎么办，中文 · What to do, in Chinese
    detail_zh: &'static str,
    /// 怎么办，英文 · What to do, in English
    detail_en: &'static str,
}

/// `GET /api/v1/problems/{code}`: what a kind of problem means.
#[utoipa::path(
    get,
    path = "/problems/{code}",
    tag = "problems",
    operation_id = "show-problem-kind",
    summary = "说明一种问题 · What a kind of problem means",
    description = "问题答复中 type 所指的地址。 · Where the `type` of a problem leads.",
    params(("code" = String, Path, description = "问题代码 · The problem's code", example = "too-many")),
    responses((status = 200, description = "该种问题 · The kind of problem", body = Shown))
)]
pub(super) async fn answer(Path(code): Path<String>) -> Result<Json<Shown>, Problem> {
    let Kind { code, status, title, advice } = of(&code).ok_or(Problem::Unknown("problem"))?;
    let [title_zh, title_en] = *title;
    let [detail_zh, detail_en] = *advice;
    Ok(Json(Shown { code, status: *status, title_zh, title_en, detail_zh, detail_en }))
}

/// What a problem with this code and status is called.
pub(super) fn title(code: &str, status: StatusCode) -> [&'static str; 2] {
    let plain = status.canonical_reason().unwrap_or_default();
    of(code).map_or([plain, plain], |kind| kind.title)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_stands_once() {
        let all = || KINDS.iter().chain(super::super::vendor::KINDS);
        let codes: BTreeSet<_> = all().map(|kind| kind.code).collect();
        assert_eq!(codes.len(), all().count());
    }
}
