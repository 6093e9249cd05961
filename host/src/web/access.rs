//! Who asks: nobody in particular, or the holder of a token.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::{Timestamp, ToSpan as _};

use super::api::Problem;
use super::site::Site;
use crate::registry::Actor;
use crate::registry::token::{Action, Token};

/// The holder of a token that is good.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    token: Token,
}

impl Caller {
    /// Who acts, as the audit log shows it.
    pub(super) fn actor(&self) -> Actor {
        self.token.actor()
    }

    /// The token itself.
    pub(super) fn token(&self) -> &Token {
        &self.token
    }

    /// Refuses what the token does not permit.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub(super) fn must(&self, action: Action, vendor: &str) -> Result<(), Problem> {
        if self.token.permits(action, vendor) {
            Ok(())
        } else {
            Err(Problem::Forbidden { action, vendor: Some(vendor.to_owned()) })
        }
    }

    /// Refuses all but the operator.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub(super) fn must_operate(&self) -> Result<(), Problem> {
        let refused = Problem::Forbidden { action: Action::Operate, vendor: None };
        if self.token.is_operators() { Ok(()) } else { Err(refused) }
    }

    /// Who presents a token in these headers; nobody where there is none.
    ///
    /// # Errors
    /// As [`Caller::of_text`].
    pub(super) async fn of_headers(site: &Site, headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        match headers.get(AUTHORIZATION).and_then(|given| given.to_str().ok()).and_then(bearer) {
            Some(text) => Self::of_text(site, text).await.map(Some),
            None => Ok(None),
        }
    }

    /// Who presents this text, if it is a token that is good.
    ///
    /// # Errors
    /// [`Problem::BadToken`], and those of the registry.
    pub(super) async fn of_text(site: &Site, text: &str) -> Result<Self, Problem> {
        let plain = text.to_owned();
        let found = site.read(move |registry| Ok(registry.token_of(&plain)?)).await?.flatten();
        let now = Timestamp::now();
        let token = found.filter(|token| token.is_good(now)).ok_or(Problem::BadToken)?;
        if token.used_at.is_none_or(|used| used + 1.minute() < now) {
            let (site, id) = (site.clone(), token.id);
            // A registry that is busy elsewhere must not keep the caller waiting for this.
            tokio::spawn(async move {
                if let Err(error) = site.write(move |registry| registry.note_token_use(id, now)).await {
                    tracing::warn!(%error, "a token's use is not noted");
                }
            });
        }
        Ok(Self { token })
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        // Who counted the request has found it already.
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let given = parts.headers.get(AUTHORIZATION).ok_or(Problem::NoToken)?;
        let text = given.to_str().ok().and_then(bearer).ok_or(Problem::NoToken)?;
        Self::of_text(site, text).await
    }
}

/// The token of `Authorization: Bearer …`; the scheme's case is of no account (RFC 9110, 11.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
