//! A commercial vehicle's track with known events: a fix every 10 seconds along a planned route, with waits at lights,
//! planned stops, jams, noise, single jumps and short outages, and up to a few detours, long stops, stretches of
//! speeding, drifts of the receiver and gaps.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::noise::{between, gaussian};
use super::settings;
use crate::catalogue::Draft;

/// Seconds between two fixes.
const EVERY: f64 = 10.0;
/// Further than this from the route, in metres, is a detour.
const OFF_ROUTE: f64 = 150.0;
/// The kinds of events.
const KINDS: [&str; 5] = ["detour", "long-stop", "speeding", "drift", "gap"];

type Point = (f64, f64);

/// What the vehicle does in one interval of time, and what becomes of its fix.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// Metres along the route.
    along: f64,
    /// Metres beside the route at its end.
    beside: f64,
    /// How far the receiver is wrong, beyond noise.
    wander: Point,
    lost: bool,
}

/// A track without noise, and what is known of it.
#[derive(Debug, Default)]
struct Track {
    steps: Vec<Step>,
    /// Steps that end at a planned stop.
    stops: Vec<usize>,
    /// Kind, first and last fix.
    events: Vec<(&'static str, usize, usize)>,
    /// The limit in metres a step.
    limit: f64,
}

impl Track {
    /// Drives; the first and last step are slower.
    fn drive(&mut self, rng: &mut ChaCha8Rng, count: usize, share: f64) {
        for at in 0..count {
            let pace = if at == 0 || at + 1 == count { 0.6 } else { 1.0 };
            let along = self.limit * share * pace * between(rng, (0.97, 1.03));
            self.steps.push(Step { along, ..Step::default() });
        }
    }

    fn stand(&mut self, count: usize) {
        self.steps.extend(std::iter::repeat_n(Step::default(), count));
    }

    /// Something that may look like an event and is none.
    fn ordinary(&mut self, rng: &mut ChaCha8Rng) {
        let share = between(rng, (0.55, 0.9));
        let count = rng.random_range(9..=20);
        self.drive(rng, count, share);
        match rng.random_range(0..8) {
            0..=2 => self.stand(rng.random_range(3..=9)),
            3 => self.stand(rng.random_range(10..=14)),
            4 | 5 => {
                self.stops.push(self.steps.len());
                self.stand(rng.random_range(8..=28));
            }
            6 => {
                let hurried = between(rng, (1.03, 1.12));
                let count = rng.random_range(6..=14);
                self.drive(rng, count, hurried);
            }
            _ => {
                let (from, lost) = (self.steps.len() - 7, rng.random_range(2..=5));
                self.steps[from..from + lost].iter_mut().for_each(|step| step.lost = true);
            }
        }
    }

    /// An event; detours are trimmed to what is far enough once the route is known.
    fn event(&mut self, rng: &mut ChaCha8Rng, kind: &'static str, strength: f64) {
        let share = between(rng, (0.55, 0.85));
        self.drive(rng, 9, share);
        let mut start = self.steps.len();
        let mut after = 0;
        match kind {
            "detour" => {
                let far = 235.0 + strength * between(rng, (40.0, 200.0));
                self.detour(rng, far);
            }
            "long-stop" => self.stand(rng.random_range(20..=42)),
            "speeding" => {
                let share = 1.2 + strength * between(rng, (0.06, 0.25));
                for _ in 0..rng.random_range(6..=22) {
                    self.steps.push(Step { along: self.limit * share, ..Step::default() });
                }
            }
            "drift" => {
                self.stops.push(start);
                self.stand(rng.random_range(5..=9));
                start = self.steps.len();
                let size = 60.0 + strength * between(rng, (25.0, 90.0));
                let mut angle = between(rng, (0.0, std::f64::consts::TAU));
                for _ in 0..rng.random_range(8..=22) {
                    angle += 0.25 * gaussian(rng);
                    let far = (size + 8.0 * gaussian(rng)).max(65.0);
                    let wander = (far * libm::cos(angle), far * libm::sin(angle));
                    self.steps.push(Step { wander, ..Step::default() });
                }
                after = rng.random_range(4..=8);
            }
            _ => {
                for _ in 0..rng.random_range(10..=28) {
                    self.steps.push(Step { along: self.limit * share, lost: true, ..Step::default() });
                }
            }
        }
        self.events.push((kind, start, self.steps.len() - 1));
        self.stand(after);
        self.drive(rng, 9, share);
    }

    /// Leaves the route, drives beside it and returns.
    fn detour(&mut self, rng: &mut ChaCha8Rng, far: f64) {
        let side = if rng.random_bool(0.5) { 1.0 } else { -1.0 };
        let ramp = (far / 45.0).ceil() as usize;
        let level = rng.random_range(12..=26);
        for at in 1..=2 * ramp + level {
            let part = at.min(2 * ramp + level - at).min(ramp) as f64 / ramp as f64;
            self.steps.push(Step { along: 60.0, beside: side * far * part, ..Step::default() });
        }
    }
}

/// A planned route that never turns back: corners in whole metres, about this long.
fn route(rng: &mut ChaCha8Rng, base: f64, length: f64) -> Vec<Point> {
    let mut corners = vec![(0.0, 0.0)];
    let (mut place, mut done): (Point, f64) = ((0.0, 0.0), 0.0);
    while done < length {
        let heading = base + between(rng, (-0.85, 0.85));
        let leg = between(rng, (400.0, 1500.0));
        place = ((place.0 + leg * libm::cos(heading)).round(), (place.1 + leg * libm::sin(heading)).round());
        corners.push(place);
        done += leg - 2.0;
    }
    corners
}

/// The place this far along the route.
fn place(route: &[Point], along: f64) -> Point {
    let mut left = along;
    for pair in route.windows(2) {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let leg = libm::hypot(dx, dy);
        if left <= leg {
            return (pair[0].0 + dx * left / leg, pair[0].1 + dy * left / leg);
        }
        left -= leg;
    }
    route[route.len() - 1]
}

/// How far a place is from the route.
fn distance(route: &[Point], at: Point) -> f64 {
    let to_leg = |pair: &[Point]| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let (px, py) = (at.0 - pair[0].0, at.1 - pair[0].1);
        let share = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        libm::hypot(px - share * dx, py - share * dy)
    };
    route.windows(2).map(to_leg).fold(f64::INFINITY, f64::min)
}

/// A track as it truly was.
#[derive(Debug)]
struct Truth {
    route: Vec<Point>,
    places: Vec<Point>,
    /// Kilometres an hour.
    speeds: Vec<f64>,
    limit: f64,
    track: Track,
}

fn truth(rng: &mut ChaCha8Rng, wanted: usize, strength: f64) -> Truth {
    let limit = [40.0, 50.0, 60.0, 80.0][rng.random_range(0..4)];
    let mut track = Track { limit: limit / 3.6 * EVERY, ..Track::default() };
    let fixes = rng.random_range(245..=285_usize);
    for turn in 0..wanted {
        let from = fixes / wanted * turn + rng.random_range(4..=12);
        while track.steps.len() < from {
            track.ordinary(rng);
        }
        let kind = KINDS[rng.random_range(0..KINDS.len())];
        track.event(rng, kind, strength);
    }
    while track.steps.len() < fixes {
        track.ordinary(rng);
    }
    track.drive(rng, 5, 0.6);
    for step in &mut track.steps {
        step.lost |= rng.random_bool(0.01);
    }
    let base = between(rng, (0.0, std::f64::consts::TAU));
    let total: f64 = track.steps.iter().map(|step| step.along).sum();
    let route = route(rng, base, total + 900.0);
    let (mut along, mut beside) = (0.0, 0.0);
    let (mut places, mut speeds) = (Vec::new(), Vec::new());
    for step in &track.steps {
        along += step.along;
        let on = place(&route, along);
        places.push((on.0 - step.beside * libm::sin(base), on.1 + step.beside * libm::cos(base)));
        speeds.push(libm::hypot(step.along, step.beside - beside) / EVERY * 3.6);
        beside = step.beside;
    }
    settle(&mut track, &route, &places);
    Truth { route, places, speeds, limit, track }
}

/// Trims detours to the fixes that are far from the route, and gaps to all that is missing around them.
fn settle(track: &mut Track, route: &[Point], places: &[Point]) {
    for (kind, start, end) in &mut track.events {
        if *kind == "detour" {
            let near = |at: &usize| distance(route, places[*at]) <= OFF_ROUTE;
            *start = (*start..=*end).find(|at| !near(at)).unwrap_or(*start);
            *end = (*start..=*end).rev().find(|at| !near(at)).unwrap_or(*end);
        }
        if *kind == "gap" {
            while *start > 0 && track.steps[*start - 1].lost {
                *start -= 1;
            }
            while track.steps.get(*end + 1).is_some_and(|step| step.lost) {
                *end += 1;
            }
        }
    }
}

/// Makes `count` cases.
///
/// Settings, each `[least, most]`: `events`, how many events; `strength`, how far they pass their bounds, in per cent
/// of the usual; `noise`, the standard deviation of a fix in metres.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let events = settings::range(settings, "events", 0..=3)?;
    let strength = settings::range(settings, "strength", 50..=300)?;
    let noise = settings::range(settings, "noise", 0..=60)?;
    let draft = |rng: &mut ChaCha8Rng| {
        let wanted = rng.random_range(events.clone()) as usize;
        let strength = rng.random_range(strength.clone()) as f64 / 100.0;
        let noise = rng.random_range(noise.clone()) as f64;
        let known = truth(rng, wanted, strength);
        let (mut x, mut y, mut speed) = (Vec::new(), Vec::new(), Vec::new());
        for (at, step) in known.track.steps.iter().enumerate() {
            let jump = if rng.random_bool(0.015) { between(rng, (80.0, 260.0)) } else { 0.0 };
            let angle = between(rng, (0.0, std::f64::consts::TAU));
            let (east, north) = known.places[at];
            let east = east + step.wander.0 + jump * libm::cos(angle) + noise * gaussian(rng);
            let north = north + step.wander.1 + jump * libm::sin(angle) + noise * gaussian(rng);
            let pace = (known.speeds[at] + noise / 8.0 * gaussian(rng)).max(0.0);
            let seen = |value: f64| if step.lost { Value::Null } else { json!(value) };
            x.push(seen(east.round()));
            y.push(seen(north.round()));
            speed.push(seen((pace * 10.0).round() / 10.0));
        }
        let whole = |point: &Point| json!([point.0.round(), point.1.round()]);
        let route: Vec<Value> = known.route.iter().map(whole).collect();
        let stops: Vec<Value> = known.track.stops.iter().map(|at| whole(&known.places[*at])).collect();
        let events: Vec<Value> = known
            .track
            .events
            .iter()
            .map(|(kind, start, end)| json!({"start": start, "end": end, "kind": kind}))
            .collect();
        let input = json!({"limit": known.limit, "route": route, "stops": stops, "x": x, "y": y, "speed": speed});
        Draft::new(input, json!({ "events": events }))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// Runs of at least `least` marked fixes; up to `bridge` unmarked ones may lie within.
    fn runs(marked: &[bool], least: usize, bridge: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in (0..marked.len()).filter(|at| marked[*at]) {
            match runs.last_mut() {
                Some((_, end)) if at - *end <= bridge + 1 => *end = at,
                _ => runs.push((at, at)),
            }
        }
        runs.retain(|(start, end)| end - start + 1 >= least);
        runs
    }

    /// By the definitions of kinds.md alone, the route as points every two metres.
    fn by_definition(known: &Truth) -> Vec<(&'static str, usize, usize)> {
        let mut dense = Vec::new();
        for pair in known.route.windows(2) {
            for part in 0..1000 {
                let share = f64::from(part) / 1000.0;
                dense.push((
                    pair[0].0 * (1.0 - share) + pair[1].0 * share,
                    pair[0].1 * (1.0 - share) + pair[1].1 * share,
                ));
            }
        }
        let far = |one: Point, other: Point| ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt();
        let off = |at: &Point| dense.iter().all(|point| far(*point, *at) > OFF_ROUTE);
        let steps = &known.track.steps;
        let stops: Vec<Point> = known.track.stops.iter().map(|at| known.places[*at]).collect();
        let mark = |test: &dyn Fn(usize) -> bool| (0..steps.len()).map(test).collect::<Vec<bool>>();
        let mut found = Vec::new();
        let mut add = |kind, list: Vec<(usize, usize)>| {
            found.extend(list.into_iter().map(|(start, end)| (kind, start, end)));
        };
        add("detour", runs(&mark(&|at| off(&known.places[at])), 1, 3));
        let unplanned = |at: usize| known.speeds[at] == 0.0 && stops.iter().all(|s| far(*s, known.places[at]) > 100.0);
        add("long-stop", runs(&mark(&unplanned), 20, 0));
        add("speeding", runs(&mark(&|at| known.speeds[at] > 1.2 * known.limit), 4, 0));
        let wandering = |at: usize| known.speeds[at] == 0.0 && far(steps[at].wander, (0.0, 0.0)) > 60.0;
        add("drift", runs(&mark(&wandering), 1, 0));
        add("gap", runs(&mark(&|at| steps[at].lost), 10, 0));
        found.sort_by_key(|event| event.1);
        found
    }

    #[test]
    fn the_definitions_find_the_known_events_in_the_clean_track() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for turn in 0..60 {
            let known = truth(&mut rng, turn % 4, 0.8);
            assert_eq!(by_definition(&known), known.track.events);
            assert!((240..=360).contains(&known.places.len()), "{}", known.places.len());
            assert!(known.route.len() <= 120, "{}", known.route.len());
            known.track.events.iter().for_each(|event| *kinds.entry(event.0).or_default() += 1);
        }
        assert!(kinds.len() == 5 && kinds.values().all(|count| *count > 5), "{kinds:?}");
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
    }
}
