//! Why the registry refuses or fails.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};
use serde_json::{Value, json};

use super::digest::Digest;
use super::id::{AccountId, CaseId, EntrantId, ReleaseId, SessionId, TokenId};
use super::session::State;
use super::vendor_error::VendorError;

/// The result of asking the registry something.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the registry refuses or fails: one variant a reason.
///
/// `agent` is `vendor/agent` in each of them. The message says what happened, where, and what to do. [`Error::code`] is stable, and with [`Error::data`] is what
/// a command or a page needs to say it in the reader's language.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    // The file.
    /// There is no registry at the path, and only a writer makes one.
    #[error("there is no registry at {path}: check the path, or start a command that makes one", path = path.display())]
    Absent { path: PathBuf },
    /// The file is not an SQLite database.
    #[error("{path} is not a registry: it is not an SQLite database; check the path", path = path.display())]
    NotADatabase { path: PathBuf },
    /// The file is the database of another application.
    #[error("{path} is a database of another application (id {application_id:#010x}), not a registry; check the path", path = path.display())]
    ForeignDatabase { path: PathBuf, application_id: i32 },
    /// The file was written by a newer Tongtai.
    #[error("{path} has schema version {found}, and this program knows versions up to {supported}: use a newer Tongtai", path = path.display())]
    NewerSchema { path: PathBuf, found: i32, supported: i32 },
    /// The file must first be brought up to date by a writer.
    #[error("{path} has schema version {found} and must be brought to {supported}: open it once for writing", path = path.display())]
    OlderSchema { path: PathBuf, found: i32, supported: i32 },
    /// Another process is writing.
    #[error("another process is writing to {path} (it holds {lock}): stop it, or wait until it ends", path = path.display(), lock = lock.display())]
    Locked { path: PathBuf, lock: PathBuf },
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written ({reason}): check that the folder exists and who may write to it", path = path.display())]
    Unwritable { path: PathBuf, reason: String },
    /// The file cannot be opened or read.
    #[error("{path} cannot be read ({reason}): check who may read it", path = path.display())]
    Unreadable { path: PathBuf, reason: String },
    /// The file's content is damaged.
    #[error("{path} is damaged ({detail}): put back the last good copy", path = path.display())]
    Corrupt { path: PathBuf, detail: String },
    /// The disk is full; the change was taken back whole.
    #[error("the disk that holds {path} is full: nothing of this change was kept; free some space and try again", path = path.display())]
    DiskFull { path: PathBuf },
    /// Another connection kept the file busy for too long.
    #[error("{path} was busy for too long: try again", path = path.display())]
    Busy { path: PathBuf },
    /// A change was asked of a registry opened for reading.
    #[error("{path} was opened for reading only", path = path.display())]
    ReadOnly { path: PathBuf },
    /// The operating system gave no random bytes for the secret.
    #[error("the operating system gave no random bytes for the registry's secret ({reason})")]
    NoRandomness { reason: String },
    /// SQLite failed in a way that none of the others says.
    #[error("the database at {path} failed: {source}", path = path.display())]
    Sqlite { path: PathBuf, source: rusqlite::Error },

    // Vendors, agents, releases.
    /// A name is not lower-case words joined by hyphens.
    #[error("{name:?} is no name for a {noun}: use 1 to 40 of a-z, 0-9 and single hyphens, beginning with a letter")]
    BadName { noun: &'static str, name: String },
    /// No such vendor.
    #[error("there is no vendor {vendor:?}: check the name, or create it first")]
    UnknownVendor { vendor: String },
    /// The version is published already, with other bytes.
    #[error(
        "{agent} {version} is already published with digest {published}, and a version never changes: publish {offered} under a new version"
    )]
    VersionTaken { agent: String, version: String, published: Digest, offered: Digest },
    /// No such release.
    #[error("there is no release {release}")]
    UnknownRelease { release: ReleaseId },
    /// The release is yanked and enters no new session.
    #[error("{agent} {version} is yanked ({reason}) and enters no new session: choose another version")]
    Yanked { agent: String, version: String, reason: String },

    /// Something of a vendor's is refused: names, members, tokens, keys, signatures.
    #[error(transparent)]
    Vendor(#[from] VendorError),

    // Tokens.
    /// No such token.
    #[error("there is no token {token}")]
    UnknownToken { token: TokenId },
    /// A token for nothing, or for all vendors without being the operator's.
    #[error("a token needs one action or more, and a vendor unless it is the operator's")]
    BadScope,

    // People.
    /// No such account.
    #[error("there is no account {account}")]
    UnknownAccount { account: AccountId },
    /// A name that is empty, too long or has spaces.
    #[error("{name:?} is no name for an account: use 1 to 40 characters without spaces")]
    BadAccountName { name: String },
    /// Somebody has the name.
    #[error("there is an account {name:?} already: choose another name")]
    AccountTaken { name: String },
    /// The link was used, withdrawn or is past its end.
    #[error("this link was used, withdrawn or is past its end: ask for another")]
    SpentInvitation,
    /// Without an operator nobody could mend anything.
    #[error("the last operator stays one: make another first")]
    LastOperator,

    // Blobs.
    /// Nothing is kept under the digest.
    #[error("nothing is kept under the digest {digest}")]
    UnknownBlob { digest: Digest },
    /// The bytes kept under a digest are not the ones that gave it.
    #[error(
        "the bytes kept under {digest} have the digest {found}: the registry is damaged; put back the last good copy"
    )]
    BlobDamaged { digest: Digest, found: Digest },

    // Scenarios, contracts, cases.
    /// No such scenario.
    #[error("there is no scenario {scenario:?}")]
    UnknownScenario { scenario: String },
    /// The contract changed and kept its version.
    #[error(
        "the contract of {scenario} changed but still says version {version} (digest {stored} is kept, {offered} was given): raise [contract] version in its scenario.toml"
    )]
    ContractChanged { scenario: String, version: String, stored: Digest, offered: Digest },
    /// A contract gives two cases one id.
    #[error("{scenario} {version} has two cases with the id {case:?}: give each its own")]
    DuplicateCase { scenario: String, version: String, case: String },
    /// A case's weight is not a number above 0.
    #[error("case {case:?} of {scenario} has the weight {weight}: it must be a number above 0")]
    BadWeight { scenario: String, case: String, weight: f64 },

    // Sessions and runs.
    /// No such session.
    #[error("there is no session {session}")]
    UnknownSession { session: SessionId },
    /// A session without entrants or with two of one label.
    #[error("the entrants of a session must be one or more, each with a label of its own")]
    BadEntrants,
    /// The session is not in the state that the change needs.
    #[error("session {session} is {state}, and this needs it to be {needed}")]
    WrongState { session: SessionId, state: State, needed: State },
    /// The session has runs outstanding.
    #[error("session {session} has {done} of {planned} runs: run the others before finishing it")]
    RunsOutstanding { session: SessionId, done: u64, planned: u64 },
    /// The entrant was prepared already.
    #[error("entrant {entrant} was prepared already")]
    AlreadyPrepared { entrant: EntrantId },
    /// No such entrant.
    #[error("there is no entrant {entrant}")]
    UnknownEntrant { entrant: EntrantId },
    /// The run's entrant or case is not of the session.
    #[error("entrant {entrant} and case {case} are not both of session {session}")]
    NotOfSession { session: SessionId, entrant: EntrantId, case: CaseId },
    /// A run's score or confidence is not a number in [0, 1].
    #[error("entrant {entrant}, case {case}: {value} is not a number from 0 to 1")]
    OutOfRange { entrant: EntrantId, case: CaseId, value: f64 },
    /// The run is already kept with another result.
    #[error(
        "entrant {entrant}, case {case}, repeat {repeat} already has a run with another result: runs are never changed"
    )]
    RunConflict { entrant: EntrantId, case: CaseId, repeat: u32 },
}

impl Error {
    /// The reason in stable lower-case words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent { .. } => "registry-absent",
            Self::NotADatabase { .. } => "registry-not-a-database",
            Self::ForeignDatabase { .. } => "registry-foreign",
            Self::NewerSchema { .. } => "registry-newer-schema",
            Self::OlderSchema { .. } => "registry-older-schema",
            Self::Locked { .. } => "registry-locked",
            Self::Unwritable { .. } => "registry-unwritable",
            Self::Unreadable { .. } => "registry-unreadable",
            Self::Corrupt { .. } => "registry-corrupt",
            Self::DiskFull { .. } => "registry-disk-full",
            Self::Busy { .. } => "registry-busy",
            Self::ReadOnly { .. } => "registry-read-only",
            Self::NoRandomness { .. } => "no-randomness",
            Self::Sqlite { .. } => "registry-failed",
            Self::BadName { .. } => "bad-name",
            Self::UnknownVendor { .. } => "unknown-vendor",
            Self::VersionTaken { .. } => "version-taken",
            Self::UnknownRelease { .. } => "unknown-release",
            Self::Yanked { .. } => "release-yanked",
            Self::Vendor(error) => error.code(),
            Self::UnknownToken { .. } => "unknown-token",
            Self::BadScope => "bad-scope",
            Self::UnknownAccount { .. } => "unknown-account",
            Self::BadAccountName { .. } => "bad-account-name",
            Self::AccountTaken { .. } => "account-taken",
            Self::SpentInvitation => "spent-invitation",
            Self::LastOperator => "last-operator",
            Self::UnknownBlob { .. } => "unknown-blob",
            Self::BlobDamaged { .. } => "blob-damaged",
            Self::UnknownScenario { .. } => "unknown-scenario",
            Self::ContractChanged { .. } => "contract-changed",
            Self::DuplicateCase { .. } => "duplicate-case",
            Self::BadWeight { .. } => "bad-weight",
            Self::UnknownSession { .. } => "unknown-session",
            Self::BadEntrants => "bad-entrants",
            Self::WrongState { .. } => "wrong-session-state",
            Self::RunsOutstanding { .. } => "runs-outstanding",
            Self::AlreadyPrepared { .. } => "already-prepared",
            Self::UnknownEntrant { .. } => "unknown-entrant",
            Self::NotOfSession { .. } => "run-not-of-session",
            Self::OutOfRange { .. } => "score-out-of-range",
            Self::RunConflict { .. } => "run-conflict",
        }
    }

    /// The facts of the reason, an object whose keys are the variant's fields.
    pub fn data(&self) -> Value {
        match self {
            Self::Absent { path }
            | Self::NotADatabase { path }
            | Self::DiskFull { path }
            | Self::Busy { path }
            | Self::ReadOnly { path } => json!({ "path": path }),
            Self::ForeignDatabase { path, application_id } => json!({ "path": path, "application-id": application_id }),
            Self::NewerSchema { path, found, supported } | Self::OlderSchema { path, found, supported } => {
                json!({ "path": path, "found": found, "supported": supported })
            }
            Self::Locked { path, lock } => json!({ "path": path, "lock": lock }),
            Self::Unwritable { path, reason } | Self::Unreadable { path, reason } => {
                json!({ "path": path, "reason": reason })
            }
            Self::Corrupt { path, detail } => json!({ "path": path, "detail": detail }),
            Self::NoRandomness { reason } => json!({ "reason": reason }),
            Self::Sqlite { path, source } => json!({ "path": path, "reason": source.to_string() }),
            Self::BadName { noun, name } => json!({ "noun": noun, "name": name }),
            Self::UnknownVendor { vendor } => json!({ "vendor": vendor }),
            Self::VersionTaken { agent, version, published, offered } => {
                json!({ "agent": agent, "version": version, "published": published, "offered": offered })
            }
            Self::UnknownRelease { release } => json!({ "release": release }),
            Self::Yanked { agent, version, reason } => {
                json!({ "agent": agent, "version": version, "reason": reason })
            }
            Self::Vendor(error) => json!(error),
            Self::UnknownToken { token } => json!({ "token": token }),
            Self::UnknownAccount { account } => json!({ "account": account }),
            Self::BadAccountName { name } | Self::AccountTaken { name } => json!({ "name": name }),
            Self::UnknownBlob { digest } => json!({ "digest": digest }),
            Self::BlobDamaged { digest, found } => json!({ "digest": digest, "found": found }),
            Self::UnknownScenario { scenario } => json!({ "scenario": scenario }),
            Self::ContractChanged { scenario, version, stored, offered } => {
                json!({ "scenario": scenario, "version": version, "stored": stored, "offered": offered })
            }
            Self::DuplicateCase { scenario, version, case } => {
                json!({ "scenario": scenario, "version": version, "case": case })
            }
            Self::BadWeight { scenario, case, weight } => {
                json!({ "scenario": scenario, "case": case, "weight": weight })
            }
            Self::UnknownSession { session } => json!({ "session": session }),
            Self::BadEntrants | Self::BadScope | Self::SpentInvitation | Self::LastOperator => json!({}),
            Self::WrongState { session, state, needed } => {
                json!({ "session": session, "state": state, "needed": needed })
            }
            Self::RunsOutstanding { session, done, planned } => {
                json!({ "session": session, "done": done, "planned": planned })
            }
            Self::AlreadyPrepared { entrant } | Self::UnknownEntrant { entrant } => json!({ "entrant": entrant }),
            Self::NotOfSession { session, entrant, case } => {
                json!({ "session": session, "entrant": entrant, "case": case })
            }
            Self::OutOfRange { entrant, case, value } => {
                json!({ "entrant": entrant, "case": case, "value": value.to_string() })
            }
            Self::RunConflict { entrant, case, repeat } => {
                json!({ "entrant": entrant, "case": case, "repeat": repeat })
            }
        }
    }

    /// Says which file an error of SQLite is about: [`From`] cannot know.
    pub(super) fn at(mut self, registry: &Path) -> Self {
        match &mut self {
            Self::NotADatabase { path }
            | Self::Corrupt { path, .. }
            | Self::DiskFull { path }
            | Self::Busy { path }
            | Self::Unwritable { path, .. }
            | Self::Unreadable { path, .. }
            | Self::Sqlite { path, .. }
                if path.as_os_str().is_empty() =>
            {
                *path = registry.to_owned();
            }
            _ => {}
        }
        self
    }

    /// What a failure to make or lock a file at this path means.
    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path: path.to_owned() },
            _ => Self::Unwritable { path: path.to_owned(), reason: error.to_string() },
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        let path = PathBuf::new();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt { path, detail: source.to_string() },
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::ReadOnly) => Self::Unwritable { path, reason: source.to_string() },
            Some(ErrorCode::SystemIoFailure) if is_writing(&source) => {
                Self::Unwritable { path, reason: source.to_string() }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
                Self::Unreadable { path, reason: source.to_string() }
            }
            _ => match source {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..) => Self::Corrupt { path, detail: source.to_string() },
                source => Self::Sqlite { path, source },
            },
        }
    }
}

/// Whether a failure of the operating system was met in writing.
fn is_writing(source: &rusqlite::Error) -> bool {
    let code = source.sqlite_error().map(|error| error.extended_code);
    matches!(
        code,
        Some(
            ffi::SQLITE_IOERR_WRITE
                | ffi::SQLITE_IOERR_FSYNC
                | ffi::SQLITE_IOERR_DIR_FSYNC
                | ffi::SQLITE_IOERR_TRUNCATE
                | ffi::SQLITE_IOERR_SHMSIZE
        )
    )
}
