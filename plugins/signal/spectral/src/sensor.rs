//! Disturbances of a sensor: what is left of the readings without the day's rhythm is searched for the stretch that a
//! level or a ramp explains best, again and again until nothing stands out (matching pursuit, Mallat & Zhang 1993, IEEE
//! Transactions on Signal Processing 41:3397, over two shapes).

use serde_json::{Value, json};

use crate::robust::{median, spread};
use crate::{Reply, numbers};

const DAY: usize = 24;
/// Equal readings in a row that are no chance.
const FROZEN: usize = 5;
/// Hours of the longest stretch that is looked for.
const LONGEST: usize = 54;
/// A stretch of so few hours is a spike.
const SPIKE: usize = 3;
/// How much a spike must explain, in squared spreads, and how much a longer stretch: chosen on the public cases.
const LEAST: (f64, f64) = (26.0, 130.0);
/// The least size of a level or of a ramp's end, in spreads.
const LEAST_SIZE: f64 = 1.9;
/// More disturbances than this are not looked for.
const MOST: usize = 6;

/// A disturbance; both ends inclusive.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    start: usize,
    end: usize,
    kind: &'static str,
}

/// Finds the disturbances of one week.
///
/// # Errors
/// What could not be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let values = numbers(input, "values")?;
    let mut events = frozen(&values);
    // The rhythm is better known once the disturbed hours are left out of it.
    for _ in 0..3 {
        let rest = residuals(&values, &events);
        let stuck = frozen(&values);
        events = pursued(rest, &stuck);
    }
    events.sort_by_key(|event| event.start);
    let list: Vec<Value> =
        events.iter().map(|event| json!({"start": event.start, "end": event.end, "kind": event.kind})).collect();
    let rationale = format!("去除日内节律后，以稳健离散度为尺度逐次匹配水平段与斜坡，共得 {} 处异常。", list.len());
    Ok(Reply { output: json!({ "events": list }), rationale })
}

/// Stretches of equal readings.
fn frozen(values: &[f64]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut start = 0;
    for at in 1..=values.len() {
        if at == values.len() || values[at] != values[start] {
            if at - start >= FROZEN {
                events.push(Event { start, end: at - 1, kind: "stuck" });
            }
            start = at;
        }
    }
    events
}

/// The readings without their hour's median and the median level, in robust spreads.
fn residuals(values: &[f64], events: &[Event]) -> Vec<f64> {
    let calm = |at: usize| events.iter().all(|event| !(event.start..=event.end).contains(&at));
    let pick = |hour: usize, all: bool| -> Vec<f64> {
        (hour..values.len()).step_by(DAY).filter(|at| all || calm(*at)).map(|at| values[at]).collect()
    };
    let rhythm: Vec<f64> = (0..DAY)
        .map(|hour| {
            let quiet = pick(hour, false);
            if quiet.len() < 3 { median(&pick(hour, true)) } else { median(&quiet) }
        })
        .collect();
    // Few days make an hour's median rough: its neighbours smooth it.
    let smooth = |at: usize| {
        let hour = at % DAY;
        (rhythm[(hour + DAY - 1) % DAY] + 2.0 * rhythm[hour] + rhythm[(hour + 1) % DAY]) / 4.0
    };
    let rest: Vec<f64> = values.iter().enumerate().map(|(at, value)| value - smooth(at)).collect();
    let quiet: Vec<f64> = rest.iter().enumerate().filter(|(at, _)| calm(*at)).map(|(_, value)| *value).collect();
    let (centre, unit) = (median(&quiet), spread(&quiet));
    rest.iter().map(|value| (value - centre) / unit).collect()
}

/// The stretches that a level or a ramp explains, best first, after those that are frozen.
fn pursued(mut rest: Vec<f64>, stuck: &[Event]) -> Vec<Event> {
    let mut events = stuck.to_vec();
    for event in stuck {
        rest[event.start..=event.end].fill(0.0);
    }
    for _ in 0..MOST {
        let free = |start: usize, end: usize| events.iter().all(|event| end < event.start || event.end < start);
        let Some(event) = best(&rest, free) else { break };
        rest[event.start..=event.end].fill(0.0);
        events.push(event);
    }
    events
}

/// The stretch that explains most, if that is enough.
fn best(rest: &[f64], free: impl Fn(usize, usize) -> bool) -> Option<Event> {
    let mut found: Option<(f64, Event)> = None;
    for start in 0..rest.len() {
        let (mut sum, mut ramp, mut squares) = (0.0, 0.0, 0.0);
        for (end, value) in rest.iter().enumerate().skip(start).take(LONGEST) {
            let count = (end - start + 1) as f64;
            sum += value;
            ramp += count * value;
            squares += count * count;
            let level = (sum * sum / count, (sum / count).abs());
            let slope = (ramp * ramp / squares, (ramp / squares * count).abs());
            let short = end - start < SPIKE;
            let drift = !short && slope.0 > level.0 && slope.1 > 1.5 * LEAST_SIZE;
            let ((gain, size), least) = (if drift { slope } else { level }, if short { LEAST.0 } else { LEAST.1 });
            let better = found.as_ref().is_none_or(|(most, _)| gain > *most);
            if gain > least && size > LEAST_SIZE && better && free(start, end) {
                let kind = if short {
                    "spike"
                } else if drift {
                    "drift"
                } else {
                    "level-shift"
                };
                found = Some((gain, Event { start, end, kind }));
            }
        }
    }
    found.map(|(_, event)| event)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A week with a daily rhythm and small wiggles.
    fn week() -> Vec<f64> {
        let wiggle = |at: usize| ((at * 7919) % 101) as f64 / 101.0 - 0.5;
        (0..168).map(|at| 10.0 * ((at % 24) as f64 / 24.0 * std::f64::consts::TAU).sin() + wiggle(at)).collect()
    }

    #[test]
    fn each_kind_is_found_where_it_is() {
        let mut values = week();
        values[20] += 8.0;
        values[60..90].iter_mut().for_each(|value| *value += 3.0);
        let still = values[120];
        values[120..132].fill(still);
        let found = answer(&json!({ "values": values })).unwrap().output;
        let spike = json!({"start": 20, "end": 20, "kind": "spike"});
        let stuck = json!({"start": 120, "end": 131, "kind": "stuck"});
        let list = found["events"].as_array().unwrap();
        assert!(list.contains(&spike) && list.contains(&stuck), "{found}");
        assert!(list.iter().any(|event| event["kind"] == "level-shift"), "{found}");
    }

    #[test]
    fn a_calm_week_is_left_alone() {
        assert_eq!(answer(&json!({ "values": week() })).unwrap().output, json!({"events": []}));
        assert!(answer(&json!({})).is_err());
    }
}
