//! The registry: one SQLite file that holds all that matters.
//!
//! A noun has one file here, and its part of [`Registry`]'s methods. Reads take `&self`; changes take `&mut self`, are
//! one transaction each and write their row of the audit log in it. What is kept is kept: releases, cases, runs and
//! the audit log are append-only, and the database itself refuses to change them.
//!
//! One process writes at a time; others may read beside it. Nothing but SQLite opens the file itself: on Unix,
//! closing any other handle on it would drop SQLite's locks.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub mod account;
pub mod agent;
pub mod appearance;
pub mod audit;
pub mod blob;
pub mod canonical;
pub mod case;
mod clock;
mod column;
pub mod digest;
pub mod entrant;
mod error;
#[cfg(test)]
mod fixture;
pub mod id;
pub mod idempotency;
pub mod invitation;
mod likeness;
pub mod matrix;
pub mod member;
mod open;
pub mod random;
pub mod release;
pub mod run;
pub mod scenario;
mod schema;
pub mod search;
pub mod secret;
pub mod session;
pub mod signin;
pub mod token;
pub mod vendor;
mod vendor_error;
pub mod vendor_key;

pub use audit::Actor;
pub use digest::Digest;
pub use error::{Error, Result};
pub use id::{AccountId, CaseId, ContractId, EntrantId, KeyId, ReleaseId, SessionId, SubmissionId, TokenId};
pub use vendor_error::VendorError;

/// What a registry is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To change it, and make it where it is absent. One process at a time.
    Write,
    /// To read it, beside a writer or not.
    Read,
}

/// How soon it is looked again whether another process is writing still.
const LOOKS_AGAIN: Duration = Duration::from_millis(50);

/// An open registry: one connection to its file.
#[derive(Debug)]
pub struct Registry {
    connection: Connection,
    path: PathBuf,
    mode: Mode,
    /// Held as long as the connection, and so declared after it: fields drop in order.
    _lock: Option<File>,
}

impl Registry {
    /// Opens the registry at a path; for writing, makes it where it is absent and brings an older one up to date.
    ///
    /// # Errors
    /// [`Error::Absent`], [`Error::NotADatabase`], [`Error::ForeignDatabase`], [`Error::NewerSchema`],
    /// [`Error::OlderSchema`], [`Error::Locked`], [`Error::Unwritable`], [`Error::Unreadable`], [`Error::Corrupt`],
    /// [`Error::DiskFull`].
    pub fn open(path: impl AsRef<Path>, mode: Mode) -> Result<Self> {
        open::open(path.as_ref(), mode)
    }

    /// Opens the registry to write, and waits so long for another process that is writing; `waiting` is told after each look how
    /// long that has been.
    ///
    /// # Errors
    /// As [`Registry::open`]; [`Error::Locked`] where the other is writing still.
    pub fn open_in_turn(path: impl AsRef<Path>, patience: Duration, mut waiting: impl FnMut(Duration)) -> Result<Self> {
        let begun = Instant::now();
        loop {
            match open::open(path.as_ref(), Mode::Write) {
                Err(Error::Locked { .. }) if begun.elapsed() < patience => {}
                opened => return opened,
            }
            waiting(begun.elapsed());
            thread::sleep(LOOKS_AGAIN);
        }
    }

    /// Another connection to the same registry, for reading: one for each thread that answers requests.
    ///
    /// # Errors
    /// As [`Registry::open`].
    pub fn reader(&self) -> Result<Self> {
        open::reader(&self.path)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it was opened for.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Reads, and says in an error which file it was.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| error.at(&self.path))
    }

    /// Changes in one transaction: all of it is kept, or on any error nothing.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if self.mode == Mode::Read {
            return Err(Error::ReadOnly { path: self.path.clone() });
        }
        let change = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        change().map_err(|error: Error| error.at(&self.path))
    }
}
