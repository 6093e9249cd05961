//! Vehicles' tracks over a small net of streets, with the segments driven as the truth.
//!
//! A vehicle drives a random route without turning back and reports where it is every few seconds, with Gaussian noise
//! and perhaps an outage. The route is known, so the segment of every fix is; what makes the task hard is the noise
//! beside the service road, which runs 15 to 25 m from the main road, and the distance driven between two fixes.

mod streets;

use std::f64::consts::TAU;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use self::streets::Streets;
use super::settings;
use crate::catalogue::Draft;

/// How many nets in a row may lack a route before the settings are given up.
const ATTEMPTS: usize = 1000;

/// The fewest fixes of a track.
const FEWEST: usize = 5;

/// No vehicle is faster, in metres a second; what the input says of it.
const MAX_SPEED: i64 = 20;

/// What sort of vehicle reports.
const VEHICLES: [&str; 5] = ["巡游出租车", "环卫清运车", "城市配送货车", "公务巡查车", "社区微循环客车"];

/// How a track is drawn.
struct Style {
    /// Standard deviation of either coordinate of a fix, in metres.
    noise: f64,
    /// Seconds between two fixes.
    gap: i64,
    /// The most segments of a route.
    legs: usize,
    /// Is there an outage?
    outage: bool,
}

/// One report.
struct Fix {
    seconds: i64,
    at: (f64, f64),
    segment: usize,
}

/// Makes `count` cases.
///
/// Settings: `side`, `[least, most]` crossings either way; `legs`, `[least, most]` segments of a route; `noise`,
/// `[least, most]` metres of standard deviation; `gap`, `[least, most]` seconds between fixes; `outage-share`, how many
/// tracks have an outage.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let side = settings::range(settings, "side", 3..=8)?;
    let legs = settings::range(settings, "legs", 3..=30)?;
    let noise = settings::range(settings, "noise", 0..=50)?;
    let gap = settings::range(settings, "gap", 2..=60)?;
    let outage_share = settings::share(settings, "outage-share")?;
    let mut drafts = Vec::with_capacity(count);
    let mut failures = 0;
    while drafts.len() < count {
        let (rows, columns) = (whole(rng.random_range(side.clone())), whole(rng.random_range(side.clone())));
        let style = Style {
            noise: real(rng.random_range(noise.clone())),
            gap: rng.random_range(gap.clone()),
            legs: whole(rng.random_range(legs.clone())),
            outage: rng.random_bool(outage_share),
        };
        let streets = Streets::lay(rng, rows, columns);
        let fixes = streets.route(rng, style.legs).map(|route| (drive(rng, &streets, &route, &style), route));
        match fixes {
            Some((fixes, route)) if fixes.len() >= FEWEST => {
                drafts.push(draft(rng, &streets, &route, &fixes, &style));
                failures = 0;
            }
            _ if failures < ATTEMPTS => failures += 1,
            _ => return Err("streets made with these settings hardly ever hold a route".to_owned()),
        }
    }
    Ok(drafts)
}

/// A setting within its bounds.
fn whole(value: i64) -> usize {
    usize::try_from(value).unwrap_or(3)
}

#[expect(clippy::cast_precision_loss, reason = "settings and seconds are small")]
fn real(value: i64) -> f64 {
    value as f64
}

/// A draw from the standard normal distribution (Box & Muller 1958), the same on every machine.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v): (f64, f64) = (rng.random_range(0.0..1.0), rng.random_range(0.0..1.0));
    (-2.0 * libm::log(1.0 - u)).sqrt() * libm::cos(TAU * v)
}

/// Drives the route with a speed of its own on every segment and reports the way.
fn drive(rng: &mut ChaCha8Rng, streets: &Streets, route: &[usize], style: &Style) -> Vec<Fix> {
    // When each segment is left, in seconds; the first one is entered somewhere on its first half.
    let entered = rng.random_range(0.0..0.5);
    let mut left = Vec::with_capacity(route.len());
    let mut clock = 0.0;
    for (index, &segment) in route.iter().enumerate() {
        let driven = streets.length(segment) * if index == 0 { 1.0 - entered } else { 1.0 };
        clock += driven / rng.random_range(5.0..14.0);
        left.push(clock);
    }
    let outage = style.outage.then(|| {
        let begin = rng.random_range(0.2..0.7) * clock;
        begin..begin + rng.random_range(20.0..60.0)
    });
    let mut fixes = Vec::new();
    let (mut seconds, mut leg) = (0, 0);
    while real(seconds) < clock {
        let now = real(seconds);
        while left[leg] <= now {
            leg += 1;
        }
        let since = if leg == 0 { 0.0 } else { left[leg - 1] };
        let begin = if leg == 0 { entered } else { 0.0 };
        let share = begin + (1.0 - begin) * (now - since) / (left[leg] - since);
        let (x, y) = streets.point(route[leg], share);
        let at = (x + style.noise * normal(rng), y + style.noise * normal(rng));
        if !outage.as_ref().is_some_and(|gap| gap.contains(&now)) {
            fixes.push(Fix { seconds, at, segment: route[leg] });
        }
        seconds += style.gap;
    }
    fixes
}

fn draft(rng: &mut ChaCha8Rng, streets: &Streets, route: &[usize], fixes: &[Fix], style: &Style) -> Draft {
    let vehicle = VEHICLES[rng.random_range(0..VEHICLES.len())];
    let outage = if style.outage { "；途中可能有一段信号中断" } else { "" };
    let reports: Vec<Value> =
        fixes.iter().map(|fix| json!({"t": fix.seconds, "x": tenth(fix.at.0), "y": tenth(fix.at.1)})).collect();
    let truth: Vec<String> = fixes.iter().map(|fix| Streets::name(fix.segment)).collect();
    let driven: Vec<String> = route.iter().map(|&segment| Streets::name(segment)).collect();
    let input = json!({
        "terminal": format!("{vehicle}，车载北斗终端约每 {} 秒上报一次{outage}", style.gap),
        "max_speed": MAX_SPEED,
        "nodes": streets.nodes_told(),
        "segments": streets.segments_told(),
        "fixes": reports,
    });
    let note = format!("定位误差约 {} 米，间隔 {} 秒，{} 个定位点", style.noise, style.gap, fixes.len());
    Draft { note: Some(note), ..Draft::new(input, json!({"segments": truth, "route": driven})) }
}

fn tenth(metres: f64) -> f64 {
    (metres * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{Judge, Segments};

    fn made(seed: u64, count: usize, side: &str, legs: &str, noise: i64, gap: i64) -> Vec<Draft> {
        let text = format!(
            "side = {side}\nlegs = {legs}\nnoise = [{noise}, {noise}]\ngap = [{gap}, {gap}]\noutage-share = 0.5"
        );
        cases(&mut ChaCha8Rng::seed_from_u64(seed), count, &toml::from_str(&text).unwrap()).unwrap()
    }

    /// Segments by id with their ends, read from the input alone.
    fn lines(input: &Value) -> BTreeMap<String, [(f64, f64); 2]> {
        let pair = |node: &Value| (node["x"].as_f64().unwrap(), node["y"].as_f64().unwrap());
        let nodes: BTreeMap<&str, (f64, f64)> =
            input["nodes"].as_array().unwrap().iter().map(|node| (node["id"].as_str().unwrap(), pair(node))).collect();
        let end = |segment: &Value, key: &str| nodes[segment[key].as_str().unwrap()];
        let all = input["segments"].as_array().unwrap().iter();
        all.map(|one| (one["id"].as_str().unwrap().to_owned(), [end(one, "from"), end(one, "to")])).collect()
    }

    fn away(fix: &Value, [a, b]: [(f64, f64); 2]) -> f64 {
        let (x, y) = (fix["x"].as_f64().unwrap() - a.0, fix["y"].as_f64().unwrap() - a.1);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let share = ((x * dx + y * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - share * dx).hypot(y - share * dy)
    }

    /// The share of fixes for which no street is nearer than the true one.
    fn nearest_right(drafts: &[Draft]) -> f64 {
        let (mut right, mut all) = (0.0, 0.0);
        for draft in drafts {
            let lines = lines(&draft.input);
            for (fix, truth) in
                draft.input["fixes"].as_array().unwrap().iter().zip(draft.expected["segments"].as_array().unwrap())
            {
                let least = lines.values().map(|&line| away(fix, line)).fold(f64::INFINITY, f64::min);
                // Coordinates are written to a tenth of a metre, so at a crossing two streets may be level.
                right += f64::from(u8::from(away(fix, lines[truth.as_str().unwrap()]) <= least + 0.15));
                all += 1.0;
            }
        }
        right / all
    }

    #[test]
    fn the_route_shown_is_legal_and_passes_its_own_metric() {
        for draft in made(4, 40, "[4, 7]", "[8, 20]", 15, 10) {
            assert_eq!(Segments {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    #[test]
    fn without_noise_no_street_is_nearer_than_the_true_one() {
        assert_eq!(nearest_right(&made(5, 60, "[4, 7]", "[8, 20]", 0, 5)), 1.0);
    }

    #[test]
    fn the_nearest_street_is_wrong_the_more_often_the_more_noise_there_is() {
        let shares = [5, 10, 15, 25].map(|noise| nearest_right(&made(6, 60, "[4, 7]", "[8, 20]", noise, 10)));
        assert!(shares.windows(2).all(|pair| pair[0] > pair[1] + 0.03), "{shares:?}");
        assert!(shares[0] - shares[3] > 0.2, "{shares:?}");
    }

    /// How far the fixes lie from the segments of a route, driven in order: the least sum over all ways to give the
    /// fixes to its segments, tried one by one.
    fn misfit(fixes: &[Value], route: &[[(f64, f64); 2]]) -> f64 {
        let Some((fix, rest)) = fixes.split_first() else { return 0.0 };
        (0..route.len()).map(|leg| away(fix, route[leg]) + misfit(rest, &route[leg..])).fold(f64::INFINITY, f64::min)
    }

    /// Every legal route of `left` more segments after this one.
    fn routes(
        lines: &BTreeMap<String, [(f64, f64); 2]>,
        route: Vec<[(f64, f64); 2]>,
        left: usize,
        out: &mut Vec<Vec<[(f64, f64); 2]>>,
    ) {
        let [from, to] = route[route.len() - 1];
        if left == 0 {
            out.push(route);
            return;
        }
        for &next in lines.values().filter(|line| line[0] == to && line[1] != from) {
            routes(lines, [route.clone(), vec![next]].concat(), left - 1, out);
        }
    }

    #[test]
    fn of_all_routes_on_a_tiny_net_none_fits_better_than_the_one_driven() {
        for mut draft in made(7, 6, "[3, 3]", "[4, 4]", 0, 10) {
            let lines = lines(&draft.input);
            let fixes = draft.input["fixes"].as_array_mut().unwrap();
            fixes.truncate(6);
            let truth: Vec<_> =
                draft.expected["route"].as_array().unwrap().iter().map(|id| lines[id.as_str().unwrap()]).collect();
            let mut all = Vec::new();
            lines.values().for_each(|&first| routes(&lines, vec![first], truth.len() - 1, &mut all));
            assert!(all.contains(&truth), "the route driven is not legal");
            let best = all.iter().map(|route| misfit(fixes, route)).fold(f64::INFINITY, f64::min);
            assert!(misfit(fixes, &truth) <= best + 0.5, "{}", draft.input);
        }
    }

    #[test]
    fn settings_that_lack_something_are_refused() {
        let settings = toml::from_str("side = [4, 6]").unwrap();
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &settings).is_err());
    }
}
