//! The schema's versions: numbered migrations, each applied once and whole.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Result;

/// `Tong` in ASCII: marks an SQLite file as a registry.
pub(super) const APPLICATION_ID: i32 = 0x546f_6e67;

/// Migration `n` brings a file from version `n - 1` to `n`.
const MIGRATIONS: [&str; 3] = [
    include_str!("migrations/0001_foundation.sql"),
    include_str!("migrations/0002_vendors.sql"),
    include_str!("migrations/0003_people.sql"),
];

/// The version that this program reads and writes.
pub(super) const VERSION: i32 = MIGRATIONS.len() as i32;

/// Which application's database a file is, and in which version of its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    /// 0 where no application has marked it.
    pub application_id: i32,
    /// 0 where nothing was created yet.
    pub version: i32,
    /// Whether there is any table.
    pub is_empty: bool,
}

/// Reads who made the file.
pub(super) fn identify(connection: &Connection) -> Result<Identity> {
    Ok(Identity {
        application_id: connection.pragma_query_value(None, "application_id", |row| row.get(0))?,
        version: connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        is_empty: connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?,
    })
}

/// Brings the file from `version` to [`VERSION`], one transaction a migration.
pub(super) fn migrate(connection: &mut Connection, version: i32) -> Result<()> {
    for (number, sql) in (1..).zip(MIGRATIONS).skip_while(|(number, _)| *number <= version) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
