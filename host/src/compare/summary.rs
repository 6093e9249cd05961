//! A session in figures: scores with 95 % intervals, what each entrant cost, and the verdict on every pair.
//!
//! The headline is on hidden cases; where a session has none, on public ones. Proportions have Wilson's interval and
//! exact McNemar tests; means and macro-F1 a seeded bootstrap and paired permutation tests; p-values are corrected
//! over all pairs by Holm.

use std::collections::BTreeMap;
use std::time::Duration;

use semver::Version;
use serde::{Deserialize, Serialize};

use super::part::{self, Classes, Part};
use super::plan::Plan;
use super::run::RunError;
use crate::catalogue::metric::{Figure, Headline, Judge};
use crate::catalogue::scenario::ContractTerms;
use crate::registry::case::Visibility;
use crate::registry::entrant::Entrant;
use crate::registry::{Digest, Registry, SessionId};
use crate::statistics::{Interval, Rule, Verdict, decide};

/// A session in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// The session.
    pub session: SessionId,
    /// The scenario's id.
    pub scenario: String,
    /// The contract's version.
    pub contract: Version,
    /// How scores become the headline.
    pub headline: Headline,
    /// Which cases the headline and the verdicts are on.
    pub headline_on: Visibility,
    /// The further figures that the metric gives.
    pub figures: Vec<Figure>,
    /// How many public cases took part.
    pub public_cases: u64,
    /// How many hidden ones.
    pub hidden_cases: u64,
    /// Wall-clock milliseconds from start to summary, of the process that finished the session.
    pub wall_ms: u64,
    /// Milliseconds that agents answered, summed over all runs.
    pub guest_ms: u64,
    /// The entrants, in the session's order.
    pub entrants: Vec<EntrantSummary>,
    /// On the headline: overall, for each entrant and for each pair; entrants are given by their places.
    pub verdict: Verdict,
}

/// An entrant in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct EntrantSummary {
    /// Its name while names are hidden.
    pub label: String,
    /// Its vendor's name.
    pub vendor: String,
    /// Its agent's name.
    pub agent: String,
    /// Its version.
    pub version: Version,
    /// The digest of its component.
    pub digest: Digest,
    /// How preparing it ended.
    pub prepared: String,
    /// Fuel that preparing it used.
    pub prepare_fuel: u64,
    /// On hidden cases, if there are any.
    pub hidden: Option<PartSummary>,
    /// On public cases, if there are any.
    pub public: Option<PartSummary>,
}

impl EntrantSummary {
    /// The part that the headline is on.
    pub fn headline(&self, on: Visibility) -> Option<&PartSummary> {
        match on {
            Visibility::Hidden => self.hidden.as_ref(),
            Visibility::Public => self.public.as_ref(),
        }
    }
}

/// An entrant on the public or on the hidden cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PartSummary {
    /// How many cases.
    pub cases: u64,
    /// The headline figure, in [0, 1].
    pub score: f64,
    /// Its 95 % interval; none where there are too few cases to say.
    pub interval: Option<Interval>,
    /// How many runs were answered.
    pub answered: u64,
    /// How many were declined.
    pub declined: u64,
    /// How many ended in any other way.
    pub failed: u64,
    /// How many runs had each outcome.
    pub outcomes: BTreeMap<String, u64>,
    /// Mean of each further figure over the cases that it applies to.
    pub figures: BTreeMap<String, f64>,
    /// Mean fuel (计量单位) a case, start-up included.
    pub fuel: f64,
    /// Mean fuel that starting the instance used.
    pub startup_fuel: f64,
    /// Median wall-clock microseconds a case.
    pub p50_us: f64,
}

/// Sums up a session whose runs are all kept.
pub(super) fn of(registry: &Registry, plan: &Plan, terms: &ContractTerms, wall: Duration) -> Result<Summary, RunError> {
    let session = registry.session(plan.session)?;
    let entrants = registry.entrants(plan.session)?;
    let scores = entrants.iter().map(|entrant| registry.scores(entrant.id)).collect::<Result<Vec<_>, _>>()?;
    let count = |visibility| plan.cases.iter().filter(|case| case.visibility == visibility).count() as u64;
    let (public_cases, hidden_cases) = (count(Visibility::Public), count(Visibility::Hidden));
    let headline_on = if hidden_cases > 0 { Visibility::Hidden } else { Visibility::Public };
    let headline = terms.metric.headline();
    let classes = Classes::of(&terms.metric, &plan.cases, scores.iter().flatten());
    let parts = |on| -> Vec<Option<Part<'_>>> {
        scores.iter().map(|scores| Part::of(scores, on, headline, &classes, session.seed)).collect()
    };
    let (hidden, public) = (parts(Visibility::Hidden), parts(Visibility::Public));
    let evidence = part::evidence(if headline_on == Visibility::Hidden { &hidden } else { &public });
    let guest_us: u64 = scores.iter().flatten().map(|score| score.elapsed_us).sum();
    Ok(Summary {
        session: plan.session,
        scenario: session.scenario,
        contract: session.version,
        headline,
        headline_on,
        figures: terms.metric.figures(),
        public_cases,
        hidden_cases,
        wall_ms: u64::try_from(wall.as_millis()).unwrap_or(u64::MAX),
        guest_ms: guest_us / 1000,
        entrants: entrants
            .iter()
            .zip(hidden.iter().zip(&public))
            .map(|(entrant, (hidden, public))| entrant_summary(entrant, hidden.as_ref(), public.as_ref()))
            .collect(),
        verdict: decide(entrants.len(), &evidence, &Rule::default()),
    })
}

fn entrant_summary(entrant: &Entrant, hidden: Option<&Part<'_>>, public: Option<&Part<'_>>) -> EntrantSummary {
    let preparation = entrant.preparation.as_ref();
    EntrantSummary {
        label: entrant.label.clone(),
        vendor: entrant.vendor.clone(),
        agent: entrant.agent.clone(),
        version: entrant.version.clone(),
        digest: entrant.digest,
        prepared: preparation.map(|preparation| preparation.outcome.clone()).unwrap_or_default(),
        prepare_fuel: preparation.map_or(0, |preparation| preparation.fuel),
        hidden: hidden.map(Part::summary),
        public: public.map(Part::summary),
    }
}
