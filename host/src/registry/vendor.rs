//! Vendors: who publishes agents.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::error::{Error, Result};
use super::{Registry, clock};

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
    /// [`Error::BadName`] and those of the file.
    pub fn ensure_vendor(&mut self, by: &Actor, name: &str) -> Result<Created> {
        check_name("vendor", name)?;
        self.write(|transaction| {
            if id(transaction, name)?.is_some() {
                return Ok(Created::Before);
            }
            transaction.execute("INSERT INTO vendor (name, at) VALUES (?1, ?2)", params![name, clock::now()])?;
            audit::append(
                transaction,
                &Entry { actor: by, action: "vendor.created", subject: name, detail: json!({}) },
            )?;
            Ok(Created::Now)
        })
    }

    /// The names of all vendors, in order.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn vendors(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT name FROM vendor ORDER BY name")?;
            let names = statement.query_map([], |row| row.get(0))?;
            Ok(names.collect::<rusqlite::Result<_>>()?)
        })
    }
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
        registry.ensure_vendor(&Actor::operator(), "baseline").unwrap();
        assert_eq!(registry.vendors().unwrap(), ["baseline", "classic"]);
        let actions: Vec<_> = registry.audit_rows(1, 9).unwrap().into_iter().map(|row| row.subject).collect();
        assert_eq!(actions, ["classic", "baseline"]);
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
