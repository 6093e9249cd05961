//! `sales-forecast`: the year's rhythm of weekly sales smoothed in logarithms; promotions and festivals are not looked at.

use serde_json::{Value, json};

use crate::Reply;

/// Weeks in a year: the season's length.
const YEAR: usize = 52;
/// How much of the second year goes into the season: both years count alike.
const SEASON_SHARE: f64 = 0.5;
/// The shares of each new value in the level that are tried.
const LEVEL_SHARES: [f64; 6] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

/// Answers a case with as many weeks as it asks for.
///
/// # Errors
/// What could not be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let sales = input["sales"].as_array().ok_or("no sales")?;
    let ahead = input["ahead"].as_u64().and_then(|ahead| usize::try_from(ahead).ok()).ok_or("no weeks ahead")?;
    let logs: Option<Vec<f64>> = sales.iter().map(|value| Some(value.as_f64()?.max(0.5).ln())).collect();
    let logs = logs.ok_or("a week's sales are no number")?;
    let (year, rest) = logs.split_first_chunk::<YEAR>().ok_or("the history is shorter than a year")?;
    let tried = LEVEL_SHARES.iter().map(|share| (smoothed(year, rest, *share), *share));
    let ((_, level, season), share) = tried.min_by(|(a, _), (b, _)| a.0.total_cmp(&b.0)).ok_or("no share was tried")?;
    let said: Vec<f64> = (0..ahead).map(|week| (level + season[(rest.len() + week) % YEAR]).exp().round()).collect();
    Ok(Reply {
        output: json!({ "values": said }),
        rationale: format!(
            "对数 Holt-Winters（周期 52 周），平滑系数：水平 {share}、季节 {SEASON_SHARE}；当前水平约每周 {:.0} 件。未使用促销与节日信息。",
            level.exp()
        ),
    })
}

/// The sum of squared errors over the weeks after the first year, the level after them, and the season by week.
fn smoothed(year: &[f64; YEAR], rest: &[f64], share: f64) -> (f64, f64, [f64; YEAR]) {
    let mut level = year.iter().sum::<f64>() / YEAR as f64;
    let mut season = year.map(|value| value - level);
    let mut squares = 0.0;
    for (week, value) in rest.iter().enumerate() {
        let own = &mut season[week % YEAR];
        let error = value - level - *own;
        squares += error * error;
        level += share * error;
        *own += SEASON_SHARE * (1.0 - share) * error;
    }
    (squares, level, season)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_each_year_is_forecast_exactly() {
        let year: Vec<u64> = (0..YEAR as u64).map(|week| 100 + 3 * week).collect();
        let reply = answer(&json!({"sales": year.repeat(2), "ahead": 3})).unwrap();
        assert_eq!(reply.output, json!({"values": [100.0, 103.0, 106.0]}));
        assert!(answer(&json!({"sales": [1, 2], "ahead": 3})).is_err());
    }

    #[test]
    fn a_year_that_sells_twice_as_much_lifts_the_level() {
        let sales: Vec<u64> = (0..104).map(|week| if week < 52 { 100 } else { 200 }).collect();
        let reply = answer(&json!({"sales": sales, "ahead": 8})).unwrap();
        assert!(reply.output["values"][0].as_f64().unwrap() > 190.0, "{}", reply.output);
    }
}
