//! Which releases take part: `vendor/agent`, with a semver requirement where one is given.

use std::fmt;
use std::str::FromStr;

use semver::VersionReq;

use crate::catalogue::Words;
use crate::registry::release::{Release, ReleaseFilter};
use crate::registry::{self, Registry};

/// The agent whose releases stand first in every session: what the others are measured from.
const FLOOR: (&str, &str) = ("baseline", "floor");

/// Whether this agent is the floor.
pub fn is_floor(vendor: &str, agent: &str) -> bool {
    (vendor, agent) == FLOOR
}

/// An entrant as people name it: `vendor/agent` or `vendor/agent@^1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The vendor's name.
    pub vendor: String,
    /// The agent's name.
    pub agent: String,
    /// Which versions will do; the newest of them that is not yanked takes part.
    pub version: VersionReq,
}

/// Why a text names no entrant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WantedError {
    /// No vendor and agent.
    #[error("\u{201c}{0}\u{201d} is not of the form vendor/agent or vendor/agent@^1")]
    Form(String),
    /// No semver requirement.
    #[error("\u{201c}{requirement}\u{201d} is not a version requirement such as ^1 or =0.2.0: {reason}")]
    Version {
        /// What stands after the `@`.
        requirement: String,
        /// Why it will not do.
        reason: String,
    },
}

impl WantedError {
    /// The reason as sentences for people.
    pub fn words(&self) -> Words {
        let zh = match self {
            Self::Form(text) => format!("“{text}”不是 厂商/智能体 或 厂商/智能体@^1 的写法。"),
            Self::Version { requirement, reason } => {
                format!("“{requirement}”不是版本要求（如 ^1 或 =0.2.0）：{reason}。")
            }
        };
        Words::new(zh, self.to_string())
    }
}

impl FromStr for Wanted {
    type Err = WantedError;

    fn from_str(text: &str) -> Result<Self, WantedError> {
        let (name, version) = match text.split_once('@') {
            Some((name, requirement)) => {
                let version = VersionReq::parse(requirement).map_err(|error| WantedError::Version {
                    requirement: requirement.to_owned(),
                    reason: error.to_string(),
                })?;
                (name, version)
            }
            None => (text, VersionReq::STAR),
        };
        match name.split_once('/') {
            Some((vendor, agent)) if !vendor.is_empty() && !agent.is_empty() && !agent.contains('/') => {
                Ok(Self { vendor: vendor.to_owned(), agent: agent.to_owned(), version })
            }
            _ => Err(WantedError::Form(text.to_owned())),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.vendor, self.agent)?;
        if self.version == VersionReq::STAR { Ok(()) } else { write!(f, "@{}", self.version) }
    }
}

/// The releases that enter a scenario: those wanted, or of every agent the newest, with the floor first.
pub(super) fn entrants(
    registry: &Registry,
    scenario: &str,
    wanted: &[Wanted],
) -> Result<Vec<Release>, registry::Error> {
    let mut chosen: Vec<Release> = Vec::new();
    if wanted.is_empty() {
        let releases = registry.releases(ReleaseFilter { scenario: Some(scenario), ..ReleaseFilter::default() })?;
        for release in releases {
            let known = chosen.iter().any(|other| other.vendor == release.vendor && other.agent == release.agent);
            if !known
                && let Some(newest) = registry.resolve_release(&release.vendor, &release.agent, &VersionReq::STAR)?
            {
                chosen.push(newest);
            }
        }
    } else {
        for wanted in wanted {
            let found = registry.resolve_release(&wanted.vendor, &wanted.agent, &wanted.version)?;
            chosen.extend(found);
        }
    }
    chosen.retain(|release| release.profile.scenarios.iter().any(|entered| entered == scenario));
    chosen.sort_by(|a, b| key(a).cmp(&key(b)));
    chosen.dedup_by_key(|release| release.id);
    Ok(chosen)
}

fn key(release: &Release) -> (bool, &str, &str, &semver::Version) {
    (!is_floor(&release.vendor, &release.agent), &release.vendor, &release.agent, &release.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for text in ["classic/linear", "classic/linear@^1", "classic/linear@=0.2.0", "classic/linear@>=1, <3"] {
            assert_eq!(text.parse::<Wanted>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_name_says_why() {
        assert!(matches!("linear".parse::<Wanted>(), Err(WantedError::Form(_))));
        assert!(matches!("a/b/c".parse::<Wanted>(), Err(WantedError::Form(_))));
        assert!(matches!("/b".parse::<Wanted>(), Err(WantedError::Form(_))));
        assert!(matches!("a/b@one".parse::<Wanted>(), Err(WantedError::Version { .. })));
    }
}
