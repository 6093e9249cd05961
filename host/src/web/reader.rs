//! Who reads a page: in which language, from where.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::assets;
use super::person::Person;
use super::site::Site;
use crate::catalogue::Words;
use crate::language::Language;

/// The cookie that remembers the language.
const COOKIE_NAME: &str = "lang";
/// How long it does: a year, in seconds.
const REMEMBERED: u32 = 365 * 24 * 3600;

/// Who reads a page.
#[derive(Debug, Clone)]
pub struct Reader {
    /// In which language. Chinese unless the address or the cookie says otherwise: a browser's own setting does not.
    pub language: Language,
    /// Whether only people at this machine can reach the pages.
    pub is_local: bool,
    /// The page's address in the other language.
    pub other: String,
    /// Who is signed in, if anybody is.
    pub person: Option<Person>,
}

impl Reader {
    /// The text in the reader's language.
    pub fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.language.pick(zh, en)
    }

    /// One of two texts made for the purpose.
    pub fn pick(&self, zh: String, en: String) -> String {
        self.language.pick(zh, en)
    }

    /// The text in the reader's language.
    pub fn words<'a>(&self, words: &'a Words) -> &'a str {
        self.language.of(words)
    }

    /// The language as HTML names it.
    pub fn tag(&self) -> &'static str {
        self.language.pick("zh-CN", "en")
    }

    /// The other language, as its own readers call it.
    pub fn other_name(&self) -> &'static str {
        self.language.pick("English", "中文")
    }

    /// The other language as HTML names it.
    pub fn other_tag(&self) -> &'static str {
        self.language.pick("en", "zh-CN")
    }

    /// Where the style sheet is.
    pub fn style(&self) -> String {
        assets::style_address()
    }

    /// The program's version.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    pub(super) fn of(headers: &HeaderMap, uri: &Uri, site: &Site) -> Self {
        let language = asked(uri).or_else(|| remembered(headers)).unwrap_or_default();
        Self { language, is_local: site.is_local(), other: other(uri, language), person: None }
    }
}

impl FromRequestParts<Site> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        // A page that can be read without is not refused because that could not be found out.
        let person = Person::of(parts, site).await.unwrap_or_default();
        Ok(Self { person, ..Self::of(&parts.headers, &parts.uri, site) })
    }
}

/// Keeps the language that an address asked for in a cookie.
pub(super) async fn remember(request: Request, next: Next) -> Response {
    let asked = asked(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = asked {
        let cookie = format!("{COOKIE_NAME}={language}; Path=/; Max-Age={REMEMBERED}; SameSite=Lax; HttpOnly");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// The language that the address asks for.
fn asked(uri: &Uri) -> Option<Language> {
    pairs(uri).find_map(|pair| pair.strip_prefix("lang=")?.parse().ok())
}

/// The language that the cookie remembers.
fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('=')?.parse().ok())
}

/// The same address, asking for the other language.
fn other(uri: &Uri, language: Language) -> String {
    let rest: Vec<&str> = pairs(uri).filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    let lang = format!("lang={}", language.pick("en", "zh"));
    let query = [rest, vec![lang.as_str()]].concat().join("&");
    // A path of two slashes would name another host.
    format!("/{}?{query}", uri.path().trim_start_matches('/'))
}

fn pairs(uri: &Uri) -> impl Iterator<Item = &str> {
    uri.query().unwrap_or_default().split('&')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))])
    }

    #[test]
    fn the_address_asks_for_a_language_and_the_cookie_remembers_it() {
        assert_eq!(asked(&Uri::from_static("/?page=2&lang=en")), Some(Language::En));
        assert_eq!(asked(&Uri::from_static("/?lang=fr")), None);
        assert_eq!(remembered(&cookie("a=b; lang=en")), Some(Language::En));
        assert_eq!(remembered(&cookie("language=en")), None);
    }

    #[test]
    fn the_toggle_keeps_the_rest_of_the_address() {
        let uri = Uri::from_static("/sessions/1?filter=hidden&lang=zh&page=2");
        assert_eq!(other(&uri, Language::Zh), "/sessions/1?filter=hidden&page=2&lang=en");
        assert_eq!(other(&Uri::from_static("/"), Language::En), "/?lang=zh");
        assert_eq!(other(&Uri::from_static("//elsewhere.example/"), Language::En), "/elsewhere.example/?lang=zh");
    }
}
