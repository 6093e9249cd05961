//! Two releases of an agent on the same public cases.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use semver::Version;
use serde::Deserialize;
use serde_json::Value;

use crate::registry::Registry;
use crate::registry::appearance::{Appearance, PublicAnswer};
use crate::web::pages::{self, Page};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::chip::Chip;
use crate::web::show::diff::{self, Line};
use crate::web::site::Site;

/// The most cases that are shown.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "difference.html")]
struct DifferencePage<'a> {
    reader: &'a Reader,
    vendor: &'a str,
    agent: &'a str,
    from: String,
    to: String,
    scenario: &'a str,
    view: View,
}

#[derive(Default)]
struct View {
    title: String,
    contract: String,
    /// Cases in which the later release scores higher, lower, and as high with another output or the same.
    better: usize,
    worse: usize,
    other: usize,
    same: usize,
    cases: Vec<Case>,
    /// Whether there are more than are shown.
    is_cut: bool,
}

struct Case {
    key: String,
    /// The pages of the two runs.
    from_run: String,
    to_run: String,
    from: Chip,
    to: Chip,
    lines: Vec<Line>,
}

/// What to lay side by side.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Asked {
    scenario: String,
    from: Version,
    to: Version,
}

/// `GET /agents/{vendor}/{agent}/difference?scenario=&from=&to=`
pub(in crate::web) async fn page(
    State(site): State<Site>,
    reader: Reader,
    Path((vendor, agent)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Page {
    let for_reading = reader.clone();
    let (of, scenario) = ((vendor.clone(), agent.clone()), asked.scenario.clone());
    let (from, to) = (asked.from.clone(), asked.to.clone());
    let found =
        site.read(move |registry| read(registry, (&of.0, &of.1), &scenario, (&from, &to), &for_reading)).await?;
    pages::render(&DifferencePage {
        reader: &reader,
        vendor: &vendor,
        agent: &agent,
        from: asked.from.to_string(),
        to: asked.to.to_string(),
        scenario: &asked.scenario,
        view: found.ok_or(Problem::NoAgent)?,
    })
}

fn read(
    registry: &Registry,
    (vendor, agent): (&str, &str),
    scenario: &str,
    (from, to): (&Version, &Version),
    reader: &Reader,
) -> Result<View, Problem> {
    let appearances = registry.appearances(vendor, agent, Some(scenario))?;
    let of = |version: &Version| {
        let mine = appearances.iter().filter(|found| found.version == *version);
        mine.map(|found| (found.contract.clone(), found)).collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (of(from), of(to));
    // Only under one version of the contract are two results of one kind.
    let shared = before.iter().rev().find_map(|(contract, one)| Some((contract, *one, *after.get(contract)?)));
    let (contract, one, two) = shared.ok_or(Problem::NoRun)?;
    let mut view =
        View { title: super::title(registry, scenario, reader)?, contract: contract.to_string(), ..View::default() };
    let later: BTreeMap<String, PublicAnswer> =
        registry.public_answers(two.entrant)?.into_iter().map(|answer| (answer.key.clone(), answer)).collect();
    for was in registry.public_answers(one.entrant)? {
        let Some(is) = later.get(&was.key) else { continue };
        view.count(&was, is);
        if was.output == is.output && was.outcome == is.outcome {
            continue;
        }
        if view.cases.len() == MOST {
            view.is_cut = true;
            continue;
        }
        view.cases.push(case((one, &was), (two, is), reader));
    }
    // What got worse is what a vendor must see first.
    view.cases.sort_by_key(|case| match (case.to.tone, case.from.tone) {
        (to, from) if to == from => 1,
        ("good", _) => 2,
        (_, "good") => 0,
        _ => 1,
    });
    Ok(view)
}

impl View {
    fn count(&mut self, was: &PublicAnswer, is: &PublicAnswer) {
        let place = match is.score.total_cmp(&was.score) {
            std::cmp::Ordering::Greater => &mut self.better,
            std::cmp::Ordering::Less => &mut self.worse,
            std::cmp::Ordering::Equal if is.output == was.output && is.outcome == was.outcome => &mut self.same,
            std::cmp::Ordering::Equal => &mut self.other,
        };
        *place += 1;
    }
}

fn case((one, was): (&Appearance, &PublicAnswer), (two, is): (&Appearance, &PublicAnswer), reader: &Reader) -> Case {
    let run = |of: &Appearance, answer: &PublicAnswer| {
        format!("/sessions/{}/cases/{}/{}", of.session, answer.case, of.entrant)
    };
    let laid_out = |answer: &PublicAnswer| match answer.output.as_deref() {
        Some(output) => match serde_json::from_str::<Value>(output) {
            Ok(value) => diff::laid_out(&value, None),
            Err(_) => output.to_owned(),
        },
        None => String::new(),
    };
    Case {
        key: was.key.clone(),
        from_run: run(one, was),
        to_run: run(two, is),
        from: Chip::of(&was.outcome, was.score, reader),
        to: Chip::of(&is.outcome, is.score, reader),
        lines: diff::lines(&laid_out(was), &laid_out(is)),
    }
}
