//! Schedules of a workshop, as job-shop cases hold them: a row a machine, time from left to right, a colour a job.

use serde_json::Value;

use super::Picture;
use super::png::{Pixels, Rgb, picture};

/// Width of the drawing in pixels.
const WIDTH: usize = 320;
/// Height of a machine's row, and of the line below it.
const ROW: usize = 8;
/// The most machines and jobs that are drawn.
const MOST: usize = 100;

/// Idle time, the line between machines, then the jobs, told apart by lightness too: past the last the first again.
const COLOURS: [Rgb; 14] = [
    [236, 240, 245],
    [255, 255, 255],
    [19, 74, 124],
    [226, 148, 46],
    [52, 128, 92],
    [178, 58, 72],
    [120, 164, 208],
    [112, 78, 150],
    [150, 184, 78],
    [232, 178, 170],
    [70, 90, 110],
    [74, 176, 176],
    [160, 106, 60],
    [204, 130, 190],
];
const IDLE: u8 = 0;
const LINE: u8 = 1;
const JOBS: std::ops::Range<u8> = 2..14;

/// One step of a job on its machine.
struct Step {
    machine: usize,
    job: usize,
    start: f64,
    minutes: f64,
}

/// The schedule that an answer gives, if the two hold one; the answer may be wrong in any way.
pub fn of(input: &Value, answer: &Value) -> Option<Picture> {
    let machines = input.get("machines")?.as_array()?.len();
    let jobs = input.get("jobs")?.as_array()?;
    let starts = answer.get("starts")?.as_array()?;
    if machines == 0 || machines > MOST || jobs.len() > MOST {
        return None;
    }
    let steps: Vec<Step> = jobs.iter().zip(starts).enumerate().flat_map(|(job, (of, at))| steps(job, of, at)).collect();
    let end = steps.iter().map(|step| step.start + step.minutes).fold(0.0, f64::max);
    if end <= 0.0 {
        return None;
    }
    let mut rows = vec![[IDLE; WIDTH]; machines];
    for step in &steps {
        let place = |time: f64| (time / end * WIDTH as f64).round().clamp(0.0, WIDTH as f64) as usize;
        if let Some(row) = rows.get_mut(step.machine) {
            row[place(step.start)..place(step.start + step.minutes)].fill(colour(step.job));
        }
    }
    let rule = [LINE; WIDTH];
    let lines = rows.iter().flat_map(|row| std::iter::repeat_n(row, ROW - 1).chain([&rule]));
    let pixels: Vec<u8> = lines.flatten().copied().collect();
    picture(u32::try_from(WIDTH).ok()?, u32::try_from(machines * ROW).ok()?, Pixels::Palette(&COLOURS, &pixels))
}

fn colour(job: usize) -> u8 {
    // The remainder is less than the number of jobs' colours.
    JOBS.start + (job % JOBS.len()) as u8
}

fn steps(job: usize, of: &Value, at: &Value) -> Vec<Step> {
    let steps = of.get("steps").and_then(Value::as_array).into_iter().flatten();
    let starts = at.as_array().into_iter().flatten();
    let step = |(step, start): (&Value, &Value)| {
        let machine = usize::try_from(step.get("machine")?.as_u64()?).ok()?;
        let (minutes, start) = (step.get("minutes")?.as_f64()?, start.as_f64()?);
        (start >= 0.0 && minutes >= 0.0).then_some(Step { machine, job, start, minutes })
    };
    steps.zip(starts).filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input() -> Value {
        json!({
            "machines": ["裁剪", "锁边"],
            "jobs": [
                { "name": "甲", "steps": [{ "machine": 0, "minutes": 3 }, { "machine": 1, "minutes": 2 }] },
                { "name": "乙", "steps": [{ "machine": 1, "minutes": 3 }] },
            ],
        })
    }

    #[test]
    fn a_schedule_is_drawn_a_row_a_machine() {
        let one = of(&input(), &json!({ "starts": [[0, 3], [0]] })).unwrap();
        assert_eq!((one.width, one.height), (320, 16));
        assert_ne!(of(&input(), &json!({ "starts": [[0, 6], [0]] })), Some(one));
    }

    #[test]
    fn what_is_wrong_in_any_way_is_passed_over() {
        for wrong in [
            json!(null),
            json!({ "starts": 3 }),
            json!({ "starts": [] }),
            json!({ "starts": [["a"], [-1]] }),
            json!({ "starts": [[-5.0, "b"], null] }),
        ] {
            assert_eq!(of(&input(), &wrong), None, "{wrong}");
        }
        assert!(of(&input(), &json!({ "starts": [[0, 1e300], [f64::MAX]] })).is_some());
        assert_eq!(of(&json!({ "note": "text" }), &json!({ "starts": [[0]] })), None);
    }
}
