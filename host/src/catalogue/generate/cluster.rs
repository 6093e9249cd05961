//! Jobs for a small cluster of machines with graphics cards, with the least weighted flow time, or a bound on it, as
//! the truth.
//!
//! Training wants many cards for long, evaluation and inference few cards for minutes and are waited for. First come,
//! first served lets a wide job block a machine; who looks ahead fills the gaps.
//!
//! Few jobs are solved exactly ([`exact`]); for many jobs a bound that no schedule beats is known ([`bound`]), and the
//! schedule shown is a good one, not the best.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::cluster_schedule::{Cluster, Job, Node};

mod bound;
mod exact;
mod timeline;

/// What is run: name, cards wanted, minutes, weights.
struct Kind {
    name: &'static str,
    gpus: &'static [i64],
    minutes: (i64, i64),
    weights: (i64, i64),
}

const KINDS: [Kind; 4] = [
    Kind { name: "预训练", gpus: &[4, 8, 8], minutes: (90, 240), weights: (1, 4) },
    Kind { name: "微调", gpus: &[2, 4, 4], minutes: (40, 120), weights: (2, 6) },
    Kind { name: "评测", gpus: &[1, 2], minutes: (10, 45), weights: (2, 8) },
    Kind { name: "推理服务扩容", gpus: &[1, 2, 4], minutes: (15, 60), weights: (4, 10) },
];

/// Machines of a cluster with few jobs, and of one with many.
const SMALL: [&[i64]; 4] = [&[8], &[8, 4], &[8, 8], &[8, 4, 4]];
const LARGE: [&[i64]; 3] = [&[8, 8], &[8, 8, 4], &[8, 8, 8]];

/// Where a job is placed: node, job, start in minutes.
type Place = (usize, usize, i64);

/// Makes `count` cases.
///
/// Settings: `small-jobs` and `large-jobs`, each `[least, most]`; `large-share`, how many cases are large; `crowding`,
/// `[least, most]`, the jobs' work in per cent of what the cards can do while jobs arrive.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let small = settings::range(settings, "small-jobs", 2..=8)?;
    let large = settings::range(settings, "large-jobs", 2..=60)?;
    let large_share = settings::share(settings, "large-share")?;
    let crowding = settings::range(settings, "crowding", 50..=1000)?;
    let drafts = (0..count).map(|_| {
        let is_large = rng.random_bool(large_share);
        let jobs = rng.random_range(if is_large { large.clone() } else { small.clone() });
        let sizes =
            if is_large { LARGE[rng.random_range(0..LARGE.len())] } else { SMALL[rng.random_range(0..SMALL.len())] };
        let crowding = rng.random_range(crowding.clone());
        let cluster = cluster(rng, sizes, jobs, crowding);
        let cards: i64 = sizes.iter().sum();
        let note = format!("{jobs} 个作业，{} 台节点共 {cards} 张卡", sizes.len());
        let expected = if is_large {
            let places = timeline::by_density(&cluster);
            let bound = bound::weighted_flow(&cluster, timeline::weighted_flow(&cluster, &places));
            json!({"bound": bound, "starts": starts(&cluster, &places)})
        } else {
            let (optimum, places) = exact::schedule(&cluster);
            json!({"optimum": optimum, "starts": starts(&cluster, &places)})
        };
        let input = json!({"nodes": cluster.nodes, "jobs": cluster.jobs});
        Draft { note: Some(note), ..Draft::new(input, expected) }
    });
    Ok(drafts.collect())
}

fn cluster(rng: &mut ChaCha8Rng, sizes: &[i64], count: i64, crowding: i64) -> Cluster {
    let nodes: Vec<Node> =
        sizes.iter().enumerate().map(|(index, &gpus)| Node { id: format!("N{}", index + 1), gpus }).collect();
    let mut jobs: Vec<Job> = (0..count).map(|_| job(rng)).collect();
    let work: i64 = jobs.iter().map(|job| job.gpus * job.minutes).sum();
    let span = work * 100 / crowding / sizes.iter().sum::<i64>().max(1);
    jobs.iter_mut().for_each(|job| job.arrives = rng.random_range(0..=span));
    jobs.sort_by_key(|job| job.arrives);
    jobs.iter_mut().enumerate().for_each(|(index, job)| job.id = format!("J{:02}", index + 1));
    Cluster { nodes, jobs }
}

fn job(rng: &mut ChaCha8Rng) -> Job {
    let kind = &KINDS[rng.random_range(0..KINDS.len())];
    Job {
        id: String::new(),
        kind: kind.name.to_owned(),
        arrives: 0,
        gpus: kind.gpus[rng.random_range(0..kind.gpus.len())],
        minutes: rng.random_range(kind.minutes.0..=kind.minutes.1),
        weight: rng.random_range(kind.weights.0..=kind.weights.1),
    }
}

fn starts(cluster: &Cluster, places: &[Place]) -> Value {
    places
        .iter()
        .map(|&(node, job, start)| json!({"job": cluster.jobs[job].id, "node": cluster.nodes[node].id, "start": start}))
        .collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{ClusterSchedule, Judge};

    fn settings(small: &str, large: &str, share: &str) -> toml::Table {
        let text = format!("small-jobs = {small}\nlarge-jobs = {large}\nlarge-share = {share}\ncrowding = [150, 400]");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn the_schedules_shown_fit_and_bear_out_their_reference() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for draft in cases(&mut rng, 40, &settings("[3, 7]", "[15, 30]", "0.5")).unwrap() {
            assert_eq!(ClusterSchedule {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    /// The bound of a small cluster lies at or below its exact optimum, and not far below.
    #[test]
    fn the_bound_never_passes_the_optimum() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for draft in cases(&mut rng, 60, &settings("[3, 7]", "[15, 30]", "0.0")).unwrap() {
            let optimum = draft.expected["optimum"].as_i64().unwrap();
            let bound = bound::weighted_flow(&Cluster::read(&draft.input).unwrap(), optimum);
            assert!(bound <= optimum && 2 * bound > optimum, "{bound} {optimum}");
        }
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        assert!(cases(&mut rng, 1, &settings("[3, 9]", "[15, 30]", "0.5")).is_err());
        assert!(cases(&mut rng, 1, &settings("[3, 7]", "[15, 30]", "1.5")).is_err());
    }
}
