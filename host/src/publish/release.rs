//! A component's way into the registry as a release.

use semver::Version;
use serde_json::json;

use crate::catalogue::{Words, sha256};
use crate::registry::release::{NewRelease, Profile, Published};
use crate::registry::{self, Actor, Registry};
use crate::sandbox::{self, Limits, LoadError, Outcome, Sandbox};

/// The most characters of a title that [`check`] takes, in each language.
const TITLE_LENGTH: usize = 40;
/// The most characters of a summary.
const SUMMARY_LENGTH: usize = 400;

/// What a vendor hands in.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The vendor's name.
    pub vendor: &'a str,
    /// The agent's name.
    pub agent: &'a str,
    /// The version.
    pub version: &'a Version,
    /// The component's bytes.
    pub component: &'a [u8],
}

/// Why a submission is refused.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The bytes are no agent.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// `profile` did not answer.
    #[error("the agent's profile could not be had: {}", .0.en)]
    NoProfile(Words),
    /// The profile breaks its bounds: every fault.
    #[error("the agent's profile is not valid: {}", .0.iter().map(|fault| fault.en.as_str()).collect::<Vec<_>>().join("; "))]
    BadProfile(Vec<Words>),
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
}

/// Checks a component against the world, asks it for its profile, and publishes it.
///
/// # Errors
/// [`PublishError`]; nothing is then kept.
pub fn publish(
    registry: &mut Registry,
    sandbox: &Sandbox,
    by: &Actor,
    submission: &Submission<'_>,
) -> Result<Published, PublishError> {
    let digest = sha256(submission.component);
    let component = sandbox.load(&digest, || Ok::<_, std::io::Error>(submission.component.to_vec()))?;
    let call = component.profile(&Limits::for_profile());
    let words = call.outcome.words();
    let Outcome::Answered(profile) = call.outcome else {
        return Err(PublishError::NoProfile(words));
    };
    let faults = check(&profile);
    if !faults.is_empty() {
        return Err(PublishError::BadProfile(faults));
    }
    registry.ensure_vendor(by, submission.vendor)?;
    Ok(registry.publish_release(
        by,
        &NewRelease {
            vendor: submission.vendor,
            agent: submission.agent,
            version: submission.version,
            component: submission.component,
            profile: &Profile {
                title: profile.title.into(),
                summary: profile.summary.into(),
                scenarios: profile.scenarios,
            },
            admission: &json!({ "fuel": call.fuel, "startup_fuel": call.startup_fuel, "memory": call.memory }),
        },
    )?)
}

/// Every way in which a profile breaks what `wit/agent.wit` asks of it.
fn check(profile: &sandbox::Profile) -> Vec<Words> {
    let mut faults = Vec::new();
    let texts = [("title", &profile.title, TITLE_LENGTH), ("summary", &profile.summary, SUMMARY_LENGTH)];
    for (name, text, longest) in texts {
        for (language, text) in [("zh", &text.zh), ("en", &text.en)] {
            let length = text.chars().count();
            if text.trim().is_empty() || length > longest {
                faults.push(Words {
                    zh: format!("{name}.{language} 有 {length} 个字符，应为 1 至 {longest} 个"),
                    en: format!("{name}.{language} has {length} characters where 1 to {longest} are asked for"),
                });
            }
        }
    }
    if profile.scenarios.is_empty() {
        faults.push(Words {
            zh: "scenarios 为空：至少写明一个参评场景".to_owned(),
            en: "scenarios is empty: name at least one".to_owned(),
        });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(zh: &str, en: &str) -> sandbox::Text {
        sandbox::Text { zh: zh.to_owned(), en: en.to_owned() }
    }

    #[test]
    fn every_fault_of_a_profile_is_named() {
        let profile = sandbox::Profile {
            title: text("", &"x".repeat(41)),
            summary: text("说明", "summary"),
            scenarios: Vec::new(),
        };
        assert_eq!(check(&profile).len(), 3);
    }

    #[test]
    fn a_title_of_forty_characters_is_taken() {
        let profile = sandbox::Profile {
            title: text(&"题".repeat(40), "title"),
            summary: text("说明", "summary"),
            scenarios: vec!["garment-vision".to_owned()],
        };
        assert_eq!(check(&profile), []);
    }
}
