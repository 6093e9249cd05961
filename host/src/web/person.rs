//! Who is signed in, and that what they send was meant.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use cookie::{Cookie, SameSite};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use super::site::Site;
use crate::registry::Digest;
use crate::registry::account::{Account, Role};

/// The cookie of those who are signed in.
const COOKIE_NAME: &str = "tongtai-session";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub account: Account,
    /// What their forms must carry.
    pub csrf: String,
}

impl Person {
    /// Refuses those who have none of these roles.
    ///
    /// # Errors
    /// [`Problem::NotPermitted`].
    pub(super) fn must_be(&self, roles: &[Role]) -> Result<(), Problem> {
        if roles.iter().any(|role| self.account.has(role)) { Ok(()) } else { Err(Problem::NotPermitted) }
    }

    /// Whether they may do all.
    pub fn is_operator(&self) -> bool {
        self.account.has(&Role::Operator)
    }

    /// Who a request is of, if they are signed in; looked up once a request, however many of its parts ask.
    pub(super) async fn of(parts: &mut Parts, site: &Site) -> Result<Option<Self>, Problem> {
        if let Some(Asker(known)) = parts.extensions.get::<Asker>() {
            return Ok(known.clone());
        }
        let found = match cookie_of(&parts.headers) {
            Some(text) => site.read(move |registry| Ok(registry.signed_in(&text)?)).await?.flatten(),
            None => None,
        };
        let found = found.map(|signin| Self { account: signin.account, csrf: signin.csrf });
        parts.extensions.insert(Asker(found.clone()));
        Ok(found)
    }
}

/// Who a request is of, as was found out for it before.
#[derive(Debug, Clone)]
struct Asker(Option<Person>);

impl FromRequestParts<Site> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let next = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        Self::of(parts, site).await?.ok_or(Problem::SignIn { next })
    }
}

/// The text of the cookie of who is signed in.
pub(super) fn cookie_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut parsed = cookies.flat_map(Cookie::split_parse).flatten();
    parsed.find(|cookie| cookie.name() == COOKIE_NAME).map(|cookie| cookie.value().to_owned())
}

/// The cookie that signs in, or with an empty text the one that signs out.
pub(super) fn cookie(text: &str, seconds: i64, is_https: bool) -> String {
    Cookie::build((COOKIE_NAME, text))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https)
        .max_age(cookie::time::Duration::seconds(seconds))
        .build()
        .to_string()
}

/// A form that a signed-in person sent from a page of ours: it carries what only that page knew.
pub(super) struct Posted<T> {
    /// Who sent it.
    pub person: Person,
    /// What it says.
    pub form: T,
}

/// A form that says nothing but who sent it.
#[derive(Deserialize)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
struct Carried {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned> FromRequest<Site> for Posted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let person = Person::from_request_parts(&mut parts, site).await?;
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), site)
            .await
            .map_err(|_| Problem::BadForm)?;
        let text = serde_urlencoded::to_string(&pairs).map_err(|_| Problem::BadForm)?;
        let carried: Carried = serde_urlencoded::from_str(&text).map_err(|_| Problem::BadForm)?;
        // Digests take as long to compare wherever they differ, as far as an outsider could use it.
        if Digest::of(carried.csrf.as_bytes()) != Digest::of(person.csrf.as_bytes()) {
            return Err(Problem::Forged);
        }
        let form = serde_urlencoded::from_str(&text).map_err(|_| Problem::BadForm)?;
        Ok(Self { person, form })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let text = cookie("abc", 60, false);
        assert_eq!(text, "tongtai-session=abc; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
        assert!(cookie("abc", 60, true).contains("; Secure"));
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("lang=en; tongtai-session=abc"))]);
        assert_eq!(cookie_of(&headers).as_deref(), Some("abc"));
        assert_eq!(cookie_of(&HeaderMap::new()), None);
    }
}
