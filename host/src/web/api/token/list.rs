//! `GET /api/v1/tokens`: the tokens of the caller's vendor, or all for the operator.

use axum::Json;
use axum::extract::State;

use crate::registry::token::{Action, Token};
use crate::web::access::Caller;
use crate::web::api::Problem;
use crate::web::site::Site;

/// Tokens from the newest down, without their texts.
pub(in crate::web::api) async fn answer(caller: Caller, State(site): State<Site>) -> Result<Json<Vec<Token>>, Problem> {
    let vendor = caller.token().vendor.clone();
    match &vendor {
        Some(vendor) => caller.must(Action::Manage, vendor)?,
        None => caller.must_operate()?,
    }
    let tokens = site.read(move |registry| Ok(registry.tokens(vendor.as_deref())?)).await?;
    Ok(Json(tokens.ok_or(Problem::NoRegistry)?))
}
