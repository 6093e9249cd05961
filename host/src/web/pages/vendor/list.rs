//! All vendors, or one, with their agents.

use askama::Template;
use axum::extract::{Path, State};

use super::titles;
use crate::registry::release::{Release, ReleaseFilter};
use crate::registry::{Registry, release};
use crate::web::pages::{self, Page};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "vendors.html")]
struct Vendors<'a> {
    reader: &'a Reader,
    /// The vendor whose page it is; none for all.
    only: Option<&'a str>,
    vendors: Vec<Vendor>,
}

struct Vendor {
    name: String,
    agents: Vec<Agent>,
}

struct Agent {
    name: String,
    title: String,
    summary: String,
    /// The newest version that is not yanked, or the newest.
    version: String,
    versions: usize,
    at: String,
    is_yanked: bool,
    scenarios: Vec<(String, String)>,
}

/// `GET /vendors`
pub(in crate::web) async fn page(State(site): State<Site>, reader: Reader) -> Page {
    let for_reading = reader.clone();
    let found = site.read(move |registry| read(registry, None, &for_reading)).await?;
    pages::render(&Vendors { reader: &reader, only: None, vendors: found.unwrap_or_default() })
}

/// `GET /vendors/{vendor}`
pub(in crate::web) async fn of_one(State(site): State<Site>, reader: Reader, Path(name): Path<String>) -> Page {
    let (for_reading, wanted) = (reader.clone(), name.clone());
    let found = site.read(move |registry| read(registry, Some(&wanted), &for_reading)).await?;
    let vendors = found.filter(|vendors| !vendors.is_empty()).ok_or(Problem::NoVendor)?;
    pages::render(&Vendors { reader: &reader, only: Some(&name), vendors })
}

fn read(registry: &Registry, only: Option<&str>, reader: &Reader) -> Result<Vec<Vendor>, Problem> {
    let titles = titles(registry)?;
    let names = registry.vendors()?.into_iter().filter(|name| only.is_none_or(|only| only == name));
    names
        .map(|name| {
            let filter = ReleaseFilter { vendor: Some(&name), ..ReleaseFilter::default() };
            let releases = registry.releases(filter)?;
            let agents = releases.chunk_by(|a, b| a.agent == b.agent).filter_map(|of_one| {
                let newest = newest(of_one)?;
                Some(Agent {
                    name: newest.agent.clone(),
                    title: reader.words(&newest.profile.title).to_owned(),
                    summary: reader.words(&newest.profile.summary).to_owned(),
                    version: newest.version.to_string(),
                    versions: of_one.len(),
                    at: pages::moment(newest.published_at),
                    is_yanked: newest.yanked.is_some(),
                    scenarios: newest
                        .profile
                        .scenarios
                        .iter()
                        .map(|id| {
                            (id.clone(), titles.get(id).map_or(id.as_str(), |title| reader.words(title)).to_owned())
                        })
                        .collect(),
                })
            });
            Ok(Vendor { agents: agents.collect(), name })
        })
        .collect()
}

/// The newest release that is neither yanked nor a pre-release, else the newest of all.
pub(super) fn newest(releases: &[Release]) -> Option<&Release> {
    let is_offered = |release: &&release::Release| release.yanked.is_none() && release.version.pre.is_empty();
    releases.iter().find(is_offered).or_else(|| releases.first())
}
