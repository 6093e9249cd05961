//! Jobs on a cluster: simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) over the order in which jobs are placed,
//! each where it fits first.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;
use crate::random::Random;

#[derive(Deserialize)]
struct Input {
    nodes: Vec<Node>,
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    gpus: i64,
}

#[derive(Deserialize)]
struct Job {
    id: String,
    arrives: i64,
    gpus: i64,
    minutes: i64,
    weight: i64,
}

/// Fuel that placing one job costs for every job and node there is, measured in the sandbox and rounded up.
const FUEL_A_STEP: u64 = 12;

/// Answers one case, using about a twelfth of the fuel.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value, fuel: u64, seed: u64) -> Result<Solved, String> {
    let Input { nodes, jobs } = Input::deserialize(input).map_err(|error| error.to_string())?;
    let widest = nodes.iter().map(|node| node.gpus).max().unwrap_or(0);
    if jobs.iter().any(|job| job.gpus > widest) {
        return Err("a job wants more cards than any node has".to_owned());
    }
    let step = FUEL_A_STEP * (jobs.len() * jobs.len() * nodes.len()).max(1) as u64;
    let rounds = usize::try_from(fuel / 12 / step).unwrap_or(usize::MAX).min(6000);
    let order = anneal(&nodes, &jobs, rounds, &mut Random::new(seed));
    let (flow, places) = place(&nodes, &jobs, &order);
    let starts: Vec<Value> = places
        .iter()
        .map(|&(job, node, start)| json!({"job": jobs[job].id, "node": nodes[node].id, "start": start}))
        .collect();
    let rationale = format!("模拟退火比较 {rounds} 种排队次序，加权逗留时间 {flow} 分钟。");
    Ok(Solved { output: json!({ "starts": starts }), rationale, proved: false })
}

/// The best order found, starting from the jobs by weight for their cards and minutes.
fn anneal(nodes: &[Node], jobs: &[Job], rounds: usize, random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    let density = |job: usize| jobs[job].weight as f64 / (jobs[job].gpus * jobs[job].minutes).max(1) as f64;
    order.sort_by(|&left, &right| density(right).total_cmp(&density(left)));
    let mut cost = place(nodes, jobs, &order).0;
    let (mut best, mut least) = (order.clone(), cost);
    let start = least as f64 * 0.03;
    for round in 0..rounds {
        let heat = start * (1.0 - round as f64 / rounds as f64).powi(2);
        let mut tried = order.clone();
        let job = tried.remove(random.below(jobs.len()));
        tried.insert(random.below(jobs.len()), job);
        let new = place(nodes, jobs, &tried).0;
        let worse = (new - cost) as f64;
        if worse <= 0.0 || random.unit() < (-worse / heat.max(1e-9)).exp() {
            (order, cost) = (tried, new);
            if cost < least {
                (best, least) = (order.clone(), cost);
            }
        }
    }
    best
}

/// A node's use over time: from each minute on, so many cards are held.
struct Timeline(Vec<(i64, i64)>);

impl Timeline {
    /// The first minute at which the job fits beside what is held; it must not want more than the node has.
    fn earliest(&self, gpus: i64, job: &Job) -> i64 {
        let mut start = job.arrives;
        let first = self.0.partition_point(|&(minute, _)| minute <= start).saturating_sub(1);
        for (index, &(_, held)) in self.0.iter().enumerate().skip(first) {
            let next = self.0.get(index + 1).map(|&(minute, _)| minute);
            match next {
                Some(next) if held + job.gpus > gpus => start = next.max(start),
                Some(next) if next < start + job.minutes => {}
                _ => break,
            }
        }
        start
    }

    fn hold(&mut self, start: i64, end: i64, gpus: i64) {
        let (first, last) = (self.cut(start), self.cut(end));
        // Cutting at the end does not move what stands before it.
        self.0[first..last].iter_mut().for_each(|(_, held)| *held += gpus);
    }

    /// The index of the entry that begins at this minute, made if need be.
    fn cut(&mut self, minute: i64) -> usize {
        let index = self.0.partition_point(|&(at, _)| at < minute);
        if self.0.get(index).is_none_or(|&(at, _)| at != minute) {
            let held = index.checked_sub(1).map_or(0, |before| self.0[before].1);
            self.0.insert(index, (minute, held));
        }
        index
    }
}

/// The weighted flow time of placing the jobs in this order, and each job's node and start.
fn place(nodes: &[Node], jobs: &[Job], order: &[usize]) -> (i64, Vec<(usize, usize, i64)>) {
    let mut timelines: Vec<Timeline> = nodes.iter().map(|_| Timeline(vec![(0, 0)])).collect();
    let mut flow = 0;
    let mut places = Vec::with_capacity(jobs.len());
    for &index in order {
        let job = &jobs[index];
        let fits = nodes.iter().enumerate().filter(|(_, node)| node.gpus >= job.gpus);
        // Among nodes that can take it as soon, the one with fewest cards.
        let soonest = fits.map(|(at, node)| (timelines[at].earliest(node.gpus, job), node.gpus, at)).min();
        let Some((start, _, node)) = soonest else { continue };
        timelines[node].hold(start, start + job.minutes, job.gpus);
        flow += job.weight * (start + job.minutes - job.arrives);
        places.push((index, node, start));
    }
    (flow, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> Value {
        let job = |id: &str, arrives: i64, gpus: i64, minutes: i64, weight: i64| json!({"id": id, "kind": "训练", "arrives": arrives, "gpus": gpus, "minutes": minutes, "weight": weight});
        json!({
            "nodes": [{"id": "N1", "gpus": 4}, {"id": "N2", "gpus": 2}],
            "jobs": [job("A", 0, 4, 10, 1), job("B", 0, 2, 5, 3), job("C", 2, 2, 5, 2)],
        })
    }

    /// By hand: B and C side by side and A after B on the wide node: 15 + 10 + 15 = 40.
    #[test]
    fn the_best_order_is_found() {
        let solved = answer(&input(), 10_000_000, 1).unwrap();
        assert!(solved.rationale.contains("时间 40 分钟"), "{}", solved.rationale);
        assert_eq!(solved.output["starts"].as_array().unwrap().len(), 3);
    }

    #[test]
    fn a_timeline_finds_the_first_gap() {
        let job = |arrives, gpus, minutes| Job { id: String::new(), arrives, gpus, minutes, weight: 1 };
        let mut timeline = Timeline(vec![(0, 0)]);
        timeline.hold(0, 10, 3);
        timeline.hold(15, 30, 2);
        assert_eq!(timeline.earliest(4, &job(0, 1, 50)), 0);
        assert_eq!(timeline.earliest(4, &job(0, 2, 50)), 10);
        assert_eq!(timeline.earliest(4, &job(0, 3, 6)), 30);
        assert_eq!(timeline.earliest(4, &job(12, 3, 3)), 12);
    }

    #[test]
    fn no_fuel_still_gives_a_schedule_and_too_wide_a_job_is_told() {
        assert_eq!(answer(&input(), 0, 1).unwrap().output["starts"].as_array().unwrap().len(), 3);
        let mut wide = input();
        wide["jobs"][0]["gpus"] = json!(9);
        assert!(answer(&wide, 0, 1).is_err());
    }
}
