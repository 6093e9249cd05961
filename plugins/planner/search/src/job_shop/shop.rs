//! The job shop as the search reads it: steps numbered through, job after job.

use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;

/// Steps of all jobs, numbered through. The number after the last is a step that takes no time and stands wherever
/// there is none before or after.
pub struct Shop {
    /// Minutes of each step, and 0 for the one that stands for none.
    pub minutes: Vec<u32>,
    /// Machine of each step.
    pub machine: Vec<usize>,
    /// The step ahead in the job.
    pub job_before: Vec<usize>,
    /// The next step of the job.
    pub job_after: Vec<usize>,
    /// The steps of each job.
    pub jobs: Vec<Range<usize>>,
    /// How many machines there are.
    pub machines: usize,
}

#[derive(Deserialize)]
struct Input {
    machines: Vec<Value>,
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    machine: usize,
    minutes: u32,
}

impl Shop {
    /// Reads a case.
    ///
    /// # Errors
    /// Says what could not be read.
    pub fn read(input: &Value) -> Result<Self, String> {
        let input = Input::deserialize(input).map_err(|error| error.to_string())?;
        let none: usize = input.jobs.iter().map(|job| job.steps.len()).sum();
        let mut shop = Self {
            minutes: Vec::with_capacity(none + 1),
            machine: Vec::with_capacity(none),
            job_before: Vec::with_capacity(none),
            job_after: Vec::with_capacity(none),
            jobs: Vec::with_capacity(input.jobs.len()),
            machines: input.machines.len(),
        };
        for job in &input.jobs {
            let first = shop.machine.len();
            let end = first + job.steps.len();
            for (number, step) in (first..end).zip(&job.steps) {
                if step.machine >= shop.machines {
                    return Err(format!("there is no machine {}", step.machine));
                }
                shop.minutes.push(step.minutes);
                shop.machine.push(step.machine);
                shop.job_before.push(if number == first { none } else { number - 1 });
                shop.job_after.push(if number + 1 == end { none } else { number + 1 });
            }
            shop.jobs.push(first..end);
        }
        shop.minutes.push(0);
        Ok(shop)
    }

    /// How many steps there are; also the number of the step that stands for none.
    pub fn len(&self) -> usize {
        self.machine.len()
    }

    /// No schedule is shorter than the longest job, nor than what one machine must do with the least time before and
    /// after it.
    pub fn lower_bound(&self) -> u32 {
        let longest = self.jobs.iter().map(|job| self.minutes[job.clone()].iter().sum()).max().unwrap_or(0);
        let mut load = vec![0_u32; self.machines];
        let (mut ahead, mut behind) = (vec![u32::MAX; self.machines], vec![u32::MAX; self.machines]);
        for job in &self.jobs {
            let total: u32 = self.minutes[job.clone()].iter().sum();
            let mut done = 0;
            for step in job.clone() {
                let (machine, minutes) = (self.machine[step], self.minutes[step]);
                load[machine] += minutes;
                ahead[machine] = ahead[machine].min(done);
                done += minutes;
                behind[machine] = behind[machine].min(total - done);
            }
        }
        let machines = (0..self.machines).filter(|&machine| ahead[machine] < u32::MAX);
        machines.map(|machine| load[machine] + ahead[machine] + behind[machine]).max().unwrap_or(0).max(longest)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// By hand: machine 0 works 3 + 4 minutes, and nothing can be done on it before minute 0; after it at least 0.
    #[test]
    fn the_bound_is_the_busiest_machine() {
        let shop = Shop::read(&json!({"machines": ["a", "b"], "jobs": [
            {"steps": [{"machine": 0, "minutes": 3}, {"machine": 1, "minutes": 2}]},
            {"steps": [{"machine": 1, "minutes": 2}, {"machine": 0, "minutes": 4}]}]}))
        .unwrap();
        assert_eq!((shop.len(), shop.lower_bound()), (4, 7));
        assert_eq!((shop.job_before[2], shop.job_after[2], shop.job_after[3]), (4, 3, 4));
    }

    #[test]
    fn an_unknown_machine_is_said() {
        let input = json!({"machines": [], "jobs": [{"steps": [{"machine": 0, "minutes": 3}]}]});
        assert!(Shop::read(&input).is_err());
    }
}
