//! A job-shop schedule: is it feasible, and how near is its makespan to the optimum?
//!
//! The job-shop problem (Muth & Thompson 1963; Pinedo, *Scheduling*, ch. 7): each job is a chain of steps, each step
//! runs on one given machine without interruption, a machine runs one step at a time. The makespan is the end of the
//! last step. The score is optimum ÷ makespan, and 0 for a schedule that breaks any constraint; every step that
//! breaks one is named in the remarks.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges the start minutes of every step of every job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct JobShop {}

/// The input: machines by name, jobs as chains of steps.
#[derive(Debug, Deserialize)]
struct Shop {
    machines: Vec<String>,
    jobs: Vec<Job>,
}

#[derive(Debug, Deserialize)]
struct Job {
    name: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Step {
    /// Index into [`Shop::machines`].
    machine: usize,
    minutes: i64,
}

/// One step as the answer places it: `[start, end)` in minutes.
#[derive(Debug, Clone, Copy)]
struct Placed {
    job: usize,
    step: usize,
    start: i64,
    end: i64,
}

/// One broken constraint.
#[derive(Debug, Clone, Copy)]
enum Violation {
    /// The answer has this many rows, one a job being wanted.
    Jobs { given: usize },
    /// A job's row has this many starts, one a step being wanted.
    Steps { job: usize, given: usize },
    /// A start is no whole number of minutes.
    NotWhole { job: usize, step: usize },
    /// A step starts before minute 0.
    Early { job: usize, step: usize, start: i64 },
    /// A step starts before the step ahead of it has ended.
    Order { job: usize, step: usize, start: i64, ready: i64 },
    /// Two steps run on one machine at one time.
    Overlap { first: Placed, second: Placed },
}

impl Shop {
    fn makespan_or_words(&self, output: &Value) -> Result<i64, Vec<Words>> {
        self.makespan(output).map_err(|broken| broken.into_iter().map(|violation| self.words(violation)).collect())
    }

    fn read(input: &Value) -> Result<Self, String> {
        let shop = Self::deserialize(input).map_err(|error| format!("the input is no job shop: {error}"))?;
        let steps = || shop.jobs.iter().flat_map(|job| &job.steps);
        if shop.jobs.is_empty() || shop.jobs.iter().any(|job| job.steps.is_empty()) {
            return Err("the input has no jobs, or a job without steps".to_owned());
        }
        if let Some(step) = steps().find(|step| step.machine >= shop.machines.len()) {
            return Err(format!("machine {} is not among the {} machines", step.machine, shop.machines.len()));
        }
        if steps().any(|step| !(0..=1_000_000).contains(&step.minutes)) {
            return Err("a step takes less than 0 or more than 1,000,000 minutes".to_owned());
        }
        Ok(shop)
    }

    /// Places every step, or names what is missing.
    fn place(&self, output: &Value) -> Result<Vec<Vec<Placed>>, Vec<Violation>> {
        let none = Vec::new();
        let rows = output.get("starts").and_then(Value::as_array).unwrap_or(&none);
        if rows.len() != self.jobs.len() {
            return Err(vec![Violation::Jobs { given: rows.len() }]);
        }
        let mut broken = Vec::new();
        let mut placed = Vec::with_capacity(rows.len());
        for (job, (row, steps)) in rows.iter().zip(self.jobs.iter().map(|job| &job.steps)).enumerate() {
            let starts = row.as_array().unwrap_or(&none);
            if starts.len() != steps.len() {
                broken.push(Violation::Steps { job, given: starts.len() });
                continue;
            }
            let mut chain = Vec::with_capacity(steps.len());
            for (step, (start, Step { minutes, .. })) in starts.iter().zip(steps).enumerate() {
                match whole(start) {
                    Some(start) => chain.push(Placed { job, step, start, end: start.saturating_add(*minutes) }),
                    None => broken.push(Violation::NotWhole { job, step }),
                }
            }
            placed.push(chain);
        }
        if broken.is_empty() { Ok(placed) } else { Err(broken) }
    }

    /// Every step that starts too early for its job, then every step that meets another on its machine.
    fn violations(&self, placed: &[Vec<Placed>]) -> Vec<Violation> {
        let mut broken = Vec::new();
        for chain in placed {
            let mut ready = 0;
            for Placed { job, step, start, end } in chain.iter().copied() {
                if start < 0 {
                    broken.push(Violation::Early { job, step, start });
                } else if start < ready {
                    broken.push(Violation::Order { job, step, start, ready });
                }
                ready = end.max(0);
            }
        }
        for machine in 0..self.machines.len() {
            broken.extend(self.overlaps(machine, placed));
        }
        broken
    }

    /// Each step on the machine that begins before an earlier one has ended, with that earlier one.
    fn overlaps(&self, machine: usize, placed: &[Vec<Placed>]) -> Vec<Violation> {
        let mut queue: Vec<Placed> = placed
            .iter()
            .flatten()
            .copied()
            .filter(|place| self.jobs[place.job].steps[place.step].machine == machine)
            .collect();
        queue.sort_by_key(|place| (place.start, place.end));
        let mut broken = Vec::new();
        let mut latest: Option<Placed> = None;
        for second in queue {
            match latest {
                Some(first) if second.start < first.end => {
                    broken.push(Violation::Overlap { first, second });
                    latest = Some(if second.end > first.end { second } else { first });
                }
                _ => latest = Some(second),
            }
        }
        broken
    }

    /// The last end where the schedule is feasible, else every broken constraint.
    fn makespan(&self, output: &Value) -> Result<i64, Vec<Violation>> {
        let placed = self.place(output)?;
        let broken = self.violations(&placed);
        if !broken.is_empty() {
            return Err(broken);
        }
        Ok(placed.iter().flatten().map(|place| place.end).max().unwrap_or(0))
    }

    fn words(&self, violation: Violation) -> Words {
        let name = |job: usize| self.jobs[job].name.as_str();
        let (zh, en) = match violation {
            Violation::Jobs { given } => (
                format!("应给出 {} 个订单的开工时间，实际给出 {given} 个", self.jobs.len()),
                format!("starts of {} jobs are wanted, {given} are given", self.jobs.len()),
            ),
            Violation::Steps { job, given } => {
                let wanted = self.jobs[job].steps.len();
                (
                    format!("订单「{}」应有 {wanted} 道工序的开工时间，实际给出 {given} 个", name(job)),
                    format!("job {} wants {wanted} starts, {given} are given", name(job)),
                )
            }
            Violation::NotWhole { job, step } => (
                format!("订单「{}」第 {} 道工序的开工时间不是整数分钟", name(job), step + 1),
                format!("job {} step {}: the start is no whole number of minutes", name(job), step + 1),
            ),
            Violation::Early { job, step, start } => (
                format!("订单「{}」第 {} 道工序的开工时间为负数（{start}）", name(job), step + 1),
                format!("job {} step {}: starts at {start}, before minute 0", name(job), step + 1),
            ),
            Violation::Order { job, step, start, ready } => (
                format!(
                    "订单「{}」第 {} 道工序在第 {start} 分钟开工，而上一道工序到第 {ready} 分钟才完工",
                    name(job),
                    step + 1
                ),
                format!(
                    "job {} step {}: starts at minute {start}, but the step before it ends at {ready}",
                    name(job),
                    step + 1
                ),
            ),
            Violation::Overlap { first, second } => {
                let machine = &self.machines[self.jobs[second.job].steps[second.step].machine];
                let (a, b, from) = (first.step + 1, second.step + 1, second.start);
                (
                    format!(
                        "机台「{machine}」在第 {from} 分钟被重复占用：订单「{}」第 {a} 道与订单「{}」第 {b} 道工序",
                        name(first.job),
                        name(second.job)
                    ),
                    format!(
                        "machine {machine} is taken twice at minute {from}: job {} step {a} and job {} step {b}",
                        name(first.job),
                        name(second.job)
                    ),
                )
            }
        };
        Words { zh, en }
    }
}

impl Judge for JobShop {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(shop), Some(reference)) = (Shop::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        reference.judge(Aim::Least, "makespan", shop.makespan_or_words(output))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::lower("makespan", Words::new("总完工时间", "Makespan"), "min"))
    }

    /// Where the expected output also carries an optimal schedule (`starts`), it must be feasible and as long as the
    /// optimum says.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let shop = Shop::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        if expected.get("starts").is_none() {
            return Ok(());
        }
        reference.check(Aim::Least, shop.makespan_or_words(expected))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Two jobs over two machines in opposite order, worked by hand: job A cuts 3 then sews 2, job B sews 2 then cuts
    /// 4. The cutter is busy 7 minutes whatever the order, and A first, B after reaches 7.
    fn shop() -> Value {
        json!({"machines": ["裁剪", "平缝"], "jobs": [
            {"name": "A", "steps": [{"machine": 0, "minutes": 3}, {"machine": 1, "minutes": 2}]},
            {"name": "B", "steps": [{"machine": 1, "minutes": 2}, {"machine": 0, "minutes": 4}]}]})
    }

    fn judge(starts: Value) -> Judgement {
        JobShop {}.judge(&shop(), &json!({"optimum": 7}), &json!({ "starts": starts }))
    }

    #[test]
    fn the_optimum_scores_one_and_a_longer_schedule_its_ratio() {
        assert_eq!(judge(json!([[0, 3], [0, 3]])).score, 1.0);
        let idle = judge(json!([[0.0, 3], [0, 6]]));
        assert!((idle.score - 0.7).abs() < 1e-12);
        assert_eq!(idle.figures[1], ("makespan".to_owned(), 10.0));
        assert!((idle.figures[2].1 - 300.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn every_broken_constraint_is_named() {
        let broken = judge(json!([[-1, 1], [0, 1]]));
        assert_eq!(broken.score, 0.0);
        let en: Vec<&str> = broken.remarks.iter().map(|words| words.en.as_str()).collect();
        assert_eq!(
            en,
            [
                "job A step 1: starts at -1, before minute 0",
                "job A step 2: starts at minute 1, but the step before it ends at 2",
                "job B step 2: starts at minute 1, but the step before it ends at 2",
                "machine 裁剪 is taken twice at minute 1: job A step 1 and job B step 2",
                "machine 平缝 is taken twice at minute 1: job B step 1 and job A step 2",
            ]
        );
    }

    #[test]
    fn a_step_inside_a_longer_one_is_found_past_the_steps_between() {
        let job = |minutes| json!({"name": "J", "steps": [{"machine": 0, "minutes": minutes}]});
        let input = json!({"machines": ["m"], "jobs": [job(10), job(1), job(1)]});
        let judged = JobShop {}.judge(&input, &json!({"optimum": 12}), &json!({"starts": [[0], [2], [8]]}));
        assert_eq!(judged.remarks.len(), 2);
    }

    #[test]
    fn missing_and_unreadable_starts_are_named() {
        assert_eq!(judge(json!([[0, 3]])).remarks[0].zh, "应给出 2 个订单的开工时间，实际给出 1 个");
        assert_eq!(judge(json!([[0], [0, "x"]])).remarks.len(), 2);
        assert_eq!(judge(json!([[0, 1.5], [0, 3]])).remarks.len(), 1);
        assert_eq!(judge(Value::Null).score, 0.0);
        assert_eq!(judge(json!([[i64::MAX, i64::MAX], [0, u64::MAX]])).score, 0.0);
    }

    /// ft06 of Fisher & Thompson 1963, whose optimum is 55; the schedule was made by OR-tools CP-SAT 9.15, which
    /// proves that none is shorter.
    #[test]
    fn a_published_optimum_is_met() {
        let machines = [
            [2, 0, 1, 3, 5, 4],
            [1, 2, 4, 5, 0, 3],
            [2, 3, 5, 0, 1, 4],
            [1, 0, 2, 3, 4, 5],
            [2, 1, 4, 5, 0, 3],
            [1, 3, 5, 0, 4, 2],
        ];
        let minutes = [
            [1, 3, 6, 7, 3, 6],
            [8, 5, 10, 10, 10, 4],
            [5, 4, 8, 9, 1, 7],
            [5, 5, 5, 3, 8, 9],
            [9, 3, 5, 4, 3, 1],
            [3, 3, 9, 10, 4, 1],
        ];
        let jobs: Vec<Value> = (0..6)
            .map(|job| {
                let steps: Vec<Value> =
                    (0..6).map(|step| json!({"machine": machines[job][step], "minutes": minutes[job][step]})).collect();
                json!({"name": format!("J{job}"), "steps": steps})
            })
            .collect();
        let input = json!({"machines": ["0", "1", "2", "3", "4", "5"], "jobs": jobs});
        let starts = json!([
            [5, 6, 16, 30, 42, 49],
            [0, 8, 13, 28, 38, 48],
            [0, 5, 9, 18, 27, 42],
            [8, 13, 22, 27, 30, 45],
            [13, 22, 25, 38, 48, 52],
            [13, 16, 19, 28, 38, 42]
        ]);
        let judged = JobShop {}.judge(&input, &json!({"optimum": 55}), &json!({ "starts": starts }));
        assert_eq!(judged.remarks, []);
        assert_eq!(judged.score, 1.0);
        assert_eq!(judged.figures[1].1, 55.0);
    }

    #[test]
    fn a_case_whose_schedule_belies_its_optimum_is_refused() {
        let check = |expected| JobShop {}.check(&shop(), &expected);
        assert_eq!(check(json!({"optimum": 7, "starts": [[0, 3], [0, 3]]})), Ok(()));
        assert!(check(json!({"optimum": 6, "starts": [[0, 3], [0, 3]]})).is_err());
        assert!(check(json!({"optimum": 7, "starts": [[0, 0], [0, 3]]})).is_err());
        assert!(check(json!({})).is_err());
        assert!(JobShop {}.check(&json!({"machines": [], "jobs": []}), &json!({"optimum": 1})).is_err());
    }
}
