//! The OpenAPI document: what is said once of the whole interface, and what every operation may answer.
//!
//! Its texts are Chinese first with English beside, as those of the commands are.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::PartialSchema as _;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::server::ServerBuilder;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
};

use super::problem::Shown;

/// The media type of a problem (RFC 9457).
pub(super) const PROBLEM: &str = "application/problem+json";

/// The scheme that operations name as `security(("bearer" = []))`.
const BEARER: &str = "bearer";

/// The nouns, each with what it is.
const TAGS: [(&str, &str); 1] =
    [("tokens", "令牌：工具以此代替密码 · Tokens: what tools present instead of a password")];

/// What operations may answer beside what each says of itself: status, name among the components, and description.
const USUAL: [(&str, &str, &str); 13] = [
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
        .description(Some(ABOUT))
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

const ABOUT: &str = "\
场景目录、厂商的智能体与版本、比较及其结果，供程序读写。出错时答复 application/problem+json（RFC 9457），同时给出中文与英文。

The catalogue of scenarios, vendors' agents and releases, comparisons and what they came to, for programs. What goes \
wrong is answered as application/problem+json (RFC 9457), in Chinese and in English.";

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

/// The operations at an address, and whether they only read.
fn operations(item: &mut PathItem) -> Vec<(bool, &mut Operation)> {
    let reads = [&mut item.get, &mut item.head].into_iter().flatten().map(|operation| (true, operation));
    let writes = [&mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten();
    reads.chain(writes.map(|operation| (false, operation))).collect()
}

fn usual(is_read: bool, operation: &Operation) -> Vec<&'static str> {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let in_path = |parameter: &RefOr<_>| {
        matches!(parameter, RefOr::T(utoipa::openapi::path::Parameter { parameter_in: ParameterIn::Path, .. }))
    };
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
