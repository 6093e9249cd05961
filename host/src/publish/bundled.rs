//! The demo agents that the binary carries, so that a first comparison needs no WASM toolchain.

use std::io::Read;

use rust_embed::Embed;
use semver::Version;
use serde::Deserialize;

use crate::catalogue::sha256;

#[derive(Embed)]
#[folder = "../plugins/dist"]
struct Dist;

/// `dist.json` as `plugins/build` writes it.
#[derive(Debug, Deserialize)]
struct Manifest {
    agents: Vec<Bundled>,
}

/// A demo agent that the binary carries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Bundled {
    /// Its vendor.
    pub vendor: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// The language it is written in, such as `rust`.
    pub lang: String,
    /// Its file among the embedded ones; one that ends in `.zst` is compressed with Zstandard.
    file: String,
    /// SHA-256 of the uncompressed component, lower-case hex.
    pub sha256: String,
}

/// Why a bundled component cannot be had: the binary was built from a damaged checkout.
#[derive(Debug, thiserror::Error)]
pub enum BundledError {
    /// A file is not in the binary.
    #[error("plugins/dist/{0} is not in this binary: run plugins/build and build again")]
    Missing(String),
    /// The list of components does not parse.
    #[error("plugins/dist/dist.json is not valid: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A compressed component does not unpack.
    #[error("plugins/dist/{file} does not unpack: {reason}")]
    Compressed {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// A component is not the one that the list names.
    #[error("plugins/dist/{file} has the SHA-256 {found}, and dist.json says {wanted}: run plugins/build")]
    OtherDigest {
        /// The file.
        file: String,
        /// What dist.json says.
        wanted: String,
        /// What the bytes have.
        found: String,
    },
}

/// The demo agents, in the order of their names.
///
/// # Errors
/// [`BundledError::Missing`] and [`BundledError::Manifest`].
pub fn bundled() -> Result<Vec<Bundled>, BundledError> {
    let manifest = Dist::get("dist.json").ok_or_else(|| BundledError::Missing("dist.json".to_owned()))?;
    let mut agents = serde_json::from_slice::<Manifest>(&manifest.data)?.agents;
    agents.sort_by(|a, b| (&a.vendor, &a.name).cmp(&(&b.vendor, &b.name)));
    Ok(agents)
}

impl Bundled {
    /// The component's bytes, unpacked and checked against their digest.
    ///
    /// # Errors
    /// Any but [`BundledError::Manifest`].
    pub fn component(&self) -> Result<Vec<u8>, BundledError> {
        let file = Dist::get(&self.file).ok_or_else(|| BundledError::Missing(self.file.clone()))?;
        let bytes = if self.file.ends_with(".zst") {
            let mut bytes = Vec::new();
            zstd::Decoder::new(&*file.data)
                .and_then(|mut decoder| decoder.read_to_end(&mut bytes))
                .map_err(|error| BundledError::Compressed { file: self.file.clone(), reason: error.to_string() })?;
            bytes
        } else {
            file.data.into_owned()
        };
        let found = sha256(&bytes);
        if found != self.sha256 {
            return Err(BundledError::OtherDigest { file: self.file.clone(), wanted: self.sha256.clone(), found });
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_component_is_what_the_manifest_says() {
        let agents = bundled().unwrap();
        assert!(!agents.is_empty());
        for agent in agents {
            agent.component().unwrap_or_else(|error| panic!("{}/{}: {error}", agent.vendor, agent.name));
        }
    }
}
