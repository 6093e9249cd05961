//! A problem as it is sent: in the caller's language, with both beside.

use axum::extract::Request;
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Problem, Told};
use crate::catalogue::Words;
use crate::language::Language;
use crate::web::api::document::PROBLEM;
use crate::web::api::{ask, kind, rate};

/// 出了什么问题（RFC 9457） · What went wrong (RFC 9457)
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Problem)]
pub(in crate::web::api) struct Shown {
    /// 问题类型的地址，打开可见说明 · The address of this kind of problem, where it is explained
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/problems/not-permitted")]
    address: String,
    /// 问题类型的名称，语言同 detail · What this kind of problem is called, in the language of `detail`
    title: &'static str,
    /// HTTP 状态码 · The HTTP status
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// 稳定的代码 · A code that stays the same
    #[schema(example = "not-permitted")]
    pub(super) code: String,
    /// 什么不对、怎么办，语言按 Accept-Language，默认中文 · What is wrong and what to do, in the language of Accept-Language, else Chinese
    detail: String,
    /// 中文 · The same in Chinese
    pub(super) detail_zh: String,
    /// 英文 · The same in English
    pub(super) detail_en: String,
    /// 逐条列出的错误 · Every fault, where there are several places
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Failure>,
}

/// 一处错误 · One fault
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::web) struct Failure {
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

impl Failure {
    /// Of a parameter.
    pub(in crate::web::api) fn of_parameter(name: &str, words: Words) -> Self {
        Self { pointer: None, parameter: Some(name.to_owned()), detail_zh: words.zh, detail_en: words.en }
    }

    /// At a place of the body.
    pub(in crate::web::api) fn at(pointer: &str, words: Words) -> Self {
        Self { pointer: Some(pointer.to_owned()), parameter: None, detail_zh: words.zh, detail_en: words.en }
    }
}

impl Shown {
    /// In Chinese; [`show`] turns it over for readers of English.
    pub(super) fn of(problem: &Problem) -> (StatusCode, Self) {
        let Told { status, code, words } = problem.told();
        let errors = match problem {
            Problem::BadRequest(errors) | Problem::BadContent(errors) => errors.clone(),
            _ => Vec::new(),
        };
        let shown = Self {
            address: format!("/api/v1/problems/{code}"),
            title: kind::title(code, status)[0],
            status: status.as_u16(),
            code: code.to_owned(),
            detail: words.zh.clone(),
            detail_zh: words.zh,
            detail_en: words.en,
            errors,
        };
        (status, shown)
    }

    fn in_english(mut self) -> Self {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.title = kind::title(&self.code, status)[1];
        self.detail = self.detail_en.clone();
        self
    }

    fn written(&self, language: Language, response: &mut Response) {
        // Texts and numbers: there is nothing that JSON could not say.
        *response.body_mut() = serde_json::to_vec(self).unwrap_or_default().into();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.pick("zh-CN", "en")));
        headers.append(VARY, HeaderValue::from_static("accept-language"));
        headers.remove(CONTENT_LENGTH);
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, shown) = Shown::of(&self);
        if status.is_server_error() && !matches!(self, Self::Busy) {
            tracing::error!(problem = %self, "a request cannot be answered");
        }
        let mut response = status.into_response();
        shown.written(Language::Zh, &mut response);
        let headers = response.headers_mut();
        match &self {
            Self::NoToken | Self::BadToken => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TooMany { wait } => {
                headers.insert(RETRY_AFTER, HeaderValue::from(rate::seconds(*wait).max(1)));
            }
            Self::Range { size } => {
                headers.extend(HeaderValue::try_from(format!("bytes */{size}")).map(|range| (CONTENT_RANGE, range)));
            }
            _ if status == StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
            }
            _ => {}
        }
        response.extensions_mut().insert(shown);
        response
    }
}

/// Tells a problem in the caller's language, and makes one of whatever refused the request without words.
pub(in crate::web::api) async fn show(request: Request, next: Next) -> Response {
    let language = preferred(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let told = response.extensions_mut().remove::<Shown>();
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|given| given.as_bytes() == PROBLEM.as_bytes());
    match told {
        Some(shown) if language == Language::En => shown.in_english().written(language, &mut response),
        Some(_) => {}
        // An answer of before, as it was.
        None if is_problem => {}
        None => {
            let (_, mut shown) = Shown::of(&unspoken(status));
            shown.status = status.as_u16();
            let shown = if language == Language::En { shown.in_english() } else { shown };
            shown.written(language, &mut response);
        }
    }
    response
}

/// What a status means that came without words.
fn unspoken(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::NoAddress,
        StatusCode::METHOD_NOT_ALLOWED => Problem::NoMethod,
        StatusCode::REQUEST_TIMEOUT => Problem::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge { most: ask::MOST_BYTES as u64 },
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::MediaType,
        StatusCode::SERVICE_UNAVAILABLE => Problem::Busy,
        status if status.is_server_error() => Problem::Broken(format!("an answer of {status} without words")),
        _ => Problem::BadRequest(Vec::new()),
    }
}

/// The language that `Accept-Language` weighs most of the two; Chinese where it does not say.
fn preferred(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok()).unwrap_or_default();
    let weighed = |tag: &str| {
        let ranges = asked.split(',').filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let is_it = parts.next()?.split('-').next()?.eq_ignore_ascii_case(tag);
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            is_it.then_some(weight)
        });
        ranges.fold(0.0_f64, f64::max)
    };
    if weighed("en") > weighed("zh") { Language::En } else { Language::Zh }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_weighs_most() {
        let language = |asked: &'static str| {
            preferred(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(asked))]))
        };
        assert_eq!(preferred(&HeaderMap::new()), Language::Zh);
        assert_eq!(language("en-GB,en;q=0.9,zh;q=0.5"), Language::En);
        assert_eq!(language("zh-CN,zh;q=0.9,en;q=0.8"), Language::Zh);
        assert_eq!(language("fr, en;q=0.1"), Language::En);
        assert_eq!(language("fr"), Language::Zh);
    }
}
