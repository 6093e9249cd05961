//! A release: what it is, and what its admission found.

use askama::Template;
use axum::extract::{Path, State};
use semver::Version;

use super::{agent, releases, titles};
use crate::registry::Registry;
use crate::web::pages::{self, Page};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::report::{self, Shown};
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "release.html")]
struct ReleasePage<'a> {
    reader: &'a Reader,
    vendor: &'a str,
    agent: &'a str,
    view: View,
}

struct View {
    version: String,
    title: String,
    summary: String,
    digest: String,
    size: String,
    at: String,
    yanked: Option<String>,
    scenarios: Vec<(String, String)>,
    /// What its admission found; none for one that the program carries.
    report: Option<Shown>,
}

/// `GET /agents/{vendor}/{agent}/releases/{version}`
pub(in crate::web) async fn page(
    State(site): State<Site>,
    reader: Reader,
    Path((vendor, agent, version)): Path<(String, String, String)>,
) -> Page {
    let version: Version = version.parse().map_err(|_| Problem::NoAgent)?;
    let (for_reading, wanted) = (reader.clone(), (vendor.clone(), agent.clone()));
    let found = site.read(move |registry| read(registry, (&wanted.0, &wanted.1), &version, &for_reading)).await?;
    let view = found.ok_or(Problem::NoAgent)?;
    pages::render(&ReleasePage { reader: &reader, vendor: &vendor, agent: &agent, view })
}

fn read(registry: &Registry, of: (&str, &str), version: &Version, reader: &Reader) -> Result<View, Problem> {
    let releases = releases(registry, of.0, of.1)?;
    let titles = titles(registry)?;
    let release = releases.into_iter().find(|release| release.version == *version).ok_or(Problem::NoAgent)?;
    let title = |id: &String| titles.get(id).map_or(id.as_str(), |title| reader.words(title)).to_owned();
    Ok(View {
        version: release.version.to_string(),
        title: reader.words(&release.profile.title).to_owned(),
        summary: reader.words(&release.profile.summary).to_owned(),
        digest: release.digest.to_string(),
        size: agent::size(release.size),
        at: pages::moment(release.published_at),
        scenarios: release.profile.scenarios.iter().map(|id| (id.clone(), title(id))).collect(),
        report: report::kept(&release.admission, reader),
        yanked: release.yanked,
    })
}
