//! Invitations: links that work once, for a new account or a new password.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use super::account::{self, Account, Role};
use super::audit::{self, Entry};
use super::error::{Error, Result};
use super::id::AccountId;
use super::random::Plain;
use super::{Actor, Digest, Registry, clock, column};

/// A link to make.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation<'a> {
    /// The account whose password it sets anew; none for a new account.
    pub account: Option<AccountId>,
    /// The roles of the new account.
    pub roles: &'a [Role],
    /// For whom it is, in the words of who invites.
    pub note: &'a str,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A link that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    id: i64,
    /// The account whose password it sets anew; none for a new account.
    pub account: Option<Account>,
    /// The roles of the new account.
    pub roles: Vec<Role>,
    /// For whom it is.
    pub note: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Registry {
    /// Makes a link's text, which is nowhere to be had again.
    ///
    /// # Errors
    /// [`Error::UnknownAccount`], [`Error::NoRandomness`] and those of the file.
    pub fn invite(&mut self, by: &Actor, new: &NewInvitation<'_>) -> Result<Plain> {
        let plain = Plain::draw("")?;
        self.write(|transaction| {
            let subject = match new.account {
                Some(id) => account::find(transaction, id)?.name,
                None => String::new(),
            };
            transaction.execute(
                "INSERT INTO invitation (hash, account, roles, note, expires_at, actor, at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    Digest::of(plain.expose().as_bytes()),
                    new.account,
                    column::to_json(&new.roles)?,
                    new.note,
                    clock::text(new.expires_at),
                    by.to_string(),
                    clock::now()
                ],
            )?;
            let detail = json!({ "roles": new.roles, "note": new.note, "expires-at": clock::text(new.expires_at) });
            audit::append(transaction, &Entry { actor: by, action: "account.invited", subject: &subject, detail })
        })?;
        Ok(plain)
    }

    /// A link to become the first operator, the only one that is good; none where there is an operator.
    ///
    /// # Errors
    /// [`Error::NoRandomness`] and those of the file.
    pub fn invite_first_operator(&mut self, expires_at: Timestamp) -> Result<Option<Plain>> {
        if self.has_operator()? {
            return Ok(None);
        }
        self.write(|transaction| {
            let withdrawn = "INSERT INTO invitation_end (invitation, at) SELECT id, ?1 FROM invitation
                WHERE account IS NULL AND actor = 'system'
                    AND NOT EXISTS (SELECT 1 FROM invitation_end WHERE invitation = invitation.id)";
            transaction.execute(withdrawn, [clock::now()])?;
            Ok(())
        })?;
        let new = NewInvitation { account: None, roles: &[Role::Operator], note: "first operator", expires_at };
        self.invite(&Actor::system(), &new).map(Some)
    }

    /// The link of this text, if it is still good.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn invitation(&self, plain: &str) -> Result<Option<Invitation>> {
        self.read(|connection| find(connection, plain))
    }

    /// Makes the account that a link invites to.
    ///
    /// # Errors
    /// [`Error::SpentInvitation`], [`Error::BadAccountName`], [`Error::AccountTaken`] and those of the file.
    pub fn accept_invitation(&mut self, plain: &str, name: &str, display: &str, hash: &str) -> Result<AccountId> {
        self.write(|transaction| {
            let invitation =
                find(transaction, plain)?.filter(|found| found.account.is_none()).ok_or(Error::SpentInvitation)?;
            let id = account::create(transaction, (name, display), &invitation.roles, hash)?;
            spend(transaction, invitation.id, id)?;
            Ok(id)
        })
    }

    /// Sets the password of the account that a link is for.
    ///
    /// # Errors
    /// [`Error::SpentInvitation`] and those of the file.
    pub fn accept_reset(&mut self, plain: &str, hash: &str) -> Result<AccountId> {
        self.write(|transaction| {
            let invitation = find(transaction, plain)?.ok_or(Error::SpentInvitation)?;
            let account = invitation.account.ok_or(Error::SpentInvitation)?;
            account::set_password(transaction, &account.actor(), account.id, hash)?;
            spend(transaction, invitation.id, account.id)?;
            Ok(account.id)
        })
    }
}

fn spend(connection: &Connection, invitation: i64, account: AccountId) -> Result<()> {
    connection.execute(
        "INSERT INTO invitation_end (invitation, account, at) VALUES (?1, ?2, ?3)",
        params![invitation, account, clock::now()],
    )?;
    Ok(())
}

fn find(connection: &Connection, plain: &str) -> Result<Option<Invitation>> {
    let sql = "SELECT id, account, roles, note, expires_at FROM invitation WHERE hash = ?1 AND expires_at > ?2
        AND NOT EXISTS (SELECT 1 FROM invitation_end WHERE invitation = invitation.id)";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![Digest::of(plain.as_bytes()), clock::now()], |row| {
            let account: Option<AccountId> = row.get("account")?;
            let invitation = Invitation {
                id: row.get("id")?,
                account: None,
                roles: column::json(row, "roles")?,
                note: row.get("note")?,
                expires_at: column::parsed(row, "expires_at")?,
            };
            Ok((invitation, account))
        })
        .optional()?;
    let Some((mut invitation, account)) = found else { return Ok(None) };
    invitation.account = account.map(|id| account::find(connection, id)).transpose()?;
    Ok(Some(invitation))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    #[test]
    fn a_link_works_once_and_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let soon = Timestamp::now() + 1.hour();
        let first = registry.invite_first_operator(soon).unwrap().unwrap();
        let second = registry.invite_first_operator(soon).unwrap().unwrap();
        assert_eq!(registry.invitation(first.expose()).unwrap(), None, "a newer link withdraws it");
        let id = registry.accept_invitation(second.expose(), "wang", "王某", "hash").unwrap();
        assert!(registry.account(id).unwrap().has(&Role::Operator));
        let again = registry.accept_invitation(second.expose(), "zhao", "赵某", "hash");
        assert!(matches!(again, Err(Error::SpentInvitation)));
        assert_eq!(registry.invite_first_operator(soon).unwrap(), None);

        let by = registry.account(id).unwrap().actor();
        let roles = [Role::Official, Role::Expert];
        let new = NewInvitation { account: None, roles: &roles, note: "", expires_at: soon };
        let link = registry.invite(&by, &new).unwrap();
        let taken = registry.accept_invitation(link.expose(), "WANG", "王", "hash");
        assert!(matches!(taken, Err(Error::AccountTaken { .. })));
        for name in ["", "a b", &"a".repeat(41)] {
            let bad = registry.accept_invitation(link.expose(), name, "王", "hash");
            assert!(matches!(bad, Err(Error::BadAccountName { .. })), "{name}");
        }
        assert!(matches!(registry.accept_reset(link.expose(), "x"), Err(Error::SpentInvitation)));
        let other = registry.accept_invitation(link.expose(), "李", "李某", "hash").unwrap();
        assert_eq!(registry.account(other).unwrap().roles, roles);
        let past = NewInvitation { expires_at: Timestamp::now() - 1.second(), ..new };
        let late = registry.invite(&by, &past).unwrap();
        assert_eq!(registry.invitation(late.expose()).unwrap(), None);

        let reset = NewInvitation { account: Some(other), roles: &[], note: "", expires_at: soon };
        let reset = registry.invite(&by, &reset).unwrap();
        assert!(matches!(registry.accept_invitation(reset.expose(), "x", "x", "h"), Err(Error::SpentInvitation)));
        registry.accept_reset(reset.expose(), "another").unwrap();
        assert_eq!(registry.password_of("李").unwrap(), Some((other, "another".to_owned())));
    }

    #[test]
    fn roles_are_given_and_taken_but_the_last_operator_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let link = registry.invite_first_operator(Timestamp::now() + 1.hour()).unwrap().unwrap();
        let id = registry.accept_invitation(link.expose(), "wang", "王某", "hash").unwrap();
        let by = Actor::operator();
        assert!(matches!(registry.set_role(&by, id, &Role::Operator, false), Err(Error::LastOperator)));
        let vendor = Role::Vendor("acme".to_owned());
        assert!(matches!(registry.set_role(&by, id, &vendor, true), Err(Error::UnknownVendor { .. })));
        registry.ensure_vendor(&by, "acme").unwrap();
        registry.set_role(&by, id, &vendor, true).unwrap();
        registry.set_role(&by, id, &vendor, true).unwrap();
        assert_eq!(registry.account(id).unwrap().roles, [Role::Operator, vendor.clone()]);
        registry.set_role(&by, id, &vendor, false).unwrap();
        assert_eq!(registry.account(id).unwrap().roles, [Role::Operator]);
        assert!(matches!(registry.account(AccountId::new(9)), Err(Error::UnknownAccount { .. })));
    }
}
