//! `passenger-flow`: ridge regression on what the same day of the week was lately, with terms for holidays and season.

use std::collections::BTreeSet;
use std::f64::consts::TAU;

use serde_json::{Value, json};

use crate::Reply;
use crate::calendar::Hours;
use crate::ridge::Ridge;

/// Days that a forecast looks back on.
const BEFORE: usize = 56;
/// Days to forecast.
const AHEAD: usize = 7;
/// Days between the training windows: no divisor of 7, so that they begin on every day of the week.
const STRIDE: usize = 5;
/// Little is needed: there are thousands of rows for a dozen features.
const PENALTY: f64 = 1.0;

/// The number of a day, counted on from some fixed one.
fn day(date: &str) -> Option<i64> {
    // Exact for whole days.
    Some((Hours::read(&format!("{date}T12:00Z"))?.0 / 24.0).round() as i64)
}

/// A series with its first day, and the holidays in it and after it.
struct Series<'a> {
    first: i64,
    /// Where in its year the first day is, as a share.
    season: f64,
    values: &'a [f64],
    holidays: &'a BTreeSet<i64>,
}

impl Series<'_> {
    /// What the regression reads for the day `lead` after the end (from 0).
    fn features(&self, lead: usize) -> Vec<f64> {
        let index = self.values.len() + lead;
        let at = self.first + index as i64;
        let flag = |offset: i64| f64::from(u8::from(self.holidays.contains(&(at + offset))));
        let weeks: Vec<usize> = (1..=8).filter_map(|week| index.checked_sub(week * 7)).collect();
        let ordinary = |index: &&usize| !self.holidays.contains(&(self.first + **index as i64));
        let same: Vec<f64> = weeks.iter().filter(ordinary).map(|index| self.values[*index]).collect();
        let mut sorted = same.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        let newest = same.first().copied().unwrap_or_default();
        let month = same.iter().take(4).sum::<f64>() / same.len().clamp(1, 4) as f64;
        let turn = TAU * (self.season + index as f64 / 365.25);
        // From the 24th of December to the 2nd of January the year's end is felt.
        let of_year = (self.season * 365.25 + index as f64).rem_euclid(365.25);
        let feast = f64::from(u8::from(!(1.5..356.5).contains(&of_year)));
        vec![
            middle,
            newest,
            month,
            flag(0),
            flag(0) * middle,
            flag(-1) * middle,
            flag(1) * middle,
            feast * middle,
            feast * flag(0) * middle,
            turn.sin() * middle,
            turn.cos() * middle,
            (2.0 * turn).sin() * middle,
            (2.0 * turn).cos() * middle,
        ]
    }
}

/// The share of its year that has passed at the start of a day.
fn season(date: &str) -> Option<f64> {
    let start = day(&format!("{}-01-01", date.get(..4)?))?;
    Some((day(date)? - start) as f64 / 365.25)
}

/// Fits the regression on windows of the history; the state is its JSON.
///
/// # Errors
/// The line that could not be read, or that there are too few.
pub fn prepare(history: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(history).map_err(|error| error.to_string())?;
    let (mut dates, mut values, mut holidays) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let read = || {
            let mut cells = line.split(',');
            Some((cells.next()?, cells.next()?.parse::<f64>().ok()?, cells.next()? == "1"))
        };
        let (date, value, holiday) = read().ok_or_else(|| format!("not a day's flow: {line}"))?;
        let at = day(date).ok_or_else(|| format!("not a day: {date}"))?;
        if holiday {
            holidays.insert(at);
        }
        dates.push((at, date));
        values.push(value);
    }
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for start in (0..values.len().saturating_sub(BEFORE + AHEAD)).step_by(STRIDE) {
        let (first, date) = dates[start];
        let season = season(date).ok_or_else(|| format!("not a day: {date}"))?;
        let series = Series { first, season, values: &values[start..start + BEFORE], holidays: &holidays };
        for lead in 0..AHEAD {
            inputs.push(series.features(lead));
            targets.push(vec![values[start + BEFORE + lead]]);
        }
    }
    let fitted = Ridge::fit(&inputs, &targets, PENALTY).ok_or("too few days to learn from")?;
    let state = json!({"means": fitted.means, "spreads": fitted.spreads, "weights": fitted.weights});
    Ok(state.to_string().into_bytes())
}

/// Answers a case with the next seven days.
///
/// # Errors
/// What could not be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let fitted = crate::ridge::read_state(state)?;
    let date = input["first"].as_str().ok_or("no first day")?;
    let (first, season) = day(date).zip(season(date)).ok_or_else(|| format!("not a day: {date}"))?;
    let values =
        input["history"].as_array().and_then(|all| all.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>());
    let values = values.filter(|values| values.len() == BEFORE).ok_or_else(|| format!("not {BEFORE} values"))?;
    let named = input["holidays"].as_array().ok_or("no list of holidays")?;
    let holidays: BTreeSet<i64> = named.iter().filter_map(|date| day(date.as_str()?)).collect();
    let series = Series { first, season, values: &values, holidays: &holidays };
    let said: Vec<f64> = (0..AHEAD).map(|lead| fitted.predict(&series.features(lead))[0].max(0.0)).collect();
    let end = first + BEFORE as i64;
    let feasts = holidays.range(end..end + AHEAD as i64).count();
    Ok(Reply {
        output: json!({ "values": said }),
        rationale: format!(
            "由近 8 周同一星期几的客流（剔除假日）、季节与假日项回归得到；预报期内公共假日 {feasts} 天。"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten on weekdays, four at weekends and on the first holiday of many.
    fn history() -> String {
        let mut text = "date,thousands,holiday\n".to_owned();
        for year in 2001..2005 {
            for month in 1..=12 {
                for day in 1..=28 {
                    let value = if day % 7 < 2 { 4 } else { 10 };
                    text += &format!("{year}-{month:02}-{day:02},{value},0\n");
                }
            }
        }
        text
    }

    #[test]
    fn a_steady_week_goes_on() {
        let state = prepare(history().as_bytes()).unwrap();
        let week = [10.0, 10.0, 10.0, 10.0, 10.0, 4.0, 4.0];
        let input = json!({"first": "2011-05-02", "history": week.repeat(8), "ahead": 7, "holidays": []});
        let reply = answer(&state, &input).unwrap();
        for (said, truth) in reply.output["values"].as_array().unwrap().iter().zip(week) {
            assert!((said.as_f64().unwrap() - truth).abs() < 1.0, "{said}, not {truth}");
        }
        assert!(answer(&state, &json!({})).is_err());
        assert!(prepare(b"date,thousands,holiday\nnever,1,0\n").is_err());
    }
}
