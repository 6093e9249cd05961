//! A first schedule: Giffler & Thompson's active schedules (Operations Research 8:487, 1960) under a priority rule.

use super::shop::Shop;
use crate::random::Random;

/// Which of the steps that compete for a machine goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The one whose job has most work left.
    MostWork,
    /// The one whose job has most steps left.
    MostSteps,
    /// The shortest.
    Shortest,
    /// The one that could begin first.
    FirstReady,
    /// Most work left, shaken by up to a third.
    Shaken,
}

/// The rules in the order in which they are tried.
pub const RULES: [Rule; 5] = [Rule::MostWork, Rule::MostSteps, Rule::Shortest, Rule::FirstReady, Rule::Shaken];

/// The queue of each machine under the rule.
pub fn queues(shop: &Shop, rule: Rule, random: &mut Random) -> Vec<Vec<usize>> {
    let mut queues = vec![Vec::new(); shop.machines];
    let mut machine_free = vec![0_u32; shop.machines];
    let mut job_free = vec![0_u32; shop.jobs.len()];
    let mut next: Vec<usize> = shop.jobs.iter().map(|job| job.start).collect();
    let mut left: Vec<u32> = shop.jobs.iter().map(|job| shop.minutes[job.clone()].iter().sum()).collect();
    let mut open: Vec<usize> = (0..next.len()).filter(|&job| !shop.jobs[job].is_empty()).collect();
    while !open.is_empty() {
        let start = |job: usize| job_free[job].max(machine_free[shop.machine[next[job]]]);
        let end = |job: usize| start(job) + shop.minutes[next[job]];
        let Some(&soonest) = open.iter().min_by_key(|&&job| end(job)) else { break };
        let (machine, limit) = (shop.machine[next[soonest]], end(soonest));
        let rivals = open
            .iter()
            .copied()
            .filter(|&job| shop.machine[next[job]] == machine && (start(job) < limit || job == soonest));
        let rank = |job: usize, random: &mut Random| -> i64 {
            let work = i64::from(left[job]);
            match rule {
                Rule::MostWork => -work,
                Rule::MostSteps => -i64::try_from(shop.jobs[job].end - next[job]).unwrap_or(0),
                Rule::Shortest => i64::from(shop.minutes[next[job]]),
                Rule::FirstReady => i64::from(start(job)),
                Rule::Shaken => -work * (100 + i64::try_from(random.below(34)).unwrap_or(0)),
            }
        };
        let ranked: Vec<(i64, usize)> = rivals.map(|job| (rank(job, random), job)).collect();
        let chosen = ranked.into_iter().min().map_or(soonest, |(_, job)| job);
        let (step, done) = (next[chosen], end(chosen));
        queues[machine].push(step);
        machine_free[machine] = done;
        job_free[chosen] = done;
        left[chosen] -= shop.minutes[step];
        next[chosen] += 1;
        if next[chosen] == shop.jobs[chosen].end {
            open.retain(|&job| job != chosen);
        }
    }
    queues
}
