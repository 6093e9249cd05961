//! What a registry holds of a scenario, from which its maturity is told.

use std::collections::BTreeSet;

use super::choose::is_floor;
use crate::catalogue::maturity::Evidence;
use crate::registry::release::Release;
use crate::registry::{self, Registry, SessionId};

/// The evidence for a scenario: of all releases in the registry, and of the newest finished session under the contract
/// that holds today. No session is sealed yet in any registry, so that no scenario can be judged or typical.
///
/// # Errors
/// Those of the registry.
pub fn evidence(
    registry: &Registry,
    scenario: &str,
    releases: &[Release],
    finished: Option<SessionId>,
) -> Result<Evidence, registry::Error> {
    let agents: BTreeSet<(&str, &str)> = releases
        .iter()
        .filter(|release| release.yanked.is_none() && release.profile.scenarios.iter().any(|id| id == scenario))
        .map(|release| (release.vendor.as_str(), release.agent.as_str()))
        .filter(|(vendor, agent)| !is_floor(vendor, agent))
        .collect();
    let entrants = match finished {
        Some(session) => registry.entrants(session)?,
        None => Vec::new(),
    };
    let floors = entrants.iter().filter(|entrant| is_floor(&entrant.vendor, &entrant.agent)).count();
    // A lone agent is compared with nothing.
    let compared = if floors > 0 { entrants.len() - floors } else { entrants.len().saturating_sub(1) };
    Ok(Evidence { agents: agents.len(), compared, sealed: 0, sealed_leads: 0 })
}
