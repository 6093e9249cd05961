//! Opening the registry's file.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result};
use super::schema::{self, Identity};
use super::{Mode, Registry, secret};

/// Files below this size are checked throughout when they are opened: beyond, it would take too long.
const CHECKED_BELOW: u64 = 256 << 20;

/// How long a connection waits for another to let go of the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// See [`Registry::open`].
pub(super) fn open(path: &Path, mode: Mode) -> Result<Registry> {
    let result = match mode {
        Mode::Write => writer(path),
        Mode::Read => reader(path).and_then(|registry| {
            check(&registry.connection, path)?;
            Ok(registry)
        }),
    };
    result.map_err(|error| error.at(path))
}

/// A connection for reading to a registry that need not be checked again.
pub(super) fn reader(path: &Path) -> Result<Registry> {
    let open = || {
        if !path.try_exists().map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })? {
            return Err(Error::Absent { path: path.to_owned() });
        }
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let identity = recognise(&connection, path)?;
        if identity.version < schema::VERSION {
            return Err(Error::OlderSchema {
                path: path.to_owned(),
                found: identity.version,
                supported: schema::VERSION,
            });
        }
        Ok(Registry { connection, path: path.to_owned(), mode: Mode::Read, _lock: None })
    };
    open().map_err(|error| error.at(path))
}

fn writer(path: &Path) -> Result<Registry> {
    let lock = lock(path)?;
    create_private(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let identity = recognise(&connection, path)?;
    if identity.version > 0 {
        check(&connection, path)?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    schema::migrate(&mut connection, identity.version)?;
    let mut registry = Registry { connection, path: path.to_owned(), mode: Mode::Write, _lock: Some(lock) };
    registry.write(secret::draw_once)?;
    Ok(registry)
}

/// Takes the lock of the one writer, on a file of its own beside the registry.
fn lock(path: &Path) -> Result<File> {
    let mut name = OsString::from(path);
    name.push("-lock");
    let lock = PathBuf::from(name);
    let file = private(OpenOptions::new().write(true).create(true).truncate(false))
        .open(&lock)
        .map_err(|error| Error::from_io(path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { path: path.to_owned(), lock }),
        Err(TryLockError::Error(error)) => Err(Error::from_io(path, &error)),
    }
}

/// Makes the file, empty and for its owner's eyes alone since it will hold a secret, unless there is one.
fn create_private(path: &Path) -> Result<()> {
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::from_io(path, &error)),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without this, INSERT OR REPLACE would delete a row and not ask the triggers that keep it.
    connection.pragma_update(None, "recursive_triggers", true)?;
    Ok(connection)
}

/// Says whose file it is, and refuses what is not a registry that this program knows.
fn recognise(connection: &Connection, path: &Path) -> Result<Identity> {
    let identity = schema::identify(connection)?;
    let path = || path.to_owned();
    let Identity { application_id, version, is_empty } = identity;
    if is_empty && application_id == 0 && version == 0 {
        return Ok(identity);
    }
    if application_id != schema::APPLICATION_ID {
        return Err(Error::ForeignDatabase { path: path(), application_id });
    }
    if version > schema::VERSION {
        return Err(Error::NewerSchema { path: path(), found: version, supported: schema::VERSION });
    }
    Ok(identity)
}

/// Looks for damage, where the file is small enough to be read through at once.
fn check(connection: &Connection, path: &Path) -> Result<()> {
    let size = fs::metadata(path)
        .map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })?
        .len();
    if size >= CHECKED_BELOW {
        return Ok(());
    }
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Error::Corrupt { path: path.to_owned(), detail: found }) }
}

#[cfg(test)]
mod tests;
