//! What went wrong, as a page: what, and what to do. What goes on inside is logged and never shown.

use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use askama::Template;

use super::reader::Reader;
use super::site::Site;
use crate::catalogue::Words;
use crate::registry;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is at this address.
    #[error("no such page")]
    NoPage,
    /// No scenario of this id.
    #[error("no scenario {0}")]
    NoScenario(String),
    /// No vendor of this name.
    #[error("no such vendor")]
    NoVendor,
    /// No agent of this name, or no such release of it.
    #[error("no such agent or release")]
    NoAgent,
    /// No session of this number.
    #[error("no session {0}")]
    NoSession(i64),
    /// The session has no such case, or no such entrant, or the run is not there yet.
    #[error("no such run")]
    NoRun,
    /// A hidden case was asked for where others than this machine's users can ask.
    #[error("hidden cases are not shown here")]
    Hidden,
    /// The request names a host that this server is not.
    #[error("another host was asked for")]
    OtherHost,
    /// The page is for those who are signed in.
    #[error("signing in is needed")]
    SignIn {
        /// Where to go on then.
        next: String,
    },
    /// The page is for other roles.
    #[error("not for this person")]
    NotPermitted,
    /// A form did not come from a page of ours, or from one that is out of date.
    #[error("the form is not ours")]
    Forged,
    /// A form that no page of ours sends.
    #[error("the form cannot be read")]
    BadForm,
    /// A link that is not good any more.
    #[error("the link is spent")]
    SpentLink,
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(registry::Error),
    /// A fault of this program, or a registry that does not hold what it should.
    #[error("{0}")]
    Broken(String),
}

impl From<registry::Error> for Problem {
    fn from(error: registry::Error) -> Self {
        match error {
            registry::Error::SpentInvitation => Self::SpentLink,
            registry::Error::UnknownAccount { .. } => Self::NoPage,
            registry::Error::UnknownSession { session } => Self::NoSession(session.number()),
            registry::Error::UnknownScenario { scenario } => Self::NoScenario(scenario),
            other => Self::Registry(other),
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// What the reader is told.
#[derive(Debug, Clone, Copy)]
struct Told {
    status: StatusCode,
    zh: [&'static str; 2],
    en: [&'static str; 2],
}

impl Problem {
    fn told(&self) -> Told {
        let told = |status, zh, en| Told { status, zh, en };
        match self {
            Self::NoPage => told(
                StatusCode::NOT_FOUND,
                ["没有这个页面", "请检查网址，或从场景目录进入。"],
                ["There is no such page", "Check the address, or start from the catalogue."],
            ),
            Self::NoScenario(_) => told(
                StatusCode::NOT_FOUND,
                ["没有这个场景", "请检查场景编号，或从场景目录中选择。"],
                ["There is no such scenario", "Check its id, or choose one from the catalogue."],
            ),
            Self::NoVendor => told(
                StatusCode::NOT_FOUND,
                ["没有这个厂商", "请检查名称，或从“厂商与智能体”页选择。"],
                ["There is no such vendor", "Check the name, or choose one from the page of vendors and agents."],
            ),
            Self::NoAgent => told(
                StatusCode::NOT_FOUND,
                ["没有这个智能体或版本", "请检查名称与版本号，或从“厂商与智能体”页选择。"],
                [
                    "There is no such agent or release",
                    "Check name and version, or choose one from the page of vendors and agents.",
                ],
            ),
            Self::NoSession(_) => told(
                StatusCode::NOT_FOUND,
                ["没有这次比较", "请检查编号，或从场景页的历次比较中选择。"],
                ["There is no such comparison", "Check its number, or choose one from the page of its scenario."],
            ),
            Self::NoRun => told(
                StatusCode::NOT_FOUND,
                ["没有这条运行记录", "该案例或参评者不属于这次比较，或者尚未运行；请从对照表进入。"],
                [
                    "There is no such run",
                    "The case or the entrant is not part of this comparison, or has not run yet: start from the table.",
                ],
            ),
            Self::Hidden => told(
                StatusCode::FORBIDDEN,
                [
                    "隐藏案例不在此显示",
                    "服务对其他机器开放时，隐藏案例只公布合计。请在登记库所在的机器上以 127.0.0.1 打开。",
                ],
                [
                    "Hidden cases are not shown here",
                    "While other machines can reach this server, hidden cases are told in totals only. Open the pages at \
                     127.0.0.1 on the registry's own machine.",
                ],
            ),
            Self::OtherHost => told(
                StatusCode::MISDIRECTED_REQUEST,
                ["主机名不符", "本服务仅供本机使用，请以 127.0.0.1 或 localhost 打开。"],
                ["Wrong host name", "These pages are for this machine only: open them at 127.0.0.1 or localhost."],
            ),
            Self::SignIn { .. } => told(
                StatusCode::UNAUTHORIZED,
                ["请先登录", "此页面需要登录后查看。"],
                ["Sign in first", "This page is for those who are signed in."],
            ),
            Self::NotPermitted => told(
                StatusCode::FORBIDDEN,
                ["您的账号没有此项权限", "如工作需要，请向登记库管理员申请相应角色。"],
                ["Your account may not do this", "Ask the registry's operator for the role if you need it."],
            ),
            Self::Forged => told(
                StatusCode::FORBIDDEN,
                ["表单已失效", "请返回上一页刷新后重新提交。"],
                ["The form is out of date", "Go back, load the page again and send it once more."],
            ),
            Self::BadForm => told(
                StatusCode::UNPROCESSABLE_ENTITY,
                ["表单无法读取", "请返回上一页刷新后重新填写。"],
                ["The form cannot be read", "Go back, load the page again and fill it in once more."],
            ),
            Self::SpentLink => told(
                StatusCode::GONE,
                ["链接已失效", "链接已使用、已作废或已过期；请向登记库管理员索取新的链接。"],
                [
                    "The link is not good any more",
                    "It was used, withdrawn or is past its end: ask the operator for another.",
                ],
            ),
            Self::Registry(registry::Error::Busy { .. } | registry::Error::Locked { .. }) => told(
                StatusCode::SERVICE_UNAVAILABLE,
                ["登记库正忙", "请稍后刷新本页。"],
                ["The registry is busy", "Load the page again in a moment."],
            ),
            Self::Registry(_) | Self::Broken(_) => told(
                StatusCode::INTERNAL_SERVER_ERROR,
                ["页面暂时无法显示", "原因已记入服务日志，请联系登记库管理员。"],
                ["The page cannot be shown", "The reason is in the server's log: ask the registry's operator."],
            ),
        }
    }
}

impl Problem {
    /// The status, and what is wrong and what to do in both languages.
    pub(super) fn said(&self) -> (StatusCode, Words) {
        let Told { status, zh, en } = self.told();
        (status, Words { zh: zh.join("："), en: en.join(": ") })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::SignIn { next } = &self {
            let next = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
            return Redirect::to(&format!("/signin?{next}")).into_response();
        }
        let told = self.told();
        if told.status.is_server_error() {
            tracing::error!(problem = %self, "a page cannot be shown");
        }
        let mut response = told.status.into_response();
        response.extensions_mut().insert(told);
        response
    }
}

/// For addresses that lead nowhere.
pub(super) async fn no_such_page() -> Problem {
    Problem::NoPage
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    reader: &'a Reader,
    title: &'a str,
    advice: &'a str,
}

/// Turns whatever went wrong further in into a page in the reader's language.
pub(super) async fn show(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reader = Reader::of(request.headers(), request.uri(), &site);
    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let told = response.extensions().get::<Told>().copied().unwrap_or(Told {
        status,
        zh: ["请求无法受理", "请检查网址，或从场景目录进入。"],
        en: ["The request cannot be answered", "Check the address, or start from the catalogue."],
    });
    let [title, advice] = reader.language.pick(told.zh, told.en);
    if let Ok(page) = (Page { reader: &reader, title, advice }).render() {
        *response.body_mut() = page.into();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    }
    response
}
