//! The OpenAPI document: what is said once of the whole interface, and what every operation may answer.
//!
//! Its texts are Chinese first with English beside, as those of the commands are.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::PartialSchema as _;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::server::ServerBuilder;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
    Schema,
};

use super::problem::Shown;

/// The media type of a problem (RFC 9457).
pub(super) const PROBLEM: &str = "application/problem+json";

/// The scheme that operations name as `security(("bearer" = []))`.
const BEARER: &str = "bearer";

/// The nouns, each with what it is.
const TAGS: [(&str, &str); 8] = [
    ("scenarios", "场景及其合约 · Scenarios and their contracts"),
    ("vendors", "厂商 · Vendors"),
    ("agents", "智能体 · Agents"),
    ("releases", "智能体的版本 · Agents' releases"),
    ("sessions", "比较及其结果 · Comparisons and what they came to"),
    ("tokens", "令牌：工具以此代替密码 · Tokens: what tools present instead of a password"),
    ("audit", "审计日志 · The audit log"),
    ("problems", "出错时的说明 · What problems mean"),
];

/// What operations may answer beside what each says of itself: status, name among the components, and description.
const USUAL: [(&str, &str, &str); 14] = [
    ("400", "bad-request", "请求有误，errors 逐条列出 · The request is not right; `errors` lists every fault"),
    ("401", "unauthorized", "没有令牌，或令牌无效 · No token, or one that is not good"),
    ("403", "forbidden", "令牌无此权限 · The token does not permit this"),
    ("404", "not-found", "没有所请求的对象 · What is asked for is not there"),
    ("406", "not-acceptable", "Accept 不接受答复的媒体类型 · `Accept` takes no media type that this is answered in"),
    ("408", "timed-out", "请求体到得太慢 · The request's body came too slowly"),
    (
        "409",
        "conflict",
        "与现有内容冲突，或同一幂等键的请求正在处理 · In conflict with what is there, or a request with the same idempotency key is under way",
    ),
    ("413", "too-large", "请求体过大 · The request's body is too large"),
    (
        "415",
        "unsupported-media-type",
        "请求体的媒体类型不受支持 · The request's body is of a media type that is not taken",
    ),
    ("416", "range-not-satisfiable", "区间超出内容 · The range lies outside the content"),
    (
        "422",
        "not-processable",
        "内容不合要求，errors 逐条列出 · The content is not as it must be; `errors` lists every fault",
    ),
    ("429", "too-many", "请求过多，请按 Retry-After 等待 · Too many requests: wait as `Retry-After` says"),
    ("500", "internal", "服务内部故障，原因在服务日志中 · A fault inside; the reason is in the server's log"),
    ("503", "unavailable", "服务繁忙，请稍后重试 · Busy: try again in a moment"),
];

/// What is said once.
pub(super) fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("同台 Tongtai")
        .version("1")
        .description(Some(ABOUT.join("\n\n")))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let bearer = SecurityScheme::Http(
        Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("由 tongtai token create 或 POST /tokens 取得 · From `tongtai token create`"))
            .build(),
    );
    let usual = USUAL.map(|(_, name, description)| (name, problem(description)));
    let components = ComponentsBuilder::new()
        .security_scheme(BEARER, bearer)
        .schema("Problem", Shown::schema())
        .schema("Failure", super::problem::Failure::schema())
        .responses_from_iter(usual)
        .build();
    let tags = TAGS.map(|(name, description)| TagBuilder::new().name(name).description(Some(description)).build());
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url("/api/v1").build()]))
        .components(Some(components))
        .tags(Some(tags))
        .build()
}

/// What holds everywhere: Chinese, English.
pub(in crate::web) const ABOUT: [&str; 2] = ["\
场景目录、厂商的智能体与版本、比较及其结果，供程序读写。

- 出错时答复 application/problem+json（RFC 9457）：code 是稳定的代码，type 可打开说明，errors 一次列出全部错误；detail 的语言按 \
Accept-Language，默认中文，detail-zh 与 detail-en 总是都有。
- 列表分页：limit 为每页项数，after 为上一页答复中的 next；Link 头也给出下一页。
- 每个 JSON 答复带 ETag；以 If-None-Match 再问，没有变化则答复 304。
- 写操作可带 Idempotency-Key（1 至 200 个可见 ASCII 字符）：一天之内以同一键重发同一请求，得到同一答复而不再执行；同一键用于另一请求\
答复 422，前一个尚未完成答复 409。以 PUT 上传本来就是幂等的，无需此键。
- 每个答复带 RateLimit-Limit、RateLimit-Remaining、RateLimit-Reset（秒）；超过则答复 429 与 Retry-After。按令牌计，没有有效令牌时按地址计。
- 隐藏案例的输入与标准答案从不出现在任何答复中。", "\
The catalogue of scenarios, vendors' agents and releases, comparisons and what they came to, for programs.

- What goes wrong is answered as application/problem+json (RFC 9457): `code` stays the same, `type` leads to what it means, \
`errors` lists every fault at once; `detail` is in the language of Accept-Language, else Chinese, and `detail-zh` and \
`detail-en` are always both there.
- Lists have pages: `limit` is how many items, `after` the `next` of the page before; the Link header has the next page too.
- Every answer of JSON has an ETag; asked again with If-None-Match it is 304 where nothing changed.
- Writes may carry an Idempotency-Key (1 to 200 visible ASCII characters): the same request under the same key is answered \
the same within a day and not done again; another request under it is answered 422, and 409 while the first is under way. \
An upload by PUT is idempotent by nature and needs none.
- Every answer has RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset (seconds); beyond it comes 429 with Retry-After. \
Counted by token, and without a good one by address.
- No answer ever has a hidden case's input or expected output."];

fn problem(description: &str) -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description(description)
        .content(PROBLEM, Content::new(Some(Ref::from_schema_name("Problem"))))
        .build()
}

/// Adds to every operation what any of its kind may answer.
pub(super) fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for (is_read, operation) in operations(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                describe(parameter);
            }
            for status in usual(is_read, operation) {
                let name = USUAL.iter().find(|(usual, ..)| *usual == status).map(|(_, name, _)| *name);
                if let Some(name) = name {
                    let told = RefOr::Ref(Ref::from_response_name(name));
                    operation.responses.responses.entry(status.to_owned()).or_insert(told);
                }
            }
        }
    }
}

/// A parameter whose schema is made by a function of its own is described by that schema, and by nothing else.
fn describe(parameter: &mut RefOr<Parameter>) {
    if let RefOr::T(Parameter { description: description @ None, schema: Some(RefOr::T(Schema::Object(of))), .. }) =
        parameter
    {
        *description = of.description.take();
    }
}

/// The operations at an address, and whether they only read.
fn operations(item: &mut PathItem) -> Vec<(bool, &mut Operation)> {
    let reads = [&mut item.get, &mut item.head].into_iter().flatten().map(|operation| (true, operation));
    let writes = [&mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten();
    reads.chain(writes.map(|operation| (false, operation))).collect()
}

fn usual(is_read: bool, operation: &Operation) -> Vec<&'static str> {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let in_path =
        |parameter: &RefOr<_>| matches!(parameter, RefOr::T(Parameter { parameter_in: ParameterIn::Path, .. }));
    let mut statuses = vec!["429", "500", "503"];
    if !parameters.is_empty() || operation.request_body.is_some() {
        statuses.push("400");
    }
    if parameters.iter().any(in_path) {
        statuses.push("404");
    }
    if operation.security.as_ref().is_some_and(|needed| !needed.is_empty()) {
        statuses.extend(["401", "403", "404"]);
    }
    if operation.responses.responses.contains_key("206") {
        statuses.push("416");
    }
    if is_read {
        statuses.push("406");
    } else {
        statuses.extend(["400", "408", "409", "413", "422"]);
    }
    if operation.request_body.is_some() {
        statuses.push("415");
    }
    statuses
}

/// The document as it is served.
pub(super) fn text(document: &OpenApi) -> Bytes {
    // The document has no map with keys that are not texts: there is nothing that JSON could not say.
    document.to_json().unwrap_or_default().into()
}

/// `GET /api/v1/openapi.json`
pub(super) fn answer(text: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
