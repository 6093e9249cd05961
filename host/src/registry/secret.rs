//! The registry's secret, from which hidden cases are drawn.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::error::{Error, Result};
use super::{Registry, clock, random, schema};

/// 32 random bytes, drawn once when the registry is made. They never leave it: nothing shows or sends them.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// The bytes, to key a generator or a MAC with and nothing else.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Registry {
    /// The registry's secret.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where it is gone.
    pub fn secret(&self) -> Result<Secret> {
        self.read(|connection| {
            find(connection)?
                .ok_or_else(|| Error::Corrupt { path: self.path().to_owned(), detail: "its secret is gone".to_owned() })
        })
    }
}

/// Draws the secret at the first start, which the audit log begins with.
pub(super) fn draw_once(transaction: &Transaction<'_>) -> Result<()> {
    if find(transaction)?.is_some() {
        return Ok(());
    }
    let bytes = random::bytes()?;
    transaction
        .execute("INSERT INTO secret (id, bytes, at) VALUES (1, ?1, ?2)", params![bytes.as_slice(), clock::now()])?;
    let detail = json!({ "schema": schema::VERSION });
    audit::append(transaction, &Entry { actor: &Actor::system(), action: "registry.created", subject: "", detail })
}

fn find(connection: &Connection) -> Result<Option<Secret>> {
    let find = connection.query_row("SELECT bytes FROM secret", [], |row| row.get(0).map(Secret));
    Ok(find.optional()?)
}
