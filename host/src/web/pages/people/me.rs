//! One's own account.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::{Faults, role_name, signin, told};
use crate::web::pages::{self, Page};
use crate::web::password;
use crate::web::person::{Person, Posted};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "me.html")]
struct Me<'a> {
    reader: &'a Reader,
    person: &'a Person,
    roles: Vec<String>,
    faults: &'a Faults,
}

/// What the form says.
#[derive(Deserialize)]
pub(in crate::web) struct Given {
    #[serde(default)]
    old: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// `GET /me`
pub(in crate::web) async fn page(reader: Reader, person: Person) -> Page {
    pages::render(&view(&reader, &person, &Faults::new()))
}

/// `POST /me/password`: signed out everywhere, and in again here.
pub(in crate::web) async fn password(
    State(site): State<Site>,
    reader: Reader,
    posted: Posted<Given>,
) -> Result<Response, Problem> {
    let Posted { person, form } = posted;
    let account = &person.account;
    let mut faults: Faults = password::fault(&form.password, &account.name, &account.display)
        .iter()
        .map(|words| told(words, &reader))
        .collect();
    if form.password != form.again {
        faults.push(reader.say("两次输入的新密码不同。", "The two new passwords differ.").to_owned());
    }
    let name = account.name.clone();
    let known = site.read(move |registry| Ok(registry.password_of(&name)?)).await?.flatten();
    if !password::is_right(form.old, known.map(|(_, hash)| hash)).await? {
        faults.push(reader.say("原密码不正确。", "The old password is wrong.").to_owned());
    }
    if !faults.is_empty() {
        return Ok(Html(view(&reader, &person, &faults).render()?).into_response());
    }
    let hash = password::hash(form.password).await?;
    let (by, id) = (account.actor(), account.id);
    site.write(move |registry| registry.set_password(&by, id, &hash)).await?;
    signin::enter(&site, id, "/me").await
}

fn view<'a>(reader: &'a Reader, person: &'a Person, faults: &'a Faults) -> Me<'a> {
    let roles = person.account.roles.iter().map(|role| role_name(role, reader)).collect();
    Me { reader, person, roles, faults }
}
