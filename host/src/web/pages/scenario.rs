//! A scenario: what it is for, how it is judged, and what its latest comparison came to.

use askama::Template;
use axum::extract::{Path, State};

use super::{Page, render};
use crate::catalogue::maturity::Maturity;
use crate::catalogue::metric::Judge as _;
use crate::catalogue::scenario::{CallLimits, Hidden};
use crate::catalogue::{Case, Entry, Words};
use crate::compare::summary::PartSummary;
use crate::compare::{self, Summary};
use crate::figures;
use crate::registry::Registry;
use crate::registry::release::ReleaseFilter;
use crate::registry::session::Session;
use crate::web::picture::Whisker;
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::change;
use crate::web::show::document::Document;
use crate::web::show::entrant::Name;
use crate::web::show::figure;
use crate::web::show::glossary::Glossary;
use crate::web::show::story::Story;
use crate::web::show::verdict::{Pair, Shown, Telling};
use crate::web::show::words;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "scenario.html")]
struct ScenarioPage<'a> {
    reader: &'a Reader,
    story: &'a Story,
    /// How far it has come, in words.
    maturity: &'static str,
    /// Label and text of what the demander says.
    facts: Vec<(&'static str, String)>,
    contract: ContractView,
    result: Option<ResultView>,
    sessions: Vec<SessionLine>,
    /// Versions of the contract from the newest down; none without a registry.
    versions: Vec<change::Version>,
    example: Option<Example>,
}

/// A public case, to show what is asked and what is expected.
struct Example {
    case: String,
    input: Document,
    expected: Document,
}

/// The contract, as far as a page shows it.
struct ContractView {
    version: String,
    digest: Option<String>,
    public_cases: Option<u64>,
    hidden_cases: Option<u64>,
    headline: &'static str,
    figures: Vec<String>,
    limits: Vec<LimitLine>,
    materials: Vec<MaterialLine>,
    input_schema: String,
    output_schema: String,
}

/// A bound of `prepare` and of `answer`.
struct LimitLine {
    name: &'static str,
    prepare: String,
    answer: String,
}

/// A material.
struct MaterialLine {
    name: String,
    title: String,
    licence: String,
    source: String,
}

/// A comparison's result.
pub(super) struct ResultView {
    pub session: i64,
    pub verdict: Shown,
    pub headline: &'static str,
    pub figures: Vec<String>,
    pub rows: Vec<ResultRow>,
    pub pairs: Vec<Pair>,
}

/// An entrant's line.
pub(super) struct ResultRow {
    pub name: Name,
    pub score: String,
    pub interval: String,
    /// The score on the public cases, where the headline is on hidden ones.
    pub public: Option<String>,
    pub whisker: Whisker,
    pub label: String,
    pub difference: Option<String>,
    pub figures: Vec<String>,
    pub answered: u64,
    pub declined: u64,
    pub failed: u64,
    pub fuel: String,
    pub startup: String,
    pub time: String,
    pub verdict: Shown,
}

/// A session in the list.
struct SessionLine {
    number: i64,
    at: String,
    version: String,
    state: &'static str,
    runs: String,
    seed: u64,
}

/// What is read of the registry.
struct Found {
    story: Story,
    maturity: Maturity,
    contract: ContractView,
    result: Option<ResultView>,
    sessions: Vec<SessionLine>,
    versions: Vec<change::Version>,
    example: Option<Example>,
}

/// `GET /scenarios/{id}`
pub async fn page(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Page {
    let (for_reading, wanted) = (reader.clone(), id.clone());
    let read = site.read(move |registry| read(registry, &wanted, &for_reading)).await;
    let found = match read {
        Ok(Some(found)) => found,
        Ok(None) | Err(Problem::NoScenario(_)) => {
            let entry = site.catalogue().iter().find(|entry| entry.scenario.id == id);
            from_catalogue(entry.ok_or(Problem::NoScenario(id))?, &reader)?
        }
        Err(problem) => return Err(problem),
    };
    render(&ScenarioPage {
        reader: &reader,
        facts: facts(&found.story, &reader),
        story: &found.story,
        maturity: reader.language.pick(words::maturity(found.maturity).0, words::maturity(found.maturity).1),
        contract: found.contract,
        result: found.result,
        sessions: found.sessions,
        versions: found.versions,
        example: found.example,
    })
}

fn read(registry: &Registry, id: &str, reader: &Reader) -> Result<Found, Problem> {
    let story = Story::of_record(registry.scenario_record(id)?)?;
    let kept = registry.latest_contract(id)?;
    let (public_cases, hidden_cases) = registry.case_counts(kept.id)?;
    let mut contract = contract(&story, &kept.input_schema, &kept.output_schema, reader)?;
    contract.version = kept.version.to_string();
    contract.digest = Some(kept.digest.to_string());
    contract.public_cases = Some(public_cases);
    contract.hidden_cases = Some(hidden_cases);
    let finished = registry.latest_finished(id)?;
    let releases = registry.releases(ReleaseFilter { scenario: Some(id), ..ReleaseFilter::default() })?;
    let maturity = Maturity::of(compare::evidence(registry, id, &releases, finished)?);
    let result = match finished {
        Some(session) => result(registry, session, reader)?,
        None => None,
    };
    let sessions = registry.sessions(Some(id))?;
    let example = registry.example(kept.id)?;
    Ok(Found {
        example: example.map(|example| Example::of(&example.case, &kept.input_schema, reader)),
        versions: change::versions(registry, id, reader)?,
        sessions: sessions.iter().map(|session| line(session, reader)).collect(),
        story,
        maturity,
        contract,
        result,
    })
}

fn from_catalogue(entry: &Entry, reader: &Reader) -> Result<Found, Problem> {
    let story = Story::of_entry(entry);
    let contract = contract(&story, &entry.input_schema, &entry.output_schema, reader)?;
    // With a split, which of the file's cases are hidden is the registry's to draw: only a generated scenario's are public.
    let is_public = matches!(entry.scenario.cases.hidden, Hidden::Generate { .. });
    let example = entry.cases.first().filter(|_| is_public);
    Ok(Found {
        example: example.map(|case| Example::of(case, &entry.input_schema, reader)),
        versions: Vec::new(),
        sessions: Vec::new(),
        story,
        maturity: Maturity::Called,
        contract,
        result: None,
    })
}

impl Example {
    fn of(case: &Case, input_schema: &serde_json::Value, reader: &Reader) -> Self {
        Self {
            case: case.id.clone(),
            input: Document::input(&case.input, &Glossary::of(input_schema, reader.language)),
            expected: Document::output(&case.input, &case.expected, None),
        }
    }
}

/// A finished session's result, for this page and the session's own.
pub(super) fn result(
    registry: &Registry,
    session: crate::registry::SessionId,
    reader: &Reader,
) -> Result<Option<ResultView>, Problem> {
    let Some(summary) = registry.summary(session)? else { return Ok(None) };
    let summary: Summary = serde_json::from_value(summary)?;
    let names: Vec<Name> = registry.entrants(session)?.iter().map(|entrant| Name::of(entrant, reader)).collect();
    Ok(Some(view(&summary, &names, reader)))
}

fn view(summary: &Summary, names: &[Name], reader: &Reader) -> ResultView {
    let telling = Telling { summary, names, reader };
    let part = |place: usize| summary.entrants.get(place).and_then(|entrant| entrant.headline(summary.headline_on));
    let floor = names.iter().position(|name| name.is_floor).and_then(part);
    let rows = names.iter().enumerate().filter_map(|(place, name)| {
        let verdict = telling.entrant(place, summary.verdict.entrants.get(place)?);
        let public = summary.entrants.get(place)?.public.as_ref();
        let public =
            public.filter(|_| summary.hidden_cases > 0).map(|part| figure::headline(summary.headline, part.score));
        Some(ResultRow { public, ..row(name, part(place)?, floor, verdict, summary, reader) })
    });
    ResultView {
        session: summary.session.number(),
        verdict: telling.overall(),
        headline: figure::headline_name(summary.headline, reader.language),
        figures: summary.figures.iter().map(|figure| figure::title(figure, reader.language)).collect(),
        rows: rows.collect(),
        pairs: telling.pairs(),
    }
}

fn row(
    name: &Name,
    part: &PartSummary,
    floor: Option<&PartSummary>,
    verdict: Shown,
    summary: &Summary,
    reader: &Reader,
) -> ResultRow {
    let language = reader.language;
    let score = figure::headline(summary.headline, part.score);
    let interval = figure::interval(summary.headline, part.interval);
    let further = summary.figures.iter().map(|figure| part.figures.get(&figure.key));
    ResultRow {
        name: name.clone(),
        whisker: Whisker::new(part.score, part.interval, floor.map(|floor| floor.score), name.is_floor),
        label: reader.pick(format!("{score}，95% 区间 {interval}"), format!("{score}, 95 % interval {interval}")),
        difference: floor
            .filter(|_| !name.is_floor)
            .map(|floor| figure::difference(summary.headline, part.score - floor.score, language)),
        figures: further.map(|value| value.map_or("—".to_owned(), |value| figure::plain(*value))).collect(),
        answered: part.answered,
        declined: part.declined,
        failed: part.failed,
        fuel: figures::count(part.fuel - part.startup_fuel, language),
        startup: figures::count(part.startup_fuel, language),
        time: figures::time(part.p50_us, language),
        public: None,
        score,
        interval,
        verdict,
    }
}

fn line(session: &Session, reader: &Reader) -> SessionLine {
    let (zh, en) = words::state(session.state);
    SessionLine {
        number: session.id.number(),
        at: super::moment(session.created_at),
        version: session.version.to_string(),
        state: reader.language.pick(zh, en),
        runs: format!("{} / {}", session.runs_done, session.runs_planned),
        seed: session.seed,
    }
}

fn facts(story: &Story, reader: &Reader) -> Vec<(&'static str, String)> {
    let say = |zh, en| reader.language.pick(zh, en);
    let fact = |label, words: &Words| (label, reader.words(words).to_owned());
    let mut facts = vec![
        fact(say("领域", "Domain"), &story.domain),
        fact(say("需求单位", "Who asks"), &story.demander),
        fact(say("痛点", "Pain"), &story.pain),
        fact(say("任务", "Task"), &story.task),
        fact(say("成效指标与基线", "Measure and baseline"), &story.measure),
        fact(say("风险", "Risks"), &story.risk),
        fact(say("人工介入", "Human in the loop"), &story.human),
    ];
    facts.extend(story.legal.as_ref().map(|legal| fact(say("法律依据", "Legal basis"), legal)));
    facts.push((say("复审日期", "Review date"), story.review_date.clone()));
    facts
}

fn contract(
    story: &Story,
    input_schema: &serde_json::Value,
    output_schema: &serde_json::Value,
    reader: &Reader,
) -> Result<ContractView, Problem> {
    let terms = &story.contract;
    let materials = terms.materials.iter().map(|material| MaterialLine {
        name: material.name.clone(),
        title: reader.words(&material.title).to_owned(),
        licence: material.licence.clone(),
        source: material.source.clone(),
    });
    let further = terms.metric.figures();
    Ok(ContractView {
        version: terms.version.to_string(),
        digest: None,
        public_cases: None,
        hidden_cases: None,
        headline: figure::headline_name(terms.metric.headline(), reader.language),
        figures: further.iter().map(|figure| figure::title(figure, reader.language)).collect(),
        limits: limits(&terms.prepare_limits, &terms.limits, reader),
        materials: materials.collect(),
        input_schema: serde_json::to_string_pretty(input_schema)?,
        output_schema: serde_json::to_string_pretty(output_schema)?,
    })
}

fn limits(prepare: &CallLimits, answer: &CallLimits, reader: &Reader) -> Vec<LimitLine> {
    let language = reader.language;
    let line = |name, of: &dyn Fn(&CallLimits) -> String| LimitLine { name, prepare: of(prepare), answer: of(answer) };
    vec![
        line(language.pick("计量单位", "Fuel units"), &|limits| figures::count(limits.fuel as f64, language)),
        line(language.pick("内存", "Memory"), &|limits| format!("{} MiB", limits.memory_mib)),
        line(language.pick("用时", "Time"), &|limits| figures::time(limits.time_ms as f64 * 1e3, language)),
        line(language.pick("输出", "Output"), &|limits| format!("{} KiB", limits.output_kib)),
    ]
}
