//! The audit log: who changed what and when, each row chained to the one before by SHA-256.
//!
//! A row's hash is the SHA-256 of the canonical JSON array
//! `[previous hash, seq, at, actor, action, subject, detail]`, so anyone can check the log without this program.
//! A chain cannot show that its last rows were cut off: for that, compare with a head noted elsewhere, such as in a
//! sealed session.

use std::fmt;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::digest::Digest;
use super::error::Result;
use super::{Registry, canonical, clock, column};

/// Who makes a change, such as `operator` or `vendor:classic`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Actor(String);

impl Actor {
    /// The program itself.
    pub fn system() -> Self {
        Self("system".to_owned())
    }

    /// The person at the machine's own command line.
    pub fn operator() -> Self {
        Self("operator".to_owned())
    }

    /// Anyone else, by a name that the log is to show.
    pub fn named(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a change writes to the log.
pub(super) struct Entry<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What: noun and past participle, such as `release.published`.
    pub action: &'static str,
    /// On what, such as `classic/linear@0.1.0`.
    pub subject: &'a str,
    /// The facts.
    pub detail: Value,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditRow {
    /// Counts from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: String,
    /// On what.
    pub subject: String,
    /// The facts.
    pub detail: Value,
    /// The row before's hash; 32 zero bytes for the first.
    pub previous: Digest,
    /// This row's hash.
    pub hash: Digest,
}

/// The log's end: what a seal notes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many rows there are.
    pub seq: i64,
    /// The last one's hash; 32 zero bytes where there is none.
    pub hash: Digest,
}

/// What checking the log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Every row follows from the one before.
    Intact {
        /// The end of the log.
        head: Head,
    },
    /// The chain breaks.
    Broken {
        /// Where first.
        seq: i64,
        /// How.
        fault: Fault,
    },
}

/// How a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The row with this number is not there.
    #[error("a row is missing here")]
    Missing,
    /// The row does not carry the hash of the one before.
    #[error("the row does not follow from the one before")]
    Unchained,
    /// The row's content does not give its hash.
    #[error("the row was changed after it was written")]
    Altered,
    /// The row is not the one that was noted down elsewhere.
    #[error("the row is not the one noted down elsewhere")]
    NotTheNoted,
}

/// A row as stored, before anything in it is believed.
struct Raw {
    seq: i64,
    at: String,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

const COLUMNS: &str = "seq, at, actor, action, subject, detail, previous, hash";

impl Raw {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }

    /// The hash that the content gives. The detail enters as the text that is stored, canonical when it was written,
    /// so that another text for the same value is a change too.
    fn digest(&self) -> Digest {
        let before = canonical::text(&json!([
            hex::encode(&self.previous),
            self.seq,
            self.at,
            self.actor,
            self.action,
            self.subject
        ]));
        let open = before.strip_suffix(']').unwrap_or(&before);
        Digest::of(format!("{open},{}]", self.detail).as_bytes())
    }
}

/// Appends a row, in the transaction of the change that it tells of.
pub(super) fn append(transaction: &Transaction<'_>, entry: &Entry<'_>) -> Result<()> {
    let head = head(transaction)?;
    let mut raw = Raw {
        seq: head.seq + 1,
        at: clock::now(),
        actor: entry.actor.to_string(),
        action: entry.action.to_owned(),
        subject: entry.subject.to_owned(),
        detail: canonical::text(&entry.detail),
        previous: head.hash.bytes().to_vec(),
        hash: Vec::new(),
    };
    raw.hash = raw.digest().bytes().to_vec();
    transaction
        .prepare_cached(&format!("INSERT INTO audit ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))?
        .execute(params![raw.seq, raw.at, raw.actor, raw.action, raw.subject, raw.detail, raw.previous, raw.hash])?;
    Ok(())
}

fn head(connection: &Connection) -> Result<Head> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    Ok(last.unwrap_or(Head { seq: 0, hash: Digest::ZERO }))
}

/// Checks the chain from the first row, and that it passes through the head noted elsewhere if there is one.
fn verify(connection: &Connection, noted: Option<Head>) -> Result<Verdict> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let mut head = Head { seq: 0, hash: Digest::ZERO };
    let broken = |seq, fault| Ok(Verdict::Broken { seq, fault });
    while let Some(row) = rows.next()? {
        let raw = Raw::read(row)?;
        let expected = head.seq + 1;
        if raw.seq != expected {
            return broken(expected, Fault::Missing);
        }
        if raw.previous != head.hash.bytes() {
            return broken(expected, Fault::Unchained);
        }
        let digest = raw.digest();
        if raw.hash != digest.bytes() {
            return broken(expected, Fault::Altered);
        }
        head = Head { seq: expected, hash: digest };
        if noted.is_some_and(|noted| noted.seq == head.seq && noted.hash != head.hash) {
            return broken(expected, Fault::NotTheNoted);
        }
    }
    match noted {
        Some(noted) if noted.seq > head.seq => broken(head.seq + 1, Fault::Missing),
        _ => Ok(Verdict::Intact { head }),
    }
}

impl Registry {
    /// The log's end.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn audit_head(&self) -> Result<Head> {
        self.read(head)
    }

    /// Checks the whole log; with a head noted down earlier, also that the log still passes through it.
    ///
    /// # Errors
    /// Only those of the file: a broken chain is a [`Verdict`].
    pub fn verify_audit(&self, noted: Option<Head>) -> Result<Verdict> {
        self.read(|connection| verify(connection, noted))
    }

    /// Up to `limit` rows after `seq`, in order.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn audit_rows(&self, after: i64, limit: u32) -> Result<Vec<AuditRow>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM audit WHERE seq > ?1 ORDER BY seq LIMIT ?2");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![after, limit], |row| {
                Ok(AuditRow {
                    seq: row.get("seq")?,
                    at: column::parsed(row, "at")?,
                    actor: Actor(row.get("actor")?),
                    action: row.get("action")?,
                    subject: row.get("subject")?,
                    detail: column::json(row, "detail")?,
                    previous: row.get("previous")?,
                    hash: row.get("hash")?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

#[cfg(test)]
mod tests;
