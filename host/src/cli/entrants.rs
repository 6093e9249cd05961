//! The entrants that a command names: read, and held against what the registry has.

use super::names;
use super::problem::Problem;
use crate::catalogue::Scenario;
use crate::catalogue::Words;
use crate::compare::Wanted;
use crate::registry::release::{Release, ReleaseFilter};
use crate::registry::{self, Registry};

/// Reads every name, and says of every misspelt one what is wrong.
pub fn read(texts: &[String]) -> Result<Vec<Wanted>, Problem> {
    let (mut wanted, mut faults) = (Vec::new(), Vec::new());
    for text in texts {
        match text.parse::<Wanted>() {
            Ok(one) => wanted.push(one),
            Err(error) => faults.push(error.words()),
        }
    }
    if faults.is_empty() { Ok(wanted) } else { Err(Problem::usages(faults)) }
}

/// Every entrant named must exist, in a version asked for, and enter one of the scenarios at least.
pub fn check(wanted: &[Wanted], registry: &Registry, chosen: &[Scenario]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for wanted in wanted {
        faults.extend(fault(wanted, registry, chosen)?);
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::usages(faults)) }
}

/// What is wrong with an entrant that was named, if anything.
fn fault(wanted: &Wanted, registry: &Registry, chosen: &[Scenario]) -> Result<Option<Words>, registry::Error> {
    let name = format!("{}/{}", wanted.vendor, wanted.agent);
    if let Some(release) = registry.resolve_release(&wanted.vendor, &wanted.agent, &wanted.version)? {
        let enters = |scenario: &Scenario| release.profile.scenarios.contains(&scenario.id);
        let none = !chosen.iter().any(enters);
        return Ok(none.then(|| {
            let release = release.name();
            Words::new(
                format!("{release} 不参评所选的任何场景。"),
                format!("{release} enters none of the scenarios chosen"),
            )
        }));
    }
    let all = registry.releases(ReleaseFilter::default())?;
    let there: Vec<&Release> =
        all.iter().filter(|release| release.vendor == wanted.vendor && release.agent == wanted.agent).collect();
    let versions: Vec<String> = there.iter().map(|release| release.version.to_string()).collect();
    if versions.is_empty() {
        let known: Vec<String> = all.iter().map(|release| format!("{}/{}", release.vendor, release.agent)).collect();
        return Ok(Some(names::unknown_agent(&name, known.iter().map(String::as_str))));
    }
    // A pre-release takes part only where it is named: said to those who perhaps looked for one.
    let candidate = there.iter().find(|release| release.yanked.is_none() && !release.version.pre.is_empty());
    let (zh, en) = candidate.map_or_else(Default::default, |release| {
        let named = format!("{name}@={}", release.version);
        (
            format!("预发布版本须写明才参评，如 {named}。"),
            format!("; a pre-release takes part where it is named, as {named}"),
        )
    });
    let (wanted, versions) = (&wanted.version, versions.join(", "));
    Ok(Some(Words::new(
        format!("{name} 没有符合 {wanted} 且未撤回的版本；已有版本：{versions}。{zh}"),
        format!("{name} has no version that fits {wanted} and is not yanked; there are: {versions}{en}"),
    )))
}
