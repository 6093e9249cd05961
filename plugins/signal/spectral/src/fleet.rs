//! Events of a vehicle's track: medians over five fixes, then runs with a higher bound to begin and a lower one to go on.

use serde_json::{Value, json};

use crate::Reply;

type Point = (f64, f64);

/// Fixes on either side that a median takes in.
const REACH: usize = 2;
/// A median of speeds under this, in km/h, is a standstill.
const STANDING: f64 = 5.0;

/// Finds the events.
///
/// # Errors
/// What the input lacks.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let (x, y, speed) = (optional(input, "x"), optional(input, "y"), optional(input, "speed"));
    let limit = input["limit"].as_f64().ok_or("the input has no limit")?;
    let (route, stops) = (points(input, "route"), points(input, "stops"));
    if x.is_empty() || x.len() != y.len() || x.len() != speed.len() || route.len() < 2 {
        return Err("the input has no whole track".to_owned());
    }
    let (east, north, pace) = (smooth(&x), smooth(&y), smooth(&speed));
    let place = |at: usize| Some((east[at]?, north[at]?));
    let count = x.len();
    let all = 0..count;
    let mut events: Vec<(usize, usize, &str)> = Vec::new();
    let lost: Vec<f64> = x.iter().map(|value| f64::from(u8::from(value.is_none()))).collect();
    add(&mut events, "gap", 10, runs(&lost, 0.5, 0.5, 0));
    let stands = stands(&pace);
    let standing = |at: usize| stands.iter().any(|(start, end)| (*start..=*end).contains(&at));
    let off = |at: usize| match place(at) {
        Some(place) if !standing(at) => from_route(&route, place),
        _ => 0.0,
    };
    let off: Vec<f64> = all.clone().map(off).collect();
    add(&mut events, "detour", 5, runs(&off, 160.0, 145.0, 4));
    let share: Vec<f64> = all.map(|at| pace[at].unwrap_or(0.0) / limit).collect();
    add(&mut events, "speeding", 4, runs(&share, 1.22, 1.17, 2));
    for (start, end) in stands {
        let Some(anchor) = anchor(&x, &y, start, end) else { continue };
        let away: Vec<f64> = (start..=end).map(|at| place(at).map_or(0.0, |place| far(place, anchor))).collect();
        let wandering = runs(&away, 65.0, 50.0, 3);
        let shifted = wandering.into_iter().map(|(from, to)| (start + from, start + to)).collect();
        add(&mut events, "drift", 4, shifted);
        if stops.iter().all(|stop| far(*stop, anchor) > 100.0) {
            add(&mut events, "long-stop", 18, vec![(start, end)]);
        }
    }
    events.sort_unstable();
    let list: Vec<Value> =
        events.iter().take(60).map(|(start, end, kind)| json!({"start": start, "end": end, "kind": kind})).collect();
    let rationale = format!("五点中值平滑后按滞回阈值与持续时长判别，限速 {limit} km/h，共报出 {} 处。", list.len());
    Ok(Reply { output: json!({ "events": list }), rationale })
}

/// Keeps the runs that are long enough.
fn add<'kind>(events: &mut Vec<(usize, usize, &'kind str)>, kind: &'kind str, least: usize, runs: Vec<(usize, usize)>) {
    let long = runs.into_iter().filter(|(start, end)| end - start + 1 >= least);
    events.extend(long.map(|(start, end)| (start, end, kind)));
}

fn optional(input: &Value, key: &str) -> Vec<Option<f64>> {
    input[key].as_array().into_iter().flatten().map(Value::as_f64).collect()
}

fn points(input: &Value, key: &str) -> Vec<Point> {
    let point = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    input[key].as_array().into_iter().flatten().filter_map(point).collect()
}

/// The middle value, if there is any.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The median of what was seen around each fix.
fn smooth(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let around = |at: usize| &values[at.saturating_sub(REACH)..(at + REACH + 1).min(values.len())];
    (0..values.len()).map(|at| median(around(at).iter().flatten().copied().collect())).collect()
}

/// Where the vehicle stands.
fn stands(pace: &[Option<f64>]) -> Vec<(usize, usize)> {
    let slow: Vec<f64> =
        pace.iter().map(|pace| pace.map_or(0.0, |pace| f64::from(u8::from(pace < STANDING)))).collect();
    runs(&slow, 0.5, 0.5, 1)
}

/// Where a standstill began: the median of its first fixes.
fn anchor(x: &[Option<f64>], y: &[Option<f64>], start: usize, end: usize) -> Option<Point> {
    let last = end.min(start + 4);
    let middle = |values: &[Option<f64>]| median(values[start..=last].iter().flatten().copied().collect());
    Some((middle(x)?, middle(y)?))
}

/// Runs above `hold` that reach `begin` somewhere; up to `bridge` lower values may lie within.
fn runs(values: &[f64], begin: f64, hold: f64, bridge: usize) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in (0..values.len()).filter(|at| values[*at] > hold) {
        match found.last_mut() {
            Some((_, end)) if at - *end <= bridge + 1 => *end = at,
            _ => found.push((at, at)),
        }
    }
    found.retain(|(start, end)| values[*start..=*end].iter().any(|value| *value > begin));
    found
}

fn far(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The distance from the nearest leg of the route.
fn from_route(route: &[Point], at: Point) -> f64 {
    let to_leg = |pair: &[Point]| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let length = (dx * dx + dy * dy).max(1e-9);
        let share = (((at.0 - pair[0].0) * dx + (at.1 - pair[0].1) * dy) / length).clamp(0.0, 1.0);
        far(at, (pair[0].0 + share * dx, pair[0].1 + share * dy))
    };
    route.windows(2).map(to_leg).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detour_and_a_single_jump_are_told_apart() {
        let x: Vec<f64> = (0..240).map(|at| f64::from(at) * 100.0).collect();
        let mut y = vec![0.0; 240];
        y[50] = 400.0;
        y[100..130].fill(300.0);
        let input = json!({"limit": 60, "route": [[0, 0], [30000, 0]], "stops": [], "x": x, "y": y,
                           "speed": vec![36.0; 240]});
        let events = answer(&input).unwrap().output["events"].clone();
        assert_eq!(events, json!([{"start": 100, "end": 129, "kind": "detour"}]));
        assert!(answer(&json!({})).is_err());
    }

    #[test]
    fn a_standing_vehicle_that_seems_to_wander_drifts() {
        let mut x = vec![0.0; 240];
        for (at, x) in x.iter_mut().enumerate() {
            *x = if at < 100 { at as f64 * 100.0 } else { 10_000.0 + at.saturating_sub(130) as f64 * 100.0 };
        }
        let speed: Vec<f64> = (0..240).map(|at| if (100..=130).contains(&at) { 0.0 } else { 36.0 }).collect();
        let mut y = vec![0.0; 240];
        y[110..120].fill(90.0);
        let input = json!({"limit": 60, "route": [[0, 0], [30000, 0]], "stops": [[10000, 0]], "x": x, "y": y,
                           "speed": speed});
        let events = answer(&input).unwrap().output["events"].clone();
        assert_eq!(events, json!([{"start": 110, "end": 119, "kind": "drift"}]));
    }
}
