//! The least weighted flow time of few jobs.
//!
//! Some best schedule is active: no job can start earlier while the others stay. Taken in order of their starts, the
//! jobs of an active schedule each start where they first fit beside those before (any gap found earlier would also be
//! free in the whole schedule). So trying, for each size of node, every sequence whose starts do not decrease finds
//! the least cost of every set of jobs on it; the best way to divide the jobs among the nodes follows by dynamic
//! programming over sets.

use super::Place;
use super::timeline::{Held, earliest};
use crate::catalogue::metric::cluster_schedule::{Cluster, Job};

/// The cheapest way found so far to run one set of jobs on one node: cost, and each job with its start.
type Best = Option<(i64, Vec<(usize, i64)>)>;

/// The least weighted flow time and a schedule that has it. Every job must fit on some node.
pub(super) fn schedule(cluster: &Cluster) -> (i64, Vec<Place>) {
    let all = (1_usize << cluster.jobs.len()) - 1;
    let mut sizes: Vec<(i64, Vec<Best>)> = Vec::new();
    // plans[set]: the least cost of the set on the nodes so far, and who is where.
    let mut plans: Vec<Option<(i64, Vec<Place>)>> = vec![None; all + 1];
    plans[0] = Some((0, Vec::new()));
    for (index, node) in cluster.nodes.iter().enumerate() {
        if !sizes.iter().any(|(gpus, _)| *gpus == node.gpus) {
            sizes.push((node.gpus, alone(&cluster.jobs, node.gpus)));
        }
        let Some((_, table)) = sizes.iter().find(|(gpus, _)| *gpus == node.gpus) else { continue };
        plans = (0..=all).map(|set| extend(&plans, table, set, index)).collect();
    }
    plans[all].take().unwrap_or_default()
}

/// The best plan of the set when this node takes a part of it and the nodes before take the rest.
fn extend(plans: &[Option<(i64, Vec<Place>)>], table: &[Best], set: usize, node: usize) -> Option<(i64, Vec<Place>)> {
    let mut part = set;
    let mut best: Option<(i64, usize)> = None;
    loop {
        if let (Some((before, _)), Some((here, _))) = (&plans[set ^ part], &table[part])
            && best.is_none_or(|(cost, _)| before + here < cost)
        {
            best = Some((before + here, part));
        }
        if part == 0 {
            break;
        }
        part = (part - 1) & set;
    }
    let (cost, part) = best?;
    let mut places = plans[set ^ part].as_ref().map(|(_, places)| places.clone()).unwrap_or_default();
    places.extend(table[part].iter().flat_map(|(_, starts)| starts).map(|&(job, start)| (node, job, start)));
    Some((cost, places))
}

/// For every set of jobs the least cost on one node of so many cards.
fn alone(jobs: &[Job], gpus: i64) -> Vec<Best> {
    let mut sequences = Sequences {
        jobs,
        gpus,
        best: vec![None; 1 << jobs.len()],
        held: Vec::with_capacity(jobs.len()),
        starts: Vec::with_capacity(jobs.len()),
    };
    sequences.best[0] = Some((0, Vec::new()));
    sequences.grow(0, 0);
    sequences.best
}

struct Sequences<'a> {
    jobs: &'a [Job],
    gpus: i64,
    best: Vec<Best>,
    held: Vec<Held>,
    starts: Vec<(usize, i64)>,
}

impl Sequences<'_> {
    fn grow(&mut self, set: usize, cost: i64) {
        for (index, job) in self.jobs.iter().enumerate().filter(|(index, _)| set & (1 << index) == 0) {
            let Some(start) = earliest(&self.held, self.gpus, job) else { continue };
            if self.starts.last().is_some_and(|&(last, before)| start < before || (start == before && index < last)) {
                continue;
            }
            let cost = cost + job.weight * (start + job.minutes - job.arrives);
            let grown = set | (1 << index);
            self.starts.push((index, start));
            if self.best[grown].as_ref().is_none_or(|(least, _)| cost < *least) {
                self.best[grown] = Some((cost, self.starts.clone()));
            }
            self.held.push(Held { start, end: start + job.minutes, gpus: job.gpus });
            self.grow(grown, cost);
            self.held.pop();
            self.starts.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::cluster_schedule::Node;

    /// The least cost by trying every node and every start minute of every job.
    fn brute_force(cluster: &Cluster, placed: &mut Vec<(usize, i64, i64, i64)>, next: usize) -> i64 {
        let Some(job) = cluster.jobs.get(next) else { return 0 };
        let mut best = i64::MAX / 2;
        for (node, size) in cluster.nodes.iter().enumerate() {
            for start in job.arrives..24 {
                let end = start + job.minutes;
                placed.push((node, start, end, job.gpus));
                let fits = (start..end).all(|minute| {
                    let here = placed.iter().filter(|one| one.0 == node && one.1 <= minute && minute < one.2);
                    here.map(|one| one.3).sum::<i64>() <= size.gpus
                });
                if fits {
                    best = best.min(job.weight * (end - job.arrives) + brute_force(cluster, placed, next + 1));
                }
                placed.pop();
            }
        }
        best
    }

    #[test]
    fn the_oracle_agrees_with_trying_every_minute() {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        for round in 0..60 {
            let sizes: &[i64] = if round % 2 == 0 { &[3] } else { &[2, 3] };
            let count = if round % 2 == 0 { 4 } else { 3 };
            let cluster = Cluster {
                nodes: sizes.iter().map(|&gpus| Node { id: gpus.to_string(), gpus }).collect(),
                jobs: (0..count)
                    .map(|index| Job {
                        id: index.to_string(),
                        kind: String::new(),
                        arrives: rng.random_range(0..4),
                        gpus: rng.random_range(1..=3),
                        minutes: rng.random_range(1..=4),
                        weight: rng.random_range(1..=5),
                    })
                    .collect(),
            };
            assert_eq!(schedule(&cluster).0, brute_force(&cluster, &mut Vec::new(), 0));
        }
    }
}
