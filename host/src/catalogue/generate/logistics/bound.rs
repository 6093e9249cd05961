//! A bound on the cost that no plan beats: q-routes with prices for the stops (Christofides, Mingozzi & Toth, *Math.
//! Programming* 20:255, 1981).
//!
//! A q-route leaves a hub, loads exactly q and comes back; it may pass a stop more than once, though not go straight
//! back to the one it comes from. Every round of a plan is one, so the cheapest q-routes that load all there is cost
//! no more than the best plan, and this stays so when each stop's visit is rewarded by a price and all prices are
//! added again (Lagrangian relaxation). Good prices are found by subgradient steps: higher where a stop is passed by,
//! lower where it is visited too often.

use crate::catalogue::metric::routes::Region;

/// Steps of the search for good prices.
const STEPS: usize = 80;

/// Far above any cost, and safe to add.
const NEVER: f64 = 1e15;

/// The cheapest way found to a stop with some load: its cost and the stop before, with the place of that stop's way.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: f64,
    /// Stop before and which of its two ways; nothing where the hub is before.
    before: Option<(usize, usize)>,
}

const NO_WAY: Way = Way { cost: NEVER, before: None };

/// The bound, rounded up to the next whole number, as costs are whole. `known` is the cost of a plan.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "costs and counts are small")]
pub(super) fn cost(region: &Region, known: i64) -> i64 {
    let count = region.stops.len();
    let mut prices = vec![0.0; count];
    let (mut best, mut stride, mut stale) = (0.0_f64, 1.0, 0);
    for _ in 0..STEPS {
        let (routes, visits) = cheapest(region, &prices);
        let bound = routes + prices.iter().sum::<f64>();
        if bound > best + 1e-6 {
            (best, stale) = (bound, 0);
        } else {
            stale += 1;
        }
        if stale == 5 {
            (stride, stale) = (stride * 0.6, 0);
        }
        let squares: f64 = visits.iter().map(|visits| (1.0 - visits).powi(2)).sum();
        if squares < 1e-9 {
            break;
        }
        let step = stride * (known as f64 - bound).max(1.0) / squares;
        prices.iter_mut().zip(&visits).for_each(|(price, visits)| *price += step * (1.0 - visits));
    }
    (best - 1e-6).ceil() as i64
}

/// The cost less prices of the cheapest q-routes that load all there is, and how often each stop is visited.
fn cheapest(region: &Region, prices: &[f64]) -> (f64, Vec<f64>) {
    let capacity = size(region.capacity);
    let hubs: Vec<Vec<Vec<[Way; 2]>>> = (0..region.hubs.len()).map(|hub| ways(region, hub, prices)).collect();
    // For every load the cheapest q-route: cost, hub, last stop. The way home asks nothing of the stop before.
    let by_load: Vec<(f64, usize, usize)> = (0..=capacity)
        .map(|load| {
            let mut best = (NEVER, 0, 0);
            for (hub, table) in hubs.iter().enumerate() {
                for (stop, ways) in table[load].iter().enumerate() {
                    let cost = ways[0].cost + leg(region, region.hubs.len() + stop, hub);
                    if cost < best.0 {
                        best = (cost, hub, stop);
                    }
                }
            }
            best
        })
        .collect();
    let total = region.stops.iter().map(|stop| size(stop.load)).sum::<usize>();
    let mut sums = vec![(NEVER, 0); total + 1];
    sums[0].0 = 0.0;
    for load in 1..=total {
        for part in 1..=load.min(capacity) {
            let cost = sums[load - part].0 + by_load[part].0;
            if cost < sums[load].0 {
                sums[load] = (cost, part);
            }
        }
    }
    let mut visits = vec![0.0; region.stops.len()];
    let mut left = total;
    while left > 0 && sums[left].1 > 0 {
        let part = sums[left].1;
        let (_, hub, stop) = by_load[part];
        let (mut load, mut at) = (part, Some((stop, 0)));
        while let Some((stop, which)) = at {
            visits[stop] += 1.0;
            at = hubs[hub][load][stop][which].before;
            load = load.saturating_sub(size(region.stops[stop].load));
        }
        left -= part;
    }
    (sums[total].0, visits)
}

/// `ways[load][stop]`: the two cheapest ways from the hub to the stop with this load on board, by different stops
/// before, so that one of them never comes from the stop that is next.
fn ways(region: &Region, hub: usize, prices: &[f64]) -> Vec<Vec<[Way; 2]>> {
    let (count, capacity) = (region.stops.len(), size(region.capacity));
    let first = region.hubs.len();
    let mut table = vec![vec![[NO_WAY; 2]; count]; capacity + 1];
    for load in 1..=capacity {
        for stop in 0..count {
            let own = size(region.stops[stop].load);
            let mut found = [NO_WAY; 2];
            if own == load {
                found[0].cost = vehicle(region) + leg(region, hub, first + stop) - prices[stop];
            } else if own < load {
                for before in (0..count).filter(|&before| before != stop) {
                    let here = &table[load - own][before];
                    let which = usize::from(here[0].before.is_some_and(|(other, _)| other == stop));
                    let cost = here[which].cost + leg(region, first + before, first + stop) - prices[stop];
                    let way = Way { cost, before: Some((before, which)) };
                    if cost < found[0].cost {
                        found = [way, found[0]];
                    } else if cost < found[1].cost {
                        found[1] = way;
                    }
                }
            }
            table[load][stop] = found;
        }
    }
    table
}

#[expect(clippy::cast_precision_loss, reason = "costs are small")]
fn leg(region: &Region, from: usize, to: usize) -> f64 {
    (region.km_cost * region.km[from][to]) as f64
}

#[expect(clippy::cast_precision_loss, reason = "costs are small")]
fn vehicle(region: &Region) -> f64 {
    region.vehicle_cost as f64
}

fn size(load: i64) -> usize {
    usize::try_from(load).unwrap_or(0)
}
