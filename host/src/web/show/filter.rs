//! What a reader looks for in the catalogue: words, and a choice of part, industry, task, stage and source.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::card::Card;
use super::words::{self, Pair};
use crate::catalogue::maturity::{Maturity, STAGES};
use crate::catalogue::scenario::{Part, Source, TaskKind};
use crate::registry::search::Index;
use crate::web::problem::Problem;
use crate::web::reader::Reader;

/// The address's query, as the form sends it. A value that is none of its choices chooses nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Filter {
    /// Words to find.
    #[serde(default)]
    pub q: String,
    /// A part of the district's layout.
    #[serde(default)]
    part: String,
    /// An industry, in Chinese.
    #[serde(default)]
    industry: String,
    /// A kind of task.
    #[serde(default)]
    kind: String,
    /// A stage.
    #[serde(default)]
    maturity: String,
    /// A source of cases.
    #[serde(default)]
    source: String,
}

/// A choice that the form offers.
pub struct Choice {
    /// The field's name in the address.
    pub name: &'static str,
    /// The field's name for people.
    pub label: &'static str,
    /// Its values.
    pub options: Vec<Offer>,
}

/// A value that can be chosen.
pub struct Offer {
    /// As the address has it.
    pub value: String,
    /// For people.
    pub label: String,
    /// How many scenarios it has in all.
    pub count: usize,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// Every kind of task.
pub const KINDS: [TaskKind; 8] = [
    TaskKind::Classify,
    TaskKind::Rank,
    TaskKind::Forecast,
    TaskKind::Extract,
    TaskKind::Decide,
    TaskKind::Plan,
    TaskKind::Detect,
    TaskKind::Generate,
];
/// Every source of cases.
pub const SOURCES: [Source; 4] = [Source::R, Source::G, Source::D, Source::H];

/// A choice by its name in the catalogue's files.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

/// The name of a choice in the catalogue's files.
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Filter {
    /// Of words, part, industry, kind, maturity and source, each empty where it chooses nothing.
    pub fn of([q, part, industry, kind, maturity, source]: [String; 6]) -> Self {
        Self { q, part, industry, kind, maturity, source }
    }

    /// Whether anything is looked for.
    pub fn is_set(&self) -> bool {
        !self.q.trim().is_empty()
            || self.part().is_some()
            || self.kind().is_some()
            || self.maturity().is_some()
            || self.source().is_some()
            || !self.industry.is_empty()
    }

    /// The part that is chosen.
    pub fn part(&self) -> Option<Part> {
        named(&self.part)
    }

    fn kind(&self) -> Option<TaskKind> {
        named(&self.kind)
    }

    fn maturity(&self) -> Option<Maturity> {
        named(&self.maturity)
    }

    fn source(&self) -> Option<Source> {
        named(&self.source)
    }

    /// The cards that are looked for: those found by words best first, else in the order given.
    ///
    /// # Errors
    /// Those of the index.
    pub fn chosen(&self, cards: Vec<Card>) -> Result<Vec<Card>, Problem> {
        let cards: Vec<Card> = cards.into_iter().filter(|card| self.admits(card)).collect();
        if self.q.trim().is_empty() {
            return Ok(cards);
        }
        let found = Index::of(cards.iter().map(|card| card.document.clone()))?.find(&self.q)?;
        let mut by_id: BTreeMap<String, Card> = cards.into_iter().map(|card| (card.id.clone(), card)).collect();
        Ok(found.iter().filter_map(|id| by_id.remove(id)).collect())
    }

    fn admits(&self, card: &Card) -> bool {
        self.part().is_none_or(|part| part == card.part)
            && self.kind().is_none_or(|kind| kind == card.kind)
            && self.maturity().is_none_or(|maturity| maturity == card.maturity)
            && self.source().is_none_or(|source| card.sources.contains(&source))
            && (self.industry.is_empty() || self.industry == card.industry_key)
    }

    /// What the form offers, with how many of all scenarios each value has. Values that no scenario has are left out.
    pub fn choices(&self, cards: &[Card], reader: &Reader) -> Vec<Choice> {
        let say = |zh, en| reader.language.pick(zh, en);
        let offers = |values: Vec<(String, Pair, usize)>, chosen: Option<String>| {
            let offers = values.into_iter().filter(|(_, _, count)| *count > 0).map(|(value, (zh, en), count)| Offer {
                is_chosen: chosen.as_deref() == Some(value.as_str()),
                label: say(zh, en).to_owned(),
                value,
                count,
            });
            offers.collect::<Vec<_>>()
        };
        let count = |test: &dyn Fn(&Card) -> bool| cards.iter().filter(|card| test(card)).count();
        let parts = words::PARTS.map(|part| (name_of(part), words::part(part), count(&|card| card.part == part)));
        let kinds = KINDS.map(|kind| (name_of(kind), words::kind(kind), count(&|card| card.kind == kind)));
        let stages = STAGES.map(|at| (name_of(at), words::maturity(at), count(&|card| card.maturity == at)));
        let sources =
            SOURCES.map(|from| (name_of(from), words::source(from), count(&|card| card.sources.contains(&from))));
        vec![
            Choice {
                name: "part",
                label: say("区位", "Part"),
                options: offers(parts.into(), self.part().map(name_of)),
            },
            Choice { name: "industry", label: say("领域", "Industry"), options: self.industries(cards) },
            Choice {
                name: "kind",
                label: say("任务", "Task"),
                options: offers(kinds.into(), self.kind().map(name_of)),
            },
            Choice {
                name: "maturity",
                label: say("成熟度", "Stage"),
                options: offers(stages.into(), self.maturity().map(name_of)),
            },
            Choice {
                name: "source",
                label: say("案例来源", "Source of cases"),
                options: offers(sources.into(), self.source().map(name_of)),
            },
        ]
    }

    fn industries(&self, cards: &[Card]) -> Vec<Offer> {
        let mut counts: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for card in cards {
            counts.entry(&card.industry_key).or_insert((&card.industry, 0)).1 += 1;
        }
        let offers = counts.into_iter().map(|(key, (label, count))| Offer {
            value: key.to_owned(),
            label: label.to_owned(),
            count,
            is_chosen: key == self.industry,
        });
        offers.collect()
    }
}
