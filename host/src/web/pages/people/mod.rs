//! People: signing in and out, invitations, one's own account, and for the operator all accounts.

pub(in crate::web) mod accounts;
pub(in crate::web) mod invitation;
pub(in crate::web) mod me;
pub(in crate::web) mod signin;

use axum::Router;
use axum::routing::{get, post};

use crate::catalogue::Words;
use crate::registry::account::Role;
use crate::web::reader::Reader;
use crate::web::site::Site;

/// The pages about people.
pub(in crate::web) fn router() -> Router<Site> {
    Router::new()
        .route("/signin", get(signin::page).post(signin::submit))
        .route("/signout", post(signin::out))
        .route("/invitations/{link}", get(invitation::page).post(invitation::submit))
        .route("/me", get(me::page))
        .route("/me/password", post(me::password))
        .route("/people", get(accounts::page))
        .route("/people/invite", post(accounts::invite))
        .route("/people/{id}/role", post(accounts::role))
        .route("/people/{id}/reset", post(accounts::reset))
}

/// What is wrong with a form, in the reader's language; the first that is told stands before the form.
type Faults = Vec<String>;

fn told(words: &Words, reader: &Reader) -> String {
    reader.words(words).to_owned()
}

/// A role's name.
fn role_name(role: &Role, reader: &Reader) -> String {
    match role {
        Role::Operator => reader.say("管理员", "operator").to_owned(),
        Role::Official => reader.say("评审官员", "official").to_owned(),
        Role::Expert => reader.say("评审专家", "expert").to_owned(),
        Role::Vendor(vendor) => reader.pick(format!("厂商 {vendor}"), format!("vendor {vendor}")),
    }
}
