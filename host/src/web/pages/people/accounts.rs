//! All accounts, for the operator: who there is, in which roles, and links for new ones.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{Faults, role_name};
use crate::registry;
use crate::registry::AccountId;
use crate::registry::account::{Account, Role};
use crate::registry::invitation::NewInvitation;
use crate::registry::random::Plain;
use crate::web::pages;
use crate::web::person::{Nothing, Person, Posted};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;

/// How long a link is good.
const LASTS: SignedDuration = SignedDuration::from_hours(72);

#[derive(Template)]
#[template(path = "people.html")]
struct People<'a> {
    reader: &'a Reader,
    person: &'a Person,
    people: Vec<Row>,
    vendors: Vec<String>,
    /// A link that was just made, and is shown this once.
    link: Option<Link>,
    faults: Faults,
}

struct Row {
    id: i64,
    name: String,
    display: String,
    since: String,
    /// Each role that one can have: its form's value, its name, and whether they have it.
    roles: Vec<(&'static str, String, bool)>,
    vendors: Vec<String>,
}

struct Link {
    address: String,
    until: String,
}

/// What the form for a new account says.
#[derive(Deserialize)]
pub(in crate::web) struct Invited {
    official: Option<String>,
    expert: Option<String>,
    operator: Option<String>,
    #[serde(default)]
    vendor: String,
    #[serde(default)]
    note: String,
}

/// What the form of a role says.
#[derive(Deserialize)]
pub(in crate::web) struct Changed {
    role: String,
    #[serde(default)]
    vendor: String,
    granted: String,
}

/// `GET /people`
pub(in crate::web) async fn page(
    State(site): State<Site>,
    reader: Reader,
    person: Person,
) -> Result<Response, Problem> {
    person.must_be(&[Role::Operator])?;
    shown(&site, &reader, &person, None, Faults::new()).await
}

/// `POST /people/invite`
pub(in crate::web) async fn invite(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    posted: Posted<Invited>,
) -> Result<Response, Problem> {
    let Posted { person, form } = posted;
    person.must_be(&[Role::Operator])?;
    let mut roles = Vec::new();
    for (given, role) in
        [(&form.operator, Role::Operator), (&form.official, Role::Official), (&form.expert, Role::Expert)]
    {
        if given.is_some() {
            roles.push(role);
        }
    }
    if !form.vendor.is_empty() {
        roles.push(Role::Vendor(form.vendor));
    }
    if roles.is_empty() {
        let fault = reader.say("请至少选择一个角色。", "Choose one role or more.").to_owned();
        return shown(&site, &reader, &person, None, vec![fault]).await;
    }
    let (by, note, until) = (person.account.actor(), form.note, Timestamp::now() + LASTS);
    let plain = site
        .write(move |registry| {
            registry.invite(&by, &NewInvitation { account: None, roles: &roles, note: &note, expires_at: until })
        })
        .await?;
    let link = link(&plain, &headers, &site, until);
    shown(&site, &reader, &person, Some(link), Faults::new()).await
}

/// `POST /people/{id}/role`
pub(in crate::web) async fn role(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<i64>,
    posted: Posted<Changed>,
) -> Result<Response, Problem> {
    let Posted { person, form } = posted;
    person.must_be(&[Role::Operator])?;
    let role = match form.role.as_str() {
        "operator" => Role::Operator,
        "official" => Role::Official,
        "expert" => Role::Expert,
        "vendor" => Role::Vendor(form.vendor),
        _ => return Err(Problem::BadForm),
    };
    let (by, granted) = (person.account.actor(), form.granted == "1");
    let done = site.write(move |registry| registry.set_role(&by, AccountId::new(id), &role, granted)).await;
    let fault = match done {
        Ok(()) => return Ok(Redirect::to("/people").into_response()),
        Err(registry::Error::LastOperator) => reader.say(
            "这是最后一位管理员，不能取消：请先指定另一位管理员。",
            "This is the last operator: make another first.",
        ),
        Err(registry::Error::UnknownVendor { .. }) => reader.say("没有这个厂商。", "There is no such vendor."),
        Err(error) => return Err(error.into()),
    };
    shown(&site, &reader, &person, None, vec![fault.to_owned()]).await
}

/// `POST /people/{id}/reset`
pub(in crate::web) async fn reset(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<i64>,
    headers: HeaderMap,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let person = posted.person;
    person.must_be(&[Role::Operator])?;
    let (by, until) = (person.account.actor(), Timestamp::now() + LASTS);
    let plain = site
        .write(move |registry| {
            let account = Some(AccountId::new(id));
            registry.invite(&by, &NewInvitation { account, roles: &[], note: "", expires_at: until })
        })
        .await?;
    let link = link(&plain, &headers, &site, until);
    shown(&site, &reader, &person, Some(link), Faults::new()).await
}

fn link(plain: &Plain, headers: &HeaderMap, site: &Site, until: Timestamp) -> Link {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if site.is_https() { "https" } else { "http" };
    Link { address: format!("{scheme}://{host}/invitations/{}", plain.expose()), until: pages::moment(until) }
}

async fn shown(
    site: &Site,
    reader: &Reader,
    person: &Person,
    link: Option<Link>,
    faults: Faults,
) -> Result<Response, Problem> {
    let found = site.read(|registry| Ok((registry.accounts()?, registry.vendors()?))).await?;
    let (accounts, vendors) = found.unwrap_or_default();
    let people = accounts.iter().map(|account| row(account, reader)).collect();
    Ok(Html(People { reader, person, people, vendors, link, faults }.render()?).into_response())
}

fn row(account: &Account, reader: &Reader) -> Row {
    let fixed = [("official", Role::Official), ("expert", Role::Expert), ("operator", Role::Operator)];
    Row {
        id: account.id.number(),
        name: account.name.clone(),
        display: account.display.clone(),
        since: pages::moment(account.created_at),
        roles: fixed.map(|(value, role)| (value, role_name(&role, reader), account.has(&role))).into(),
        vendors: account
            .roles
            .iter()
            .filter_map(|role| if let Role::Vendor(vendor) = role { Some(vendor.clone()) } else { None })
            .collect(),
    }
}
