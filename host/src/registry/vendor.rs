//! Vendors: who publishes agents.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::error::{Error, Result};
use super::member::{self, MemberRole};
use super::vendor_error::VendorError;
use super::{Registry, clock, likeness};

/// Whether something was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was made now.
    Now,
    /// It was there before, and nothing changed.
    Before,
}

impl Registry {
    /// Makes a vendor unless there is one of this name.
    ///
    /// # Errors
    /// [`Error::BadName`], [`VendorError::NameReserved`], [`VendorError::NameAlike`] and those of the file.
    pub fn ensure_vendor(&mut self, by: &Actor, name: &str) -> Result<Created> {
        self.write(|transaction| Ok(ensure(transaction, by, name, false)?.1))
    }

    /// The same for a vendor that the program itself brings, which may have any name.
    ///
    /// # Errors
    /// [`Error::BadName`] and those of the file.
    pub fn ensure_bundled_vendor(&mut self, by: &Actor, name: &str) -> Result<Created> {
        self.write(|transaction| Ok(ensure(transaction, by, name, true)?.1))
    }

    /// Refuses a name that [`Registry::ensure_vendor`] would, before anything dear is done.
    ///
    /// # Errors
    /// As there.
    pub fn check_vendor_name(&self, name: &str) -> Result<()> {
        check_name("vendor", name)?;
        self.read(|connection| match id(connection, name)? {
            Some(_) => Ok(()),
            None => refuse(name, names(connection)?.into_iter().find(|other| likeness::are_alike(name, other))),
        })
    }

    /// Gives a vendor, new or without members yet, its first owner. The operator may let a name be that is like another's.
    ///
    /// # Errors
    /// As [`Registry::ensure_vendor`], and [`VendorError::HasMembers`], [`VendorError::BadMemberName`].
    pub fn add_vendor(&mut self, by: &Actor, name: &str, owner: &str, allow_similar: bool) -> Result<Created> {
        self.write(|transaction| {
            let (id, created) = ensure(transaction, by, name, allow_similar)?;
            if !member::all(transaction, id)?.is_empty() {
                return Err(VendorError::HasMembers { vendor: name.to_owned() }.into());
            }
            member::set(transaction, by, (id, name), owner, MemberRole::Owner)?;
            Ok(created)
        })
    }

    /// The names of all vendors, in order.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn vendors(&self) -> Result<Vec<String>> {
        self.read(names)
    }
}

/// The row of a vendor, made where there is none.
fn ensure(transaction: &Transaction<'_>, by: &Actor, name: &str, allow_similar: bool) -> Result<(i64, Created)> {
    check_name("vendor", name)?;
    if let Some(id) = id(transaction, name)? {
        return Ok((id, Created::Before));
    }
    let like = names(transaction)?.into_iter().find(|other| likeness::are_alike(name, other));
    if !allow_similar {
        refuse(name, like.clone())?;
    }
    transaction.execute("INSERT INTO vendor (name, at) VALUES (?1, ?2)", params![name, clock::now()])?;
    let id = transaction.last_insert_rowid();
    let detail = like.map_or(json!({}), |other| json!({ "like": other }));
    audit::append(transaction, &Entry { actor: by, action: "vendor.created", subject: name, detail })?;
    Ok((id, Created::Now))
}

/// Refuses a new vendor's name that is kept back, or is like that of another.
fn refuse(name: &str, like: Option<String>) -> Result<()> {
    if likeness::is_reserved(name) {
        return Err(VendorError::NameReserved { name: name.to_owned() }.into());
    }
    match like {
        Some(other) => Err(VendorError::NameAlike { name: name.to_owned(), other }.into()),
        None => Ok(()),
    }
}

fn names(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM vendor ORDER BY name")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The row of a vendor that must be there.
pub(super) fn known(connection: &Connection, name: &str) -> Result<i64> {
    id(connection, name)?.ok_or_else(|| Error::UnknownVendor { vendor: name.to_owned() })
}

/// The row of a vendor, if there is one.
pub(super) fn id(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let find = connection.query_row("SELECT id FROM vendor WHERE name = ?1", [name], |row| row.get(0));
    Ok(find.optional()?)
}

/// Whether a vendor or an agent can have this name: lower-case words joined by single hyphens, so that it can stand in an
/// address and in a file name.
pub fn is_name(name: &str) -> bool {
    name.len() <= 40
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.contains("--")
        && !name.ends_with('-')
}

/// Refuses what [`is_name`] does.
pub(super) fn check_name(noun: &'static str, name: &str) -> Result<()> {
    if is_name(name) { Ok(()) } else { Err(Error::BadName { noun, name: name.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        assert_eq!(registry.ensure_vendor(&Actor::operator(), "classic").unwrap(), Created::Now);
        assert_eq!(registry.ensure_vendor(&Actor::operator(), "classic").unwrap(), Created::Before);
        registry.ensure_bundled_vendor(&Actor::system(), "baseline").unwrap();
        assert_eq!(registry.vendors().unwrap(), ["baseline", "classic"]);
        let actions: Vec<_> = registry.audit_rows(1, 9).unwrap().into_iter().map(|row| row.subject).collect();
        assert_eq!(actions, ["classic", "baseline"]);
    }

    #[test]
    fn a_name_like_another_vendors_is_refused_unless_the_operator_lets_it_be() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let by = Actor::operator();
        registry.ensure_vendor(&by, "tidewater").unwrap();
        let alike = registry.ensure_vendor(&by, "tide-water").unwrap_err();
        assert!(
            matches!(&alike, Error::Vendor(VendorError::NameAlike { other, .. }) if other == "tidewater"),
            "{alike}"
        );
        assert_eq!(registry.ensure_vendor(&by, "tongta1").unwrap_err().code(), "vendor-name-reserved");
        assert_eq!(registry.add_vendor(&by, "tidewaters", "li", false).unwrap_err().code(), "vendor-name-alike");
        assert_eq!(registry.check_vendor_name("tide-water").unwrap_err().code(), "vendor-name-alike");
        registry.check_vendor_name("tidewater").unwrap();
        assert_eq!(registry.vendors().unwrap(), ["tidewater"]);
        assert_eq!(registry.ensure_vendor(&by, "tidewater").unwrap(), Created::Before);
        registry.add_vendor(&by, "tidewaters", "li", true).unwrap();
        registry.ensure_bundled_vendor(&Actor::system(), "baseline").unwrap();
        assert_eq!(registry.audit_rows(2, 1).unwrap()[0].detail, json!({ "like": "tidewater" }));
    }

    #[test]
    fn names_can_stand_in_an_address() {
        for name in ["a", "a1", "a-b-2", &"a".repeat(40)] {
            assert!(check_name("vendor", name).is_ok(), "{name}");
        }
        for name in ["", "1a", "-a", "a-", "a--b", "A", "a_b", "汉", "a/b", "a b", &"a".repeat(41)] {
            assert!(matches!(check_name("vendor", name), Err(Error::BadName { .. })), "{name}");
        }
    }
}
