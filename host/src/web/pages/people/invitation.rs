//! A link that works once: a new account, or a new password.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::{Faults, role_name, signin, told};
use crate::registry;
use crate::registry::invitation::Invitation;
use crate::web::pages::{self, Page};
use crate::web::password;
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage<'a> {
    reader: &'a Reader,
    faults: &'a Faults,
    link: &'a str,
    /// The account whose password is set anew; none for a new one.
    account: Option<String>,
    roles: Vec<String>,
    until: String,
    name: &'a str,
    display: &'a str,
}

/// What the form says.
#[derive(Deserialize)]
pub(in crate::web) struct Given {
    #[serde(default)]
    name: String,
    #[serde(default)]
    display: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// `GET /invitations/{link}`
pub(in crate::web) async fn page(State(site): State<Site>, reader: Reader, Path(link): Path<String>) -> Page {
    let invitation = find(&site, &link).await?;
    pages::render(&view(&reader, &invitation, &link, &Faults::new(), ("", "")))
}

/// `POST /invitations/{link}`
pub(in crate::web) async fn submit(
    State(site): State<Site>,
    reader: Reader,
    Path(link): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let invitation = find(&site, &link).await?;
    let (name, display) = match &invitation.account {
        Some(account) => (account.name.clone(), account.display.clone()),
        None => (given.name.trim().to_owned(), given.display.trim().to_owned()),
    };
    let mut faults: Faults =
        password::fault(&given.password, &name, &display).iter().map(|words| told(words, &reader)).collect();
    if given.password != given.again {
        faults.push(reader.say("两次输入的密码不同。", "The two passwords differ.").to_owned());
    }
    if name.is_empty() || display.is_empty() {
        faults.push(reader.say("请填写用户名与姓名。", "Give a name to sign in with and your own name.").to_owned());
    }
    if faults.is_empty() {
        let hash = password::hash(given.password).await?;
        let (plain, login, shown, resets) = (link.clone(), name.clone(), display.clone(), invitation.account.is_some());
        let made = site.write(move |registry| match resets {
            true => registry.accept_reset(&plain, &hash),
            false => registry.accept_invitation(&plain, &login, &shown, &hash),
        });
        match made.await {
            Ok(id) => return signin::enter(&site, id, "/me").await,
            Err(registry::Error::AccountTaken { .. }) => faults.push(
                reader.say("这个用户名已有人使用，请另选一个。", "Somebody has this name: choose another.").to_owned(),
            ),
            Err(registry::Error::BadAccountName { .. }) => faults.push(
                reader
                    .say(
                        "用户名与姓名各为 1 至 40 个字符，用户名不含空格。",
                        "Names have 1 to 40 characters, and the one to sign in with no spaces.",
                    )
                    .to_owned(),
            ),
            Err(error) => return Err(error.into()),
        }
    }
    let page = view(&reader, &invitation, &link, &faults, (&given.name, &given.display)).render()?;
    Ok(Html(page).into_response())
}

async fn find(site: &Site, link: &str) -> Result<Invitation, Problem> {
    let plain = link.to_owned();
    site.read(move |registry| Ok(registry.invitation(&plain)?)).await?.flatten().ok_or(Problem::SpentLink)
}

fn view<'a>(
    reader: &'a Reader,
    invitation: &Invitation,
    link: &'a str,
    faults: &'a Faults,
    (name, display): (&'a str, &'a str),
) -> InvitationPage<'a> {
    InvitationPage {
        reader,
        faults,
        link,
        account: invitation.account.as_ref().map(|account| account.name.clone()),
        roles: invitation.roles.iter().map(|role| role_name(role, reader)).collect(),
        until: pages::moment(invitation.expires_at),
        name,
        display,
    }
}
