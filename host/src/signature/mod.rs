//! Signatures over releases: Ed25519 (RFC 8032) over a short text that says which bytes are which release.
//!
//! Pure: it reads and writes texts and bytes, and knows neither files nor the registry. Whose key counts, and whether it
//! still does, is the registry's to say.

#[cfg(test)]
mod golden;
mod key;
mod statement;

pub use key::{NotAKey, PrivateKey, PublicKey};
pub use statement::{NotASignature, Signature, SignedStatement, Statement};
