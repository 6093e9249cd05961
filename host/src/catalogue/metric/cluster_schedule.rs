//! Jobs on a cluster's graphics cards: does the schedule fit, and how near is its weighted waiting to the least?
//!
//! Rigid parallel jobs with release dates (Drozdowski, *Scheduling for Parallel Processing*, ch. 5): each job holds a
//! fixed number of cards of one node from its start to its end without interruption. Its flow time is end − arrival;
//! the schedule's value is the sum of weight × flow time. The score is reference ÷ value (see [`super::ratio`]), and 0
//! for a schedule that breaks any rule; each breach is named.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges on which node and at which minute each job starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClusterSchedule {}

/// The input.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Cluster {
    pub(crate) nodes: Vec<Node>,
    pub(crate) jobs: Vec<Job>,
}

/// A machine with cards.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) gpus: i64,
}

/// A job that wants cards of one node.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// The minute from which it may start.
    pub(crate) arrives: i64,
    pub(crate) gpus: i64,
    pub(crate) minutes: i64,
    pub(crate) weight: i64,
}

/// A job as the answer places it.
#[derive(Debug, Clone, Copy)]
struct Placed<'a> {
    job: &'a Job,
    start: i64,
}

impl Placed<'_> {
    fn end(&self) -> i64 {
        self.start + self.job.minutes
    }
}

/// One broken rule.
#[derive(Debug)]
enum Violation<'a> {
    /// The entry at this index lacks a job, a node or a whole start.
    NoEntry { index: usize },
    /// No job has this id.
    NoJob { id: &'a str },
    /// No node has this id.
    NoNode { id: &'a str },
    /// The job is placed more than once.
    Twice { job: &'a str },
    /// The job is not placed.
    Missing { job: &'a str },
    /// The job starts before it has arrived.
    Early { job: &'a Job, start: i64 },
    /// At this minute, when the job starts, the node's running jobs hold more cards than it has.
    Over { node: &'a Node, job: &'a str, minute: i64, held: i64 },
}

impl Cluster {
    pub(crate) fn read(input: &Value) -> Result<Self, String> {
        let cluster = Self::deserialize(input).map_err(|error| format!("the input is no cluster: {error}"))?;
        let within = |value: i64, least: i64, most: i64| (least..=most).contains(&value);
        if !cluster.nodes.iter().all(|node| within(node.gpus, 1, 1000)) {
            return Err("a node's number of cards is out of bounds".to_owned());
        }
        let largest = cluster.nodes.iter().map(|node| node.gpus).max().unwrap_or(0);
        let sound = |job: &Job| {
            within(job.arrives, 0, 100_000)
                && within(job.gpus, 1, largest)
                && within(job.minutes, 1, 100_000)
                && within(job.weight, 1, 1000)
        };
        if cluster.jobs.is_empty() || !cluster.jobs.iter().all(sound) {
            return Err("there is no job, or one has a number out of bounds".to_owned());
        }
        let jobs: HashSet<&str> = cluster.jobs.iter().map(|job| job.id.as_str()).collect();
        let nodes: HashSet<&str> = cluster.nodes.iter().map(|node| node.id.as_str()).collect();
        if jobs.len() < cluster.jobs.len() || nodes.len() < cluster.nodes.len() {
            return Err("two jobs or two nodes have one id".to_owned());
        }
        Ok(cluster)
    }

    /// The sum of weight × flow time, or every rule that the schedule breaks.
    fn flow<'a>(&'a self, output: &'a Value) -> Result<i64, Vec<Violation<'a>>> {
        let jobs: HashMap<&str, &Job> = self.jobs.iter().map(|job| (job.id.as_str(), job)).collect();
        let mut broken = Vec::new();
        let mut seen = HashSet::new();
        let mut running: Vec<Vec<Placed>> = vec![Vec::new(); self.nodes.len()];
        let mut flow = 0;
        for (index, entry) in output.get("starts").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let text = |key: &str| entry.get(key).and_then(Value::as_str);
            let start = entry.get("start").and_then(whole).filter(|start| start.abs() <= 1_000_000_000);
            let (Some(job_id), Some(node_id), Some(start)) = (text("job"), text("node"), start) else {
                broken.push(Violation::NoEntry { index });
                continue;
            };
            let job = jobs.get(job_id).copied();
            let node = self.nodes.iter().position(|node| node.id == node_id);
            match job {
                None => broken.push(Violation::NoJob { id: job_id }),
                Some(_) if !seen.insert(job_id) => broken.push(Violation::Twice { job: job_id }),
                Some(job) if start < job.arrives => broken.push(Violation::Early { job, start }),
                Some(job) => flow += job.weight * (start + job.minutes - job.arrives),
            }
            if node.is_none() {
                broken.push(Violation::NoNode { id: node_id });
            }
            if let (Some(job), Some(node)) = (job, node) {
                running[node].push(Placed { job, start });
            }
        }
        let missing = self.jobs.iter().filter(|job| !seen.contains(job.id.as_str()));
        broken.extend(missing.map(|job| Violation::Missing { job: &job.id }));
        for (node, placed) in self.nodes.iter().zip(&running) {
            broken.extend(overloads(node, placed));
        }
        if broken.is_empty() { Ok(flow) } else { Err(broken) }
    }

    fn flow_or_words(&self, output: &Value) -> Result<i64, Vec<Words>> {
        self.flow(output).map_err(|broken| broken.iter().map(Violation::words).collect())
    }
}

/// The starts at which a node's jobs hold more cards than it has: use only ever rises at a start.
fn overloads<'a>(node: &'a Node, placed: &[Placed<'a>]) -> Vec<Violation<'a>> {
    placed
        .iter()
        .filter_map(|one| {
            let at_once = placed.iter().filter(|other| other.start <= one.start && one.start < other.end());
            let held = at_once.map(|other| other.job.gpus).sum();
            (held > node.gpus).then_some(Violation::Over { node, job: &one.job.id, minute: one.start, held })
        })
        .collect()
}

impl Violation<'_> {
    fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::NoEntry { index } => (
                format!("第 {} 条安排缺少作业、节点或整数的开始分钟", index + 1),
                format!("entry {} lacks a job, a node or a whole minute of start", index + 1),
            ),
            Self::NoJob { id } => (format!("没有编号为「{id}」的作业"), format!("there is no job {id}")),
            Self::NoNode { id } => (format!("没有编号为「{id}」的节点"), format!("there is no node {id}")),
            Self::Twice { job } => (format!("作业 {job} 被重复安排"), format!("job {job} is placed more than once")),
            Self::Missing { job } => (format!("作业 {job} 没有安排"), format!("job {job} is not placed")),
            Self::Early { job, start } => (
                format!("作业 {} 第 {} 分钟才提交，却安排在第 {start} 分钟开始", job.id, job.arrives),
                format!("job {} arrives at minute {} and is started at {start}", job.id, job.arrives),
            ),
            Self::Over { node, job, minute, held } => (
                format!("节点 {} 共 {} 张卡，第 {minute} 分钟作业 {job} 开始时占用 {held} 张", node.id, node.gpus),
                format!(
                    "node {} has {} cards; {held} are held at minute {minute}, when job {job} starts",
                    node.id, node.gpus
                ),
            ),
        };
        Words { zh, en }
    }
}

impl Judge for ClusterSchedule {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(cluster), Some(reference)) = (Cluster::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        reference.judge(Aim::Least, "weighted-flow", cluster.flow_or_words(output))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::lower("weighted-flow", Words::new("加权逗留时间", "Weighted flow time"), "min"))
    }

    /// The schedule shown (`starts` of the expected output) must fit and be as good as the optimum says, or not beat
    /// the bound.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let cluster = Cluster::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Least, cluster.flow_or_words(expected))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input() -> Value {
        let job = |id: &str, arrives: i64, gpus: i64, minutes: i64, weight: i64| json!({"id": id, "kind": "训练", "arrives": arrives, "gpus": gpus, "minutes": minutes, "weight": weight});
        json!({
            "nodes": [{"id": "N1", "gpus": 4}, {"id": "N2", "gpus": 2}],
            "jobs": [job("A", 0, 4, 10, 1), job("B", 0, 2, 5, 3), job("C", 2, 2, 5, 2)],
        })
    }

    fn judge(starts: &[(&str, &str, i64)]) -> Judgement {
        let starts: Vec<Value> =
            starts.iter().map(|(job, node, start)| json!({"job": job, "node": node, "start": start})).collect();
        ClusterSchedule {}.judge(&input(), &json!({"optimum": 41}), &json!({ "starts": starts }))
    }

    /// By hand: A at 0 on N1 (1 × 10), B at 0 on N2 (3 × 5), C at 5 on N2 (2 × (10 − 2)): 41. B first on N1 with C
    /// beside it on N2 at 2: 15 + 10, then A at 5: 15, together 40.
    #[test]
    fn weighted_flow_times_are_summed() {
        let first = judge(&[("A", "N1", 0), ("B", "N2", 0), ("C", "N2", 5)]);
        assert_eq!((first.score, first.figures[1].1, first.remarks.len()), (1.0, 41.0, 0));
        assert_eq!(judge(&[("B", "N1", 0), ("C", "N2", 2), ("A", "N1", 5)]).figures[1].1, 40.0);
        let late = judge(&[("A", "N1", 0), ("B", "N1", 10), ("C", "N1", 10)]);
        assert!((late.score - 41.0 / (10.0 + 45.0 + 26.0)).abs() < 1e-12);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let broken = judge(&[("A", "N1", 0), ("B", "N1", 9), ("A", "N2", 30), ("C", "N9", 1), ("X", "N1", 0)]);
        let en: Vec<&str> = broken.remarks.iter().map(|words| words.en.as_str()).collect();
        assert_eq!(
            en,
            [
                "job A is placed more than once",
                "job C arrives at minute 2 and is started at 1",
                "there is no node N9",
                "there is no job X",
                "node N1 has 4 cards; 6 are held at minute 9, when job B starts",
                "node N2 has 2 cards; 4 are held at minute 30, when job A starts",
            ]
        );
        assert_eq!(judge(&[]).remarks.len(), 3);
        let odd = ClusterSchedule {}.judge(&input(), &json!({"optimum": 1}), &json!({"starts": [7, {"job": "A"}]}));
        assert_eq!((odd.score, odd.remarks.len()), (0.0, 5));
    }

    #[test]
    fn a_case_whose_schedule_belies_its_reference_is_refused() {
        let starts = json!([
            {"job": "B", "node": "N1", "start": 0},
            {"job": "C", "node": "N2", "start": 2},
            {"job": "A", "node": "N1", "start": 5},
        ]);
        let check = |key: &str, value: i64| ClusterSchedule {}.check(&input(), &json!({key: value, "starts": starts}));
        assert_eq!(check("optimum", 40), Ok(()));
        assert!(check("optimum", 39).is_err());
        assert_eq!(check("bound", 39), Ok(()));
        assert!(check("bound", 41).is_err());
    }
}
