//! The floor of `tide-prediction`: the Moon's main tide M2 alone, without nodal corrections.

use crate::Material;
use serde_json::{Value, json};

/// Speed of M2 in degrees a minute (28.984 104 2 degrees an hour).
const M2_SPEED: f64 = 28.984_104_2 / 60.0;

/// Minutes from 1970-01-01T00:00Z to 2000-01-01T12:00Z, the epoch of the mean longitudes.
const EPOCH_MINUTES: f64 = 15_778_800.0;

/// Nothing to prepare.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// A high water whenever M2 is at its highest, a low one half a period later.
///
/// # Errors
/// Says what could not be read.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let time =
        |key: &str| input.get(key).and_then(Value::as_str).and_then(minutes_of).ok_or_else(|| format!("no {key}"));
    let (from, to) = (time("from")?, time("to")?);
    let constituents = input.get("constituents").and_then(Value::as_array).ok_or("no constituents")?;
    let is_m2 = |one: &&Value| one.get("name").and_then(Value::as_str) == Some("M2");
    let m2 = constituents.iter().find(is_m2).ok_or("no M2")?;
    let number = |key: &str| m2.get(key).and_then(Value::as_f64).ok_or_else(|| format!("M2 has no {key}"));
    let (amplitude, lag) = (number("amplitude")?, number("phase")?);

    // Half periods since the last high water before the window: even ones end in a high water, odd ones in a low one.
    let behind = (argument(from) - lag).rem_euclid(360.0);
    let mut waters = Vec::new();
    for half in 1.. {
        let minute = from + (180.0 * f64::from(half) - behind) / M2_SPEED;
        if minute > to {
            break;
        }
        if minute >= from {
            let high = half % 2 == 0;
            let level = if high { amplitude } else { -amplitude };
            waters.push(json!({"time": time_of(minute), "level": level, "type": if high { "high" } else { "low" }}));
        }
    }
    Ok(json!({ "waters": waters }))
}

/// The argument of M2, 2(T − s + h), in degrees: hour angle of the mean Sun, mean longitudes of Moon and Sun
/// (Meeus, Astronomical Algorithms, to the linear term).
fn argument(minute: f64) -> f64 {
    let days = (minute - EPOCH_MINUTES) / 1440.0;
    let sun = 280.466 + 0.985_647_36 * days;
    let moon = 218.316 + 13.176_396_47 * days;
    2.0 * (360.0 * days.fract() + sun - moon)
}

/// Minutes since 1970-01-01T00:00Z of `YYYY-MM-DDThh:mmZ`.
fn minutes_of(text: &str) -> Option<f64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i32>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let minutes = number(11..13)? * 60 + number(14..16)?;
    let whole = (1970..=2200).contains(&year) && (1..=12).contains(&month);
    whole.then(|| f64::from(days_before(year) + days_in_year(year, month) + day - 1) * 1440.0 + f64::from(minutes))
}

/// `YYYY-MM-DDThh:mm:00Z` of minutes since 1970-01-01T00:00Z.
fn time_of(minute: f64) -> String {
    let minute = minute.round() as i32;
    let (days, rest) = (minute.div_euclid(1440), minute.rem_euclid(1440));
    let mut year = 1970 + days / 366;
    while days_before(year + 1) <= days {
        year += 1;
    }
    let day = days - days_before(year);
    let month = (1..=12).rev().find(|&month| days_in_year(year, month) <= day).unwrap_or(1);
    let day = day - days_in_year(year, month) + 1;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:00Z", rest / 60, rest % 60)
}

/// Days from 1970-01-01 to the first of January of `year`.
fn days_before(year: i32) -> i32 {
    let leap_days = |year: i32| year / 4 - year / 100 + year / 400;
    365 * (year - 1970) + leap_days(year - 1) - leap_days(1969)
}

/// Days of `year` before its `month`.
fn days_in_year(year: i32, month: i32) -> i32 {
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    BEFORE.get(month as usize - 1).copied().unwrap_or(0) + i32::from(leap && month > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_were_read() {
        for text in ["1970-01-01T00:00:00Z", "2024-02-29T23:59:00Z", "2024-12-31T12:00:00Z", "2035-03-01T06:30:00Z"] {
            assert_eq!(time_of(minutes_of(text).unwrap()), text);
        }
        assert_eq!(minutes_of("2000-01-01T12:00Z"), Some(EPOCH_MINUTES));
    }

    /// Each M2 half period is 6 h 12.6 min; a port whose lag equals the argument has high water at once.
    #[test]
    fn high_and_low_waters_take_turns_every_half_period() {
        let from = minutes_of("2026-03-01T00:00Z").unwrap();
        let lag = (argument(from) - 1.0).rem_euclid(360.0);
        let input = json!({"from": "2026-03-01T00:00Z", "to": "2026-03-02T00:00Z",
            "constituents": [{"name": "M2", "amplitude": 1.5, "phase": lag}]});
        let output = answer(&[], &input).unwrap();
        let kinds: Vec<&str> =
            output["waters"].as_array().unwrap().iter().map(|w| w["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["low", "high", "low"]);
        // One degree past high water: the low water is 179 degrees on, at 370.6 minutes.
        assert_eq!(output["waters"][0]["time"], "2026-03-01T06:11:00Z");
        assert_eq!(output["waters"][0]["level"], -1.5);
    }

    /// Against the published predictor: at neaps, the worst time for M2 alone, Lusi's waters are within two hours.
    #[test]
    fn a_port_ruled_by_m2_is_told_within_two_hours() {
        let cases = include_str!("../../../../host/catalogue/tide-prediction/cases.jsonl");
        let line = cases.lines().find(|line| line.contains("Lusi")).unwrap();
        let case: Value = serde_json::from_str(line).unwrap();
        let output = answer(&[], &case["input"]).unwrap();
        let minute = |water: &Value| minutes_of(water["time"].as_str().unwrap()).unwrap();
        for expected in case["expected"]["waters"].as_array().unwrap() {
            let same = |water: &&Value| water["type"] == expected["type"];
            let apart = |water: &Value| (minute(water) - minute(expected)).abs();
            let nearest = output["waters"].as_array().unwrap().iter().filter(same).map(apart).fold(f64::MAX, f64::min);
            assert!(nearest < 120.0, "{nearest} minutes");
        }
    }
}
