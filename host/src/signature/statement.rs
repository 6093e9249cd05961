//! What is signed, and the file that a signature travels in.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The first line of what is signed: a signature for anything else is none for a release.
const FIRST: &str = "tongtai-release-v1";

/// How the line of the signature itself begins.
const PREFIX: &str = "ed25519:";

/// That these bytes are this release. What is signed is the UTF-8 of three lines, each with its line feed:
///
/// ```text
/// tongtai-release-v1
/// vendor/agent@1.2.3
/// sha256:<64 lower-case hexadecimal digits>
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `vendor/agent@version`, the version with its build metadata if it has some.
    pub release: String,
    /// SHA-256 of the component, lower-case hexadecimal.
    pub digest: String,
}

impl Statement {
    /// That the bytes with this digest are this release.
    pub fn new(release: &str, digest: &str) -> Self {
        Self { release: release.to_owned(), digest: digest.to_owned() }
    }

    /// The text whose bytes are signed.
    pub fn text(&self) -> String {
        format!("{FIRST}\n{}\nsha256:{}\n", self.release, self.digest)
    }
}

/// An Ed25519 signature; as text, its 64 bytes in base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// The 64 bytes.
    pub fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl From<[u8; 64]> for Signature {
    fn from(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<&[u8]> for Signature {
    type Error = NotASignature;

    fn try_from(bytes: &[u8]) -> Result<Self, NotASignature> {
        bytes.try_into().map(Self).map_err(|_| NotASignature::Bytes)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

impl FromStr for Signature {
    type Err = NotASignature;

    /// Reads the base64, with `ed25519:` before it or not.
    fn from_str(text: &str) -> Result<Self, NotASignature> {
        let text = text.trim();
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX).unwrap_or(text)).map_err(|_| NotASignature::Bytes)?;
        Self::try_from(bytes.as_slice())
    }
}

/// A statement with the signature over it: what `agent.wasm.sig` holds. Its first three lines are the very bytes that are
/// signed, and the fourth is `ed25519:` and the signature in base64, so that any tool can check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedStatement {
    /// What is said.
    pub statement: Statement,
    /// By whom, in effect.
    pub signature: Signature,
}

impl fmt::Display for SignedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}{PREFIX}{}", self.statement.text(), self.signature)
    }
}

/// Why a text is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASignature {
    /// Not 64 bytes in base64.
    #[error("a signature is 64 bytes in base64")]
    Bytes,
    /// Not the four lines.
    #[error(
        "a signature's file has four lines: tongtai-release-v1, vendor/agent@version, sha256:<digest>, ed25519:<base64>"
    )]
    Lines,
}

impl FromStr for SignedStatement {
    type Err = NotASignature;

    fn from_str(text: &str) -> Result<Self, NotASignature> {
        let lines: Vec<&str> = text.lines().collect();
        let [FIRST, release, digest, signature] = lines[..] else { return Err(NotASignature::Lines) };
        let digest = digest.strip_prefix("sha256:").filter(|digest| is_digest(digest)).ok_or(NotASignature::Lines)?;
        let signature = signature.strip_prefix(PREFIX).ok_or(NotASignature::Lines)?.parse()?;
        Ok(Self { statement: Statement::new(release, digest), signature })
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let statement = Statement::new("acme/agent@1.2.3", &"0a".repeat(32));
        let signed = SignedStatement { statement, signature: Signature::from([5; 64]) };
        let text = signed.to_string();
        assert_eq!(text.lines().count(), 4);
        assert_eq!(text.parse(), Ok(signed.clone()));
        assert!(text.starts_with(&signed.statement.text()));
        assert_eq!(text.replace('\n', "\r\n").parse(), Ok(signed));
        let other = text.replace("tongtai-release-v1", "tongtai-release-v2");
        assert_eq!(other.parse::<SignedStatement>(), Err(NotASignature::Lines));
        assert_eq!(text[..text.len() - 4].parse::<SignedStatement>(), Err(NotASignature::Bytes));
        assert_eq!(text.replace("0a", "0A").parse::<SignedStatement>(), Err(NotASignature::Lines));
    }
}
