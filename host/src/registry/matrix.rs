//! A session as a table: one row a case, one cell an entrant, a page at a time.

use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::case::Visibility;
use super::entrant;
use super::error::Result;
use super::id::{CaseId, EntrantId, SessionId};
use super::{Registry, column, session};

/// How many characters of an output a cell has: enough to draw most of them.
const SHORT: i64 = 2000;

/// Holds for the cases that a session's plan names, and for every case where the plan names none.
const PLANNED: &str = "(
    (SELECT json_type(plan, '$.cases') FROM session WHERE id = :session) IS NULL
    OR lower(hex(digest)) IN (SELECT value FROM json_each((SELECT plan FROM session WHERE id = :session), '$.cases'))
)";

/// In which order rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// As in the contract.
    #[default]
    Case,
    /// From the widest gap between the best and the worst entrant down.
    Spread,
}

/// Which rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Where the entrants' scores differ.
    Disagreements,
    /// Where an entrant's outcome is not `answered`.
    Failures,
    /// Public cases.
    Public,
    /// Hidden cases.
    Hidden,
}

/// Which page of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Rows to pass over.
    pub offset: u64,
    /// Rows to give, at most.
    pub limit: u32,
    /// In which order.
    pub order: Order,
    /// Which rows.
    pub filter: Filter,
}

/// A page of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    /// The columns, in order.
    pub entrants: Vec<EntrantId>,
    /// How many rows the filter lets through on all pages.
    pub total: u64,
    /// The rows of this page.
    pub rows: Vec<MatrixRow>,
}

/// A case and what each entrant made of it.
///
/// Whoever shows a row must withhold `input` and `expected` where the case is hidden and the reader may not see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow {
    /// The case.
    pub case: CaseId,
    /// Its id within the contract.
    pub key: String,
    /// Its place in the contract, from 0.
    pub position: u64,
    /// Who may see it.
    pub visibility: Visibility,
    /// Its weight.
    pub weight: f64,
    /// What it belongs together with.
    pub group: Option<String>,
    /// Its input.
    pub input: Value,
    /// What was expected.
    pub expected: Value,
    /// One cell an entrant, in the order of the columns; none where nothing ran yet.
    pub cells: Vec<Option<Cell>>,
}

/// What an entrant made of a case: the first repeat, with the mean score of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The outcome's code.
    pub outcome: String,
    /// Mean score over the repeats.
    pub score: f64,
    /// How many repeats ran.
    pub repeats: u32,
    /// The beginning of the output.
    pub output: Option<String>,
    /// Whether the output is longer than that.
    pub is_cut: bool,
}

/// How often an entrant's runs had an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeCount {
    /// Whose.
    pub entrant: EntrantId,
    /// The outcome's code.
    pub outcome: String,
    /// How often.
    pub count: u64,
}

impl Registry {
    /// A page of a session's table.
    ///
    /// # Errors
    /// [`super::Error::UnknownSession`] and those of the file.
    pub fn matrix(&self, session: SessionId, page: Page) -> Result<Matrix> {
        self.read(|connection| {
            let contract = session::find(connection, session)?.contract.number();
            let entrants: Vec<_> = entrant::all(connection, session)?.into_iter().map(|entrant| entrant.id).collect();
            let chosen = choose(page);
            let counted = choose(Page { order: Order::Case, ..page });
            let total = connection
                .prepare_cached(&format!("SELECT count(*) FROM ({counted})"))?
                .query_row(named_params! { ":contract": contract, ":session": session }, |row| column::count(row, 0))?;
            let order = match page.order {
                Order::Case => "position",
                Order::Spread => "spread DESC, position",
            };
            let mut statement =
                connection.prepare_cached(&format!("{chosen} ORDER BY {order} LIMIT :limit OFFSET :offset"))?;
            let rows = statement.query_map(
                named_params! {
                    ":contract": contract, ":session": session,
                    ":limit": page.limit, ":offset": column::from_count(page.offset),
                },
                |row| row.get(0),
            )?;
            let cases = rows.collect::<rusqlite::Result<Vec<CaseId>>>()?;
            let rows = cases.into_iter().map(|case| read_row(connection, case, &entrants)).collect::<Result<_>>()?;
            Ok(Matrix { entrants, total, rows })
        })
    }

    /// The cases before and after this one in a session's table, in the contract's order.
    ///
    /// # Errors
    /// [`super::Error::UnknownSession`] and those of the file.
    pub fn neighbours(&self, session: SessionId, case: CaseId) -> Result<(Option<CaseId>, Option<CaseId>)> {
        self.read(|connection| {
            let contract = session::find(connection, session)?.contract.number();
            let beside = |sign: &str, order: &str| -> Result<Option<CaseId>> {
                let sql = format!(
                    "SELECT id FROM contract_case WHERE contract = :contract AND {PLANNED}
                        AND position {sign} (SELECT position FROM contract_case WHERE id = :case)
                        ORDER BY position {order} LIMIT 1"
                );
                let mut statement = connection.prepare_cached(&sql)?;
                let parameters = named_params! { ":contract": contract, ":session": session, ":case": case };
                Ok(statement.query_row(parameters, |row| row.get(0)).optional()?)
            };
            Ok((beside("<", "DESC")?, beside(">", "ASC")?))
        })
    }

    /// How often each entrant's runs had each outcome, by entrant and then by frequency.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn outcome_counts(&self, session: SessionId) -> Result<Vec<OutcomeCount>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT entrant, outcome, count(*) FROM run JOIN entrant ON entrant.id = run.entrant
                    WHERE session = ?1 GROUP BY position, outcome ORDER BY position, count(*) DESC, outcome",
            )?;
            let rows = statement.query_map([session], |row| {
                Ok(OutcomeCount { entrant: row.get(0)?, outcome: row.get(1)?, count: column::count(row, 2)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The cases that a page draws on. Runs are only looked at where the page asks for it: there may be a million.
fn choose(page: Page) -> String {
    let condition = match page.filter {
        Filter::Disagreements => "spread > 0",
        Filter::Failures => "failures > 0",
        Filter::Public => "visibility = 'public'",
        Filter::Hidden => "visibility = 'hidden'",
        Filter::All => "TRUE",
    };
    let looks_at_runs = page.order == Order::Spread || matches!(page.filter, Filter::Disagreements | Filter::Failures);
    if looks_at_runs {
        format!(
            "SELECT contract_case.id, position, coalesce(spread, 0) AS spread
                FROM contract_case LEFT JOIN (
                    SELECT \"case\", max(score) - min(score) AS spread, sum(failures) AS failures
                    FROM (SELECT \"case\", avg(score) AS score, sum(outcome <> 'answered') AS failures FROM run
                        WHERE entrant IN (SELECT id FROM entrant WHERE session = :session) GROUP BY entrant, \"case\")
                    GROUP BY \"case\"
                ) ON \"case\" = contract_case.id
                WHERE contract = :contract AND {PLANNED} AND {condition}"
        )
    } else {
        format!(
            "SELECT id, position, 0 AS spread FROM contract_case
                WHERE contract = :contract AND {PLANNED} AND {condition}"
        )
    }
}

fn read_row(connection: &Connection, case: CaseId, entrants: &[EntrantId]) -> Result<MatrixRow> {
    let mut row = connection
        .prepare_cached(
            "SELECT key, position, visibility, weight, cluster, input, expected FROM contract_case WHERE id = ?1",
        )?
        .query_row([case], |row| {
            Ok(MatrixRow {
                case,
                key: row.get("key")?,
                position: column::count(row, "position")?,
                visibility: Visibility::read(row)?,
                weight: row.get("weight")?,
                group: row.get("cluster")?,
                input: column::json(row, "input")?,
                expected: column::json(row, "expected")?,
                cells: Vec::with_capacity(entrants.len()),
            })
        })?;
    for entrant in entrants {
        row.cells.push(read_cell(connection, case, *entrant)?);
    }
    Ok(row)
}

fn read_cell(connection: &Connection, case: CaseId, entrant: EntrantId) -> Result<Option<Cell>> {
    let mut statement = connection.prepare_cached(
        "SELECT outcome, score, substr(output, 1, ?3) AS short, length(output) > ?3 AS is_cut
            FROM run JOIN trace ON trace.run = run.id WHERE entrant = ?1 AND \"case\" = ?2 ORDER BY repeat",
    )?;
    let mut rows = statement.query(params![entrant, case, SHORT])?;
    let mut cell: Option<Cell> = None;
    let mut sum = 0.0;
    while let Some(row) = rows.next()? {
        sum += row.get::<_, f64>("score")?;
        match &mut cell {
            Some(cell) => cell.repeats += 1,
            None => {
                let is_cut = row.get::<_, Option<bool>>("is_cut")?.unwrap_or(false);
                cell = Some(Cell {
                    outcome: row.get("outcome")?,
                    score: 0.0,
                    repeats: 1,
                    output: row.get("short")?,
                    is_cut,
                });
            }
        }
    }
    Ok(cell.map(|cell| Cell { score: sum / f64::from(cell.repeats), ..cell }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Actor;
    use super::super::entrant::NewEntrant;
    use super::super::fixture::run;
    use super::super::run::{Run, RunKey};
    use super::super::session::NewSession;
    use super::*;

    const FIRST: Page = Page { offset: 0, limit: 50, order: Order::Case, filter: Filter::All };

    /// Scores by case: 甲 1, 1, 0, – and 乙 1, 0.25, 0, –; the third of 甲 is a trap.
    fn scored(folder: &tempfile::TempDir) -> (Registry, SessionId) {
        let mut registry = Registry::create_in(folder);
        let (session, entrants, cases) = registry.running();
        let trapped = Run { outcome: "trapped".to_owned(), output: None, ..run(entrants[0], cases[2], 0.0) };
        let long = Run { output: Some("汉".repeat(SHORT as usize + 1)), ..run(entrants[1], cases[1], 0.25) };
        let batch = [
            run(entrants[0], cases[0], 1.0),
            run(entrants[0], cases[1], 1.0),
            trapped,
            run(entrants[1], cases[0], 1.0),
            long,
            run(entrants[1], cases[2], 0.0),
        ];
        registry.insert_runs(session, &batch).unwrap();
        (registry, session)
    }

    fn keys(matrix: &Matrix) -> Vec<&str> {
        matrix.rows.iter().map(|row| row.key.as_str()).collect()
    }

    #[test]
    fn rows_come_in_order_a_page_at_a_time_with_a_cell_an_entrant() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, session) = scored(&folder);
        let matrix = registry.matrix(session, FIRST).unwrap();
        assert_eq!((keys(&matrix), matrix.total), (vec!["0000", "0001", "0002", "0003"], 4));
        assert_eq!(matrix.rows[1].visibility, Visibility::Hidden);
        assert_eq!(matrix.rows[2].cells[0].as_ref().unwrap().outcome, "trapped");
        let long = matrix.rows[1].cells[1].as_ref().unwrap();
        assert_eq!(
            (long.score, long.is_cut, long.output.as_ref().unwrap().chars().count()),
            (0.25, true, SHORT as usize)
        );
        assert_eq!(matrix.rows[3].cells, [None, None]);

        let second = registry.matrix(session, Page { offset: 3, limit: 2, ..FIRST }).unwrap();
        assert_eq!((keys(&second), second.total), (vec!["0003"], 4));
    }

    #[test]
    fn rows_are_sorted_and_filtered_in_the_database() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, session) = scored(&folder);
        let spread = registry.matrix(session, Page { order: Order::Spread, ..FIRST }).unwrap();
        assert_eq!(keys(&spread), ["0001", "0000", "0002", "0003"]);
        let chosen = |filter| {
            let matrix = registry.matrix(session, Page { filter, limit: 9, ..FIRST }).unwrap();
            assert_eq!(matrix.total, matrix.rows.len() as u64);
            keys(&matrix).join(" ")
        };
        assert_eq!(chosen(Filter::Disagreements), "0001");
        assert_eq!(chosen(Filter::Failures), "0002");
        assert_eq!(chosen(Filter::Public), "0000 0002");
        assert_eq!(chosen(Filter::Hidden), "0001 0003");
    }

    #[test]
    fn only_the_cases_that_the_plan_names_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let (_, _, ids) = registry.running();
        let release = registry.publish("linear", "0.2.0", b"three").unwrap().id();
        let contract = registry.latest_contract("addition").unwrap().id;
        let cases = registry.cases(contract).unwrap();
        let plan = json!({ "cases": [cases[0].digest, cases[1].digest, cases[3].digest] });
        let entrants = [NewEntrant { release, label: "甲".to_owned() }];
        let new = NewSession { contract, seed: 1, plan: &plan, runs_planned: 3, entrants: &entrants };
        let session = registry.plan_session(&Actor::operator(), &new).unwrap();
        for order in [Order::Case, Order::Spread] {
            let matrix = registry.matrix(session, Page { order, ..FIRST }).unwrap();
            assert_eq!((keys(&matrix), matrix.total), (vec!["0000", "0001", "0003"], 3));
        }
        assert_eq!(registry.neighbours(session, ids[1]).unwrap(), (Some(ids[0]), Some(ids[3])));
        assert_eq!(registry.neighbours(session, ids[3]).unwrap(), (Some(ids[1]), None));
    }

    #[test]
    fn repeats_share_a_cell() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let (session, entrants, cases) = registry.running();
        let again = run(entrants[0], cases[0], 0.0);
        let again = Run { key: RunKey { repeat: 1, ..again.key }, ..again };
        registry.insert_runs(session, &[run(entrants[0], cases[0], 1.0), again]).unwrap();
        let matrix = registry.matrix(session, FIRST).unwrap();
        let cell = matrix.rows[0].cells[0].as_ref().unwrap();
        assert_eq!((cell.score, cell.repeats), (0.5, 2));
    }

    #[test]
    fn outcomes_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, session) = scored(&folder);
        let counts: Vec<_> =
            registry.outcome_counts(session).unwrap().into_iter().map(|row| (row.outcome, row.count)).collect();
        let expected = [("answered", 2), ("trapped", 1), ("answered", 3)];
        assert_eq!(counts, expected.map(|(outcome, count)| (outcome.to_owned(), count)));
    }
}
