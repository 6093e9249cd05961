//! Who is signed in, and who failed to.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

use super::account::{self, Account};
use super::audit::{self, Entry};
use super::error::Result;
use super::id::AccountId;
use super::random::Plain;
use super::{Digest, Registry, clock, column};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signin {
    /// Who.
    pub account: Account,
    /// What each of their forms must carry, which no other site knows.
    pub csrf: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// How many failures of late lock a name, as OWASP advises: few, and for minutes.
pub const FAILURES: u32 = 5;
/// How long failures count, and so how long a name stays locked.
pub const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(15);

impl Registry {
    /// Signs an account in and returns the text for its cookie.
    ///
    /// # Errors
    /// [`super::Error::UnknownAccount`], [`super::Error::NoRandomness`] and those of the file.
    pub fn sign_in(&mut self, id: AccountId, expires_at: Timestamp) -> Result<Plain> {
        let (cookie, csrf) = (Plain::draw("")?, Plain::draw("")?);
        self.write(|transaction| {
            let account = account::find(transaction, id)?;
            transaction.execute("DELETE FROM signin WHERE expires_at <= ?1", [clock::now()])?;
            transaction.execute("DELETE FROM signin_failure WHERE name = ?1", [&account.name])?;
            transaction.execute(
                "INSERT INTO signin (hash, account, csrf, at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    Digest::of(cookie.expose().as_bytes()),
                    id,
                    csrf.expose(),
                    clock::now(),
                    clock::text(expires_at)
                ],
            )?;
            let by = account.actor();
            let entry = Entry { actor: &by, action: "account.signed-in", subject: &account.name, detail: json!({}) };
            audit::append(transaction, &entry)
        })?;
        Ok(cookie)
    }

    /// Who a cookie is of, while it is good.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn signed_in(&self, cookie: &str) -> Result<Option<Signin>> {
        self.read(|connection| {
            let sql = "SELECT account, csrf, expires_at FROM signin WHERE hash = ?1 AND expires_at > ?2";
            let found = connection
                .prepare_cached(sql)?
                .query_row(params![Digest::of(cookie.as_bytes()), clock::now()], |row| {
                    Ok((row.get::<_, AccountId>(0)?, row.get::<_, String>(1)?, column::parsed(row, 2)?))
                })
                .optional()?;
            let Some((id, csrf, expires_at)) = found else { return Ok(None) };
            Ok(Some(Signin { account: account::find(connection, id)?, csrf, expires_at }))
        })
    }

    /// Signs a cookie out.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn sign_out(&mut self, cookie: &str) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM signin WHERE hash = ?1", [Digest::of(cookie.as_bytes())])?;
            Ok(())
        })
    }

    /// Until when a name is locked, if it is, for too many failures.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn locked_until(&self, name: &str) -> Result<Option<Timestamp>> {
        self.read(|connection| {
            let since = clock::text(Timestamp::now() - LOCKED_FOR);
            let sql = "SELECT at FROM signin_failure WHERE name = ?1 AND at > ?2 ORDER BY at DESC LIMIT 1 OFFSET ?3";
            let found = connection
                .prepare_cached(sql)?
                .query_row(params![name, since, FAILURES - 1], |row| column::parsed::<Timestamp, _>(row, 0))
                .optional()?;
            Ok(found.map(|oldest| oldest + LOCKED_FOR))
        })
    }

    /// Notes that somebody failed to sign in with this name, and locks it when it was once too often.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn note_failure(&mut self, name: &str) -> Result<()> {
        let name: String = name.chars().take(40).collect();
        self.write(|transaction| {
            let since = clock::text(Timestamp::now() - LOCKED_FOR);
            transaction.execute("DELETE FROM signin_failure WHERE at <= ?1", [&since])?;
            transaction
                .execute("INSERT INTO signin_failure (name, at) VALUES (?1, ?2)", params![name, clock::now()])?;
            let count: u32 =
                transaction
                    .query_row("SELECT count(*) FROM signin_failure WHERE name = ?1", [&name], |row| row.get(0))?;
            if count == FAILURES {
                let by = super::Actor::system();
                let detail = json!({ "failures": count });
                audit::append(transaction, &Entry { actor: &by, action: "account.locked", subject: &name, detail })?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    #[test]
    fn a_cookie_is_good_until_it_ends_or_the_password_changes() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let soon = Timestamp::now() + 1.hour();
        let link = registry.invite_first_operator(soon).unwrap().unwrap();
        let id = registry.accept_invitation(link.expose(), "wang", "王某", "hash").unwrap();
        let cookie = registry.sign_in(id, soon).unwrap();
        let other = registry.sign_in(id, soon).unwrap();
        let signed = registry.signed_in(cookie.expose()).unwrap().unwrap();
        assert_eq!(signed.account.name, "wang");
        assert_ne!(signed.csrf, registry.signed_in(other.expose()).unwrap().unwrap().csrf);
        assert_eq!(registry.signed_in("else").unwrap(), None);
        registry.sign_out(other.expose()).unwrap();
        assert_eq!(registry.signed_in(other.expose()).unwrap(), None);
        registry.set_password(&signed.account.actor(), id, "new").unwrap();
        assert_eq!(registry.signed_in(cookie.expose()).unwrap(), None);
        let past = registry.sign_in(id, Timestamp::now() - 1.second()).unwrap();
        assert_eq!(registry.signed_in(past.expose()).unwrap(), None);
    }

    #[test]
    fn five_failures_lock_a_name_in_any_case_of_its_letters() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        for at in 0..FAILURES {
            assert_eq!(registry.locked_until("wang").unwrap(), None, "{at}");
            registry.note_failure(if at % 2 == 0 { "wang" } else { "WANG" }).unwrap();
        }
        let until = registry.locked_until("Wang").unwrap().unwrap();
        let left = until.duration_since(Timestamp::now());
        assert!(left > SignedDuration::ZERO && left <= LOCKED_FOR);
        assert_eq!(registry.locked_until("li").unwrap(), None);
    }
}
