//! A plain plan for many stops: from the hub nearest to a stop that is left, always on to the nearest that still fits.

use super::Round;
use crate::catalogue::metric::routes::Region;

/// The plan's cost and its rounds.
pub(super) fn plan(region: &Region) -> (i64, Vec<Round>) {
    let mut left: Vec<usize> = (0..region.stops.len()).collect();
    let (mut cost, mut rounds) = (0, Vec::new());
    let place = |stop: usize| region.hubs.len() + stop;
    while let Some(&first) = left.first() {
        let hub = (0..region.hubs.len()).min_by_key(|&hub| region.km[hub][place(first)]).unwrap_or(0);
        let mut stops = vec![first];
        left.retain(|&stop| stop != first);
        loop {
            let load: i64 = stops.iter().map(|&stop| region.stops[stop].load).sum();
            let here = place(stops[stops.len() - 1]);
            let fits = left.iter().copied().filter(|&stop| {
                let longer: Vec<usize> = stops.iter().copied().chain([stop]).collect();
                load + region.stops[stop].load <= region.capacity && region.length(hub, &longer) <= region.max_km
            });
            let Some(next) = fits.min_by_key(|&stop| region.km[here][place(stop)]) else { break };
            stops.push(next);
            left.retain(|&stop| stop != next);
        }
        cost += region.vehicle_cost + region.km_cost * region.length(hub, &stops);
        rounds.push((hub, stops));
    }
    (cost, rounds)
}
