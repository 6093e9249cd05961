//! What went wrong, as RFC 9457 asks: `application/problem+json` with a stable `code`, and what to do in both languages.
//! What goes on inside is logged and never shown.

mod shown;

use std::time::Duration;

use axum::http::StatusCode;

use super::{kind, rate};
use crate::catalogue::Words;
use crate::registry::token::Action;
use crate::registry::{self, VendorError};
use crate::web::problem as page;

pub(in crate::web) use shown::Failure;
pub(super) use shown::{Shown, show};

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
    /// Parameters are not as they must be: all of them.
    #[error("{} parameters are not right", .0.len())]
    BadRequest(Vec<Failure>),
    /// The body's content is not as it must be: every place.
    #[error("the content is not right in {} places", .0.len())]
    BadContent(Vec<Failure>),
    /// The body is not JSON.
    #[error("the body is not JSON: {0}")]
    NotJson(String),
    /// The body is of a media type that is not taken.
    #[error("the body is not of a media type that is taken")]
    MediaType,
    /// The body is larger than it may be.
    #[error("the body has more than {most} bytes")]
    TooLarge {
        /// The most bytes that it may have.
        most: u64,
    },
    /// The body came too slowly.
    #[error("the body came too slowly")]
    TooSlow,
    /// The answer is of a media type that the caller does not take.
    #[error("the answer is {given}, which the caller does not take")]
    NotAcceptable {
        /// The media type of the answer.
        given: String,
    },
    /// The range lies outside the content.
    #[error("the range lies outside {size} bytes")]
    Range {
        /// The content's bytes.
        size: u64,
    },
    /// The caller asks too often.
    #[error("the caller asks too often")]
    TooMany {
        /// How long to wait.
        wait: Duration,
    },
    /// Too many requests are being answered, or this one took too long.
    #[error("too many requests at once, or this one took too long")]
    Busy,
    /// The idempotency key is no key.
    #[error("the idempotency key is not right")]
    BadKey,
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// A request with the same idempotency key is under way.
    #[error("a request with this idempotency key is under way")]
    KeyInUse,
    /// The answer was shown once and is kept nowhere.
    #[error("the answer was shown once")]
    ShownOnce,
    /// No such thing: what is called `unknown-…`.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// A fault of this program.
    #[error("{0}")]
    Broken(String),
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
            page::Problem::NoScenario(scenario) => Self::Registry(registry::Error::UnknownScenario { scenario }),
            page::Problem::NoSession(session) => {
                let session = registry::SessionId::new(session);
                Self::Registry(registry::Error::UnknownSession { session })
            }
            other => Self::Page(other),
        }
    }
}

/// What the caller is told.
struct Told {
    status: StatusCode,
    code: &'static str,
    words: Words,
}

impl Problem {
    fn told(&self) -> Told {
        // What its kind says of it says enough.
        let plainly = |code| {
            let kind = kind::of(code);
            let status = kind.and_then(|kind| StatusCode::from_u16(kind.status).ok());
            let [zh, en] = kind.map_or(["", ""], |kind| kind.advice);
            Told { status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), code, words: Words::new(zh, en) }
        };
        let told = |status, code, zh: &str, en: &str| Told { status, code, words: Words::new(zh, en) };
        match self {
            Self::BadRequest(_) => plainly("bad-request"),
            Self::BadContent(_) => plainly("bad-content"),
            Self::NotJson(reason) => told(
                StatusCode::BAD_REQUEST,
                "not-json",
                &format!("请求体不是 JSON（{reason}）：请检查语法。"),
                &format!("The body is not JSON ({reason}): check its syntax."),
            ),
            Self::MediaType => plainly("unsupported-media-type"),
            Self::TooLarge { most } => told(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                &format!("请求体超过 {most} 字节：请减小。"),
                &format!("The body has more than {most} bytes: send less."),
            ),
            Self::TooSlow => plainly("too-slow"),
            Self::NotAcceptable { given } => told(
                StatusCode::NOT_ACCEPTABLE,
                "not-acceptable",
                &format!("答复的媒体类型是 {given}，而 Accept 未包含它：请加入，或去掉 Accept。"),
                &format!("The answer is {given}, which `Accept` leaves out: take it, or send no `Accept`."),
            ),
            Self::Range { size } => told(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "range-not-satisfiable",
                &format!("内容共 {size} 字节，所请求的区间在其之外。"),
                &format!("The content has {size} bytes, and the range lies outside them."),
            ),
            Self::TooMany { wait } => {
                let wait = rate::seconds(*wait).max(1);
                told(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too-many",
                    &format!("请求过多：请等待 {wait} 秒后重试。"),
                    &format!("Too many requests: wait {wait} s and try again."),
                )
            }
            Self::Busy => plainly("busy"),
            Self::BadKey => plainly("bad-idempotency-key"),
            Self::KeyReused => plainly("idempotency-key-reused"),
            Self::KeyInUse => plainly("idempotency-key-in-use"),
            Self::ShownOnce => plainly("shown-once"),
            Self::Unknown("agent") => plainly("unknown-agent"),
            Self::Unknown("release") => plainly("unknown-release"),
            Self::Unknown("material") => plainly("unknown-material"),
            Self::Unknown("problem") => plainly("unknown-problem"),
            Self::Unknown(_) => plainly("no-such-address"),
            Self::Broken(_) => Self::internal(),
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
            E::Vendor(refusal) => (vendor_status(refusal), refusal.words()),
            E::BadScope => (StatusCode::UNPROCESSABLE_ENTITY, words("令牌须有一项或多项权限，并属于一个厂商。")),
            _ => return Self::internal(),
        };
        Told { status, code: error.code(), words }
    }

    fn of_page(problem: &page::Problem) -> Told {
        let (status, words) = problem.said();
        if status == StatusCode::MISDIRECTED_REQUEST {
            return Told { status, code: "wrong-host", words };
        }
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

/// What a refusal of something of a vendor's is told as: the status of its kind.
fn vendor_status(refusal: &VendorError) -> StatusCode {
    let status = kind::of(refusal.code()).and_then(|kind| StatusCode::from_u16(kind.status).ok());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// For addresses that lead nowhere.
pub(super) async fn no_such_address() -> Problem {
    Problem::NoAddress
}

/// For methods that an address does not have; axum adds which it has.
pub(super) async fn no_such_method() -> Problem {
    Problem::NoMethod
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_kind_that_is_explained() {
        let all = [
            Problem::NoAddress,
            Problem::NoMethod,
            Problem::NoToken,
            Problem::BadToken,
            Problem::Forbidden { action: Action::Yank, vendor: None },
            Problem::NoRegistry,
            Problem::BadRequest(Vec::new()),
            Problem::BadContent(Vec::new()),
            Problem::NotJson(String::new()),
            Problem::MediaType,
            Problem::TooLarge { most: 1 },
            Problem::TooSlow,
            Problem::NotAcceptable { given: String::new() },
            Problem::Range { size: 1 },
            Problem::TooMany { wait: Duration::ZERO },
            Problem::Busy,
            Problem::BadKey,
            Problem::KeyReused,
            Problem::KeyInUse,
            Problem::ShownOnce,
            Problem::Unknown("agent"),
            Problem::Unknown("release"),
            Problem::Unknown("material"),
            Problem::Unknown("problem"),
            Problem::Broken(String::new()),
            Problem::Page(page::Problem::OtherHost),
            Problem::Page(page::Problem::Hidden),
            Problem::Registry(registry::Error::UnknownVendor { vendor: String::new() }),
            Problem::Registry(registry::Error::BadName { noun: "vendor", name: String::new() }),
        ];
        for problem in all {
            let (status, shown) = Shown::of(&problem);
            let kind = kind::of(&shown.code).unwrap_or_else(|| panic!("{} is not explained", shown.code));
            assert_eq!(status.as_u16(), kind.status, "{problem}");
            assert!(!shown.detail_zh.is_empty() && !shown.detail_en.is_empty(), "{problem}");
        }
    }
}
