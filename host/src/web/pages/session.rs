//! A comparison as a table: cases down, entrants across, the baseline leftmost.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::{Page as Answer, render, scenario};
use crate::registry::case::Visibility;
use crate::registry::matrix::{Cell, Filter, MatrixRow, Order, Page};
use crate::registry::session::State as Stage;
use crate::registry::{Registry, SessionId};
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::brief::{self, Brief};
use crate::web::show::chip::{self, Chip};
use crate::web::show::diff;
use crate::web::show::entrant::Name;
use crate::web::show::glossary::Glossary;
use crate::web::show::story::Story;
use crate::web::show::words;
use crate::web::site::Site;

/// Rows on a page.
const ROWS: u32 = 50;

/// What the address asks for.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: u64,
    filter: Filter,
    order: Order,
}

#[derive(Template)]
#[template(path = "session.html")]
struct SessionPage<'a> {
    reader: &'a Reader,
    view: View,
}

/// What the page shows.
struct View {
    number: i64,
    scenario: String,
    title: String,
    version: String,
    at: String,
    seed: u64,
    plan: String,
    state: &'static str,
    is_finished: bool,
    runs_done: u64,
    runs_planned: u64,
    result: Option<scenario::ResultView>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: u64,
    first: u64,
    last: u64,
    filters: Vec<Link>,
    orders: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    page: u64,
    pages: u64,
    /// Whether hidden cases are kept back.
    holds_back: bool,
}

/// A column's head.
struct Column {
    entrant: i64,
    name: Name,
    score: Option<String>,
    difference: Option<String>,
}

/// A link of which one may be the one that is shown.
struct Link {
    address: String,
    name: &'static str,
    is_current: bool,
}

/// A case's row.
struct Row {
    case: i64,
    key: String,
    is_hidden: bool,
    input: Brief,
    expected: Brief,
    cells: Vec<Option<CellView>>,
}

/// An entrant's cell.
struct CellView {
    entrant: i64,
    chip: Chip,
    difference: Option<String>,
    output: Brief,
    /// Case, entrant and what the chip's sign means, for those who do not see the table.
    label: String,
}

/// `GET /sessions/{id}`
pub async fn page(
    State(site): State<Site>,
    reader: Reader,
    Path(id): Path<i64>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Answer {
    // An address that asks for what there is not gets the first page.
    let asked = asked.map_or_else(|_| Asked::default(), |Query(asked)| asked).held_to(reader.is_local);
    let for_reading = reader.clone();
    let view = site.read(move |registry| read(registry, SessionId::new(id), asked, &for_reading)).await?;
    render(&SessionPage { reader: &reader, view: view.ok_or(Problem::NoSession(id))? })
}

impl Asked {
    /// Where others than this machine's users can ask, only public cases are listed: per-case results would give
    /// the hidden set away bit by bit.
    fn held_to(self, is_local: bool) -> Self {
        let asked = Self { page: self.page.min(u64::from(u32::MAX)), ..self };
        if is_local { asked } else { Self { filter: Filter::Public, order: Order::Case, ..asked } }
    }

    fn address(self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = self;
        change(&mut asked);
        let filter = match asked.filter {
            Filter::All => "all",
            Filter::Disagreements => "disagreements",
            Filter::Failures => "failures",
            Filter::Public => "public",
            Filter::Hidden => "hidden",
        };
        let order = match asked.order {
            Order::Case => "case",
            Order::Spread => "spread",
        };
        format!("?filter={filter}&order={order}&page={}#matrix", asked.page)
    }
}

fn read(registry: &Registry, id: SessionId, asked: Asked, reader: &Reader) -> Result<View, Problem> {
    let session = registry.session(id)?;
    let contract = registry.contract(session.contract)?;
    let story = Story::of_record(registry.scenario_record(&session.scenario)?)?;
    let result = scenario::result(registry, id, reader)?;
    let offset = asked.page.saturating_mul(u64::from(ROWS));
    let page = Page { offset, limit: ROWS, order: asked.order, filter: asked.filter };
    let matrix = registry.matrix(id, page)?;
    let input = Glossary::of(&contract.input_schema, reader.language);
    let output = Glossary::of(&contract.output_schema, reader.language);
    let columns = columns(registry, id, result.as_ref(), reader)?;
    let rows: Vec<Row> = matrix.rows.into_iter().map(|found| row(found, &columns, (&input, &output), reader)).collect();
    let pages = matrix.total.div_ceil(u64::from(ROWS)).max(1);
    let (zh, en) = words::state(session.state);
    Ok(View {
        number: id.number(),
        title: reader.words(&story.title).to_owned(),
        scenario: session.scenario,
        version: session.version.to_string(),
        at: super::moment(session.created_at),
        seed: session.seed,
        plan: session.plan_digest.to_string(),
        state: reader.language.pick(zh, en),
        is_finished: session.state == Stage::Finished,
        runs_done: session.runs_done,
        runs_planned: session.runs_planned,
        first: if rows.is_empty() { 0 } else { offset + 1 },
        last: offset + rows.len() as u64,
        total: matrix.total,
        filters: filters(asked, reader),
        orders: orders(asked, reader),
        previous: asked.page.checked_sub(1).map(|page| asked.address(|asked| asked.page = page.min(pages - 1))),
        next: (asked.page + 1 < pages).then(|| asked.address(|asked| asked.page += 1)),
        page: asked.page + 1,
        pages,
        holds_back: !reader.is_local,
        result,
        columns,
        rows,
    })
}

fn columns(
    registry: &Registry,
    id: SessionId,
    result: Option<&scenario::ResultView>,
    reader: &Reader,
) -> Result<Vec<Column>, Problem> {
    let entrants = registry.entrants(id)?;
    let columns = entrants.iter().enumerate().map(|(place, entrant)| {
        let row = result.and_then(|result| result.rows.get(place));
        Column {
            entrant: entrant.id.number(),
            name: Name::of(entrant, reader),
            score: row.map(|row| row.score.clone()),
            difference: row.and_then(|row| row.difference.clone()),
        }
    });
    Ok(columns.collect())
}

fn row(found: MatrixRow, columns: &[Column], (input, output): (&Glossary, &Glossary), reader: &Reader) -> Row {
    let is_hidden = found.visibility == Visibility::Hidden;
    let floor = columns.iter().position(|column| column.name.is_floor);
    let floor = floor.and_then(|place| found.cells.get(place)?.as_ref().map(|cell| (place, cell.score)));
    let cells = found.cells.iter().zip(columns).enumerate().map(|(place, (cell, column))| {
        let cell = cell.as_ref()?;
        let chip = Chip::of(&cell.outcome, cell.score, reader);
        let difference =
            floor.filter(|(of, _)| *of != place).and_then(|(_, floor)| chip::from_floor(cell.score, floor));
        let label = reader.pick(
            format!("案例 {}，{}：{}", found.key, column.name.title, chip.meaning),
            format!("Case {}, {}: {}", found.key, column.name.title, chip.meaning),
        );
        Some(CellView { entrant: column.entrant, difference, output: answer(&found, cell, output), chip, label })
    });
    Row {
        case: found.case.number(),
        is_hidden,
        input: brief::input(&found.input, input),
        expected: brief::output(&found.input, &found.expected, output),
        cells: cells.collect(),
        key: found.key.clone(),
    }
}

/// The beginning of an answer; where it is cut, it is text rather than JSON.
fn answer(found: &MatrixRow, cell: &Cell, glossary: &Glossary) -> Brief {
    let Some(text) = &cell.output else { return Brief::default() };
    match serde_json::from_str(text) {
        Ok(value) if !cell.is_cut => {
            brief::output(&found.input, &diff::ordered(&value, Some(&found.expected)), glossary)
        }
        _ => brief::beginning(text, glossary),
    }
}

fn filters(asked: Asked, reader: &Reader) -> Vec<Link> {
    let all = [
        (Filter::All, "全部", "All"),
        (Filter::Disagreements, "有分歧", "Disagreements"),
        (Filter::Failures, "有失败", "Failures"),
        (Filter::Public, "公开案例", "Public"),
        (Filter::Hidden, "隐藏案例", "Hidden"),
    ];
    let offered = all.into_iter().filter(|(filter, ..)| reader.is_local || *filter == Filter::Public);
    let link = |(filter, zh, en)| Link {
        address: asked.address(|asked| (asked.filter, asked.page) = (filter, 0)),
        name: reader.language.pick(zh, en),
        is_current: asked.filter == filter,
    };
    offered.map(link).collect()
}

fn orders(asked: Asked, reader: &Reader) -> Vec<Link> {
    let all = [(Order::Case, "按案例编号", "By case"), (Order::Spread, "按分差从大到小", "Widest spread first")];
    let offered = all.into_iter().filter(|(order, ..)| reader.is_local || *order == Order::Case);
    let link = |(order, zh, en)| Link {
        address: asked.address(|asked| (asked.order, asked.page) = (order, 0)),
        name: reader.language.pick(zh, en),
        is_current: asked.order == order,
    };
    offered.map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_than_this_machine_s_users_are_listed_public_cases_only() {
        let asked = Asked { page: 3, filter: Filter::Hidden, order: Order::Spread };
        let held = asked.held_to(false);
        assert_eq!((held.filter, held.order, held.page), (Filter::Public, Order::Case, 3));
        assert_eq!(asked.held_to(true).filter, Filter::Hidden);
    }

    #[test]
    fn a_change_of_filter_keeps_the_order() {
        let asked = Asked { page: 3, filter: Filter::All, order: Order::Spread };
        let address = asked.address(|asked| (asked.filter, asked.page) = (Filter::Failures, 0));
        assert_eq!(address, "?filter=failures&order=spread&page=0#matrix");
    }
}
