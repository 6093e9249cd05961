//! A scenario at a glance, for the catalogue's page.

use super::entrant::Name;
use super::figure;
use super::story::Story;
use super::verdict::{Shown, Telling};
use super::words;
use crate::catalogue::maturity::{Evidence, Maturity};
use crate::catalogue::scenario::{Part, Source, TaskKind};
use crate::compare::{self, Summary};
use crate::registry::Registry;
use crate::registry::release::Release;
use crate::registry::scenario::ScenarioOverview;
use crate::registry::search::Document;
use crate::web::picture::Whisker;
use crate::web::problem::Problem;
use crate::web::reader::Reader;

/// A scenario.
pub struct Card {
    /// Where it belongs.
    pub part: Part,
    /// What sort of task it is.
    pub kind: TaskKind,
    /// Where its cases come from.
    pub sources: Vec<Source>,
    /// How far it has come.
    pub maturity: Maturity,
    /// The industry, in Chinese whatever the reader's language: the key of the filter.
    pub industry_key: String,
    /// The industry in the reader's language.
    pub industry: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Its stage, kind and sources in words.
    pub tags: Tags,
    /// How many cases vendors know; unknown without a registry.
    pub public_cases: Option<u64>,
    /// How many they do not.
    pub hidden_cases: Option<u64>,
    /// Its newest comparison under the contract of today.
    pub comparison: Option<Comparison>,
    /// What can be found of it.
    pub document: Document,
}

/// The labels of a card.
pub struct Tags {
    /// Its stage.
    pub maturity: &'static str,
    /// Its kind of task.
    pub kind: &'static str,
    /// Where its cases come from.
    pub source: String,
}

/// A comparison at a glance.
pub struct Comparison {
    /// The session's number.
    pub session: i64,
    /// How many took part.
    pub entrants: usize,
    /// What it came to.
    pub verdict: Shown,
    /// What the headline figure is called.
    pub headline: &'static str,
    /// An entrant each.
    pub rows: Vec<Row>,
}

/// An entrant's line on a card.
pub struct Row {
    /// What it is called.
    pub name: Name,
    /// Its score with the interval.
    pub whisker: Whisker,
    /// Its score in figures.
    pub score: String,
    /// The picture in words.
    pub label: String,
}

impl Card {
    /// Of a scenario that the registry holds; `releases` are all of the registry.
    ///
    /// # Errors
    /// Those of the registry, and where this program cannot read a record.
    pub fn of_overview(
        registry: &Registry,
        overview: ScenarioOverview,
        releases: &[Release],
        reader: &Reader,
    ) -> Result<Self, Problem> {
        let evidence = compare::evidence(registry, &overview.id, releases, overview.latest_finished)?;
        let mut card = Self::of_story(&Story::of_record(overview.record)?, evidence, reader);
        card.public_cases = Some(overview.public_cases);
        card.hidden_cases = Some(overview.hidden_cases);
        if let Some(session) = overview.latest_finished
            && let Some(summary) = registry.summary(session)?
        {
            let summary: Summary = serde_json::from_value(summary)?;
            let names: Vec<Name> =
                registry.entrants(session)?.iter().map(|entrant| Name::of(entrant, reader)).collect();
            card.comparison = Some(comparison(&summary, &names, reader));
        }
        Ok(card)
    }

    /// Of a scenario's story alone.
    pub fn of_story(story: &Story, evidence: Evidence, reader: &Reader) -> Self {
        let maturity = Maturity::of(evidence);
        let (zh, en) = words::maturity(maturity);
        Self {
            part: story.part,
            kind: story.kind,
            sources: story.source.clone(),
            maturity,
            industry_key: industry(&story.domain.zh).to_owned(),
            industry: industry(reader.words(&story.domain)).to_owned(),
            id: story.id.clone(),
            title: reader.words(&story.title).to_owned(),
            summary: reader.words(&story.summary).to_owned(),
            tags: Tags {
                maturity: reader.language.pick(zh, en),
                kind: story.kind_name(reader),
                source: story.source_names(reader),
            },
            public_cases: None,
            hidden_cases: None,
            comparison: None,
            document: document(story),
        }
    }
}

/// The industry of a domain such as 「医疗健康 · 神经重症」: what stands before the dot.
fn industry(domain: &str) -> &str {
    domain.split('·').next().unwrap_or(domain).trim()
}

/// Both languages, whichever the reader reads: who searches for "tide" in the Chinese pages means it.
fn document(story: &Story) -> Document {
    let both = |words: &crate::catalogue::Words| format!("{} {}", words.zh, words.en);
    let told = [&story.summary, &story.domain, &story.demander, &story.pain, &story.task, &story.measure, &story.risk];
    let part = words::part(story.part);
    let kind = words::kind(story.kind);
    let mut text: Vec<String> = told.into_iter().map(both).collect();
    text.extend([part.0, part.1, kind.0, kind.1].map(str::to_owned));
    Document {
        id: story.id.clone(),
        title: format!("{} {}", both(&story.title), story.id.replace('-', " ")),
        text: text.join(" "),
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
