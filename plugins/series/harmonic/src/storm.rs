//! `storm-track`: displacement over the next 24 hours by ridge regression on the last day's motion, place, strength
//! and season, in the manner of the CLIPER models (Neumann 1972, NOAA Technical Memorandum NWS SR-62).

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use serde_json::{Value, json};

use crate::Reply;
use crate::calendar::Hours;
use crate::ridge::Ridge;

/// Lead times in hours.
const LEADS: [i32; 4] = [6, 12, 18, 24];
/// Fixes that an answer looks back on, six hours apart.
const FIXES: usize = 4;
/// Chosen by leaving one training year out at a time, among 1, 3, 10, 30, 100 and 300 (all below 30 within 1 km).
const PENALTY: f64 = 3.0;
/// Kilometres in a degree of latitude on a sphere of radius 6371 km.
const DEGREE_KM: f64 = 111.195;
/// What counts as a tropical or subtropical cyclone: only such tracks are learnt from, as only such are asked for.
const TROPICAL: [&str; 5] =
    ["tropical depression", "tropical storm", "hurricane", "subtropical depression", "subtropical storm"];

/// One fix of a storm.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fix {
    lat: f64,
    lon: f64,
    wind: f64,
    tropical: bool,
}

impl Fix {
    /// East and north of `other`, in km.
    fn from(&self, other: &Self) -> (f64, f64) {
        let middle = f64::midpoint(self.lat, other.lat).to_radians();
        ((self.lon - other.lon) * middle.cos() * DEGREE_KM, (self.lat - other.lat) * DEGREE_KM)
    }

    /// Latitude and longitude of a point so far east and north of this fix.
    fn moved(&self, east: f64, north: f64) -> (f64, f64) {
        let lat = (self.lat + north / DEGREE_KM).clamp(-89.0, 89.0);
        let middle = f64::midpoint(self.lat, lat).to_radians();
        let lon = self.lon + east / DEGREE_KM / middle.cos();
        (lat, (lon + 180.0).rem_euclid(360.0) - 180.0)
    }
}

/// What the regression reads: `fixes` from the newest back, and the month of the newest.
fn features(fixes: &[Fix; FIXES], month: f64) -> Vec<f64> {
    let [now, six, twelve, _] = fixes;
    let season = TAU * (month - 1.0) / 12.0;
    let mut row = vec![now.lat, now.lon, now.wind, now.wind - twelve.wind, season.sin(), season.cos()];
    for (newer, older) in [(now, six), (six, twelve), (twelve, &fixes[3])] {
        let (east, north) = newer.from(older);
        row.extend([east, north]);
    }
    row
}

/// One row of `tracks.csv`: the storm, the time, the month and the fix.
fn read_row(line: &str) -> Option<(&str, i64, f64, Fix)> {
    let cells: Vec<&str> = line.split(',').collect();
    let &[storm, time, lat, lon, status, wind, _] = cells.as_slice() else { return None };
    let hours = Hours::read(time)?;
    let fix = Fix {
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        wind: wind.parse().ok()?,
        tropical: TROPICAL.contains(&status),
    };
    Some((storm, (hours.0 * 60.0).round() as i64, time.get(5..7)?.parse().ok()?, fix))
}

/// Fits the regression on the training tracks; the state is its JSON.
///
/// # Errors
/// The line that could not be read, or that there are too few tracks.
pub fn prepare(tracks: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(tracks).map_err(|error| error.to_string())?;
    let mut storms: BTreeMap<&str, BTreeMap<i64, (f64, Fix)>> = BTreeMap::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let (storm, minute, month, fix) = read_row(line).ok_or_else(|| format!("not a fix: {line}"))?;
        storms.entry(storm).or_default().insert(minute, (month, fix));
    }
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for track in storms.values() {
        for &minute in track.keys() {
            if let Some((input, target)) = lesson(track, minute) {
                inputs.push(input);
                targets.push(target);
            }
        }
    }
    let fitted = Ridge::fit(&inputs, &targets, PENALTY).ok_or("too few tracks to learn from")?;
    let state = json!({"means": fitted.means, "spreads": fitted.spreads, "weights": fitted.weights});
    Ok(state.to_string().into_bytes())
}

/// Features and displacements where a track has four fixes behind and 24 hours ahead of `minute`, on the six-hourly
/// grid and tropical at both ends.
fn lesson(track: &BTreeMap<i64, (f64, Fix)>, minute: i64) -> Option<(Vec<f64>, Vec<f64>)> {
    let at = |hours: i64| track.get(&(minute + hours * 60)).copied();
    let (month, now) = at(0)?;
    let past = [now, at(-6)?.1, at(-12)?.1, at(-18)?.1];
    let mut target = Vec::new();
    for lead in LEADS {
        let (_, later) = at(lead.into())?;
        let (east, north) = later.from(&now);
        target.extend([east, north]);
        if lead == 24 && !(later.tropical && now.tropical) {
            return None;
        }
    }
    let on_the_grid = minute.rem_euclid(360) == 0;
    on_the_grid.then(|| (features(&past, month), target))
}

/// The four newest fixes of a case, from the newest back, at hours 0, −6, −12 and −18.
fn read_fixes(input: &Value) -> Result<[Fix; FIXES], String> {
    let given = input.get("fixes").and_then(Value::as_array).ok_or("no fixes")?;
    let at = |hours: i32| {
        let fix = given.iter().find(|fix| fix.get("hours").and_then(Value::as_f64) == Some(f64::from(hours)));
        let number = |key: &str| fix.and_then(|fix| fix.get(key)).and_then(Value::as_f64);
        let read = || Some(Fix { lat: number("lat")?, lon: number("lon")?, wind: number("wind-kt")?, tropical: true });
        read().ok_or_else(|| format!("no whole fix at hour {hours}"))
    };
    Ok([at(0)?, at(-6)?, at(-12)?, at(-18)?])
}

/// Answers a case with the track of the next 24 hours and how it was found.
///
/// # Errors
/// What could not be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let fitted = crate::ridge::read_state(state)?;
    let fixes = read_fixes(input)?;
    let month = input.get("month").and_then(Value::as_f64).ok_or("no month")?;
    let moves = fitted.predict(&features(&fixes, month));
    let now = fixes[0];
    let rounded = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    let track: Vec<Value> = LEADS
        .iter()
        .zip(moves.chunks_exact(2))
        .map(|(hours, step)| {
            let (lat, lon) = now.moved(step[0], step[1]);
            json!({"hours": hours, "lat": rounded(lat), "lon": rounded(lon)})
        })
        .collect();
    let last = moves.rchunks_exact(2).next().map_or((0.0, 0.0), |step| (step[0], step[1]));
    let rationale = format!(
        "按近 18 小时移动、所在位置、强度与月份作岭回归，预计 24 小时内向{} {:.0} km、向{} {:.0} km。",
        if last.0 < 0.0 { "西" } else { "东" },
        last.0.abs(),
        if last.1 < 0.0 { "南" } else { "北" },
        last.1.abs()
    );
    Ok(Reply { output: json!({ "track": track }), rationale })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACKS: &[u8] = include_bytes!("../../../../host/catalogue/storm-track/materials/tracks.csv");
    const CASES: &str = include_str!("../../../../host/catalogue/storm-track/cases.jsonl");

    /// Great-circle distance in km by the spherical law of cosines.
    fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
        let (lat, other) = (a.0.to_radians(), b.0.to_radians());
        let cosine = lat.sin() * other.sin() + lat.cos() * other.cos() * (b.1 - a.1).to_radians().cos();
        6371.0088 * cosine.clamp(-1.0, 1.0).acos()
    }

    fn last(track: &Value) -> (f64, f64) {
        let place = track["track"].as_array().unwrap().last().unwrap();
        (place["lat"].as_f64().unwrap(), place["lon"].as_f64().unwrap())
    }

    /// Storms of later years than those learnt from: going straight on is 187 km off after 24 hours, staying 488 km.
    #[test]
    fn the_regression_beats_going_straight_on() {
        let state = prepare(TRACKS).unwrap();
        let (mut ours, mut straight, mut count) = (0.0, 0.0, 0.0);
        for line in CASES.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let truth = last(&case["expected"]);
            let Reply { output, .. } = answer(&state, &case["input"]).unwrap();
            ours += distance(last(&output), truth);
            let [now, six, ..] = read_fixes(&case["input"]).unwrap();
            let ahead = (now.lat + 4.0 * (now.lat - six.lat), now.lon + 4.0 * (now.lon - six.lon));
            straight += distance(ahead, truth);
            count += 1.0;
        }
        println!("ridge {} km, straight on {} km", ours / count, straight / count);
        assert!((straight / count - 186.7).abs() < 0.1, "{}", straight / count);
        assert!(ours / count < 175.0, "{}", ours / count);
    }

    #[test]
    fn a_move_there_and_back_ends_where_it_began() {
        let start = Fix { lat: 25.0, lon: -60.0, wind: 50.0, tropical: true };
        let (lat, lon) = start.moved(-300.0, 150.0);
        let (east, north) = Fix { lat, lon, ..start }.from(&start);
        assert!((east + 300.0).abs() < 1e-9 && (north - 150.0).abs() < 1e-9);
    }

    #[test]
    fn a_case_with_a_gap_in_its_fixes_is_refused() {
        let state = prepare(TRACKS).unwrap();
        let fix = |hours: i32| json!({"hours": hours, "lat": 20.0, "lon": -60.0, "wind-kt": 50});
        let input = json!({"month": 9, "fixes": [fix(-18), fix(-6), fix(0)]});
        assert_eq!(answer(&state, &input).err().unwrap(), "no whole fix at hour -12");
    }
}
