//! `passenger-flow`: the week's rhythm smoothed; holidays are left out of it, and forecast as the quietest day.

use serde_json::{Value, json};

use crate::Reply;
use crate::date;
use crate::smoothing::{self, SEASON};

/// Answers a case with the next seven days.
///
/// # Errors
/// What could not be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let first = input["first"].as_str().and_then(date::days).ok_or("no first day")?;
    let numbers = input["history"].as_array().ok_or("no history")?;
    let numbers: Vec<f64> = numbers.iter().map(Value::as_f64).collect::<Option<_>>().ok_or("a value is no number")?;
    let named = input["holidays"].as_array().ok_or("no list of holidays")?;
    let holidays: Vec<i64> = named.iter().filter_map(|day| date::days(day.as_str()?)).collect();
    let holiday = |index: usize| holidays.contains(&(first + index as i64));

    let values: Vec<Option<f64>> =
        numbers.iter().enumerate().map(|(index, value)| (!holiday(index)).then_some(*value)).collect();
    // A holiday in the first week is no pattern for its day: the first ordinary one of that day of the week is.
    let start: [f64; SEASON] =
        std::array::from_fn(|day| values.iter().skip(day).step_by(SEASON).find_map(|value| *value).unwrap_or_default());
    let (smoothed, shares) = smoothing::fit(&values, &start).ok_or("fewer than two weeks of history")?;
    let week = smoothed.week();
    let quietest = week.iter().copied().fold(f64::INFINITY, f64::min);
    let said: Vec<f64> = week
        .iter()
        .enumerate()
        .map(|(day, value)| if holiday(numbers.len() + day) { quietest } else { *value }.max(0.0))
        .collect();
    Ok(Reply {
        output: json!({ "values": said }),
        rationale: format!(
            "加法 Holt-Winters（周期 7 天），平滑系数：水平 {}、趋势 {}、季节 {}；当前水平 {:.2}。假日按一周中最低日估计。",
            shares.level, shares.trend, shares.season, smoothed.level
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holiday_is_as_quiet_as_the_quietest_day_and_disturbs_no_other_week() {
        let mut history = [10.0, 11.0, 12.0, 11.0, 10.0, 4.0, 3.0].repeat(8);
        history[1] = 2.0;
        let input = json!({"first": "2011-05-02", "history": history, "holidays": ["2011-05-03", "2011-06-28"]});
        let reply = answer(&input).unwrap();
        let said: Vec<f64> = serde_json::from_value(reply.output["values"].clone()).unwrap();
        for (said, truth) in said.iter().zip([10.0, 3.0, 12.0, 11.0, 10.0, 4.0, 3.0]) {
            assert!((said - truth).abs() < 1e-9, "{said}, not {truth}");
        }
        assert!(answer(&json!({"first": "2011-05-02", "history": [1], "holidays": []})).is_err());
    }
}
