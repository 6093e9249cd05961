//! A bound on the weighted flow time that no schedule beats: Lagrangian relaxation of the cards.
//!
//! Let a card's minute cost a price in every block of time, and let each job start where its weighted flow time and
//! the prices of its card-minutes together are least, whatever the others do. The sum of these costs less the price of
//! all card-minutes there are is at most the least weighted flow time, whatever the prices, as long as none is
//! negative (Fisher, *Management Science* 27:1, 1981). Good prices are found by Polyak's subgradient steps: dearer
//! where the jobs hold more cards than there are, cheaper where fewer.

use crate::catalogue::metric::cluster_schedule::{Cluster, Job};

/// Minutes for which one price holds.
const BLOCK: i64 = 20;
/// Steps of the search for good prices.
const STEPS: usize = 120;

/// The bound, rounded up to the next whole number, as a schedule's value is whole. `known` is the value of a schedule.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "minutes and weights are small")]
pub(super) fn weighted_flow(cluster: &Cluster, known: i64) -> i64 {
    let cards = cluster.nodes.iter().map(|node| node.gpus).sum::<i64>() as f64;
    let mut prices = Prices::free(horizon(cluster));
    let (mut best, mut stride, mut stale) = (0.0_f64, 1.0, 0);
    for _ in 0..STEPS {
        let mut held = vec![0.0; prices.by_block.len()];
        let mut bound = -cards * prices.total();
        for job in &cluster.jobs {
            let (cost, start) = prices.cheapest_start(job);
            bound += cost;
            spread(&mut held, job, start);
        }
        if bound > best + 1e-6 {
            (best, stale) = (bound, 0);
        } else {
            stale += 1;
        }
        if stale == 8 {
            (stride, stale) = (stride * 0.6, 0);
        }
        let over: Vec<f64> = held.iter().map(|held| held - cards * BLOCK as f64).collect();
        // Where a block is free and not full, its price stays 0 and its slack is no reason for a smaller step.
        let active = over.iter().zip(&prices.by_block).filter(|&(&over, &price)| over > 0.0 || price > 0.0);
        let squares: f64 = active.map(|(over, _)| over * over).sum();
        if squares < 1e-9 {
            break;
        }
        let step = stride * (known as f64 - bound).max(1.0) / squares;
        prices.by_block.iter_mut().zip(&over).for_each(|(price, over)| *price = (*price + step * over).max(0.0));
        prices.add_up();
    }
    (best - 1e-6).ceil() as i64
}

/// A minute by which all jobs could have ended one after the other.
fn horizon(cluster: &Cluster) -> i64 {
    let last = cluster.jobs.iter().map(|job| job.arrives).max().unwrap_or(0);
    last + cluster.jobs.iter().map(|job| job.minutes).sum::<i64>()
}

/// What a card costs for a minute in each block; after the last block it costs nothing.
struct Prices {
    by_block: Vec<f64>,
    /// The price of a card from minute 0 to the beginning of each block, and to the end of the last.
    before: Vec<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "minutes and weights are small")]
impl Prices {
    fn free(horizon: i64) -> Self {
        let blocks = usize::try_from(horizon / BLOCK + 1).unwrap_or(1);
        Self { by_block: vec![0.0; blocks], before: vec![0.0; blocks + 1] }
    }

    fn add_up(&mut self) {
        let mut sum = 0.0;
        for (price, after) in self.by_block.iter().zip(&mut self.before[1..]) {
            sum += price * BLOCK as f64;
            *after = sum;
        }
    }

    /// The price of a card over all blocks.
    fn total(&self) -> f64 {
        self.before[self.by_block.len()]
    }

    /// The price of a card from minute 0 to this one.
    fn until(&self, minute: i64) -> f64 {
        let block = block_of(minute);
        self.by_block
            .get(block)
            .map_or_else(|| self.total(), |price| self.before[block] + price * (minute % BLOCK) as f64)
    }

    /// The least cost of the job and the start that has it. Between minutes at which its start or its end passes into
    /// another block the cost changes evenly, so that the least is at one of these.
    fn cheapest_start(&self, job: &Job) -> (f64, i64) {
        let cost = |start: i64| {
            let end = start + job.minutes;
            let flow = (job.weight * (end - job.arrives)) as f64;
            flow + job.gpus as f64 * (self.until(end) - self.until(start))
        };
        let mut best = (cost(job.arrives), job.arrives);
        for block in block_of(job.arrives)..=self.by_block.len() {
            let edge = i64::try_from(block).unwrap_or(0) * BLOCK;
            // No later start can be better: its flow time alone costs more.
            if (job.weight * (edge - job.arrives)) as f64 > best.0 {
                break;
            }
            for start in [edge, edge - job.minutes] {
                if start > job.arrives {
                    let cost = cost(start);
                    if cost < best.0 {
                        best = (cost, start);
                    }
                }
            }
        }
        best
    }
}

fn block_of(minute: i64) -> usize {
    usize::try_from(minute / BLOCK).unwrap_or(0)
}

/// Adds the card-minutes that the job holds to each block.
#[expect(clippy::cast_precision_loss, reason = "minutes are small")]
fn spread(held: &mut [f64], job: &Job, start: i64) {
    let end = start + job.minutes;
    for (block, held) in held.iter_mut().enumerate().skip(block_of(start)) {
        let from = i64::try_from(block).unwrap_or(0) * BLOCK;
        if from >= end {
            break;
        }
        *held += (job.gpus * (end.min(from + BLOCK) - start.max(from))) as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::metric::cluster_schedule::Node;

    fn cluster(jobs: &[(i64, i64, i64, i64)]) -> Cluster {
        let job = |&(arrives, gpus, minutes, weight): &(i64, i64, i64, i64)| Job {
            id: String::new(),
            kind: String::new(),
            arrives,
            gpus,
            minutes,
            weight,
        };
        Cluster { nodes: vec![Node { id: "N".to_owned(), gpus: 4 }], jobs: jobs.iter().map(job).collect() }
    }

    /// Where nobody waits for anybody, the bound is the optimum: weights times minutes.
    #[test]
    fn jobs_that_do_not_meet_are_bounded_by_their_own_minutes() {
        assert_eq!(weighted_flow(&cluster(&[(0, 4, 50, 2), (70, 2, 30, 3), (70, 2, 60, 1)]), 250), 250);
    }

    /// By hand: of two jobs that each want the whole node for 40 minutes, one must wait: 40 + 80 = 120, twice the weight
    /// of 5. The bound lies above the 400 that ignores the waiting.
    #[test]
    fn waiting_for_cards_is_priced() {
        let bound = weighted_flow(&cluster(&[(0, 4, 40, 5), (0, 4, 40, 5)]), 600);
        assert!((500..=600).contains(&bound), "{bound}");
    }
}
