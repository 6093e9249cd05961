//! Keys: the private one in a file of its vendor's, the public one as a line of text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, KeypairBytes};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::statement::{Signature, Statement};

/// How a public key's text begins.
const PREFIX: &str = "ed25519:";

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// Neither a line nor a PEM file.
    #[error(
        "neither `ed25519:` with 32 bytes in base64 nor a PEM file of an Ed25519 public key (-----BEGIN PUBLIC KEY-----)"
    )]
    Public,
    /// The bytes are no key that anything should be checked against.
    #[error("these 32 bytes are no Ed25519 public key")]
    Point,
    /// No PEM file of a private key.
    #[error("not a PEM file of an Ed25519 private key in PKCS#8 (-----BEGIN PRIVATE KEY-----)")]
    Private,
}

/// A key that signs. It is never printed by accident.
pub struct PrivateKey(SigningKey);

impl PrivateKey {
    /// The key of these 32 random bytes.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// Reads a PEM file of PKCS#8, as `tongtai key new` and `openssl genpkey -algorithm ed25519` write it.
    ///
    /// # Errors
    /// [`NotAKey::Private`].
    pub fn from_pem(text: &str) -> Result<Self, NotAKey> {
        SigningKey::from_pkcs8_pem(text).map(Self).map_err(|_| NotAKey::Private)
    }

    /// The PEM file of PKCS#8, in the form without the public key (RFC 8410, 7), which every tool reads.
    ///
    /// # Errors
    /// [`NotAKey::Private`], which does not happen.
    pub fn to_pem(&self) -> Result<String, NotAKey> {
        let pair = KeypairBytes { secret_key: self.0.to_bytes(), public_key: None };
        let pem = pair.to_pkcs8_pem(LineEnding::LF).map_err(|_| NotAKey::Private)?;
        Ok(pem.to_string())
    }

    /// The key that its signatures are checked with.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs.
    pub fn sign(&self, statement: &Statement) -> Signature {
        Signature::from(self.0.sign(statement.text().as_bytes()).to_bytes())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

/// A key that signatures are checked with; as text, `ed25519:` and its 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key of these bytes, which may be none: nothing verifies under it then.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether a signature over the statement was made with the private key of this one, by the strict rules: neither
    /// keys of small order nor signatures in another than the one form are taken.
    pub fn verifies(&self, statement: &Statement, signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature.bytes());
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(statement.text().as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{PREFIX}{}", STANDARD.encode(self.0)))
    }
}

impl FromStr for PublicKey {
    type Err = NotAKey;

    /// Reads the line, or a PEM file as `openssl pkey -pubout` writes it.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let key = if text.trim_start().starts_with("-----BEGIN") {
            VerifyingKey::from_public_key_pem(text).map_err(|_| NotAKey::Public)?
        } else {
            let bytes = text.trim().strip_prefix(PREFIX).and_then(|text| STANDARD.decode(text).ok());
            let bytes: [u8; 32] = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(NotAKey::Public)?;
            VerifyingKey::from_bytes(&bytes).map_err(|_| NotAKey::Point)?
        };
        if key.is_weak() { Err(NotAKey::Point) } else { Ok(Self(key.to_bytes())) }
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_verifies_with_that_key_and_those_words_alone() {
        let (key, other) = (PrivateKey::from_random(&[7; 32]), PrivateKey::from_random(&[8; 32]));
        let statement = Statement::new("acme/agent@1.2.3", &"ab".repeat(32));
        let signature = key.sign(&statement);
        assert!(key.public().verifies(&statement, &signature));
        assert!(!other.public().verifies(&statement, &signature));
        for changed in
            [Statement::new("acme/agent@1.2.4", &"ab".repeat(32)), Statement::new("acme/agent@1.2.3", &"ac".repeat(32))]
        {
            assert!(!key.public().verifies(&changed, &signature));
        }
        let mut bytes = *signature.bytes();
        bytes[63] ^= 1;
        assert!(!key.public().verifies(&statement, &Signature::from(bytes)));
        assert!(!PublicKey::from_bytes([0; 32]).verifies(&statement, &signature));
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        let key = PrivateKey::from_random(&[7; 32]);
        let pem = key.to_pem().unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{pem}");
        assert_eq!(PrivateKey::from_pem(&pem).unwrap().public(), key.public());
        assert_eq!(key.public().to_string().parse(), Ok(key.public()));
        assert_eq!(format!("{key:?}"), "PrivateKey(…)");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ed25519:", "ed25519:AAAA", "rsa:AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n"] {
            assert_eq!(text.parse::<PublicKey>(), Err(NotAKey::Public), "{text}");
        }
        // The neutral element: every signature of a certain form would verify under it.
        let weak = format!("ed25519:AQ{}=", "A".repeat(41));
        assert_eq!(weak.parse::<PublicKey>(), Err(NotAKey::Point));
        assert!(matches!(PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----"), Err(NotAKey::Private)));
    }
}
