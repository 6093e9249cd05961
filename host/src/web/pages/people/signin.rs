//! Signing in and out.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::Faults;
use crate::web::pages::Page;
use crate::web::person::{self, Nothing, Posted};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;
use crate::web::{pages, password};

/// How long somebody stays signed in: a working day, and a while for those who come back to it.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

#[derive(Template)]
#[template(path = "signin.html")]
struct SigninPage<'a> {
    reader: &'a Reader,
    faults: &'a Faults,
    name: &'a str,
    next: &'a str,
}

/// Where to go when it is done.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Asked {
    #[serde(default)]
    next: String,
}

/// What the form says.
#[derive(Deserialize)]
pub(in crate::web) struct Given {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /signin`
pub(in crate::web) async fn page(reader: Reader, Query(asked): Query<Asked>) -> Page {
    pages::render(&SigninPage { reader: &reader, faults: &Faults::new(), name: "", next: own(&asked.next) })
}

/// `POST /signin`
pub(in crate::web) async fn submit(
    State(site): State<Site>,
    reader: Reader,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let name = given.name.trim().to_owned();
    let asked = name.clone();
    let found = site
        .read(move |registry| Ok((registry.locked_until(&asked)?, registry.password_of(&asked)?)))
        .await?
        .unwrap_or_default();
    let (locked, known) = found;
    if let Some(until) = locked {
        let until = pages::moment(until);
        let fault = reader.pick(
            format!("此用户名连续登录失败，已暂停登录，{until} 后可再试；如非本人操作，请告知管理员。"),
            format!("Too many failures: this name is locked until {until}. If it was not you, tell the operator."),
        );
        return refuse(&reader, vec![fault], &name, &given.next);
    }
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let right = password::is_right(given.password, hash).await?;
    let Some((id, _)) = known.filter(|_| right) else {
        let failed = name.clone();
        site.write(move |registry| registry.note_failure(&failed)).await?;
        let fault = reader.say("用户名或密码不正确。", "The name or the password is wrong.").to_owned();
        return refuse(&reader, vec![fault], &name, &given.next);
    };
    enter(&site, id, own(&given.next)).await
}

/// Signs an account in and goes on.
pub(super) async fn enter(site: &Site, id: crate::registry::AccountId, next: &str) -> Result<Response, Problem> {
    let until = Timestamp::now() + LASTS;
    let cookie = site.write(move |registry| registry.sign_in(id, until)).await?;
    let cookie = person::cookie(cookie.expose(), LASTS.as_secs(), site.is_https());
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(next)).into_response())
}

fn refuse(reader: &Reader, faults: Faults, name: &str, next: &str) -> Result<Response, Problem> {
    let page = SigninPage { reader, faults: &faults, name, next: own(next) }.render()?;
    Ok((StatusCode::OK, Html(page)).into_response())
}

/// `POST /signout`
pub(in crate::web) async fn out(
    State(site): State<Site>,
    headers: axum::http::HeaderMap,
    _: Posted<Nothing>,
) -> Result<Response, Problem> {
    if let Some(cookie) = person::cookie_of(&headers) {
        site.write(move |registry| registry.sign_out(&cookie)).await?;
    }
    let cookie = person::cookie("", 0, site.is_https());
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/")).into_response())
}

/// An address of ours; any other leads to the catalogue, so that no link can use signing in to lead elsewhere.
fn own(next: &str) -> &str {
    let rest = next.strip_prefix('/');
    let is_own = rest.is_some_and(|rest| !rest.starts_with(['/', '\\']) && !rest.chars().any(char::is_control));
    if is_own { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for (next, leads) in [
            ("/people", "/people"),
            ("/sessions/1?filter=hidden", "/sessions/1?filter=hidden"),
            ("", "/"),
            ("//evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example/", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"),
        ] {
            assert_eq!(own(next), leads, "{next}");
        }
    }
}
