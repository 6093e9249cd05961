//! Members: who acts for a vendor. Owners manage its members, tokens and keys; members hold tokens.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::error::Result;
use super::id::TokenId;
use super::token::{self, Action};
use super::vendor_error::VendorError;
use super::{Registry, clock, column, vendor};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberRole {
    /// Manages members, tokens and keys.
    Owner,
    /// Holds tokens.
    Member,
}

impl MemberRole {
    /// Its name in commands and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }
}

/// Somebody who acts for a vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Member {
    /// The name, as tokens and the audit log show it.
    pub name: String,
    /// What they may do.
    pub role: MemberRole,
    /// Since when they have this role.
    pub since: Timestamp,
}

impl Registry {
    /// A vendor's members, by name.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`] and those of the file.
    pub fn members(&self, vendor: &str) -> Result<Vec<Member>> {
        self.read(|connection| all(connection, vendor::known(connection, vendor)?))
    }

    /// Makes somebody a member, or gives a member another role. Who is no owner any more loses tokens that manage.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`], [`VendorError::BadMemberName`], [`VendorError::LastOwner`] where the vendor would be
    /// without an owner, and those of the file.
    pub fn set_member(&mut self, by: &Actor, vendor: &str, name: &str, role: MemberRole) -> Result<()> {
        self.write(|transaction| {
            let id = vendor::known(transaction, vendor)?;
            set(transaction, by, (id, vendor), name, role)
        })
    }

    /// Ends somebody's membership and all tokens that they hold for the vendor; returns which.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`], [`VendorError::NotAMember`], [`VendorError::LastOwner`] and those of the file.
    pub fn remove_member(&mut self, by: &Actor, vendor: &str, name: &str) -> Result<Vec<TokenId>> {
        self.write(|transaction| {
            let id = vendor::known(transaction, vendor)?;
            role_of(transaction, (id, vendor), name)?;
            keep_an_owner(transaction, (id, vendor), name)?;
            insert(transaction, by, id, name, None)?;
            let detail = json!({ "vendor": vendor });
            audit::append(transaction, &Entry { actor: by, action: "member.removed", subject: name, detail })?;
            token::end_of(transaction, by, (vendor, name), None, "the holder is no member any more")
        })
    }
}

/// Everybody who acts for a vendor, by name.
pub(super) fn all(connection: &Connection, vendor: i64) -> Result<Vec<Member>> {
    let sql = "SELECT name, role, at FROM member AS latest WHERE vendor = ?1 AND role IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM member AS later WHERE later.vendor = latest.vendor AND later.name = latest.name
            AND later.id > latest.id) ORDER BY name";
    let mut statement = connection.prepare_cached(sql)?;
    let members = statement.query_map([vendor], |row| {
        let role: String = row.get("role")?;
        let role = if role == "owner" { MemberRole::Owner } else { MemberRole::Member };
        Ok(Member { name: row.get("name")?, role, since: column::parsed(row, "at")? })
    })?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}

/// The role of somebody who must be a member.
pub(super) fn role_of(connection: &Connection, (id, vendor): (i64, &str), name: &str) -> Result<MemberRole> {
    let found = all(connection, id)?.into_iter().find(|member| member.name == name);
    let none = || VendorError::NotAMember { vendor: vendor.to_owned(), name: name.to_owned() };
    Ok(found.ok_or_else(none)?.role)
}

pub(super) fn set(
    transaction: &Transaction<'_>,
    by: &Actor,
    (id, vendor): (i64, &str),
    name: &str,
    role: MemberRole,
) -> Result<()> {
    if !is_name(name) {
        return Err(VendorError::BadMemberName { name: name.to_owned() }.into());
    }
    if role_of(transaction, (id, vendor), name).is_ok_and(|before| before == role) {
        return Ok(());
    }
    if role == MemberRole::Member {
        keep_an_owner(transaction, (id, vendor), name)?;
    }
    insert(transaction, by, id, name, Some(role))?;
    let detail = json!({ "vendor": vendor, "role": role });
    audit::append(transaction, &Entry { actor: by, action: "member.set", subject: name, detail })?;
    if role == MemberRole::Member {
        let reason = "the holder is no owner any more";
        token::end_of(transaction, by, (vendor, name), Some(Action::Manage), reason)?;
    }
    Ok(())
}

/// Refuses what would leave the vendor without an owner but this one.
fn keep_an_owner(connection: &Connection, (id, vendor): (i64, &str), name: &str) -> Result<()> {
    let members = all(connection, id)?;
    let has_another = members.iter().any(|member| member.role == MemberRole::Owner && member.name != name);
    let is_owner = members.iter().any(|member| member.role == MemberRole::Owner && member.name == name);
    // The first to come must be an owner as well.
    if has_another || !is_owner && !members.is_empty() {
        return Ok(());
    }
    Err(VendorError::LastOwner { vendor: vendor.to_owned(), name: name.to_owned() }.into())
}

fn insert(transaction: &Transaction<'_>, by: &Actor, id: i64, name: &str, role: Option<MemberRole>) -> Result<()> {
    transaction.execute(
        "INSERT INTO member (vendor, name, role, actor, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, name, role.map(MemberRole::name), by.to_string(), clock::now()],
    )?;
    Ok(())
}

/// A colon would make the audit log's `vendor:acme:li` ambiguous.
fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (1..=40).contains(&length)
        && !name.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == ':')
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::registry::token::NewToken;

    fn acme() -> (tempfile::TempDir, Registry) {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        registry.add_vendor(&Actor::operator(), "acme", "li", false).unwrap();
        (folder, registry)
    }

    fn token(registry: &mut Registry, holder: &str, actions: &[Action]) -> Result<TokenId> {
        let expires_at = Timestamp::now() + 24.hours();
        let new = NewToken { label: "", holder, vendor: Some("acme"), actions, expires_at };
        Ok(registry.create_token(&Actor::operator(), &new)?.0)
    }

    fn is<T: std::fmt::Debug>(result: Result<T>, code: &str) {
        assert_eq!(result.unwrap_err().code(), code);
    }

    #[test]
    fn there_is_always_an_owner() {
        let (_folder, mut registry) = acme();
        let by = Actor::operator();
        is(registry.remove_member(&by, "acme", "li"), "last-owner");
        is(registry.set_member(&by, "acme", "li", MemberRole::Member), "last-owner");
        registry.set_member(&by, "acme", "wang", MemberRole::Member).unwrap();
        is(registry.remove_member(&by, "acme", "li"), "last-owner");
        registry.set_member(&by, "acme", "wang", MemberRole::Owner).unwrap();
        registry.remove_member(&by, "acme", "li").unwrap();
        is(registry.remove_member(&by, "acme", "li"), "not-a-member");
        let names: Vec<_> = registry.members("acme").unwrap().into_iter().map(|member| member.name).collect();
        assert_eq!(names, ["wang"]);
        is(registry.members("nobody"), "unknown-vendor");
        for name in ["", "li wei", "a:b", &"x".repeat(41)] {
            is(registry.set_member(&by, "acme", name, MemberRole::Member), "bad-member-name");
        }
    }

    #[test]
    fn a_vendor_begins_with_an_owner() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let by = Actor::operator();
        registry.ensure_vendor(&by, "acme").unwrap();
        is(registry.set_member(&by, "acme", "li", MemberRole::Member), "last-owner");
        registry.add_vendor(&by, "acme", "li", false).unwrap();
        is(registry.add_vendor(&by, "acme", "wang", false), "vendor-has-members");
        assert_eq!(registry.members("acme").unwrap()[0].role, MemberRole::Owner);
    }

    #[test]
    fn tokens_are_for_members_and_end_with_them() {
        let (_folder, mut registry) = acme();
        let by = Actor::operator();
        is(token(&mut registry, "wang", &[Action::Publish]), "not-a-member");
        registry.set_member(&by, "acme", "wang", MemberRole::Member).unwrap();
        is(token(&mut registry, "wang", &[Action::Manage]), "not-an-owner");
        let publishes = token(&mut registry, "wang", &[Action::Publish]).unwrap();
        registry.set_member(&by, "acme", "wang", MemberRole::Owner).unwrap();
        let manages = token(&mut registry, "wang", &[Action::Manage]).unwrap();
        registry.set_member(&by, "acme", "wang", MemberRole::Member).unwrap();
        let is_good = |registry: &Registry, id| registry.token(id).unwrap().is_good(Timestamp::now());
        assert!(is_good(&registry, publishes) && !is_good(&registry, manages));
        assert_eq!(registry.remove_member(&by, "acme", "wang").unwrap(), [publishes]);
        assert!(!is_good(&registry, publishes));
        let actions: Vec<_> = registry.audit_rows(1, 99).unwrap().into_iter().map(|row| row.action).collect();
        assert_eq!(actions.iter().filter(|action| *action == "token.revoked").count(), 2);
        assert_eq!(actions.last().unwrap(), "token.revoked");
    }
}
