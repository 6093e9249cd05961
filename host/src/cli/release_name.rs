//! `vendor/agent@1.2.3`, as commands are given it.

use semver::Version;

use super::problem::Problem;

/// One version of one agent.
#[derive(Debug, PartialEq, Eq)]
pub struct ReleaseName {
    /// The vendor's name.
    pub vendor: String,
    /// The agent's name.
    pub agent: String,
    /// The version.
    pub version: Version,
}

impl ReleaseName {
    /// Reads it. Whether vendor and agent are good names is the registry's to say.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let parts = text.split_once('@').and_then(|(name, version)| {
            let (vendor, agent) = name.split_once('/')?;
            Some(Self { vendor: vendor.to_owned(), agent: agent.to_owned(), version: version.parse().ok()? })
        });
        parts.ok_or_else(|| {
            Problem::usage(
                format!("“{text}”不是 厂商/智能体@1.2.3 的写法。"),
                format!("\u{201c}{text}\u{201d} is not of the form vendor/agent@1.2.3"),
            )
        })
    }

    /// It as text.
    pub fn text(&self) -> String {
        format!("{}/{}@{}", self.vendor, self.agent, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_vendor_agent_and_version() {
        let name = ReleaseName::read("classic/linear@0.1.0").unwrap();
        assert_eq!((name.vendor.as_str(), name.agent.as_str()), ("classic", "linear"));
        assert_eq!(name.version, Version::new(0, 1, 0));
        for text in ["classic/linear", "classic@1.0.0", "classic/linear@^1", ""] {
            assert_eq!(ReleaseName::read(text).unwrap_err().exit_code(), 2, "{text}");
        }
    }
}
