//! One run in full: what was asked, answered and expected, how it was judged, and what it cost.

use askama::Template;
use axum::extract::{Path, State};
use serde_json::Value;

use super::{Page, render};
use crate::catalogue::metric::Judge as _;
use crate::catalogue::scenario::{CallLimits, TaskKind};
use crate::figures;
use crate::registry::case::{KeptCase, Visibility};
use crate::registry::entrant::Entrant;
use crate::registry::run::{KeptRun, RunKey};
use crate::registry::{CaseId, EntrantId, Registry, SessionId};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::chip::Chip;
use crate::web::show::diff::{self, Line};
use crate::web::show::document::Document;
use crate::web::show::entrant::Name;
use crate::web::show::figure;
use crate::web::show::glossary::Glossary;
use crate::web::show::story::Story;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "trace.html")]
struct TracePage<'a> {
    reader: &'a Reader,
    view: View,
}

/// What the page shows.
struct View {
    session: i64,
    case: i64,
    scenario: String,
    title: String,
    key: String,
    note: Option<String>,
    group: Option<String>,
    weight: String,
    is_hidden: bool,
    previous: Option<i64>,
    next: Option<i64>,
    entrant: i64,
    name: Name,
    input: Document,
    expected: Document,
    sides: Vec<Side>,
    run: RunView,
}

/// What an entrant made of this case.
struct Side {
    entrant: i64,
    name: Name,
    is_current: bool,
    chip: Chip,
    output: Option<Document>,
    confidence: Option<String>,
}

/// The run itself.
struct RunView {
    chip: Chip,
    /// How it ended, in a sentence, where it was not answered.
    ending: Option<String>,
    violations: Vec<String>,
    frames: Vec<String>,
    score: String,
    figures: Vec<(String, String)>,
    remarks: Vec<String>,
    rationale: Option<String>,
    confidence: Option<String>,
    /// Line by line against the expected; nothing where nothing was answered.
    diff: Option<Diff>,
    /// Whether several answers may be as good, so that a difference from the expected is no fault.
    is_open: bool,
    log: Vec<LogView>,
    log_dropped: u64,
    costs: Vec<Cost>,
    digests: Vec<(&'static str, String)>,
    at: String,
}

/// An answer against the expected.
struct Diff {
    differs: bool,
    lines: Vec<Line>,
}

/// A line of log.
struct LogView {
    channel: String,
    text: String,
}

/// What was used of what was allowed.
struct Cost {
    name: &'static str,
    used: String,
    note: Option<String>,
    limit: String,
}

/// `GET /sessions/{session}/cases/{case}/{entrant}`
pub async fn page(
    State(site): State<Site>,
    reader: Reader,
    Path((session, case, entrant)): Path<(i64, i64, i64)>,
) -> Page {
    let for_reading = reader.clone();
    let ids = (SessionId::new(session), CaseId::new(case), EntrantId::new(entrant));
    let view = site.read(move |registry| read(registry, ids, &for_reading)).await?;
    render(&TracePage { reader: &reader, view: view.ok_or(Problem::NoSession(session))? })
}

fn read(
    registry: &Registry,
    (session, case, entrant): (SessionId, CaseId, EntrantId),
    reader: &Reader,
) -> Result<View, Problem> {
    let entrants = registry.entrants(session)?;
    let kept = registry.session(session)?;
    let contract = registry.contract(kept.contract)?;
    let story = Story::of_record(registry.scenario_record(&kept.scenario)?)?;
    let case = registry.case(case)?.ok_or(Problem::NoRun)?;
    let current = entrants.iter().find(|one| one.id == entrant).ok_or(Problem::NoRun)?;
    let run = registry.run(RunKey { entrant, case: case.id, repeat: 0 })?.ok_or(Problem::NoRun)?;
    let is_hidden = case.visibility == Visibility::Hidden;
    if is_hidden && !reader.is_local {
        return Err(Problem::Hidden);
    }
    let terms: crate::catalogue::scenario::ContractTerms = serde_json::from_value(contract.terms)?;
    let (previous, next) = registry.neighbours(session, case.id)?;
    Ok(View {
        session: session.number(),
        case: case.id.number(),
        scenario: kept.scenario,
        title: reader.words(&story.title).to_owned(),
        key: case.case.id.clone(),
        note: case.case.note.clone(),
        group: case.case.group.clone(),
        weight: case.case.weight.to_string(),
        is_hidden,
        previous: previous.map(CaseId::number),
        next: next.map(CaseId::number),
        entrant: entrant.number(),
        name: Name::of(current, reader),
        input: Document::input(&case.case.input, &Glossary::of(&contract.input_schema, reader.language)),
        expected: Document::output(&case.case.input, &case.case.expected, None),
        sides: sides(registry, &entrants, &case, entrant, reader)?,
        run: RunView {
            figures: named(&run, &terms.metric.figures(), reader),
            is_open: matches!(story.kind, TaskKind::Plan | TaskKind::Generate | TaskKind::Rank),
            costs: costs(&run, &terms.limits, reader),
            digests: digests(&run, &case, current, reader),
            ..run_view(&run, &case, reader)
        },
    })
}

fn sides(
    registry: &Registry,
    entrants: &[Entrant],
    case: &KeptCase,
    current: EntrantId,
    reader: &Reader,
) -> Result<Vec<Side>, Problem> {
    let mut sides = Vec::new();
    for entrant in entrants {
        let Some(KeptRun { run, .. }) = registry.run(RunKey { entrant: entrant.id, case: case.id, repeat: 0 })? else {
            continue;
        };
        sides.push(Side {
            entrant: entrant.id.number(),
            name: Name::of(entrant, reader),
            is_current: entrant.id == current,
            chip: Chip::of(&run.outcome, run.judgement.score, reader),
            output: run.output.as_deref().map(|text| given(case, text)),
            confidence: run.confidence.map(confidence),
        });
    }
    Ok(sides)
}

fn run_view(kept: &KeptRun, case: &KeptCase, reader: &Reader) -> RunView {
    let run = &kept.run;
    let is_answered = run.outcome == "answered";
    let ending = run.detail.get(reader.language.code()).and_then(Value::as_str).map(str::to_owned);
    let given = run.output.as_deref().map(|text| given(case, text).json);
    let diff = given.filter(|_| is_answered).map(|given| {
        let lines = diff::lines(&diff::laid_out(&case.case.expected, None), &given);
        Diff { differs: lines.iter().any(|line| line.kind != "same"), lines }
    });
    RunView {
        chip: Chip::of(&run.outcome, run.judgement.score, reader),
        ending: ending.filter(|_| !is_answered),
        violations: strings(run.detail.get("violations")),
        frames: strings(run.detail.get("frames")),
        score: format!("{:.3}", run.judgement.score),
        figures: Vec::new(),
        remarks: run.judgement.remarks.iter().map(|words| reader.words(words).to_owned()).collect(),
        rationale: run.rationale.clone().filter(|text| !text.trim().is_empty()),
        confidence: run.confidence.map(confidence),
        diff,
        is_open: false,
        log: log(&run.log),
        log_dropped: run.log_dropped,
        costs: Vec::new(),
        digests: Vec::new(),
        at: super::moment(kept.at),
    }
}

fn named(kept: &KeptRun, known: &[crate::catalogue::metric::Figure], reader: &Reader) -> Vec<(String, String)> {
    let title = |key: &str| known.iter().find(|figure| figure.key == key);
    let name = |key: &String| title(key).map_or_else(|| key.clone(), |known| figure::title(known, reader.language));
    kept.run.judgement.figures.iter().map(|(key, value)| (name(key), figure::plain(*value))).collect()
}

fn costs(kept: &KeptRun, limits: &CallLimits, reader: &Reader) -> Vec<Cost> {
    let run = &kept.run;
    let language = reader.language;
    let fuel = |fuel: u64| figures::count(fuel as f64, language);
    let startup = fuel(run.startup_fuel);
    let mib = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
    let output = run.output.as_ref().map_or(0, String::len) as f64 / 1024.0;
    vec![
        Cost {
            name: language.pick("计量单位", "Fuel units"),
            used: fuel(run.fuel.saturating_sub(run.startup_fuel)),
            note: Some(reader.pick(format!("另启动 {startup}"), format!("and {startup} to start"))),
            limit: fuel(limits.fuel),
        },
        Cost {
            name: language.pick("内存峰值", "Peak memory"),
            used: mib(run.memory),
            note: None,
            limit: format!("{} MiB", limits.memory_mib),
        },
        Cost {
            name: language.pick("用时", "Time"),
            used: figures::time(run.elapsed_us as f64, language),
            note: Some(language.pick("随机器而异", "differs by machine").to_owned()),
            limit: figures::time(limits.time_ms as f64 * 1e3, language),
        },
        Cost {
            name: language.pick("输出", "Output"),
            used: format!("{output:.1} KiB"),
            note: None,
            limit: format!("{} KiB", limits.output_kib),
        },
    ]
}

fn digests(kept: &KeptRun, case: &KeptCase, entrant: &Entrant, reader: &Reader) -> Vec<(&'static str, String)> {
    let say = |zh, en| reader.language.pick(zh, en);
    let mut digests =
        vec![(say("案例", "Case"), case.digest.to_string()), (say("组件", "Component"), entrant.digest.to_string())];
    let state = entrant.preparation.as_ref().and_then(|preparation| preparation.state);
    digests.extend(state.map(|state| (say("准备所得状态", "Prepared state"), state.to_string())));
    digests.extend(kept.output_digest.map(|output| (say("答复", "Answer"), output.to_string())));
    digests
}

/// What an agent gave: JSON where it is that, else as it stands.
fn given(case: &KeptCase, text: &str) -> Document {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Document::output(&case.case.input, &value, Some(&case.case.expected)),
        Err(_) => Document::plain(text),
    }
}

fn confidence(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn log(lines: &Value) -> Vec<LogView> {
    let text = |line: &Value, key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let lines = lines.as_array().into_iter().flatten();
    lines.map(|line| LogView { channel: text(line, "channel"), text: text(line, "text") }).collect()
}
