//! One node's time: where a job fits first beside those already placed.

use super::Place;
use crate::catalogue::metric::cluster_schedule::{Cluster, Job};

/// A job that holds cards from `start` to before `end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) gpus: i64,
}

/// The first minute at which the job fits on a node of so many cards; `None` where it never does.
pub(super) fn earliest(held: &[Held], gpus: i64, job: &Job) -> Option<i64> {
    if job.gpus > gpus {
        return None;
    }
    let fits = |start: i64| {
        let end = start + job.minutes;
        let use_at = |minute: i64| {
            let running = held.iter().filter(|one| one.start <= minute && minute < one.end);
            running.map(|one| one.gpus).sum::<i64>()
        };
        let rises = held.iter().map(|one| one.start).filter(|&at| start < at && at < end);
        std::iter::once(start).chain(rises).all(|minute| use_at(minute) + job.gpus <= gpus)
    };
    // The earliest start is the arrival or the end of a job: moved further to the front, it would meet that job.
    let ends = held.iter().map(|one| one.end).filter(|&end| end > job.arrives);
    std::iter::once(job.arrives).chain(ends).filter(|&start| fits(start)).min()
}

/// A good schedule: the jobs by descending weight for each card and minute, each where it fits first.
pub(super) fn by_density(cluster: &Cluster) -> Vec<Place> {
    let mut order: Vec<usize> = (0..cluster.jobs.len()).collect();
    order.sort_by(|&left, &right| {
        let (left, right) = (&cluster.jobs[left], &cluster.jobs[right]);
        (right.weight * left.gpus * left.minutes).cmp(&(left.weight * right.gpus * right.minutes))
    });
    let mut held: Vec<Vec<Held>> = vec![Vec::new(); cluster.nodes.len()];
    let mut places = Vec::new();
    for index in order {
        let job = &cluster.jobs[index];
        let starts = cluster
            .nodes
            .iter()
            .enumerate()
            .filter_map(|(node, size)| earliest(&held[node], size.gpus, job).map(|start| (start, node)));
        if let Some((start, node)) = starts.min() {
            held[node].push(Held { start, end: start + job.minutes, gpus: job.gpus });
            places.push((node, index, start));
        }
    }
    places
}

/// The sum of weight × flow time of jobs placed so.
pub(super) fn weighted_flow(cluster: &Cluster, places: &[Place]) -> i64 {
    let flow = |&(_, job, start): &Place| {
        let job = &cluster.jobs[job];
        job.weight * (start + job.minutes - job.arrives)
    };
    places.iter().map(flow).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(arrives: i64, gpus: i64, minutes: i64) -> Job {
        Job { id: String::new(), kind: String::new(), arrives, gpus, minutes, weight: 1 }
    }

    #[test]
    fn a_job_goes_into_the_first_gap_that_is_wide_and_long_enough() {
        let held = [Held { start: 0, end: 10, gpus: 3 }, Held { start: 15, end: 30, gpus: 2 }];
        assert_eq!(earliest(&held, 4, &job(0, 1, 50)), Some(0));
        assert_eq!(earliest(&held, 4, &job(0, 2, 50)), Some(10));
        assert_eq!(earliest(&held, 4, &job(0, 3, 5)), Some(10));
        assert_eq!(earliest(&held, 4, &job(0, 3, 6)), Some(30));
        assert_eq!(earliest(&held, 4, &job(12, 3, 3)), Some(12));
        assert_eq!(earliest(&held, 4, &job(0, 5, 1)), None);
    }
}
