//! Compiled code on disk: a cache that is never taken from outside.
//!
//! Running code that was compiled elsewhere would be running anything at all as this process, so a file is used only
//! where the folder and the file belong to this user, nobody else may write to them, and the bytes are those that were
//! written: each file opens with what it holds (component, engine and settings, length, SHA-256), which is checked
//! over the very bytes that are then loaded. Whatever fails a check is compiled again.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

/// First line of a file: the layout of what follows.
const MAGIC: &str = "tongtai compiled code 1";
/// Others may not write.
const WRITABLE_BY_OTHERS: u32 = 0o022;
/// A temporary file this old was left by a process that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Why a folder cannot hold compiled code.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// It could not be made or looked at.
    #[error("the folder for compiled code {} cannot be used: {error}", .folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Something that is not a folder is in its place.
    #[error("{} is not a folder: compiled code needs a folder of its own", .0.display())]
    NotAFolder(PathBuf),
    /// Another user owns it.
    #[error("the folder for compiled code {} belongs to another user: choose one that this user owns", .0.display())]
    Foreign(PathBuf),
    /// Others could put code there.
    #[error("others may write to the folder for compiled code {}: run `chmod go-w` on it", .0.display())]
    Open(PathBuf),
}

/// Why a file is not used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("it is not a file of this user that nobody else may write to")]
    Untrusted,
    #[error("it is not whole, or not what it says it is")]
    Garbled,
}

/// Code that passed every check.
pub(super) struct Code {
    bytes: Vec<u8>,
    start: usize,
}

impl Code {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

/// The folder, trusted since it was opened.
pub(super) struct CodeCache {
    folder: PathBuf,
    identity: String,
    owner: u32,
    written: AtomicU64,
}

impl CodeCache {
    /// Opens the folder, making it for its owner alone where it is missing. None where nothing can be written to it:
    /// then nothing would be found in it either, and all goes on without.
    pub(super) fn open(folder: &Path, identity: &str) -> Result<Option<Self>, CacheError> {
        let fault = |error| CacheError::Folder { folder: folder.to_owned(), error };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| if folder.exists() { CacheError::NotAFolder(folder.to_owned()) } else { fault(error) })?;
        let metadata = fs::metadata(folder).map_err(fault)?;
        // The owner of a file made now is the user that this process acts as.
        let probe = folder.join(format!(".probe-{}.tmp", std::process::id()));
        let owner = match create(&probe).and_then(|file| file.metadata()) {
            Ok(metadata) => metadata.uid(),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "compiled code is not kept: nothing can be written");
                return Ok(None);
            }
        };
        let _ = fs::remove_file(&probe);
        if metadata.uid() != owner {
            return Err(CacheError::Foreign(folder.to_owned()));
        }
        if metadata.mode() & WRITABLE_BY_OTHERS != 0 {
            return Err(CacheError::Open(folder.to_owned()));
        }
        remove_abandoned(folder);
        Ok(Some(Self { folder: folder.to_owned(), identity: identity.to_owned(), owner, written: AtomicU64::new(0) }))
    }

    /// The code for a component, where there is a file for it.
    pub(super) fn read(&self, digest: &str) -> Result<Option<Code>, Unfit> {
        let mut file = match OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW).open(self.path(digest)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.uid() != self.owner || metadata.mode() & WRITABLE_BY_OTHERS != 0 {
            return Err(Unfit::Untrusted);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        file.read_to_end(&mut bytes)?;
        let start = self.check(digest, &bytes).ok_or(Unfit::Garbled)?;
        Ok(Some(Code { bytes, start }))
    }

    /// Keeps code: whole or not at all, also where the machine stops half-way.
    pub(super) fn write(&self, digest: &str, code: &[u8]) -> io::Result<()> {
        let turn = self.written.fetch_add(1, Ordering::Relaxed);
        let temporary = self.folder.join(format!(".{digest}-{}-{turn}.tmp", std::process::id()));
        let done = (|| {
            let mut file = create(&temporary)?;
            file.write_all(self.header(digest, code).as_bytes())?;
            file.write_all(code)?;
            file.sync_all()?;
            fs::rename(&temporary, self.path(digest))?;
            File::open(&self.folder)?.sync_all()
        })();
        if done.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        done
    }

    fn path(&self, digest: &str) -> PathBuf {
        self.folder.join(format!("{digest}-{}.code", self.identity))
    }

    fn header(&self, digest: &str, code: &[u8]) -> String {
        let sum = hex::encode(Sha256::digest(code));
        format!("{MAGIC}\n{digest}\n{}\n{}\n{sum}\n", self.identity, code.len())
    }

    /// Where the code begins, if the header is the one that [`Self::header`] would write for what follows it.
    fn check(&self, digest: &str, bytes: &[u8]) -> Option<usize> {
        let ends = bytes.iter().take(512).enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
        let start = ends.take(5).nth(4)? + 1;
        (self.header(digest, &bytes[start..]).as_bytes() == &bytes[..start]).then_some(start)
    }
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Removes temporary files that a killed process left; best effort.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let old = || entry.metadata().ok()?.modified().ok()?.elapsed().ok().map(|age| age > ABANDONED);
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') && name.to_string_lossy().ends_with(".tmp") && old() == Some(true) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    const DIGEST: &str = "00112233";

    fn opened() -> (tempfile::TempDir, CodeCache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = CodeCache::open(&folder.path().join("code"), "engine").unwrap().unwrap();
        (folder, cache)
    }

    #[test]
    fn what_was_written_is_read_by_its_owner_alone() {
        let (_folder, cache) = opened();
        assert!(cache.read(DIGEST).unwrap().is_none());
        cache.write(DIGEST, b"code\nwith lines\n").unwrap();
        assert_eq!(cache.read(DIGEST).unwrap().unwrap().bytes(), b"code\nwith lines\n");
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        assert_eq!((mode(&cache.folder), mode(&cache.path(DIGEST))), (0o700, 0o600));
        assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn no_single_changed_or_missing_byte_goes_unseen() {
        let (_folder, cache) = opened();
        cache.write(DIGEST, b"the code").unwrap();
        let whole = fs::read(cache.path(DIGEST)).unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(cache.path(DIGEST), &changed).unwrap();
            assert!(matches!(cache.read(DIGEST), Err(Unfit::Garbled)), "byte {at} changed");
            fs::write(cache.path(DIGEST), &whole[..at]).unwrap();
            assert!(matches!(cache.read(DIGEST), Err(Unfit::Garbled)), "cut at {at}");
        }
    }

    #[test]
    fn a_file_under_anothers_name_is_not_taken() {
        let (_folder, cache) = opened();
        cache.write(DIGEST, b"the code").unwrap();
        fs::rename(cache.path(DIGEST), cache.path("other")).unwrap();
        assert!(matches!(cache.read("other"), Err(Unfit::Garbled)));
    }

    #[test]
    fn files_that_others_could_have_written_are_refused() {
        let (_folder, cache) = opened();
        cache.write(DIGEST, b"the code").unwrap();
        fs::set_permissions(cache.path(DIGEST), fs::Permissions::from_mode(0o620)).unwrap();
        assert!(matches!(cache.read(DIGEST), Err(Unfit::Untrusted)));
        fs::set_permissions(cache.path(DIGEST), fs::Permissions::from_mode(0o600)).unwrap();
        assert!(cache.read(DIGEST).is_ok());
        // Only the superuser can give a file away; run by another, this says nothing.
        if std::os::unix::fs::chown(cache.path(DIGEST), Some(65534), None).is_ok() {
            assert!(matches!(cache.read(DIGEST), Err(Unfit::Untrusted)));
        }
        fs::rename(cache.path(DIGEST), cache.folder.join("elsewhere")).unwrap();
        symlink(cache.folder.join("elsewhere"), cache.path(DIGEST)).unwrap();
        assert!(matches!(cache.read(DIGEST), Err(Unfit::Unreadable(_))), "links are not followed");
    }

    #[test]
    fn folders_that_cannot_be_trusted_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let open = folder.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(CodeCache::open(&open, "engine"), Err(CacheError::Open(_))));
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(CodeCache::open(&file, "engine"), Err(CacheError::NotAFolder(_))));
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let (_folder, cache) = opened();
        fs::create_dir(cache.path(DIGEST)).unwrap();
        assert!(cache.write(DIGEST, b"the code").is_err(), "a folder is in the file's place");
        assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1);
    }
}
