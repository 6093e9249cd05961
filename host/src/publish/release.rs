//! A component's way into the registry as a release.

use semver::Version;
use serde_json::{Value, json};

use super::registered::Registered;
use crate::admission::{Admission, CASES, Event, Report, State};
use crate::catalogue::{Words, sha256};
use crate::registry::release::{NewRelease, Origin, Profile, Published};
use crate::registry::{self, Actor, Digest, Registry};
use crate::sandbox::{self, Limits, LoadError, Outcome, Sandbox};
use crate::signature::Signature;

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
    /// The vendor's signature over them, if they are signed.
    pub signature: Option<&'a Signature>,
}

impl Submission<'_> {
    /// `vendor/agent@version`.
    pub fn name(&self) -> String {
        format!("{}/{}@{}", self.vendor, self.agent, self.version)
    }
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
    /// Admission refused it, or could not check it.
    #[error("the component is not admitted: {}", .0.faults().iter().map(|fault| fault.en.as_str()).collect::<Vec<_>>().join(" "))]
    NotAdmitted(Box<Report>),
    /// The report does not turn into JSON: a fault of this program.
    #[error("the report of admission cannot be kept: {0}")]
    Record(String),
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
}

/// Publishes a component that is trusted to be an agent, such as a bundled one: it is checked against the world and asked
/// for its profile, and tried on no case. What comes from outside goes through [`submit`].
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
    let admission = json!({ "fuel": call.fuel, "startup_fuel": call.startup_fuel, "memory": call.memory });
    registry.ensure_bundled_vendor(by, submission.vendor)?;
    keep(registry, by, submission, Origin::Bundled, profile, &admission)
}

/// Asks every rule of admission and then publishes.
///
/// # Errors
/// [`PublishError::NotAdmitted`] with the whole report, and those of the registry; nothing is then kept.
pub fn submit(
    registry: &mut Registry,
    sandbox: &Sandbox,
    by: &Actor,
    submission: &Submission<'_>,
    threads: usize,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<(Published, Report), PublishError> {
    registry.check_vendor_name(submission.vendor)?;
    // A version that is taken, or a signature that is missing or does not hold, is refused before anything is run.
    registry.release_of(submission.vendor, submission.agent, submission.version, submission.component)?;
    let digest = Digest::of(submission.component);
    registry.check_signature(submission.vendor, &submission.name(), digest, submission.signature)?;
    let admission = Admission { sandbox, contracts: &Registered(registry), only: None, cases: CASES, threads };
    let mut report = admission.admit(submission.component, watch);
    let Some(profile) = report.profile.clone().filter(|_| report.is_admitted()) else {
        return Err(PublishError::NotAdmitted(Box::new(report)));
    };
    registry.ensure_vendor(by, submission.vendor)?;
    let origin = Origin::Outside(submission.signature);
    let published = keep(registry, by, submission, origin, profile, &record(&report)?)?;
    report.state = State::Comparable;
    watch(Event::Reached(State::Comparable));
    Ok((published, report))
}

/// What the registry keeps of a report: all but the traces, which anybody can have again.
fn record(report: &Report) -> Result<Value, PublishError> {
    let mut kept = Report { state: State::Comparable, profile: None, ..report.clone() };
    for tried in &mut kept.tried {
        tried.runs.clear();
    }
    serde_json::to_value(kept).map_err(|error| PublishError::Record(error.to_string()))
}

fn keep(
    registry: &mut Registry,
    by: &Actor,
    submission: &Submission<'_>,
    origin: Origin<'_>,
    profile: sandbox::Profile,
    admission: &Value,
) -> Result<Published, PublishError> {
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
            admission,
            origin,
        },
    )?)
}
