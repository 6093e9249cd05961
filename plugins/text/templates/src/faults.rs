//! Breaks with ordinary operation: new templates, rates, sequences, durations and silence.

use std::collections::{BTreeMap, BTreeSet};

use crate::line::Line;
use crate::model::{Model, median};

/// A fault: first line, last line (from 1, inclusive) and kind.
pub type Fault = (usize, usize, &'static str);

/// How many lines may lie between two lines of one fault.
const REACH: usize = 12;
/// How many consecutive lines of a template are judged together for their duration, and the least stretch of their median.
const WINDOW: usize = 6;
const STRETCH: f64 = 1.8;
/// Times the longest ordinary silence that a silence must last.
const SILENCE: f64 = 7.0;

/// Every fault found, by its first line.
pub fn find(model: &Model, lines: &[Line]) -> Vec<Fault> {
    let mut faults = silences(model, lines);
    faults.extend(bursts(model, lines));
    faults.extend(restarts(lines));
    faults.extend(slow(model, lines));
    faults.sort_unstable();
    faults
}

/// The numbers (from 0) of the lines of each template that `keep` lets pass.
fn by_template(lines: &[Line], keep: impl Fn(&Line) -> bool) -> BTreeMap<&str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| keep(line)) {
        places.entry(&line.template).or_default().push(index);
    }
    places
}

/// Runs of places with less than [`REACH`] between neighbours.
fn runs(places: &[usize]) -> impl Iterator<Item = &[usize]> {
    places.chunk_by(|left, right| right - left <= REACH)
}

fn silences(model: &Model, lines: &[Line]) -> Vec<Fault> {
    let limit = model.silence * SILENCE;
    let silent = |pair: &[Line]| pair[1].seconds.zip(pair[0].seconds).is_some_and(|(now, last)| now - last > limit);
    let pairs = lines.windows(2).enumerate().filter(|(_, pair)| silent(pair));
    pairs.map(|(index, _)| (index + 1, index + 2, "stall")).collect()
}

/// New grave templates that come again and again, and known ones that come far more often than they use to.
fn bursts(model: &Model, lines: &[Line]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (template, places) in by_template(lines, |line| line.grave) {
        let known = model.templates.contains_key(template);
        let (least, kind) = if known { (6, "login-attack") } else { (4, "error-burst") };
        let wanted = runs(&places).filter(|run| run.len() >= least);
        faults.extend(wanted.map(|run| (run[0] + 1, run[run.len() - 1] + 1, kind)));
    }
    faults
}

/// A service that starts again before it was ready.
fn restarts(lines: &[Line]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let services: BTreeSet<&str> = lines.iter().map(|line| line.service.as_str()).collect();
    for service in services {
        let steps: Vec<usize> = (0..lines.len())
            .filter(|&index| {
                let template = &lines[index].template;
                lines[index].service == service && ["启动", "加载", "就绪"].iter().any(|step| template.contains(step))
            })
            .collect();
        for run in runs(&steps) {
            let count = |step: &str| run.iter().filter(|&&index| lines[index].template.contains(step)).count();
            if count("启动") > 1 && count("就绪") == 0 {
                faults.push((run[0] + 1, run[run.len() - 1] + 1, "restart-loop"));
            }
        }
    }
    faults
}

/// Stretches of lines whose work takes much longer than usual.
fn slow(model: &Model, lines: &[Line]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for places in by_template(lines, |line| model.stretch(line).is_some()).values() {
        let stretch = |index: usize| model.stretch(&lines[index]).unwrap_or(1.0);
        let mut flagged: BTreeSet<usize> = BTreeSet::new();
        for window in places.windows(WINDOW) {
            let values: Vec<f64> = window.iter().map(|&index| stretch(index)).collect();
            if median(&values).is_some_and(|middle| middle > STRETCH) {
                flagged.extend(window.iter().filter(|&&index| stretch(index) > STRETCH));
            }
        }
        let flagged: Vec<usize> = flagged.into_iter().collect();
        let long = flagged.chunk_by(|left, right| right - left <= 2 * REACH).filter(|run| run.len() >= 4);
        faults.extend(long.map(|run| (run[0] + 1, run[run.len() - 1] + 1, "slowdown")));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(messages: &[&str]) -> Vec<Line> {
        messages
            .iter()
            .enumerate()
            .map(|(index, message)| Line::read(&format!("08:00:{:02}.000 {message}", index % 60)))
            .collect()
    }

    fn model() -> Model {
        let normal: String =
            (0..50).map(|second| format!("08:00:{second:02}.000 INFO [pay] txn {second} cost=100ms\n")).collect();
        Model::mine(&(normal + "08:00:51.000 WARN [auth] 登录失败 ip=192.0.2.1\n"))
    }

    #[test]
    fn a_new_error_that_comes_again_is_a_burst_and_a_notice_is_none() {
        let (error, usual) = ("ERROR [db] 拒绝 7", "INFO [pay] txn 7 cost=100ms");
        let lines = log(&[usual, error, error, usual, error, error, usual]);
        assert_eq!(find(&model(), &lines), [(2, 6, "error-burst")]);
        assert_eq!(find(&model(), &log(&["INFO [job] 证书 3"; 9])), []);
        assert_eq!(find(&model(), &log(&[error; 3])), []);
    }

    #[test]
    fn a_known_warning_at_a_great_rate_is_an_attack() {
        let failed = "WARN [auth] 登录失败 ip=192.0.2.9";
        assert_eq!(find(&model(), &log(&[failed; 7])), [(1, 7, "login-attack")]);
        assert_eq!(find(&model(), &log(&[failed; 4])), []);
    }

    #[test]
    fn a_restart_that_gets_ready_is_no_fault() {
        let (start, load, ready) =
            ("INFO [pay] 服务启动中 pid=7", "INFO [pay] 加载配置 v=1", "INFO [pay] 服务就绪 pid=7");
        assert_eq!(find(&model(), &log(&[start, load, ready])), []);
        assert_eq!(find(&model(), &log(&[start, load, start, load])), [(1, 4, "restart-loop")]);
    }

    #[test]
    fn long_durations_are_a_slowdown_unless_they_are_few() {
        let (usual, long) = ("INFO [pay] txn 7 cost=100ms", "INFO [pay] txn 7 cost=300ms");
        let lines = log(&[usual, usual, usual, long, long, long, long, long, long, usual, usual, usual]);
        assert_eq!(find(&model(), &lines), [(4, 9, "slowdown")]);
        assert_eq!(find(&model(), &log(&[usual, usual, usual, long, long, usual, usual, usual])), []);
    }

    #[test]
    fn silence_is_a_stall() {
        let lines: Vec<Line> = ["08:00:00.000 INFO [pay] a", "08:00:29.000 INFO [pay] a"].map(Line::read).to_vec();
        assert_eq!(find(&model(), &lines), [(1, 2, "stall")]);
        assert_eq!(find(&Model::default(), &[]), []);
    }
}
