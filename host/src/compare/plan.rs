//! Planning: everything that decides a session's result is locked, and its digest shown, before anything runs.

use semver::Version;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::choose::{self, Wanted};
use crate::registry::case::{KeptCase, Visibility};
use crate::registry::entrant::NewEntrant;
use crate::registry::release::Release;
use crate::registry::scenario::Contract;
use crate::registry::session::NewSession;
use crate::registry::{self, Actor, Registry, SessionId, canonical};

/// Labels of entrants while names are hidden: the ten heavenly stems.
const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

/// A session that somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The scenario's id.
    pub scenario: &'a str,
    /// The version of its contract.
    pub contract: &'a Version,
    /// Who takes part; none named means every agent that enters the scenario.
    pub wanted: &'a [Wanted],
    /// From which every random choice is drawn.
    pub seed: u64,
    /// At most this many cases, drawn by the seed, public and hidden in proportion.
    pub cases: Option<usize>,
    /// What a figure of fuel means here: the sandbox's identity.
    pub cost: &'a str,
}

/// A session that is planned, new or taken up again.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The session.
    pub session: SessionId,
    /// Its contract.
    pub contract: Contract,
    /// Its cases, in the contract's order.
    pub cases: Vec<KeptCase>,
    /// How many runs it comes to.
    pub runs: u64,
}

/// Why a session cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Nobody enters.
    #[error("no agent that is asked for enters {scenario}")]
    NoEntrant {
        /// The scenario.
        scenario: String,
    },
    /// The registry does not hold this version of the contract.
    #[error("the registry has no contract {version} of {scenario}")]
    NoContract {
        /// The scenario.
        scenario: String,
        /// The version.
        version: Version,
    },
    /// The registry refused or failed.
    #[error(transparent)]
    Registry(#[from] registry::Error),
}

/// Plans a session, or takes up the one of the same plan that was not finished.
///
/// # Errors
/// [`PlanError`].
pub fn plan(registry: &mut Registry, by: &Actor, request: &Request<'_>) -> Result<Plan, PlanError> {
    let unknown = || PlanError::NoContract { scenario: request.scenario.to_owned(), version: request.contract.clone() };
    let (id, _) = registry.find_contract(request.scenario, request.contract)?.ok_or_else(unknown)?;
    let contract = registry.contract(id)?;
    let releases = choose::entrants(registry, request.scenario, request.wanted)?;
    if releases.is_empty() {
        return Err(PlanError::NoEntrant { scenario: request.scenario.to_owned() });
    }
    let cases = draw(registry.cases(contract.id)?, request.seed, request.cases);
    let runs = (releases.len() * cases.len()) as u64;
    let body = body(&contract, &releases, &cases, request);
    if let Some(session) = registry.find_unfinished(canonical::digest(&body))? {
        return Ok(Plan { session: session.id, contract, cases, runs });
    }
    let entrants: Vec<NewEntrant> = releases
        .iter()
        .enumerate()
        .map(|(position, release)| NewEntrant { release: release.id, label: label(position) })
        .collect();
    let session = registry.plan_session(
        by,
        &NewSession { contract: contract.id, seed: request.seed, plan: &body, runs_planned: runs, entrants: &entrants },
    )?;
    Ok(Plan { session, contract, cases, runs })
}

/// 甲 to 癸, then 甲2 and so on.
fn label(position: usize) -> String {
    let stem = STEMS[position % STEMS.len()];
    match position / STEMS.len() {
        0 => stem.to_owned(),
        round => format!("{stem}{}", round + 1),
    }
}

/// At most `most` cases, drawn by the seed, public and hidden in proportion; where there are hidden cases, one at least.
/// Groups are cut apart: a draw is for trying things out, not for a verdict.
fn draw(mut cases: Vec<KeptCase>, seed: u64, most: Option<usize>) -> Vec<KeptCase> {
    let Some(most) = most.filter(|most| *most < cases.len()) else {
        return cases;
    };
    let hidden = cases.iter().filter(|case| case.visibility == Visibility::Hidden).count();
    let share = most as f64 / cases.len() as f64;
    let hidden_most = match hidden {
        0 => 0,
        _ => ((hidden as f64 * share).round() as usize).clamp(1, most),
    };
    let public_most = most - hidden_most;
    cases.sort_by_cached_key(|case| (case_seed(seed, case), case.position));
    let (mut hidden_left, mut public_left) = (hidden_most, public_most);
    cases.retain(|case| {
        let left = match case.visibility {
            Visibility::Hidden => &mut hidden_left,
            Visibility::Public => &mut public_left,
        };
        let keep = *left > 0;
        *left = left.saturating_sub(1);
        keep
    });
    cases.sort_by_key(|case| case.position);
    cases
}

/// The seed of one case: the same wherever the case stands in the order of runs.
///
/// It is drawn from the session's seed and the case's input alone. Anything of the expected output in it could be found
/// out by an agent that tries every answer.
pub(super) fn case_seed(seed: u64, case: &KeptCase) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(canonical::text(&case.case.input));
    let hash: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// All that decides the result. Hidden cases are there by digest alone.
fn body(contract: &Contract, releases: &[Release], cases: &[KeptCase], request: &Request<'_>) -> Value {
    let entrants: Vec<Value> =
        releases.iter().map(|release| json!({ "release": release.name(), "component": release.digest })).collect();
    let cases: Vec<_> = cases.iter().map(|case| case.digest).collect();
    json!({
        "scenario": contract.scenario,
        "contract": contract.version,
        "contract-digest": contract.digest,
        "seed": request.seed.to_string(),
        "repeats": 1,
        "entrants": entrants,
        "cases": cases,
        "cost": request.cost,
        // A resumed session must not mix the judgements of two programs.
        "tongtai": env!("CARGO_PKG_VERSION"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Case;
    use crate::registry::{CaseId, Digest};

    fn cases(public: usize, hidden: usize) -> Vec<KeptCase> {
        (0..public + hidden)
            .map(|number| KeptCase {
                id: CaseId::new(number as i64),
                position: number as u64,
                visibility: if number < public { Visibility::Public } else { Visibility::Hidden },
                digest: Digest::of(&number.to_le_bytes()),
                case: Case {
                    id: number.to_string(),
                    input: json!({ "number": number }),
                    expected: json!({}),
                    weight: 1.0,
                    group: None,
                    note: None,
                },
            })
            .collect()
    }

    #[test]
    fn a_draw_keeps_the_proportion_and_the_order() {
        let drawn = draw(cases(60, 140), 7, Some(20));
        assert_eq!(drawn.iter().filter(|case| case.visibility == Visibility::Hidden).count(), 14);
        assert_eq!(drawn.len(), 20);
        assert!(drawn.is_sorted_by_key(|case| case.position));
        assert_eq!(drawn, draw(cases(60, 140), 7, Some(20)));
        assert_ne!(drawn, draw(cases(60, 140), 8, Some(20)));
    }

    #[test]
    fn one_case_is_a_hidden_one() {
        let drawn = draw(cases(60, 140), 7, Some(1));
        assert_eq!(drawn.iter().map(|case| case.visibility).collect::<Vec<_>>(), [Visibility::Hidden]);
    }

    #[test]
    fn the_seed_of_a_case_says_nothing_of_what_is_expected() {
        let [one, other] = ["benign", "malignant"].map(|label| {
            let mut case = cases(1, 0).remove(0);
            case.case.expected = json!({ "label": label });
            case.digest = Digest::of(label.as_bytes());
            case
        });
        assert_eq!(case_seed(1, &one), case_seed(1, &other));
        let mut changed = one.clone();
        changed.case.input = json!({ "radius": 2 });
        assert_ne!(case_seed(1, &one), case_seed(1, &changed));
        assert_ne!(case_seed(1, &one), case_seed(2, &one));
    }

    #[test]
    fn no_bound_keeps_all() {
        assert_eq!(draw(cases(3, 4), 1, None).len(), 7);
        assert_eq!(draw(cases(3, 4), 1, Some(99)).len(), 7);
    }

    #[test]
    fn labels_go_on_after_the_tenth() {
        assert_eq!([label(0), label(9), label(10)], ["甲", "癸", "甲2"]);
    }
}
