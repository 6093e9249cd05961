//! The least cost for few stops: for every hub the shortest round through every set of stops (Held & Karp 1962), and
//! the best way to divide the stops into such sets.

use super::Round;
use crate::catalogue::metric::routes::Region;

/// Far above any distance or cost, and safe to add.
const NEVER: i64 = i64::MAX / 4;

/// The least cost and a plan that has it. Every stop must be in reach of some hub.
pub(super) fn plan(region: &Region) -> (i64, Vec<Round>) {
    let all = (1_usize << region.stops.len()) - 1;
    let tables: Vec<Vec<Vec<i64>>> = (0..region.hubs.len()).map(|hub| paths(region, hub)).collect();
    // For every set the least cost of one round through it, and its hub.
    let single: Vec<(i64, usize)> = (0..=all).map(|set| round_cost(region, &tables, set)).collect();
    let mut best = vec![(NEVER, 0); all + 1];
    best[0].0 = 0;
    for set in 1..=all {
        let lowest = set & set.wrapping_neg();
        let rest = set ^ lowest;
        let mut others = rest;
        loop {
            let part = others | lowest;
            let cost = single[part].0 + best[set ^ part].0;
            if cost < best[set].0 {
                best[set] = (cost, part);
            }
            if others == 0 {
                break;
            }
            others = (others - 1) & rest;
        }
    }
    let (mut rounds, mut left) = (Vec::new(), all);
    while left != 0 && best[left].0 < NEVER {
        let part = best[left].1;
        let hub = single[part].1;
        rounds.push((hub, walk_back(region, hub, &tables[hub], part)));
        left ^= part;
    }
    (best[all].0, rounds)
}

/// `paths[set][last]`: kilometres from the hub through all stops of the set, ending at `last`.
fn paths(region: &Region, hub: usize) -> Vec<Vec<i64>> {
    let count = region.stops.len();
    let place = |stop: usize| region.hubs.len() + stop;
    let mut table = vec![vec![NEVER; count]; 1 << count];
    for set in 1..table.len() {
        for last in (0..count).filter(|last| set & (1 << last) != 0) {
            let before = set ^ (1 << last);
            table[set][last] = if before == 0 {
                region.km[hub][place(last)]
            } else {
                let ways =
                    (0..count).map(|stop| table[before][stop].saturating_add(region.km[place(stop)][place(last)]));
                ways.min().unwrap_or(NEVER).min(NEVER)
            };
        }
    }
    table
}

fn home(region: &Region, hub: usize, ends: &[i64], set: usize) -> Option<(i64, usize)> {
    let inside = (0..region.stops.len()).filter(|stop| set & (1 << stop) != 0);
    inside.map(|stop| (ends[stop] + region.km[region.hubs.len() + stop][hub], stop)).min()
}

/// The least cost of one round through the set and its hub; never where it carries too much or goes too far.
fn round_cost(region: &Region, tables: &[Vec<Vec<i64>>], set: usize) -> (i64, usize) {
    let inside = region.stops.iter().enumerate().filter(|(index, _)| set & (1 << index) != 0);
    if inside.map(|(_, stop)| stop.load).sum::<i64>() > region.capacity {
        return (NEVER, 0);
    }
    let rounds = tables.iter().enumerate().filter_map(|(hub, table)| {
        let (km, _) = home(region, hub, &table[set], set)?;
        (km <= region.max_km).then_some((region.vehicle_cost + region.km_cost * km, hub))
    });
    rounds.min().unwrap_or((NEVER, 0))
}

/// The stops of the shortest round through the set, in order.
fn walk_back(region: &Region, hub: usize, table: &[Vec<i64>], set: usize) -> Vec<usize> {
    let place = |stop: usize| region.hubs.len() + stop;
    let mut stops = Vec::new();
    let (mut left, mut last) = (set, home(region, hub, &table[set], set).map(|(_, stop)| stop));
    while let Some(stop) = last {
        stops.push(stop);
        let before = left ^ (1 << stop);
        let came_from = |&other: &usize| {
            before & (1 << other) != 0
                && table[before][other] + region.km[place(other)][place(stop)] == table[left][stop]
        };
        last = (0..region.stops.len()).find(came_from);
        left = before;
    }
    stops.reverse();
    stops
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// The least cost by putting each stop at every place of every round there is, or into a new one.
    fn brute_force(region: &Region, rounds: &mut Vec<Round>, next: usize) -> i64 {
        if next == region.stops.len() {
            let keeps = rounds.iter().all(|(hub, stops)| {
                let load: i64 = stops.iter().map(|&stop| region.stops[stop].load).sum();
                load <= region.capacity && region.length(*hub, stops) <= region.max_km
            });
            let km: i64 = rounds.iter().map(|(hub, stops)| region.length(*hub, stops)).sum();
            let count = i64::try_from(rounds.len()).unwrap();
            return if keeps { region.vehicle_cost * count + region.km_cost * km } else { NEVER };
        }
        let mut best = NEVER;
        for index in 0..rounds.len() {
            for at in 0..=rounds[index].1.len() {
                rounds[index].1.insert(at, next);
                best = best.min(brute_force(region, rounds, next + 1));
                rounds[index].1.remove(at);
            }
        }
        for hub in 0..region.hubs.len() {
            rounds.push((hub, vec![next]));
            best = best.min(brute_force(region, rounds, next + 1));
            rounds.pop();
        }
        best
    }

    #[test]
    fn the_oracle_agrees_with_trying_every_plan() {
        let mut rng = ChaCha8Rng::seed_from_u64(12);
        for round in 0..24 {
            let region = super::super::region(&mut rng, 3 + round % 3, 7, 30);
            assert_eq!(plan(&region).0, brute_force(&region, &mut Vec::new(), 0));
        }
    }
}
