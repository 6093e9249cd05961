//! An agent: its releases, and its scores by scenario and version.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use semver::Version;

use super::{list, releases, titles};
use crate::compare::Summary;
use crate::compare::summary::PartSummary;
use crate::registry::Registry;
use crate::registry::appearance::Appearance;
use crate::web::pages::{self, Page};
use crate::web::picture::trend::{Point, Trend};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::entrant::Name;
use crate::web::show::figure;
use crate::web::show::verdict::{Shown, Telling};
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "agent.html")]
struct AgentPage<'a> {
    reader: &'a Reader,
    vendor: &'a str,
    agent: &'a str,
    view: View,
}

struct View {
    title: String,
    summary: String,
    releases: Vec<Line>,
    courses: Vec<Course>,
    /// Scenarios that it enters and has not been compared in.
    waiting: Vec<(String, String)>,
}

/// A release in the list.
struct Line {
    version: String,
    at: String,
    size: String,
    yanked: Option<String>,
    is_prerelease: bool,
}

/// An agent's way through the versions, in one scenario under one version of its contract.
struct Course {
    scenario: String,
    title: String,
    contract: String,
    headline: &'static str,
    trend: Trend,
    rows: Vec<Row>,
    /// The newest two versions that can be laid side by side.
    pair: Option<(String, String)>,
}

/// A version in a course.
struct Row {
    version: String,
    session: i64,
    score: String,
    interval: String,
    floor: String,
    public: String,
    verdict: Shown,
    answered: String,
}

/// `GET /agents/{vendor}/{agent}`
pub(in crate::web) async fn page(
    State(site): State<Site>,
    reader: Reader,
    Path((vendor, agent)): Path<(String, String)>,
) -> Page {
    let (for_reading, wanted) = (reader.clone(), (vendor.clone(), agent.clone()));
    let found = site.read(move |registry| read(registry, &wanted.0, &wanted.1, &for_reading)).await?;
    let view = found.ok_or(Problem::NoAgent)?;
    pages::render(&AgentPage { reader: &reader, vendor: &vendor, agent: &agent, view })
}

fn read(registry: &Registry, vendor: &str, agent: &str, reader: &Reader) -> Result<View, Problem> {
    let releases = releases(registry, vendor, agent)?;
    let titles = titles(registry)?;
    let newest = list::newest(&releases).ok_or(Problem::NoAgent)?;
    let title = |id: &str| titles.get(id).map_or(id, |title| reader.words(title)).to_owned();
    let mut by: BTreeMap<(String, Version), Vec<Appearance>> = BTreeMap::new();
    for appearance in registry.appearances(vendor, agent, None)? {
        by.entry((appearance.scenario.clone(), appearance.contract.clone())).or_default().push(appearance);
    }
    let mut courses = Vec::new();
    // The newest contract of a scenario comes first.
    for ((scenario, contract), appearances) in by.into_iter().rev() {
        let (rows, trend, headline) = course(registry, appearances, reader)?;
        let pair = rows.iter().rev().take(2).map(|row: &Row| row.version.clone()).collect::<Vec<_>>();
        courses.push(Course {
            title: title(&scenario),
            scenario,
            contract: contract.to_string(),
            headline,
            trend,
            pair: if let [to, from] = pair.as_slice() { Some((from.clone(), to.clone())) } else { None },
            rows,
        });
    }
    let waiting = newest.profile.scenarios.iter();
    let waiting = waiting.filter(|id| courses.iter().all(|course| course.scenario != **id));
    Ok(View {
        title: reader.words(&newest.profile.title).to_owned(),
        summary: reader.words(&newest.profile.summary).to_owned(),
        waiting: waiting.map(|id| (id.clone(), title(id))).collect(),
        courses,
        releases: releases
            .iter()
            .map(|release| Line {
                version: release.version.to_string(),
                at: pages::moment(release.published_at),
                size: size(release.size),
                yanked: release.yanked.clone(),
                is_prerelease: !release.version.pre.is_empty(),
            })
            .collect(),
    })
}

/// The latest appearance of each version, in the order of versions.
fn course(
    registry: &Registry,
    appearances: Vec<Appearance>,
    reader: &Reader,
) -> Result<(Vec<Row>, Trend, &'static str), Problem> {
    let latest: BTreeMap<Version, Appearance> =
        appearances.into_iter().map(|appearance| (appearance.version.clone(), appearance)).collect();
    let (mut rows, mut points, mut headline) = (Vec::new(), Vec::new(), "");
    for (version, appearance) in latest {
        let summary: Summary = serde_json::from_value(appearance.summary)?;
        let names: Vec<Name> =
            registry.entrants(appearance.session)?.iter().map(|entrant| Name::of(entrant, reader)).collect();
        let place = appearance.position as usize;
        let telling = Telling { summary: &summary, names: &names, reader };
        let part = |place: usize| summary.entrants.get(place).and_then(|entrant| entrant.headline(summary.headline_on));
        let (Some(own), Some(verdict)) = (part(place), summary.verdict.entrants.get(place)) else { continue };
        let floor = names.iter().position(|name| name.is_floor).and_then(part);
        headline = figure::headline_name(summary.headline, reader.language);
        points.push(Point {
            label: version.to_string(),
            score: own.score,
            interval: own.interval,
            floor: floor.map(|floor| floor.score),
        });
        let show = |part: &PartSummary| figure::headline(summary.headline, part.score);
        let public = summary.entrants.get(place).and_then(|entrant| entrant.public.as_ref());
        rows.push(Row {
            version: version.to_string(),
            session: appearance.session.number(),
            score: show(own),
            interval: figure::interval(summary.headline, own.interval),
            floor: floor.map_or_else(|| "—".to_owned(), show),
            public: public.filter(|_| summary.hidden_cases > 0).map_or_else(|| "—".to_owned(), show),
            verdict: telling.entrant(place, verdict),
            answered: format!("{} / {} / {}", own.answered, own.declined, own.failed),
        });
    }
    Ok((rows, Trend::of(&points), headline))
}

/// Bytes as people read them.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.0} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
