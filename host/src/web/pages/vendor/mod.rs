//! Vendors' pages: who publishes what, what admission found, how releases do by scenario and version, and badges.

pub(in crate::web) mod agent;
pub(in crate::web) mod badge;
pub(in crate::web) mod difference;
pub(in crate::web) mod list;
pub(in crate::web) mod release;

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::get;

use crate::catalogue::Words;
use crate::registry::Registry;
use crate::registry::release::{Release, ReleaseFilter};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;

/// The pages about vendors.
pub(in crate::web) fn router() -> Router<Site> {
    Router::new()
        .route("/vendors", get(list::page))
        .route("/vendors/{vendor}", get(list::of_one))
        .route("/agents/{vendor}/{agent}", get(agent::page))
        .route("/agents/{vendor}/{agent}/difference", get(difference::page))
        .route("/agents/{vendor}/{agent}/releases/{version}", get(release::page))
        .route("/badges/{vendor}/{agent}/{scenario}", get(badge::picture))
}

/// The releases of an agent, from the newest down.
///
/// # Errors
/// [`Problem::NoAgent`] where there is none, and those of the registry.
fn releases(registry: &Registry, vendor: &str, agent: &str) -> Result<Vec<Release>, Problem> {
    let filter = ReleaseFilter { vendor: Some(vendor), agent: Some(agent), scenario: None };
    let releases = registry.releases(filter)?;
    if releases.is_empty() { Err(Problem::NoAgent) } else { Ok(releases) }
}

/// The title of a scenario.
///
/// # Errors
/// [`Problem::NoScenario`] where there is none, and those of the registry.
fn title(registry: &Registry, scenario: &str, reader: &Reader) -> Result<String, Problem> {
    let record = registry.scenario_record(scenario)?;
    Ok(reader.words(&serde_json::from_value::<Words>(record["title"].clone())?).to_owned())
}

/// The titles of all scenarios of the registry.
fn titles(registry: &Registry) -> Result<BTreeMap<String, Words>, Problem> {
    let overviews = registry.scenarios()?.into_iter();
    overviews.map(|overview| Ok((overview.id, serde_json::from_value(overview.record["title"].clone())?))).collect()
}
