//! Bytes kept under their SHA-256: components, materials, prepared states.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::digest::Digest;
use super::error::{Error, Result};
use super::{Registry, clock, column};

impl Registry {
    /// The bytes kept under a digest, which they are checked against.
    ///
    /// # Errors
    /// [`Error::UnknownBlob`], [`Error::BlobDamaged`].
    pub fn blob(&self, digest: Digest) -> Result<Vec<u8>> {
        self.read(|connection| {
            let bytes: Vec<u8> = connection
                .prepare_cached("SELECT bytes FROM blob WHERE digest = ?1")?
                .query_row([digest], |row| row.get(0))
                .optional()?
                .ok_or(Error::UnknownBlob { digest })?;
            let found = Digest::of(&bytes);
            if found == digest { Ok(bytes) } else { Err(Error::BlobDamaged { digest, found }) }
        })
    }

    /// Some of the bytes kept under a digest, for those who send them on piece by piece. They are not checked against it:
    /// who receives all of them can.
    ///
    /// # Errors
    /// [`Error::UnknownBlob`], also where the blob ends before.
    pub fn blob_part(&self, digest: Digest, from: u64, length: u64) -> Result<Vec<u8>> {
        self.read(|connection| {
            let unknown = || Error::UnknownBlob { digest };
            let row: i64 = connection
                .prepare_cached("SELECT id FROM blob WHERE digest = ?1")?
                .query_row([digest], |row| row.get(0))
                .optional()?
                .ok_or_else(unknown)?;
            let blob = connection.blob_open("main", "blob", "bytes", row, true)?;
            let place = |at: u64| usize::try_from(at).map_err(|_| unknown());
            let (from, length) = (place(from)?, place(length)?);
            if from.checked_add(length).is_none_or(|end| end > blob.len()) {
                return Err(unknown());
            }
            let mut bytes = vec![0; length];
            blob.read_at_exact(&mut bytes, from)?;
            Ok(bytes)
        })
    }

    /// How many bytes are kept under a digest, if any.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn blob_size(&self, digest: Digest) -> Result<Option<u64>> {
        self.read(|connection| size(connection, digest))
    }
}

fn size(connection: &Connection, digest: Digest) -> Result<Option<u64>> {
    let size = connection
        .prepare_cached("SELECT size FROM blob WHERE digest = ?1")?
        .query_row([digest], |row| column::count(row, 0))
        .optional()?;
    Ok(size)
}

/// Keeps bytes, once however often they are given, and returns their digest.
pub(super) fn put(transaction: &Transaction<'_>, bytes: &[u8]) -> Result<Digest> {
    let digest = Digest::of(bytes);
    if size(transaction, digest)?.is_none() {
        transaction
            .prepare_cached("INSERT INTO blob (digest, size, at, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![digest, column::from_count(bytes.len() as u64), clock::now(), bytes])?;
    }
    Ok(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_once_and_checked_when_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let digest = registry.write(|transaction| put(transaction, b"abc")).unwrap();
        assert_eq!(registry.write(|transaction| put(transaction, b"abc")).unwrap(), digest);
        let empty = registry.write(|transaction| put(transaction, b"")).unwrap();
        assert_eq!(registry.blob(digest).unwrap(), b"abc");
        assert_eq!(registry.blob(empty).unwrap(), b"");
        assert_eq!(registry.blob_size(digest).unwrap(), Some(3));
        assert_eq!(registry.blob_part(digest, 1, 2).unwrap(), b"bc");
        assert!(matches!(registry.blob_part(digest, 2, 2), Err(Error::UnknownBlob { .. })));
        let rows: i64 = registry.connection.query_row("SELECT count(*) FROM blob", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 2);

        assert!(matches!(registry.blob(Digest::ZERO), Err(Error::UnknownBlob { .. })));
        registry.connection.execute_batch("DROP TRIGGER blob_kept_from_update; UPDATE blob SET bytes = x'414243'").ok();
        registry.connection.execute("UPDATE blob SET bytes = x'414243' WHERE size = 3", []).unwrap();
        assert!(matches!(registry.blob(digest), Err(Error::BlobDamaged { .. })));
    }
}
