//! What went wrong, as RFC 9457 asks: `application/problem+json` with a stable `code`, and what to do in both languages.
//! What goes on inside is logged and never shown.

use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::document::PROBLEM;
use crate::catalogue::Words;
use crate::registry;
use crate::registry::token::Action;
use crate::web::problem as page;

/// Why a request is not answered.
#[derive(Debug, thiserror::Error)]
pub(in crate::web) enum Problem {
    /// Nothing is at this address.
    #[error("no such address")]
    NoAddress,
    /// The address has no such method.
    #[error("no such method")]
    NoMethod,
    /// The request needs a token and has none.
    #[error("a token is needed")]
    NoToken,
    /// The token is unknown, revoked or past its end: which of them is not told.
    #[error("the token is not good")]
    BadToken,
    /// The token does not permit this.
    #[error("the token does not permit {action:?} for {vendor:?}")]
    Forbidden {
        /// What was asked for.
        action: Action,
        /// For which vendor.
        vendor: Option<String>,
    },
    /// There is no registry yet.
    #[error("there is no registry yet")]
    NoRegistry,
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
    /// What a page would be told.
    #[error(transparent)]
    Page(page::Problem),
}

impl From<page::Problem> for Problem {
    fn from(problem: page::Problem) -> Self {
        match problem {
            page::Problem::Registry(error) => Self::Registry(error),
            other => Self::Page(other),
        }
    }
}

/// 出了什么问题（RFC 9457） · What went wrong (RFC 9457)
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Problem)]
pub(super) struct Shown {
    /// 问题类型的地址，打开可见说明 · The address of this kind of problem, where it is explained
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/problems/not-permitted")]
    address: String,
    /// 问题类型的名称 · What this kind of problem is called
    title: String,
    /// HTTP 状态码 · The HTTP status
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// 稳定的代码 · A code that stays the same
    #[schema(example = "not-permitted")]
    code: String,
    /// 什么不对、怎么办，语言按 Accept-Language，默认中文 · What is wrong and what to do, in the language of Accept-Language, else Chinese
    detail: String,
    /// 中文 · The same in Chinese
    detail_zh: String,
    /// 英文 · The same in English
    detail_en: String,
    /// 逐条列出的错误 · Every fault, where there are several places
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Failure>,
}

/// 一处错误 · One fault
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Failure {
    /// 请求体中的位置（JSON Pointer） · Where in the body (a JSON Pointer)
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pointer: Option<String>,
    /// 参数名 · Which parameter
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parameter: Option<String>,
    /// 中文 · In Chinese
    detail_zh: String,
    /// 英文 · In English
    detail_en: String,
}

/// What the caller is told.
struct Told {
    status: StatusCode,
    code: &'static str,
    words: Words,
}

impl Problem {
    fn told(&self) -> Told {
        let told = |status, code, zh: &str, en: &str| Told {
            status,
            code,
            words: Words { zh: zh.to_owned(), en: en.to_owned() },
        };
        match self {
            Self::NoAddress => told(
                StatusCode::NOT_FOUND,
                "no-such-address",
                "没有这个接口地址：请对照 /api/v1/openapi.json 检查路径与方法。",
                "Nothing is at this address: check path and method against /api/v1/openapi.json.",
            ),
            Self::NoMethod => told(
                StatusCode::METHOD_NOT_ALLOWED,
                "no-such-method",
                "此地址不支持该方法：可用的方法见 Allow 头与 /api/v1/openapi.json。",
                "This address has no such method: see the Allow header and /api/v1/openapi.json.",
            ),
            Self::NoToken => told(
                StatusCode::UNAUTHORIZED,
                "no-token",
                "此操作需要令牌：请在请求头加上 Authorization: Bearer <令牌>，或先运行 tongtai login。",
                "This needs a token: send Authorization: Bearer <token>, or run tongtai login first.",
            ),
            Self::BadToken => told(
                StatusCode::UNAUTHORIZED,
                "bad-token",
                "令牌无效、已撤销或已过期：请向登记库管理员或本厂商的负责人申请新令牌。",
                "The token is unknown, revoked or past its end: ask the operator or your vendor's owner for a new one.",
            ),
            Self::Forbidden { action, vendor } => {
                let action = action.name();
                let vendor = vendor.as_deref().unwrap_or("*");
                Told {
                    status: StatusCode::FORBIDDEN,
                    code: "not-permitted",
                    words: Words {
                        zh: format!("此令牌无权对 {vendor} 执行 {action}：请使用具有该权限的令牌。"),
                        en: format!("This token does not permit {action} for {vendor}: use one that does."),
                    },
                }
            }
            Self::NoRegistry => told(
                StatusCode::NOT_FOUND,
                "no-registry",
                "还没有登记库：请先上传或运行 tongtai compare 建立。",
                "There is no registry yet: upload something, or run tongtai compare, to make it.",
            ),
            Self::Registry(error) => Self::of_registry(error),
            Self::Page(problem) => Self::of_page(problem),
        }
    }

    /// What a refusal of the registry is told as; its failures are not told.
    fn of_registry(error: &registry::Error) -> Told {
        use registry::Error as E;
        let words = |zh: &str| Words { zh: zh.to_owned(), en: error.to_string() };
        let (status, words) = match error {
            E::Busy { .. } | E::Locked { .. } => (
                StatusCode::SERVICE_UNAVAILABLE,
                Words {
                    zh: "登记库正忙：请稍后重试。".to_owned(),
                    en: "The registry is busy: try again in a moment.".to_owned(),
                },
            ),
            E::UnknownVendor { .. } => (StatusCode::NOT_FOUND, words("没有这个厂商：请检查名称。")),
            E::UnknownToken { .. } => (StatusCode::NOT_FOUND, words("没有这个令牌：请检查编号。")),
            E::UnknownRelease { .. } => (StatusCode::NOT_FOUND, words("没有这个版本：请检查名称与版本号。")),
            E::UnknownScenario { .. } => (StatusCode::NOT_FOUND, words("没有这个场景：请检查场景编号。")),
            E::UnknownSession { .. } => (StatusCode::NOT_FOUND, words("没有这次比较：请检查编号。")),
            E::BadName { .. } => (
                StatusCode::UNPROCESSABLE_ENTITY,
                words("名称不合规：请用 1 至 40 个小写字母、数字和单个连字符，并以字母开头。"),
            ),
            E::VersionTaken { .. } => {
                (StatusCode::CONFLICT, words("该版本已发布且内容不同；版本一经发布不可更改：请换一个新的版本号。"))
            }
            E::Yanked { .. } => (StatusCode::CONFLICT, words("该版本已撤回：请选择其他版本。")),
            _ => return Self::internal(),
        };
        Told { status, code: error.code(), words }
    }

    fn of_page(problem: &page::Problem) -> Told {
        let (status, words) = problem.said();
        if status.is_server_error() { Self::internal() } else { Told { status, code: "not-answered", words } }
    }

    fn internal() -> Told {
        Told {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: "internal",
            words: Words {
                zh: "服务暂时无法完成请求：原因已记入服务日志，请联系登记库管理员。".to_owned(),
                en: "The request cannot be answered now: the reason is in the server's log; ask the operator."
                    .to_owned(),
            },
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Told { status, code, words } = self.told();
        if status.is_server_error() {
            tracing::error!(problem = %self, "a request cannot be answered");
        }
        let shown = Shown {
            address: format!("/api/v1/problems/{code}"),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: words.zh.clone(),
            detail_zh: words.zh,
            detail_en: words.en,
            errors: Vec::new(),
        };
        let mut response = (status, axum::Json(shown)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// For addresses that lead nowhere.
pub(super) async fn no_such_address() -> Problem {
    Problem::NoAddress
}

/// For methods that an address does not have; axum adds which it has.
pub(super) async fn no_such_method() -> Problem {
    Problem::NoMethod
}
