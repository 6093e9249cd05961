//! Agents: a vendor's plugins. An agent comes to be with its first release.

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::clock;
use super::error::Result;
use super::vendor::check_name;

/// The row of a vendor's agent, made if it is the first of this name.
pub(super) fn ensure(
    transaction: &Transaction<'_>,
    by: &Actor,
    (vendor, vendor_name): (i64, &str),
    name: &str,
) -> Result<i64> {
    check_name("agent", name)?;
    let find = transaction
        .query_row("SELECT id FROM agent WHERE vendor = ?1 AND name = ?2", params![vendor, name], |row| row.get(0))
        .optional()?;
    if let Some(id) = find {
        return Ok(id);
    }
    transaction
        .execute("INSERT INTO agent (vendor, name, at) VALUES (?1, ?2, ?3)", params![vendor, name, clock::now()])?;
    let id = transaction.last_insert_rowid();
    let subject = format!("{vendor_name}/{name}");
    audit::append(transaction, &Entry { actor: by, action: "agent.created", subject: &subject, detail: json!({}) })?;
    Ok(id)
}
