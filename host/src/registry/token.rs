//! Tokens: what vendors' tools and the operator's present instead of a password.
//!
//! A token is `tongtai_` and 256 random bits in base64url. It is shown once; the registry keeps the SHA-256 of its text,
//! which suffices since nobody can guess 256 bits.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Entry};
use super::error::{Error, Result};
use super::id::TokenId;
use super::member::{self, MemberRole};
use super::random::Plain;
use super::vendor_error::VendorError;
use super::{Actor, Digest, Registry, clock, column, vendor};

/// How a token begins, so that people and scanners know one.
const PREFIX: &str = "tongtai_";

/// The most days that a token is good for.
pub const MOST_DAYS: u16 = 366;

/// Within how long of its end its holder is reminded.
pub const REMINDED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a token lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// See the vendor's own uploads and reports.
    Read,
    /// Upload releases.
    Publish,
    /// Yank releases and take that back.
    Yank,
    /// Manage the vendor's members, keys and tokens.
    Manage,
    /// All of the registry: the operator's.
    Operate,
}

impl Action {
    /// All.
    pub const ALL: [Self; 5] = [Self::Read, Self::Publish, Self::Yank, Self::Manage, Self::Operate];

    /// Its name in commands and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Publish => "publish",
            Self::Yank => "yank",
            Self::Manage => "manage",
            Self::Operate => "operate",
        }
    }
}

/// A token to make.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// What it is for, in its holder's words.
    pub label: &'a str,
    /// Who holds it.
    pub holder: &'a str,
    /// The vendor that it acts for; none for the operator's.
    pub vendor: Option<&'a str>,
    /// What it may do.
    pub actions: &'a [Action],
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token as the registry knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Token {
    /// Its id, which is no secret.
    pub id: TokenId,
    /// What it is for.
    pub label: String,
    /// Who holds it.
    pub holder: String,
    /// The vendor that it acts for; none for the operator's.
    pub vendor: Option<String>,
    /// What it may do.
    pub actions: Vec<Action>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

impl Token {
    /// Whether it is good at this time.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// Whether it is good and ends so soon that its holder should have another made.
    pub fn ends_soon(&self, now: Timestamp) -> bool {
        self.is_good(now) && self.expires_at.duration_since(now) < REMINDED
    }

    /// Whether it permits an action for a vendor. The operator's permits everything.
    pub fn permits(&self, action: Action, vendor: &str) -> bool {
        self.is_operators() || self.vendor.as_deref() == Some(vendor) && self.actions.contains(&action)
    }

    /// Whether it is the operator's.
    pub fn is_operators(&self) -> bool {
        self.vendor.is_none() && self.actions.contains(&Action::Operate)
    }

    /// Who acts with it, as the audit log shows it.
    pub fn actor(&self) -> Actor {
        match &self.vendor {
            Some(vendor) => Actor::named(format!("vendor:{vendor}:{}", self.holder)),
            None => Actor::named(format!("operator:{}", self.holder)),
        }
    }
}

const SELECT: &str = "
    SELECT token.id, label, holder, vendor.name AS vendor, actions, token.at, expires_at, token_use.at AS used,
        token_revocation.at AS revoked
    FROM token LEFT JOIN vendor ON vendor.id = token.vendor LEFT JOIN token_use ON token_use.token = token.id
        LEFT JOIN token_revocation ON token_revocation.token = token.id";

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get("id")?,
        label: row.get("label")?,
        holder: row.get("holder")?,
        vendor: row.get("vendor")?,
        actions: column::json(row, "actions")?,
        created_at: column::parsed(row, "at")?,
        expires_at: column::parsed(row, "expires_at")?,
        used_at: column::parsed_option(row, "used")?,
        revoked_at: column::parsed_option(row, "revoked")?,
    })
}

impl Registry {
    /// Makes a token and returns its text, which is nowhere to be had again. A vendor's token is for one of its members, and
    /// one that manages for an owner.
    ///
    /// # Errors
    /// [`Error::BadScope`], [`VendorError::BadExpiry`], [`Error::UnknownVendor`], [`VendorError::NotAMember`],
    /// [`VendorError::NotAnOwner`], [`Error::NoRandomness`] and those of the file.
    pub fn create_token(&mut self, by: &Actor, new: &NewToken<'_>) -> Result<(TokenId, Plain)> {
        let operates = new.actions.contains(&Action::Operate);
        if new.actions.is_empty() || operates != new.vendor.is_none() {
            return Err(Error::BadScope);
        }
        let ahead = new.expires_at.duration_since(Timestamp::now());
        // A clock that is a little behind must not refuse the longest.
        let longest = SignedDuration::from_hours(24 * i64::from(MOST_DAYS)) + SignedDuration::from_mins(5);
        if !ahead.is_positive() || ahead > longest {
            return Err(VendorError::BadExpiry { most_days: MOST_DAYS }.into());
        }
        let plain = Plain::draw(PREFIX)?;
        let id = self.write(|transaction| {
            let vendor = match new.vendor {
                None => None,
                Some(name) => Some(vendor_of(transaction, name, new)?),
            };
            transaction.execute(
                "INSERT INTO token (hash, label, holder, vendor, actions, expires_at, actor, at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    Digest::of(plain.expose().as_bytes()),
                    new.label,
                    new.holder,
                    vendor,
                    column::to_json(&new.actions)?,
                    clock::text(new.expires_at),
                    by.to_string(),
                    clock::now()
                ],
            )?;
            let id = TokenId::new(transaction.last_insert_rowid());
            let detail = json!({
                "vendor": new.vendor, "holder": new.holder, "label": new.label, "actions": new.actions,
                "expires-at": clock::text(new.expires_at)
            });
            audit::append(
                transaction,
                &Entry { actor: by, action: "token.created", subject: &id.to_string(), detail },
            )?;
            Ok(id)
        })?;
        Ok((id, plain))
    }

    /// Ends a token now; one that was ended before stays so.
    ///
    /// # Errors
    /// [`Error::UnknownToken`] and those of the file.
    pub fn revoke_token(&mut self, by: &Actor, id: TokenId, reason: &str) -> Result<()> {
        self.write(|transaction| {
            let token = find(transaction, id)?.ok_or(Error::UnknownToken { token: id })?;
            end(transaction, by, &token, reason)
        })
    }

    /// Notes that a token was used, at most once a minute.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn note_token_use(&mut self, id: TokenId, at: Timestamp) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO token_use (token, at) VALUES (?1, ?2) ON CONFLICT (token) DO UPDATE SET at = excluded.at",
                params![id, clock::text(at)],
            )?;
            Ok(())
        })
    }

    /// The token with this text, good or not; none where there never was one.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn token_of(&self, plain: &str) -> Result<Option<Token>> {
        let hash = Digest::of(plain.as_bytes());
        self.read(|connection| {
            let mut find = connection.prepare_cached(&format!("{SELECT} WHERE hash = ?1"))?;
            Ok(find.query_row([hash], read).optional()?)
        })
    }

    /// A token by its id.
    ///
    /// # Errors
    /// [`Error::UnknownToken`] and those of the file.
    pub fn token(&self, id: TokenId) -> Result<Token> {
        self.read(|connection| find(connection, id)?.ok_or(Error::UnknownToken { token: id }))
    }

    /// Tokens from the newest down: those of a vendor, or all.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn tokens(&self, vendor: Option<&str>) -> Result<Vec<Token>> {
        self.read(|connection| {
            let sql = format!("{SELECT} WHERE ?1 IS NULL OR vendor.name = ?1 ORDER BY token.id DESC");
            let mut statement = connection.prepare_cached(&sql)?;
            Ok(statement.query_map([vendor], read)?.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The vendor of a token to make, whose holder may have it.
fn vendor_of(connection: &Connection, name: &str, new: &NewToken<'_>) -> Result<i64> {
    let id = vendor::known(connection, name)?;
    let role = member::role_of(connection, (id, name), new.holder)?;
    if new.actions.contains(&Action::Manage) && role != MemberRole::Owner {
        return Err(VendorError::NotAnOwner { vendor: name.to_owned(), name: new.holder.to_owned() }.into());
    }
    Ok(id)
}

/// Ends every token that somebody holds for a vendor, or those that permit this action; returns which.
pub(super) fn end_of(
    transaction: &Transaction<'_>,
    by: &Actor,
    (vendor, holder): (&str, &str),
    action: Option<Action>,
    reason: &str,
) -> Result<Vec<TokenId>> {
    let sql =
        format!("{SELECT} WHERE vendor.name = ?1 AND holder = ?2 AND token_revocation.at IS NULL ORDER BY token.id");
    let tokens: Vec<Token> =
        transaction.prepare_cached(&sql)?.query_map([vendor, holder], read)?.collect::<rusqlite::Result<_>>()?;
    let ended = tokens.iter().filter(|token| action.is_none_or(|action| token.actions.contains(&action)));
    ended.map(|token| end(transaction, by, token, reason).map(|()| token.id)).collect()
}

fn end(transaction: &Transaction<'_>, by: &Actor, token: &Token, reason: &str) -> Result<()> {
    if token.revoked_at.is_some() {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO token_revocation (token, reason, actor, at) VALUES (?1, ?2, ?3, ?4)",
        params![token.id, reason, by.to_string(), clock::now()],
    )?;
    let detail = json!({ "vendor": token.vendor, "holder": token.holder, "reason": reason });
    let subject = token.id.to_string();
    audit::append(transaction, &Entry { actor: by, action: "token.revoked", subject: &subject, detail })
}

fn find(connection: &Connection, id: TokenId) -> Result<Option<Token>> {
    let mut find = connection.prepare_cached(&format!("{SELECT} WHERE token.id = ?1"))?;
    Ok(find.query_row([id], read).optional()?)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn new<'a>(vendor: Option<&'a str>, actions: &'a [Action]) -> NewToken<'a> {
        let expires_at = Timestamp::now() + 24.hours();
        NewToken { label: "ci", holder: "li", vendor, actions, expires_at }
    }

    #[test]
    fn a_token_is_found_by_its_text_alone_and_ends_when_revoked() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let by = Actor::operator();
        registry.add_vendor(&by, "classic", "li", false).unwrap();
        let (id, plain) = registry.create_token(&by, &new(Some("classic"), &[Action::Publish])).unwrap();
        assert_eq!(plain.expose().len(), PREFIX.len() + 43);
        assert_eq!(format!("{plain:?}"), "Plain(…)");
        let kept = std::fs::read(registry.path()).unwrap();
        assert!(!kept.windows(43).any(|window| window == &plain.expose().as_bytes()[PREFIX.len()..]));

        assert_eq!(registry.token_of("tongtai_else").unwrap(), None);
        let token = registry.token_of(plain.expose()).unwrap().unwrap();
        let now = Timestamp::now();
        assert_eq!((token.id, token.holder.as_str(), token.used_at), (id, "li", None));
        assert!(token.is_good(now) && !token.is_good(now + 25.hours()));
        assert!(token.permits(Action::Publish, "classic"));
        assert!(!token.permits(Action::Yank, "classic") && !token.permits(Action::Publish, "rules"));
        assert_eq!(token.actor().to_string(), "vendor:classic:li");

        assert!(token.ends_soon(now) && !token.ends_soon(now - (24 * 7).hours()) && !token.ends_soon(now + 25.hours()));

        registry.note_token_use(id, now).unwrap();
        registry.note_token_use(id, now).unwrap();
        assert!(registry.token(id).unwrap().used_at.is_some());
        registry.revoke_token(&by, id, "lost").unwrap();
        registry.revoke_token(&by, id, "lost again").unwrap();
        assert!(!registry.token(id).unwrap().is_good(now));
        assert_eq!((registry.rows("token"), registry.rows("token_revocation")), (1, 1));
    }

    #[test]
    fn a_token_ends_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let mut ending = |hours: i64| {
            let expires_at = Timestamp::now() + hours.hours();
            let new = NewToken { expires_at, ..new(None, &[Action::Operate]) };
            registry.create_token(&Actor::operator(), &new).map(|(id, _)| id.number())
        };
        assert_eq!(ending(-1).unwrap_err().code(), "bad-expiry");
        assert_eq!(ending(24 * 366 + 1).unwrap_err().code(), "bad-expiry");
        assert_eq!(ending(24 * 366).unwrap(), 1);
    }

    #[test]
    fn only_the_operators_token_has_no_vendor() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let by = Actor::operator();
        for (vendor, actions) in
            [(None, &[Action::Publish][..]), (Some("classic"), &[Action::Operate]), (None, &[]), (Some("classic"), &[])]
        {
            assert!(matches!(registry.create_token(&by, &new(vendor, actions)), Err(Error::BadScope)));
        }
        let unknown = registry.create_token(&by, &new(Some("classic"), &[Action::Publish]));
        assert!(matches!(unknown, Err(Error::UnknownVendor { .. })));
        let (id, _) = registry.create_token(&by, &new(None, &[Action::Operate])).unwrap();
        let token = registry.token(id).unwrap();
        assert!(token.is_operators() && token.permits(Action::Publish, "classic"));
        assert!(matches!(registry.revoke_token(&by, TokenId::new(9), ""), Err(Error::UnknownToken { .. })));
        assert_eq!(registry.tokens(None).unwrap().len(), 1);
        assert_eq!(registry.tokens(Some("classic")).unwrap().len(), 0);
    }
}
