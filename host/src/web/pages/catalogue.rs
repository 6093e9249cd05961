//! The catalogue: every scenario by the part of the district's layout that it belongs to.

use askama::Template;
use axum::extract::State;

use super::{Page, render};
use crate::catalogue::scenario::Part;
use crate::compare::Summary;
use crate::registry::Registry;
use crate::registry::scenario::ScenarioOverview;
use crate::web::picture::Whisker;
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::entrant::Name;
use crate::web::show::figure;
use crate::web::show::story::Story;
use crate::web::show::verdict::{Shown, Telling};
use crate::web::show::words;
use crate::web::site::Site;

/// How many typical scenarios the district's plan asks for by 2028: 《硚口区科技创新和产业创新融合发展行动方案（2026—2028年）》.
const GOAL: usize = 40;

#[derive(Template)]
#[template(path = "catalogue.html")]
struct Catalogue<'a> {
    reader: &'a Reader,
    sections: Vec<Section>,
    progress: Progress,
    /// Whether there is a registry with scenarios; else the catalogue that the binary carries is shown.
    has_registry: bool,
}

/// How far the district is.
struct Progress {
    goal: usize,
    scenarios: usize,
    compared: usize,
    cases: u64,
    /// Widths for the drawing, of 1000.
    scenarios_width: usize,
    compared_width: usize,
}

/// A part of the layout.
struct Section {
    anchor: &'static str,
    layer: &'static str,
    name: &'static str,
    cards: Vec<Card>,
}

/// A scenario.
struct Card {
    part: Part,
    id: String,
    title: String,
    summary: String,
    kind: &'static str,
    source: String,
    maturity: &'static str,
    public_cases: Option<u64>,
    hidden_cases: Option<u64>,
    comparison: Option<Comparison>,
}

/// Its latest comparison.
struct Comparison {
    session: i64,
    entrants: usize,
    verdict: Shown,
    headline: &'static str,
    rows: Vec<Row>,
}

struct Row {
    name: Name,
    whisker: Whisker,
    score: String,
    label: String,
}

/// `GET /`
pub async fn page(State(site): State<Site>, reader: Reader) -> Page {
    let for_reading = reader.clone();
    let found = site.read(move |registry| read(registry, &for_reading)).await?;
    let has_registry = found.as_ref().is_some_and(|cards| !cards.is_empty());
    let cards = match found {
        Some(cards) if !cards.is_empty() => cards,
        _ => site.catalogue().iter().map(|entry| card(&Story::of_entry(entry), &reader)).collect(),
    };
    let progress = Progress::of(&cards);
    render(&Catalogue { reader: &reader, sections: sections(cards, &reader), progress, has_registry })
}

impl Progress {
    fn of(cards: &[Card]) -> Self {
        let scenarios = cards.len();
        let compared = cards.iter().filter(|card| card.comparison.is_some()).count();
        let cases = cards.iter().filter_map(|card| Some(card.public_cases? + card.hidden_cases?)).sum();
        let width = |count: usize| (count * 1000 / GOAL).min(1000);
        Self {
            goal: GOAL,
            scenarios,
            compared,
            cases,
            scenarios_width: width(scenarios),
            compared_width: width(compared),
        }
    }
}

fn sections(mut cards: Vec<Card>, reader: &Reader) -> Vec<Section> {
    let mut sections = Vec::new();
    for part in words::PARTS {
        let (here, rest) = cards.into_iter().partition(|card| card.part == part);
        cards = rest;
        let (layer, name) = (words::layer(part), words::part(part));
        sections.push(Section {
            anchor: words::part_anchor(part),
            layer: reader.language.pick(layer.0, layer.1),
            name: reader.language.pick(name.0, name.1),
            cards: here,
        });
    }
    sections
}

fn read(registry: &Registry, reader: &Reader) -> Result<Vec<Card>, Problem> {
    registry.scenarios()?.into_iter().map(|overview| read_card(registry, overview, reader)).collect()
}

fn read_card(registry: &Registry, overview: ScenarioOverview, reader: &Reader) -> Result<Card, Problem> {
    let mut card = card(&Story::of_record(overview.record)?, reader);
    card.public_cases = Some(overview.public_cases);
    card.hidden_cases = Some(overview.hidden_cases);
    if let Some(session) = overview.latest_finished
        && let Some(summary) = registry.summary(session)?
    {
        let summary: Summary = serde_json::from_value(summary)?;
        let names: Vec<Name> = registry.entrants(session)?.iter().map(|entrant| Name::of(entrant, reader)).collect();
        card.comparison = Some(comparison(&summary, &names, reader));
    }
    Ok(card)
}

fn card(story: &Story, reader: &Reader) -> Card {
    Card {
        part: story.part,
        id: story.id.clone(),
        title: reader.words(&story.title).to_owned(),
        summary: reader.words(&story.summary).to_owned(),
        kind: story.kind_name(reader),
        source: story.source_names(reader),
        maturity: story.maturity_name(reader),
        public_cases: None,
        hidden_cases: None,
        comparison: None,
    }
}

fn comparison(summary: &Summary, names: &[Name], reader: &Reader) -> Comparison {
    let telling = Telling { summary, names, reader };
    let part = |place: usize| summary.entrants.get(place).and_then(|entrant| entrant.headline(summary.headline_on));
    let floor = names.iter().position(|name| name.is_floor).and_then(part).map(|part| part.score);
    let rows = names.iter().enumerate().filter_map(|(place, name)| {
        let part = part(place)?;
        let score = figure::headline(summary.headline, part.score);
        let interval = figure::interval(summary.headline, part.interval);
        Some(Row {
            whisker: Whisker::new(part.score, part.interval, floor, name.is_floor),
            label: reader.pick(
                format!("{}：{score}，95% 区间 {interval}", name.title),
                format!("{}: {score}, 95 % interval {interval}", name.title),
            ),
            name: name.clone(),
            score,
        })
    });
    Comparison {
        session: summary.session.number(),
        entrants: names.len(),
        verdict: telling.overall(),
        headline: figure::headline_name(summary.headline, reader.language),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn reader() -> Reader {
        Reader { language: Language::Zh, is_local: true, other: String::new() }
    }

    #[test]
    fn every_part_has_its_section_and_every_scenario_one_place() {
        let entries = crate::catalogue::load::embedded().unwrap();
        let cards: Vec<Card> = entries.iter().map(|entry| card(&Story::of_entry(entry), &reader())).collect();
        let progress = Progress::of(&cards);
        assert_eq!((progress.scenarios, progress.compared, progress.goal), (entries.len(), 0, 40));
        let sections = sections(cards, &reader());
        assert_eq!(sections.len(), 8);
        assert_eq!(sections.iter().map(|section| section.cards.len()).sum::<usize>(), entries.len());
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        for entry in crate::catalogue::load::embedded().unwrap() {
            let mut record = serde_json::to_value(&entry.scenario).unwrap();
            record["provenance"] = entry.provenance.clone().into();
            assert_eq!(Story::of_record(record).unwrap(), Story::of_entry(&entry));
        }
    }
}
