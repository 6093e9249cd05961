//! A week of a sensor's hourly readings with known disturbances: a real series of water flow, rescaled and with noise of
//! its own, into which spikes, drifts, level shifts and frozen readings are put.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::noise::{between, gaussian};
use super::settings;
use crate::catalogue::Draft;

/// Stretches of the real series without anomalies of their own, later than the material.
const FLOW: &str = include_str!("sensor/flow.csv");
/// Hours in a case.
const WINDOW: usize = 168;
/// How far the real series usually strays from its daily rhythm: what sizes are measured in.
const SPREAD: f64 = 0.55;
/// Hours between two disturbances, and before the first and after the last one, at least.
const APART: usize = 8;

/// A kind of disturbance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Spike,
    Drift,
    LevelShift,
    Stuck,
}

/// A disturbance; both ends inclusive, hours counted from 0.
#[derive(Debug, Clone, PartialEq)]
struct Event {
    kind: Kind,
    start: usize,
    end: usize,
    /// What a shift or spike adds, and a drift at its end.
    size: f64,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Spike, Self::Drift, Self::LevelShift, Self::Stuck];

    fn name(self) -> &'static str {
        match self {
            Self::Spike => "spike",
            Self::Drift => "drift",
            Self::LevelShift => "level-shift",
            Self::Stuck => "stuck",
        }
    }

    /// Hours that it lasts, and its size in spreads, at most and at least.
    fn bounds(self) -> ([usize; 2], (f64, f64)) {
        match self {
            Self::Spike => ([1, 2], (6.0, 12.0)),
            Self::Drift => ([24, 48], (5.0, 9.0)),
            Self::LevelShift => ([12, 36], (3.0, 6.0)),
            Self::Stuck => ([6, 24], (0.0, 0.0)),
        }
    }
}

/// The real series: by part, each hour of the day and reading.
fn parts() -> Vec<(&'static str, Vec<(i64, f64)>)> {
    let mut parts: Vec<(&'static str, Vec<(i64, f64)>)> = Vec::new();
    for line in FLOW.lines().skip(1) {
        let cells: Vec<&'static str> = line.split(',').collect();
        let [part, hour, flow] = cells[..] else { continue };
        let (Ok(hour), Ok(flow)) = (hour.parse(), flow.parse()) else { continue };
        match parts.last_mut() {
            Some((name, readings)) if *name == part => readings.push((hour, flow)),
            _ => parts.push((part, vec![(hour, flow)])),
        }
    }
    parts
}

/// Makes `count` cases.
///
/// Settings, each `[least, most]`: `events`, how many disturbances; `strength`, their size in per cent of the usual;
/// `noise`, the added noise in per cent of the real series' own spread.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let events = settings::range(settings, "events", 0..=4)?;
    let strength = settings::range(settings, "strength", 10..=400)?;
    let noise = settings::range(settings, "noise", 0..=300)?;
    let parts = parts();
    let draft = |rng: &mut ChaCha8Rng| {
        let (part, readings) = &parts[rng.random_range(0..parts.len())];
        let from = rng.random_range(0..=readings.len() - WINDOW);
        let noise = SPREAD * rng.random_range(noise.clone()) as f64 / 100.0;
        let clean: Vec<f64> = readings[from..][..WINDOW].iter().map(|(_, flow)| flow + noise * gaussian(rng)).collect();
        let wanted = rng.random_range(events.clone());
        let strength = rng.random_range(strength.clone()) as f64 / 100.0;
        let placed = placed(rng, wanted, strength);
        // Another meter of another range: a case is no copy of the real series.
        let (scale, offset) = (libm::exp(between(rng, (-0.7, 2.3))), between(rng, (-95.0, 100.0)));
        let values: Vec<f64> =
            disturbed(&clean, &placed).iter().map(|value| written(scale * (value + offset))).collect();
        let events: Vec<Value> = placed
            .iter()
            .map(|event| json!({"start": event.start, "end": event.end, "kind": event.kind.name()}))
            .collect();
        let input = json!({"start-hour": readings[from].0, "values": values});
        Draft { group: Some(format!("{part}{:02}", from / 24)), ..Draft::new(input, json!({ "events": events })) }
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

/// A reading as the meter writes it.
fn written(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Up to `wanted` disturbances in the order of time, apart from each other.
fn placed(rng: &mut ChaCha8Rng, wanted: i64, strength: f64) -> Vec<Event> {
    let mut placed: Vec<Event> = Vec::new();
    for _ in 0..wanted {
        let kind = Kind::ALL[rng.random_range(0..Kind::ALL.len())];
        let ([least, most], sizes) = kind.bounds();
        let length = rng.random_range(least..=most);
        let sign = if rng.random_bool(0.5) { 1.0 } else { -1.0 };
        let size = sign * strength * SPREAD * between(rng, sizes);
        for _ in 0..40 {
            let start = rng.random_range(APART..WINDOW - APART - length);
            let end = start + length - 1;
            if placed.iter().all(|other| end + APART < other.start || other.end + APART < start) {
                placed.push(Event { kind, start, end, size });
                break;
            }
        }
    }
    placed.sort_by_key(|event| event.start);
    placed
}

/// The readings with the disturbances in them.
fn disturbed(clean: &[f64], events: &[Event]) -> Vec<f64> {
    let mut values = clean.to_vec();
    for event in events {
        let length = event.end - event.start + 1;
        for (step, value) in values[event.start..=event.end].iter_mut().enumerate() {
            match event.kind {
                Kind::Spike | Kind::LevelShift => *value += event.size,
                Kind::Drift => *value += event.size * (step + 1) as f64 / length as f64,
                Kind::Stuck => *value = clean[event.start],
            }
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// Told from the readings with and without it alone: where they differ, and in what way.
    #[test]
    fn what_differs_from_the_clean_series_is_the_event_and_of_its_kind() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for _ in 0..400 {
            let clean: Vec<f64> = (0..WINDOW).map(|_| gaussian(&mut rng)).collect();
            for event in placed(&mut rng, 3, 1.0) {
                let dirty = disturbed(&clean, std::slice::from_ref(&event));
                let gap = |at: usize| dirty[at] - clean[at];
                let touched: Vec<usize> = (0..WINDOW).filter(|at| gap(*at).abs() > 1e-12).collect();
                let frozen = dirty[event.start..=event.end].windows(2).all(|pair| pair[0] == pair[1]);
                let (first, last) = (touched[0], touched[touched.len() - 1]);
                assert_eq!(last, event.end);
                let kind = if event.start != event.end && frozen {
                    assert_eq!(first, event.start + 1, "the first frozen reading is a true one");
                    "stuck"
                } else {
                    assert_eq!(first, event.start);
                    let even = (gap(first) - gap(last)).abs() < 1e-9;
                    let growing =
                        touched.windows(3).all(|at| (gap(at[0]) + gap(at[2]) - 2.0 * gap(at[1])).abs() < 1e-9);
                    assert!(growing);
                    if !even {
                        "drift"
                    } else if touched.len() < 3 {
                        "spike"
                    } else {
                        "level-shift"
                    }
                };
                assert_eq!(kind, event.kind.name());
            }
        }
    }

    fn drawn(strength: &str, count: usize) -> Vec<Draft> {
        let text = format!("events = [0, 3]\nstrength = {strength}\nnoise = [20, 60]");
        cases(&mut ChaCha8Rng::seed_from_u64(4), count, &toml::from_str(&text).unwrap()).unwrap()
    }

    #[test]
    fn all_kinds_come_and_stand_apart() {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let drafts = drawn("[80, 160]", 200);
        for draft in &drafts {
            let events = draft.expected["events"].as_array().unwrap();
            for event in events {
                *kinds.entry(event["kind"].as_str().unwrap().to_owned()).or_default() += 1;
            }
            let ends = |pair: &[Value]| pair[0]["end"].as_u64().unwrap() + APART as u64;
            assert!(events.windows(2).all(|pair| ends(pair) < pair[1]["start"].as_u64().unwrap()));
        }
        assert!(kinds.len() == 4 && kinds.values().all(|count| *count > 30), "{kinds:?}");
        assert!(drafts.iter().any(|draft| draft.expected["events"] == json!([])));
    }

    #[test]
    fn the_real_series_is_read_whole() {
        let lengths: Vec<usize> = parts().iter().map(|(_, readings)| readings.len()).collect();
        assert_eq!(lengths, [291, 293]);
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
    }
}
