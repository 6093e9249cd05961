//! Random texts that nobody guesses: tokens, links, cookies. They are kept as digests alone.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng;
use rand::rngs::SysRng;

use super::error::{Error, Result};

/// 256 random bits of the operating system.
pub(super) fn bytes() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| Error::NoRandomness { reason: error.to_string() })?;
    Ok(bytes)
}

/// A text with 256 random bits. It is shown to its holder once, and never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// A new one that begins so.
    pub(super) fn draw(prefix: &str) -> Result<Self> {
        Ok(Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes()?))))
    }

    /// The text, to show to the holder.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain(…)")
    }
}
