//! `sales-forecast`: regression of the logarithm of weekly sales on trend, harmonics of the year, promotions and
//! festivals. What other shops taught is where each coefficient starts from; the shop's own weeks move it as far as
//! their number and noise allow (the posterior mean of a normal prior: an empirical Bayes estimate after Efron & Morris
//! 1973, Journal of the American Statistical Association 68:117).

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use serde_json::{Value, json};

use crate::Reply;
use crate::calendar::Hours;
use crate::ridge::{cholesky, solve};

/// Coefficients of one shop.
const WIDTH: usize = 15;
/// The coefficients that belong to the category: the harmonics.
const SEASON: std::ops::Range<usize> = 2..6;
/// Little is needed: a shop has some hundred weeks.
const PENALTY: f64 = 0.1;
/// No coefficient is taken as known better than this.
const LEAST_VARIANCE: f64 = 1e-4;

type Row = [f64; WIDTH];

/// A festival's day and name.
type Festival = (i64, String);

/// A shop's weeks.
struct Shop {
    /// The first Monday, by number.
    first: i64,
    discounts: Vec<f64>,
    /// Logarithms of the sales; fewer than discounts where weeks are to be forecast.
    logs: Vec<f64>,
}

/// The number of a day, counted on from some fixed one.
fn day(date: &str) -> Option<i64> {
    Some((Hours::read(&format!("{date}T12:00Z"))?.0 / 24.0).round() as i64)
}

/// How many days around which festivals the week has: the rise before Spring Festival (each day by how near it is), the
/// days when shops are closed, their square, the days after that, the long holidays and the short ones.
fn holidays(monday: i64, festivals: &[Festival]) -> [f64; 6] {
    let mut found = [0.0; 6];
    for (festival, name) in festivals {
        for after in monday - festival..monday - festival + 7 {
            match (name.as_str(), after) {
                ("spring-festival", -28..=-8) => found[0] += (after + 29) as f64 / 21.0 / 7.0,
                ("spring-festival", -7..=-3) => found[0] += 1.0 / 7.0,
                ("spring-festival", -2..=6) => found[1] += 1.0 / 7.0,
                ("spring-festival", 7..=14) => found[3] += 1.0 / 7.0,
                ("national-day", 0..=6) | ("labour-day", 0..=4) => found[4] += 1.0 / 7.0,
                ("new-year", 0..=2) | ("qingming" | "dragon-boat" | "mid-autumn", -1..=1) => found[5] += 1.0 / 7.0,
                _ => {}
            }
        }
    }
    found[2] = found[1] * found[1];
    found
}

impl Shop {
    /// What the regression reads for a week: intercept, trend, harmonics, this and last week's discount and their
    /// square, holidays.
    fn features(&self, week: usize, festivals: &[Festival]) -> Row {
        let monday = self.first + 7 * week as i64;
        // A day's number is that since 2000-01-01; the mean year is near enough for the season.
        let turn = TAU * (monday + 3) as f64 / 365.2425;
        let now = self.discounts.get(week).copied().unwrap_or_default() / 10.0;
        let before = week.checked_sub(1).and_then(|week| self.discounts.get(week)).copied().unwrap_or_default() / 10.0;
        let [rise, closed, square, after, long, short] = holidays(monday, festivals);
        let (once, twice) = (turn.sin_cos(), (2.0 * turn).sin_cos());
        let trend = week as f64 / 52.0 - 1.0;
        [1.0, trend, once.0, once.1, twice.0, twice.1, now, before, now * now, rise, closed, square, after, long, short]
    }

    fn rows(&self, festivals: &[Festival]) -> Vec<Row> {
        (0..self.logs.len()).map(|week| self.features(week, festivals)).collect()
    }
}

fn dot(row: &Row, weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// Least squares, each coefficient drawn to its `centre` by its `pull`; `None` where that does not settle them.
fn fitted(rows: &[Row], logs: &[f64], centre: &[f64], pull: &[f64]) -> Option<Vec<f64>> {
    let moment = |one: usize, other: usize| rows.iter().map(|row| row[one] * row[other]).sum::<f64>();
    let normal: Vec<Vec<f64>> = (0..WIDTH)
        .map(|one| (0..WIDTH).map(|other| moment(one, other) + if one == other { pull[one] } else { 0.0 }).collect())
        .collect();
    let right: Vec<f64> = (0..WIDTH)
        .map(|one| rows.iter().zip(logs).map(|(row, log)| row[one] * log).sum::<f64>() + pull[one] * centre[one])
        .collect();
    Some(solve(&cholesky(&normal)?, &right))
}

/// The materials `calendar.csv` or `shops.csv`, without their first line.
fn lines(csv: &[u8]) -> Result<Vec<&str>, String> {
    let text = std::str::from_utf8(csv).map_err(|error| error.to_string())?;
    Ok(text.lines().skip(1).filter(|line| !line.is_empty()).collect())
}

/// The calendar's festivals.
fn calendar(csv: &[u8]) -> Result<Vec<Festival>, String> {
    let read = |line: &str| {
        let (date, name) = line.split_once(',')?;
        Some((day(date)?, name.to_owned()))
    };
    lines(csv)?.into_iter().map(|line| read(line).ok_or_else(|| format!("not a festival: {line}"))).collect()
}

/// The shops with their categories.
fn shops(csv: &[u8]) -> Result<Vec<(String, Shop)>, String> {
    let mut shops: BTreeMap<&str, (String, Shop)> = BTreeMap::new();
    for line in lines(csv)? {
        let cells: Vec<&str> = line.split(',').collect();
        let read = || {
            let [name, category, monday, discount, sales] = cells[..] else { return None };
            Some((name, category, day(monday)?, discount.parse::<f64>().ok()?, sales.parse::<f64>().ok()?))
        };
        let (name, category, first, discount, sales) = read().ok_or_else(|| format!("not a shop's week: {line}"))?;
        let new = || (category.to_owned(), Shop { first, discounts: Vec::new(), logs: Vec::new() });
        let (_, shop) = shops.entry(name).or_insert_with(new);
        shop.discounts.push(discount);
        shop.logs.push(sales.max(0.5).ln());
    }
    Ok(shops.into_values().collect())
}

/// Mean of each coefficient.
fn centre(all: &[&Vec<f64>]) -> Vec<f64> {
    (0..WIDTH).map(|at| all.iter().map(|one| one[at]).sum::<f64>() / all.len().max(1) as f64).collect()
}

/// Learns from the other shops: by category where the coefficients lie, how far they spread, and how loud the noise is.
///
/// # Errors
/// What could not be read, or that there are no shops.
pub fn prepare(calendar_csv: &[u8], shops_csv: &[u8]) -> Result<Vec<u8>, String> {
    let festivals = calendar(calendar_csv)?;
    let (mut learnt, mut noise) = (Vec::new(), 0.0);
    for (category, shop) in shops(shops_csv)? {
        let rows = shop.rows(&festivals);
        let weights = fitted(&rows, &shop.logs, &[0.0; WIDTH], &[PENALTY; WIDTH]).ok_or("a shop without weeks")?;
        let squares = rows.iter().zip(&shop.logs).map(|(row, log)| (log - dot(row, &weights)).powi(2));
        noise += squares.sum::<f64>() / rows.len().saturating_sub(WIDTH).max(1) as f64;
        learnt.push((category, weights));
    }
    if learnt.is_empty() {
        return Err("no shops to learn from".to_owned());
    }
    let all: Vec<&Vec<f64>> = learnt.iter().map(|(_, weights)| weights).collect();
    let overall = centre(&all);
    let mut centres: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (category, _) in &learnt {
        let own: Vec<&Vec<f64>> = learnt.iter().filter(|(other, _)| other == category).map(|(_, own)| own).collect();
        let mut mixed = overall.clone();
        mixed[SEASON].copy_from_slice(&centre(&own)[SEASON]);
        centres.insert(category, mixed);
    }
    let spread = |at: usize| {
        let squares = learnt.iter().map(|(category, own)| (own[at] - centres[category.as_str()][at]).powi(2));
        (squares.sum::<f64>() / learnt.len() as f64).max(LEAST_VARIANCE)
    };
    let variances: Vec<f64> = (0..WIDTH).map(spread).collect();
    let state = json!({"noise": noise / learnt.len() as f64, "centres": centres, "variances": variances});
    Ok(state.to_string().into_bytes())
}

fn list(value: &Value) -> Option<Vec<f64>> {
    value.as_array()?.iter().map(Value::as_f64).collect()
}

/// Answers a case with as many weeks as it asks for.
///
/// # Errors
/// What could not be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let state: Value = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    let learnt = || {
        let centre = list(&state["centres"][input["category"].as_str()?])?;
        let variances = list(&state["variances"])?;
        let fits = centre.len() == WIDTH && variances.len() == WIDTH;
        fits.then_some((centre, variances, state["noise"].as_f64()?))
    };
    let (centre, variances, noise) = learnt().ok_or("no other shop sells this category")?;
    let sales = list(&input["sales"]).ok_or("no sales")?;
    let shop = Shop {
        first: input["first"].as_str().and_then(day).ok_or("no first Monday")?,
        discounts: list(&input["discounts"]).ok_or("no discounts")?,
        logs: sales.iter().map(|value| value.max(0.5).ln()).collect(),
    };
    let ahead = input["ahead"].as_u64().and_then(|ahead| usize::try_from(ahead).ok()).ok_or("no weeks ahead")?;
    let named = input["festivals"].as_array().ok_or("no festivals")?;
    let festival = |one: &Value| Some((day(one["date"].as_str()?)?, one["festival"].as_str()?.to_owned()));
    let festivals: Vec<Festival> = named.iter().filter_map(festival).collect();
    let pull: Vec<f64> = variances.iter().map(|variance| noise / variance).collect();
    let weights = fitted(&shop.rows(&festivals), &shop.logs, &centre, &pull).ok_or("the weeks settle nothing")?;
    let weeks = shop.logs.len()..shop.logs.len() + ahead;
    let said: Vec<f64> =
        weeks.clone().map(|week| dot(&shop.features(week, &festivals), &weights).min(16.0).exp().round()).collect();
    let promoted = weeks.filter(|week| shop.discounts.get(*week).is_some_and(|discount| *discount > 0.0)).count();
    Ok(Reply {
        output: json!({ "values": said }),
        rationale: format!(
            "对数回归：趋势、年内两阶调和、让利与节日；以其他店铺的系数为先验。每让利一成约增销 {:.0}%，年增长约 {:.0}%；预报期内促销 {promoted} 周。",
            100.0 * ((weights[6] + weights[8]).exp() - 1.0),
            100.0 * (weights[1].exp() - 1.0)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: &[u8] = include_bytes!("../../../../host/catalogue/sales-forecast/materials/calendar.csv");
    const SHOPS: &[u8] = include_bytes!("../../../../host/catalogue/sales-forecast/materials/shops.csv");
    const CASES: &str = include_str!("../../../../host/catalogue/sales-forecast/cases.jsonl");

    #[test]
    fn it_is_far_closer_than_last_year() {
        let state = prepare(CALENDAR, SHOPS).unwrap();
        let (mut own, mut naive) = (0.0, 0.0);
        for case in CASES.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let said = list(&answer(&state, &case["input"]).unwrap().output["values"]).unwrap();
            let came = list(&case["expected"]["values"]).unwrap();
            let last = list(&case["expected"]["naive"]).unwrap();
            let error = |said: &[f64]| said.iter().zip(&came).map(|(said, came)| (said - came).abs()).sum::<f64>();
            own += error(&said);
            naive += error(&last);
        }
        assert!(own < 0.6 * naive, "{own} against {naive}");
    }

    #[test]
    fn spring_festival_is_felt_before_and_after() {
        let festivals = vec![(100, "spring-festival".to_owned())];
        assert!((holidays(100, &festivals)[1] - 1.0).abs() < 1e-9);
        assert_eq!(holidays(60, &festivals), [0.0; 6]);
        assert!(holidays(90, &festivals)[0] > 0.9);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert!(prepare(CALENDAR, b"shop\nS1").is_err());
        assert!(prepare(CALENDAR, b"shop\n").is_err());
        assert!(answer(b"{}", &json!({})).is_err());
    }
}
