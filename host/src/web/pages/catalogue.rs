//! The catalogue: a map of the district's layout, how far it has come, and every scenario, searched and filtered.

use askama::Template;
use axum::extract::{Query, State};

use super::{Page, render};
use crate::catalogue::maturity::Evidence;
use crate::catalogue::scenario::Part;
use crate::registry::Registry;
use crate::registry::release::ReleaseFilter;
use crate::web::picture::district;
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::card::Card;
use crate::web::show::filter::{Choice, Filter};
use crate::web::show::ladder::{Ladder, stage_key};
use crate::web::show::story::Story;
use crate::web::show::words;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "catalogue.html")]
struct Catalogue<'a> {
    reader: &'a Reader,
    filter: &'a Filter,
    choices: Vec<Choice>,
    ladder: Ladder,
    map: Vec<Place>,
    sections: Vec<Section>,
    /// How many scenarios are shown.
    shown: usize,
    /// How many have a comparison.
    compared: usize,
    /// Whether there is a registry with scenarios; else the catalogue that the binary carries is shown.
    has_registry: bool,
}

/// A part on the map.
struct Place {
    anchor: &'static str,
    region: district::Region,
    name: &'static str,
    /// Its name and its scenarios' stages in words, for those who do not see the dots; it begins with what is seen.
    told: String,
    dots: Vec<Dot>,
    is_chosen: bool,
}

/// A scenario on the map.
struct Dot {
    x: u32,
    y: u32,
    stage: &'static str,
    title: String,
}

/// A part of the layout, or what was found.
struct Section {
    anchor: &'static str,
    layer: &'static str,
    name: &'static str,
    cards: Vec<Card>,
}

/// `GET /`
pub async fn page(State(site): State<Site>, reader: Reader, Query(filter): Query<Filter>) -> Page {
    let for_reading = reader.clone();
    let found = site.read(move |registry| read(registry, &for_reading)).await?;
    let has_registry = found.as_ref().is_some_and(|cards| !cards.is_empty());
    let cards = match found {
        Some(cards) if !cards.is_empty() => cards,
        _ => site
            .catalogue()
            .iter()
            .map(|entry| Card::of_story(&Story::of_entry(entry), Evidence::default(), &reader))
            .collect(),
    };
    let choices = filter.choices(&cards, &reader);
    let ladder = Ladder::of(&cards, &reader);
    let map = words::PARTS.map(|part| place(part, &cards, &filter, &reader));
    let compared = cards.iter().filter(|card| card.comparison.is_some()).count();
    let cards = filter.chosen(cards)?;
    render(&Catalogue {
        reader: &reader,
        shown: cards.len(),
        choices,
        ladder,
        map: map.into(),
        compared,
        has_registry,
        sections: if filter.q.trim().is_empty() {
            sections(cards, &filter, &reader)
        } else {
            vec![found_section(cards, &reader)]
        },
        filter: &filter,
    })
}

fn read(registry: &Registry, reader: &Reader) -> Result<Vec<Card>, Problem> {
    let releases = registry.releases(ReleaseFilter::default())?;
    let overviews = registry.scenarios()?.into_iter();
    overviews.map(|overview| Card::of_overview(registry, overview, &releases, reader)).collect()
}

fn place(part: Part, cards: &[Card], filter: &Filter, reader: &Reader) -> Place {
    let mut here: Vec<&Card> = cards.iter().filter(|card| card.part == part).collect();
    here.sort_by_key(|card| std::cmp::Reverse(card.maturity));
    let region = district::region(part);
    let dots = here.iter().zip(region.dots(here.len())).map(|(card, (x, y))| Dot {
        x,
        y,
        stage: stage_key(card.maturity),
        title: format!("{}（{}）", card.title, card.tags.maturity),
    });
    let (zh, en) = words::part_on_map(part);
    let stages: Vec<String> = here
        .chunk_by(|a, b| a.maturity == b.maturity)
        .map(|alike| format!("{} {}", alike[0].tags.maturity, alike.len()))
        .collect();
    let stages = stages.join(reader.say("，", ", "));
    Place {
        anchor: words::part_anchor(part),
        region,
        name: reader.language.pick(zh, en),
        told: reader.pick(
            format!("{zh}：{} 个场景。{stages}", here.len()),
            format!("{en}: {} scenarios. {stages}", here.len()),
        ),
        dots: dots.collect(),
        is_chosen: filter.part() == Some(part),
    }
}

/// A section a part; parts without a scenario are left out where something is looked for.
fn sections(mut cards: Vec<Card>, filter: &Filter, reader: &Reader) -> Vec<Section> {
    let mut sections = Vec::new();
    for part in words::PARTS {
        let (here, rest): (Vec<Card>, Vec<Card>) = cards.into_iter().partition(|card| card.part == part);
        cards = rest;
        if here.is_empty() && filter.is_set() {
            continue;
        }
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

/// What was found by words, best first, whatever part it belongs to.
fn found_section(cards: Vec<Card>, reader: &Reader) -> Section {
    Section {
        anchor: "found",
        layer: reader.say("搜索", "Search"),
        name: reader.say("按相关程度排列", "Best first"),
        cards,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::catalogue::Entry;
    use crate::language::Language;

    fn reader() -> Reader {
        Reader { language: Language::Zh, is_local: true, other: String::new(), person: None }
    }

    fn cards() -> Vec<Card> {
        // Loaded once: checking every case of every scenario takes a debug build some seconds.
        static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
        let entries = ENTRIES.get_or_init(|| crate::catalogue::load::embedded().unwrap());
        let card = |entry| Card::of_story(&Story::of_entry(entry), Evidence::default(), &reader());
        entries.iter().map(card).collect()
    }

    fn filter(query: &str) -> Filter {
        Query::try_from_uri(&format!("http://x/?{query}").parse().unwrap()).map(|Query(filter)| filter).unwrap()
    }

    fn found(query: &str) -> Vec<String> {
        filter(query).chosen(cards()).unwrap().into_iter().map(|card| card.id).collect()
    }

    #[test]
    fn every_part_has_its_section_and_every_scenario_one_place() {
        let all = cards().len();
        let sections = sections(cards(), &Filter::default(), &reader());
        assert_eq!(sections.len(), 8);
        assert_eq!(sections.iter().map(|section| section.cards.len()).sum::<usize>(), all);
        let map = words::PARTS.map(|part| place(part, &cards(), &Filter::default(), &reader()));
        assert_eq!(map.iter().map(|place| place.dots.len()).sum::<usize>(), all);
    }

    #[test]
    fn nothing_is_typical_without_a_sealed_session() {
        let ladder = Ladder::of(&cards(), &reader());
        assert_eq!((ladder.typical, ladder.goal), (0, 40));
        assert_eq!(ladder.rungs.iter().map(|rung| rung.count).sum::<usize>(), cards().len());
    }

    #[test]
    fn words_find_in_both_languages_and_filters_narrow() {
        assert_eq!(found("q=%E6%BD%AE%E6%B1%90")[0], "tide-prediction");
        assert_eq!(found("q=tide")[0], "tide-prediction");
        assert!(found("q=tide&kind=plan").is_empty());
        let plans = found("kind=plan");
        assert!(plans.contains(&"embodied-navigation".to_owned()) && !plans.contains(&"tide-prediction".to_owned()));
        assert_eq!(found("kind=nonsense").len(), cards().len(), "a value that is no choice chooses nothing");
        assert!(found("maturity=typical").is_empty());
    }

    #[test]
    fn an_industry_has_one_name_in_each_language() {
        let mut names = std::collections::BTreeMap::new();
        for entry in crate::catalogue::load::embedded().unwrap() {
            let domain = &entry.scenario.domain;
            let industry = |text: &str| text.split_once(" · ").expect("industry · field").0.to_owned();
            let en = industry(&domain.en);
            assert_eq!(*names.entry(industry(&domain.zh)).or_insert(en.clone()), en, "{}", entry.scenario.id);
        }
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
