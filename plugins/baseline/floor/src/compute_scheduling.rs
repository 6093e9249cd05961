//! The floor of `compute-scheduling`: first come, first served, and nobody overtakes.
//!
//! The jobs start in the order of their arrival; each on the node that can take it soonest, but never before the job
//! ahead of it in the queue has started. No gap is filled.

use crate::Material;
use serde_json::{Value, json};

/// Reads the scenario's materials into this floor's state: there are none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let nodes = input["nodes"].as_array().ok_or("no nodes")?;
    let mut jobs: Vec<&Value> = input["jobs"].as_array().ok_or("no jobs")?.iter().collect();
    jobs.sort_by_key(|job| job["arrives"].as_i64());
    // Each job that runs: node, end, cards.
    let mut running: Vec<(usize, i64, i64)> = Vec::new();
    let (mut starts, mut queue) = (Vec::new(), 0);
    for job in jobs {
        let (gpus, minutes) = (number(job, "gpus")?, number(job, "minutes")?);
        let ready = number(job, "arrives")?.max(queue);
        let mut best: Option<(i64, usize)> = None;
        for (index, node) in nodes.iter().enumerate() {
            let free = number(node, "gpus")? - gpus;
            let held = |minute: i64| {
                let here = running.iter().filter(|one| one.0 == index && one.1 > minute);
                here.map(|one| one.2).sum::<i64>()
            };
            let ends = running.iter().filter(|one| one.0 == index).map(|one| one.1);
            let start = std::iter::once(ready).chain(ends.filter(|&end| end > ready)).filter(|&at| held(at) <= free);
            best = best.into_iter().chain(start.map(|at| (at, index))).min();
        }
        let (start, node) = best.ok_or_else(|| format!("no node can take a job of {gpus} cards"))?;
        running.push((node, start + minutes, gpus));
        queue = start;
        starts.push(json!({"job": job["id"], "node": nodes[node]["id"], "start": start}));
    }
    Ok(json!({ "starts": starts }))
}

fn number(value: &Value, key: &str) -> Result<i64, String> {
    value[key].as_i64().ok_or_else(|| format!("{key} is no whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_job_holds_up_the_small_one_behind_it() {
        let job = |id: &str, gpus: i64, minutes: i64| json!({"id": id, "arrives": 0, "gpus": gpus, "minutes": minutes, "weight": 1});
        let input =
            json!({"nodes": [{"id": "N1", "gpus": 4}], "jobs": [job("A", 2, 10), job("B", 4, 5), job("C", 1, 5)]});
        let place = |id: &str, start: i64| json!({"job": id, "node": "N1", "start": start});
        assert_eq!(answer(&[], &input), Ok(json!({"starts": [place("A", 0), place("B", 10), place("C", 15)]})));
        assert!(answer(&[], &json!({"nodes": [], "jobs": [job("A", 1, 1)]})).is_err());
    }
}
