//! Vendors' keys, and the signatures over their releases.

use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;
use serde_json::json;

use super::audit::{self, Actor, Entry};
use super::error::Result;
use super::id::{KeyId, ReleaseId};
use super::release::Origin;
use super::vendor_error::VendorError;
use super::{Digest, Registry, clock, column, release, vendor};
use crate::signature::{PublicKey, Signature, Statement};

/// A key with which a vendor's releases are signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct VendorKey {
    /// Its id.
    pub id: KeyId,
    /// The key.
    pub public: PublicKey,
    /// What it is, in its owner's words.
    pub label: String,
    /// When it was registered.
    pub added_at: Timestamp,
    /// When it was retired, if it was: it signs nothing more, and what it signed before stays signed.
    pub retired_at: Option<Timestamp>,
}

impl VendorKey {
    /// Whether it signs new releases.
    pub fn is_active(&self) -> bool {
        self.retired_at.is_none()
    }
}

/// A signature that is kept with a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSignature {
    /// The key that made it.
    pub key: KeyId,
    /// The same, itself.
    pub public: PublicKey,
    /// The signature.
    pub signature: Signature,
    /// When it came.
    pub at: Timestamp,
}

impl Registry {
    /// Registers a key.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`], [`VendorError::KeyTaken`] and those of the file.
    pub fn add_vendor_key(&mut self, by: &Actor, vendor: &str, public: PublicKey, label: &str) -> Result<KeyId> {
        self.write(|transaction| {
            let id = vendor::known(transaction, vendor)?;
            if let Some(known) = all(transaction, id)?.into_iter().find(|key| key.public == public) {
                return Err(VendorError::KeyTaken { vendor: vendor.to_owned(), key: known.id }.into());
            }
            transaction.execute(
                "INSERT INTO vendor_key (vendor, public, label, actor, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id, public.bytes(), label, by.to_string(), clock::now()],
            )?;
            let key = KeyId::new(transaction.last_insert_rowid());
            let detail = json!({ "key": key, "public": public, "label": label });
            audit::append(transaction, &Entry { actor: by, action: "key.added", subject: vendor, detail })?;
            Ok(key)
        })
    }

    /// Retires a key; one that was retired before stays so.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`], [`VendorError::UnknownKey`] and those of the file.
    pub fn retire_vendor_key(&mut self, by: &Actor, vendor: &str, key: KeyId, reason: &str) -> Result<()> {
        self.write(|transaction| {
            let id = vendor::known(transaction, vendor)?;
            let unknown = || VendorError::UnknownKey { vendor: vendor.to_owned(), key };
            let known = all(transaction, id)?.into_iter().find(|known| known.id == key).ok_or_else(unknown)?;
            if !known.is_active() {
                return Ok(());
            }
            transaction.execute(
                "INSERT INTO vendor_key_end (key, reason, actor, at) VALUES (?1, ?2, ?3, ?4)",
                params![key, reason, by.to_string(), clock::now()],
            )?;
            let detail = json!({ "key": key, "public": known.public, "reason": reason });
            audit::append(transaction, &Entry { actor: by, action: "key.retired", subject: vendor, detail })
        })
    }

    /// A vendor's keys, retired ones among them, in the order in which they came.
    ///
    /// # Errors
    /// [`super::Error::UnknownVendor`] and those of the file.
    pub fn vendor_keys(&self, vendor: &str) -> Result<Vec<VendorKey>> {
        self.read(|connection| all(connection, vendor::known(connection, vendor)?))
    }

    /// The key that signed a release that is to come, if it is signed: asked before anything dear is done. Publishing asks
    /// the same again, in its own transaction. A vendor that is not there yet has no key.
    ///
    /// # Errors
    /// [`VendorError::Unsigned`], [`VendorError::NoKey`], [`VendorError::KeyRetired`], [`VendorError::WrongSignature`],
    /// and those of the file.
    pub fn check_signature(
        &self,
        vendor: &str,
        release: &str,
        digest: Digest,
        signature: Option<&Signature>,
    ) -> Result<Option<KeyId>> {
        self.read(|connection| {
            let keys = match vendor::id(connection, vendor)? {
                Some(id) => all(connection, id)?,
                None => Vec::new(),
            };
            signer(&keys, vendor, release, digest, signature)
        })
    }

    /// The signatures kept with a release.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn signatures(&self, release: ReleaseId) -> Result<Vec<KeptSignature>> {
        self.read(|connection| of_release(connection, release))
    }

    /// Checks every signature that is kept with a release against its component's digest, as it is loaded for a run.
    ///
    /// # Errors
    /// [`super::Error::UnknownRelease`], [`VendorError::SignatureBroken`] and those of the file.
    pub fn verify_signatures(&self, id: ReleaseId) -> Result<()> {
        self.read(|connection| {
            let kept = of_release(connection, id)?;
            if kept.is_empty() {
                return Ok(());
            }
            let release = release::find(connection, id)?;
            let statement = Statement::new(&release.name(), &release.digest.to_string());
            match kept.iter().find(|kept| !kept.public.verifies(&statement, &kept.signature)) {
                None => Ok(()),
                Some(kept) => Err(VendorError::SignatureBroken { release: release.name(), key: kept.key }.into()),
            }
        })
    }
}

/// Keeps a release's signature, if it has one and this key's is not there yet; refuses as [`Registry::check_signature`].
pub(super) fn sign(
    transaction: &Transaction<'_>,
    by: &Actor,
    (vendor_id, vendor): (i64, &str),
    (id, name, digest): (ReleaseId, &str, Digest),
    origin: Origin<'_>,
) -> Result<()> {
    let Origin::Outside(signature) = origin else { return Ok(()) };
    let Some(key) = signer(&all(transaction, vendor_id)?, vendor, name, digest, signature)? else { return Ok(()) };
    let Some(signature) = signature else { return Ok(()) };
    let kept = transaction.execute(
        "INSERT OR IGNORE INTO signature (release, key, bytes, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, key, signature.bytes(), clock::now()],
    )?;
    if kept == 0 {
        return Ok(());
    }
    let detail = json!({ "key": key, "digest": digest, "signature": signature.to_string() });
    audit::append(transaction, &Entry { actor: by, action: "release.signed", subject: name, detail })
}

/// Which of these keys signed.
fn signer(
    keys: &[VendorKey],
    vendor: &str,
    release: &str,
    digest: Digest,
    signature: Option<&Signature>,
) -> Result<Option<KeyId>> {
    let vendor = || vendor.to_owned();
    let Some(signature) = signature else {
        let is_free = !keys.iter().any(VendorKey::is_active);
        let unsigned = || VendorError::Unsigned { vendor: vendor(), release: release.to_owned() };
        return if is_free { Ok(None) } else { Err(unsigned().into()) };
    };
    let statement = Statement::new(release, &digest.to_string());
    let mut signers = keys.iter().filter(|key| key.public.verifies(&statement, signature));
    match signers.next() {
        Some(key) if key.is_active() => Ok(Some(key.id)),
        Some(key) => Err(VendorError::KeyRetired { vendor: vendor(), key: key.id }.into()),
        None if !keys.iter().any(VendorKey::is_active) => Err(VendorError::NoKey { vendor: vendor() }.into()),
        None => Err(VendorError::WrongSignature { release: release.to_owned(), digest: digest.to_string() }.into()),
    }
}

fn all(connection: &Connection, vendor: i64) -> Result<Vec<VendorKey>> {
    let sql = "SELECT vendor_key.id, public, label, vendor_key.at, vendor_key_end.at AS retired
        FROM vendor_key LEFT JOIN vendor_key_end ON vendor_key_end.key = vendor_key.id
        WHERE vendor = ?1 ORDER BY vendor_key.id";
    let mut statement = connection.prepare_cached(sql)?;
    let keys = statement.query_map([vendor], |row| {
        Ok(VendorKey {
            id: row.get("id")?,
            public: public(row)?,
            label: row.get("label")?,
            added_at: column::parsed(row, "at")?,
            retired_at: column::parsed_option(row, "retired")?,
        })
    })?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

fn of_release(connection: &Connection, release: ReleaseId) -> Result<Vec<KeptSignature>> {
    let sql = "SELECT key, public, bytes, signature.at FROM signature JOIN vendor_key ON vendor_key.id = signature.key
        WHERE release = ?1 ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let signatures = statement.query_map([release], |row| {
        let bytes: [u8; 64] = row.get("bytes")?;
        Ok(KeptSignature {
            key: row.get("key")?,
            public: public(row)?,
            signature: Signature::from(bytes),
            at: column::parsed(row, "at")?,
        })
    })?;
    Ok(signatures.collect::<rusqlite::Result<_>>()?)
}

fn public(row: &Row<'_>) -> rusqlite::Result<PublicKey> {
    row.get("public").map(PublicKey::from_bytes)
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::*;
    use crate::registry::release::{NewRelease, Published, ReleaseFilter};
    use crate::signature::PrivateKey;

    struct Story {
        registry: Registry,
        _folder: tempfile::TempDir,
    }

    impl Story {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let mut registry = Registry::create_in(&folder);
            registry.publish("linear", "0.1.0", b"before there was a key").unwrap();
            Self { registry, _folder: folder }
        }

        fn add(&mut self, key: &PrivateKey) -> KeyId {
            self.registry.add_vendor_key(&Actor::operator(), "classic", key.public(), "ci").unwrap()
        }

        fn publish(&mut self, version: &str, bytes: &[u8], signature: Option<Signature>) -> Result<Published> {
            let profile = self.registry.releases(ReleaseFilter::default()).unwrap()[0].profile.clone();
            let version = &Version::parse(version).unwrap();
            let new = NewRelease {
                vendor: "classic",
                agent: "linear",
                version,
                component: bytes,
                profile: &profile,
                admission: &json!({}),
                origin: Origin::Outside(signature.as_ref()),
            };
            self.registry.publish_release(&Actor::named("vendor:classic:li"), &new)
        }
    }

    fn key(byte: u8) -> PrivateKey {
        PrivateKey::from_random(&[byte; 32])
    }

    fn signed(key: &PrivateKey, version: &str, bytes: &[u8]) -> Option<Signature> {
        let name = format!("classic/linear@{version}");
        Some(key.sign(&Statement::new(&name, &Digest::of(bytes).to_string())))
    }

    fn is<T: std::fmt::Debug>(result: Result<T>, code: &str) {
        assert_eq!(result.unwrap_err().code(), code);
    }

    #[test]
    fn a_vendor_with_a_key_publishes_signed_releases_alone() {
        let mut story = Story::new();
        let one = key(1);
        is(story.publish("0.2.0", b"two", signed(&one, "0.2.0", b"two")), "no-key");
        story.publish("0.2.0", b"two", None).unwrap();
        let id = story.add(&one);
        let rows = story.registry.rows("audit");
        is(story.publish("0.3.0", b"three", None), "unsigned");
        is(story.publish("0.3.0", b"three", signed(&key(2), "0.3.0", b"three")), "wrong-signature");
        is(story.publish("0.3.0", b"three", signed(&one, "0.3.1", b"three")), "wrong-signature");
        is(story.publish("0.3.0", b"three", signed(&one, "0.3.0", b"other")), "wrong-signature");
        assert_eq!((story.registry.rows("release"), story.registry.rows("audit")), (2, rows));
        let release = story.publish("0.3.0", b"three", signed(&one, "0.3.0", b"three")).unwrap().id();
        let kept = story.registry.signatures(release).unwrap();
        assert_eq!((kept.len(), kept[0].key, kept[0].public), (1, id, one.public()));
        story.registry.verify_signatures(release).unwrap();
    }

    #[test]
    fn a_retired_key_signs_nothing_more_and_what_it_signed_stays_signed() {
        let mut story = Story::new();
        let (one, two) = (key(1), key(2));
        let first = story.add(&one);
        let release = story.publish("0.2.0", b"two", signed(&one, "0.2.0", b"two")).unwrap().id();
        story.add(&two);
        story.registry.retire_vendor_key(&Actor::operator(), "classic", first, "lost").unwrap();
        story.registry.retire_vendor_key(&Actor::operator(), "classic", first, "lost").unwrap();
        is(story.publish("0.3.0", b"three", signed(&one, "0.3.0", b"three")), "key-retired");
        story.publish("0.3.0", b"three", signed(&two, "0.3.0", b"three")).unwrap();
        story.registry.verify_signatures(release).unwrap();
        is(story.registry.add_vendor_key(&Actor::operator(), "classic", one.public(), ""), "key-taken");
        let nobody = KeyId::new(99);
        is(story.registry.retire_vendor_key(&Actor::operator(), "classic", nobody, ""), "unknown-key");
        assert_eq!((story.registry.rows("vendor_key"), story.registry.rows("vendor_key_end")), (2, 1));
    }

    #[test]
    fn the_same_bytes_may_be_signed_later() {
        let mut story = Story::new();
        let one = key(1);
        story.add(&one);
        let bytes = b"before there was a key";
        is(story.publish("0.1.0", bytes, None), "unsigned");
        for _ in 0..2 {
            let again = story.publish("0.1.0", bytes, signed(&one, "0.1.0", bytes)).unwrap();
            assert!(matches!(again, Published::AlreadyThere(_)));
            assert_eq!(story.registry.signatures(again.id()).unwrap().len(), 1);
        }
        let rows = story.registry.audit_rows(1, 99).unwrap();
        assert_eq!(rows.iter().filter(|row| row.action == "release.signed").count(), 1);
    }

    #[test]
    fn a_signature_that_was_altered_is_found_when_its_release_is_loaded() {
        let mut story = Story::new();
        let one = key(1);
        story.add(&one);
        let release = story.publish("0.2.0", b"two", signed(&one, "0.2.0", b"two")).unwrap().id();
        let connection = &story.registry.connection;
        connection.execute_batch("DROP TRIGGER signature_kept_from_update").unwrap();
        connection.execute("UPDATE signature SET bytes = zeroblob(64)", []).unwrap();
        is(story.registry.verify_signatures(release), "signature-broken");
    }

    #[test]
    fn what_the_program_brings_is_not_signed() {
        let mut story = Story::new();
        story.add(&key(1));
        let profile = story.registry.releases(ReleaseFilter::default()).unwrap()[0].profile.clone();
        let new = NewRelease {
            vendor: "classic",
            agent: "linear",
            version: &Version::new(0, 9, 0),
            component: b"bundled",
            profile: &profile,
            admission: &json!({}),
            origin: Origin::Bundled,
        };
        story.registry.publish_release(&Actor::system(), &new).unwrap();
    }
}
