//! Workshops of the clusters around 天门, 潜江 and 仙桃 whose goods vehicles of any of the three hubs may fetch, with the
//! least cost, or a bound on it, as the truth.
//!
//! Each city serving its own workshops in the order of their calls drives far; the best plan lets a vehicle of one city
//! take its neighbours' stops along.
//!
//! Few stops are solved exactly ([`exact`]); for many stops a bound that no plan beats is known ([`bound`]), and the
//! plan shown is a plain one, not the best.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::routes::{Region, Stop};

mod bound;
mod exact;
mod nearest;

/// The hubs and about where they lie, in kilometres east and north of a corner.
const HUBS: [(&str, f64, f64); 3] = [("天门", 35.0, 51.0), ("潜江", 10.0, 22.0), ("仙桃", 62.0, 18.0)];

/// How much longer the road is than the straight line.
const DETOUR: f64 = 1.3;

/// A vehicle's round: hub and stops.
type Round = (usize, Vec<usize>);

/// Makes `count` cases.
///
/// Settings: `small-stops` and `large-stops`, each `[least, most]`; `large-share`, how many cases are large; `capacity`,
/// `[least, most]`, what a vehicle carries (a stop has 1 to 5 units); `spread-km`, `[least, most]`, how far stops lie
/// from their city.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let small = settings::range(settings, "small-stops", 2..=10)?;
    let large = settings::range(settings, "large-stops", 2..=40)?;
    let large_share = settings::share(settings, "large-share")?;
    let capacity = settings::range(settings, "capacity", 5..=30)?;
    let spread = settings::range(settings, "spread-km", 1..=32)?;
    let drafts = (0..count).map(|_| {
        let is_large = rng.random_bool(large_share);
        let stops = rng.random_range(if is_large { large.clone() } else { small.clone() });
        let capacity = rng.random_range(capacity.clone());
        let spread = rng.random_range(spread.clone());
        let region = region(rng, stops, capacity, spread);
        let expected = if is_large {
            let (cost, rounds) = nearest::plan(&region);
            json!({"bound": bound::cost(&region, cost), "routes": routes(&region, &rounds)})
        } else {
            let (optimum, rounds) = exact::plan(&region);
            json!({"optimum": optimum, "routes": routes(&region, &rounds)})
        };
        let note = format!("{stops} 个停靠点，单车载量 {capacity}");
        Draft { note: Some(note), ..Draft::new(json!(region), expected) }
    });
    Ok(drafts.collect())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "kilometres are small")]
fn region(rng: &mut ChaCha8Rng, count: i64, capacity: i64, spread: i64) -> Region {
    let mut places: Vec<(f64, f64)> = HUBS.iter().map(|&(_, east, north)| (east, north)).collect();
    let stops = (1..=count)
        .map(|number| {
            let (place, east, north) = HUBS[rng.random_range(0..HUBS.len())];
            let mut off = || rng.random_range(-1.0..1.0) * spread as f64;
            places.push((east + off(), north + off()));
            Stop { id: format!("S{number:02}"), place: place.to_owned(), load: rng.random_range(1..=5) }
        })
        .collect();
    let km = |from: &(f64, f64), to: &(f64, f64)| {
        ((from.0 - to.0).powi(2) + (from.1 - to.1).powi(2)).sqrt().mul_add(DETOUR, 0.5) as i64
    };
    Region {
        hubs: HUBS.iter().map(|&(name, ..)| name.to_owned()).collect(),
        stops,
        km: places.iter().map(|from| places.iter().map(|to| km(from, to)).collect()).collect(),
        capacity,
        // Far enough that the nearest hub reaches any stop: twice the way to a corner of the square around a city.
        max_km: 120 + rng.random_range(0..=6) * 10,
        vehicle_cost: rng.random_range(4..=12) * 20,
        km_cost: rng.random_range(2..=4),
    }
}

fn routes(region: &Region, rounds: &[Round]) -> Value {
    rounds
        .iter()
        .map(|(hub, stops)| {
            let ids: Vec<&str> = stops.iter().map(|&stop| region.stops[stop].id.as_str()).collect();
            json!({"hub": region.hubs[*hub], "stops": ids})
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{Judge, Routes};

    fn settings(small: &str, large: &str, share: &str) -> toml::Table {
        let text = format!(
            "small-stops = {small}\nlarge-stops = {large}\nlarge-share = {share}\ncapacity = [8, 14]\nspread-km = [12, 30]"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn the_plans_shown_keep_every_rule_and_bear_out_their_reference() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for draft in cases(&mut rng, 30, &settings("[3, 8]", "[12, 18]", "0.3")).unwrap() {
            assert_eq!(Routes {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    #[test]
    fn the_bound_never_passes_the_optimum() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for draft in cases(&mut rng, 30, &settings("[3, 8]", "[12, 18]", "0.0")).unwrap() {
            let optimum = draft.expected["optimum"].as_i64().unwrap();
            let bound = bound::cost(&Region::read(&draft.input).unwrap(), optimum);
            assert!(bound <= optimum && 10 * bound > 8 * optimum, "{bound} {optimum}");
        }
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        assert!(cases(&mut rng, 1, &settings("[3, 11]", "[12, 18]", "0.5")).is_err());
        assert!(cases(&mut rng, 1, &settings("[3, 8]", "[12, 18]", "5.0")).is_err());
    }
}
