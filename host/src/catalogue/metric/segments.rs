//! The street segment of each fix of a vehicle's track.
//!
//! The score is the share of fixes on the right segment, over as many as the longer of the two lists has. Point accuracy
//! is the usual measure beside the length of route wrongly added or left out (Newson & Krumm 2009, *Hidden Markov map
//! matching through noise and sparseness*). Two consecutive answers are *joined* where a vehicle can have driven from one
//! to the other: they are the same segment, or the segments that lie between them on some legal path (along each
//! segment's direction, never straight back at a node) add up to no more than `max_speed` times the seconds between.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges the segments of a track's fixes.
///
/// Expected and output are `{"segments": [id, …]}`, one for each fix; the expected also shows the `route` driven.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Segments {}

#[derive(Deserialize)]
struct Node {
    id: String,
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Segment {
    id: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Fix {
    t: f64,
}

#[derive(Deserialize)]
struct Told {
    max_speed: f64,
    nodes: Vec<Node>,
    segments: Vec<Segment>,
    fixes: Vec<Fix>,
}

/// A segment by the places of its ends in the list of nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    from: usize,
    to: usize,
    metres: f64,
}

impl Line {
    /// Does `next` go on from here without turning straight back?
    fn leads_to(self, next: Self) -> bool {
        self.to == next.from && self.from != next.to
    }
}

/// The input.
struct Streets {
    max_speed: f64,
    names: BTreeMap<String, usize>,
    lines: Vec<Line>,
    seconds: Vec<f64>,
}

impl Streets {
    fn read(input: &Value) -> Result<Self, String> {
        let told = Told::deserialize(input).map_err(|error| format!("the input is no net of streets: {error}"))?;
        let nodes: BTreeMap<&str, usize> =
            told.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index)).collect();
        let (mut names, mut lines) = (BTreeMap::new(), Vec::new());
        for segment in &told.segments {
            let ends = nodes.get(segment.from.as_str()).zip(nodes.get(segment.to.as_str()));
            let (&from, &to) = ends.ok_or_else(|| format!("{} ends at no node", segment.id))?;
            let (a, b) = (&told.nodes[from], &told.nodes[to]);
            if names.insert(segment.id.clone(), lines.len()).is_some() {
                return Err(format!("{} is there twice", segment.id));
            }
            lines.push(Line { from, to, metres: ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt() });
        }
        let seconds = told.fixes.iter().map(|fix| fix.t).collect();
        Ok(Self { max_speed: told.max_speed, names, lines, seconds })
    }

    fn twins(&self, a: usize, b: usize) -> bool {
        a == b || (self.lines[a].from == self.lines[b].to && self.lines[a].to == self.lines[b].from)
    }

    /// The fewest millimetres of whole segments between two, or nothing where no legal path joins them: Dijkstra (1959)
    /// over segments, since turning back is forbidden.
    fn between(&self, first: usize, last: usize) -> Option<u64> {
        if first == last {
            return Some(0);
        }
        let mut best = vec![u64::MAX; self.lines.len()];
        let mut open = BinaryHeap::from([(Reverse(0), first)]);
        while let Some((Reverse(cost), at)) = open.pop() {
            if at == last && cost > 0 || at != first && cost > best[at] {
                continue;
            }
            // What is driven up to the end of this segment; the first one's own length does not count.
            let driven = if at == first { 0 } else { cost + millimetres(self.lines[at].metres) };
            for (next, &line) in self.lines.iter().enumerate() {
                if next != first && self.lines[at].leads_to(line) && driven < best[next] {
                    best[next] = driven;
                    if next != last {
                        open.push((Reverse(driven), next));
                    }
                }
            }
        }
        Some(best[last]).filter(|&found| found < u64::MAX)
    }

    /// Can a vehicle be on `last` so many seconds after it was on `first`?
    fn joined(&self, first: usize, last: usize, seconds: f64) -> bool {
        self.between(first, last).is_some_and(|driven| driven <= millimetres(self.max_speed * seconds.max(0.0)))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative; a float saturates")]
fn millimetres(metres: f64) -> u64 {
    (metres * 1000.0).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "a track has a few hundred fixes")]
fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}

fn ids(value: &Value, key: &str) -> Vec<String> {
    let listed = value.get(key).and_then(Value::as_array).into_iter().flatten();
    listed.map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
}

impl Segments {
    fn compare(streets: &Streets, truth: &[String], given: &[String]) -> Judgement {
        let mut remarks = Vec::new();
        let fixes = streets.seconds.len();
        if given.len() != fixes {
            remarks.push(Words {
                zh: format!("定位点有 {fixes} 个，却给出 {} 个路段", given.len()),
                en: format!("there are {fixes} fixes but {} segments", given.len()),
            });
        }
        let known: Vec<Option<usize>> = given.iter().map(|id| streets.names.get(id).copied()).collect();
        for (index, id) in given.iter().enumerate().filter(|&(index, _)| known[index].is_none()) {
            let n = index + 1;
            remarks.push(Words {
                zh: format!("第 {n} 个定位点：没有编号为「{id}」的路段"),
                en: format!("fix {n}: there is no segment {id:?}"),
            });
        }
        let longer = fixes.max(given.len());
        let pairs = || truth.iter().zip(&known);
        let on = |id: &String| streets.names.get(id).copied();
        let right = pairs().filter(|(id, given)| given.is_some() && on(id) == **given).count();
        let street =
            pairs().filter(|(id, given)| on(id).zip(**given).is_some_and(|(a, b)| streets.twins(a, b))).count();
        let mut legal = 0;
        for (index, (pair, when)) in known.windows(2).zip(streets.seconds.windows(2)).enumerate() {
            let (Some(a), Some(b)) = (pair[0], pair[1]) else { continue };
            let seconds = when[1] - when[0];
            if streets.joined(a, b, seconds) {
                legal += 1;
                continue;
            }
            let (n, m, from, to) = (index + 1, index + 2, &given[index], &given[index + 1]);
            remarks.push(Words {
                zh: format!("第 {n} 至 {m} 个定位点：{seconds} 秒内无法从 {from} 合法驶到 {to}"),
                en: format!("fixes {n} to {m}: no legal path joins {from} to {to} in {seconds} s"),
            });
        }
        let figures = [
            ("accuracy", share(right, longer)),
            ("street", share(street, longer)),
            ("legal", share(legal, longer.saturating_sub(1))),
        ];
        Judgement {
            score: share(right, longer),
            figures: figures.map(|(key, value)| (key.to_owned(), value)).to_vec(),
            remarks,
            ..Judgement::default()
        }
    }
}

impl Judge for Segments {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        Streets::read(input).map_or_else(
            |_| Judgement::default(),
            |streets| Self::compare(&streets, &ids(expected, "segments"), &ids(output, "segments")),
        )
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        Judgement::nothing(self.figures().into_iter().map(|figure| figure.key))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("accuracy", Words::new("路段正确率", "On the right segment"), ""),
            Figure::higher("street", Words::new("道路正确率（不计方向）", "On the right street, either way"), ""),
            Figure::higher("legal", Words::new("前后可达率", "Consecutive answers joined"), ""),
        ]
    }

    /// The route must be legal, the fixes' segments must come in its order, and all consecutive ones must be joined.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let streets = Streets::read(input)?;
        let (truth, route) = (ids(expected, "segments"), ids(expected, "route"));
        let line = |id: &String| {
            streets.names.get(id).map(|&index| streets.lines[index]).ok_or_else(|| format!("there is no segment {id}"))
        };
        let driven = route.iter().map(line).collect::<Result<Vec<Line>, String>>()?;
        if let Some(at) = driven.windows(2).position(|pair| !pair[0].leads_to(pair[1])) {
            return Err(format!("the route does not lead from {} to {}", route[at], route[at + 1]));
        }
        let mut left = route.iter().peekable();
        for id in &truth {
            while left.next_if(|on| *on != id).is_some() {}
            left.peek().ok_or_else(|| format!("{id} is not on the route, or not in its order"))?;
        }
        let judged = Self::compare(&streets, &truth, &truth);
        match judged.remarks.first() {
            _ if truth.is_empty() => Err("there is no fix".to_owned()),
            Some(remark) => Err(remark.en.clone()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// West to east A, B, C, D 100 m apart; both ways from A to C, one way from C to D.
    fn input(times: &[i64]) -> Value {
        let fixes: Vec<Value> = times.iter().map(|t| json!({"t": t, "x": 0, "y": 0})).collect();
        let node = |id: &str, x: i64| json!({"id": id, "x": x, "y": 0});
        let segment = |id: &str, from: &str, to: &str| json!({"id": id, "from": from, "to": to});
        json!({
            "max_speed": 20, "fixes": fixes,
            "nodes": [node("A", 0), node("B", 100), node("C", 200), node("D", 300)],
            "segments": [segment("ab", "A", "B"), segment("ba", "B", "A"), segment("bc", "B", "C"),
                segment("cb", "C", "B"), segment("cd", "C", "D")],
        })
    }

    fn judge(times: &[i64], truth: &Value, given: &Value) -> Judgement {
        Segments {}.judge(&input(times), &json!({ "segments": truth }), &json!({ "segments": given }))
    }

    fn figures(judged: &Judgement) -> Vec<f64> {
        judged.figures.iter().map(|(_, value)| *value).collect()
    }

    /// By hand: two of four on the segment, three on the street; bc to cb would be turning back, cb to ba goes on.
    #[test]
    fn the_wrong_way_is_the_right_street_and_turning_back_is_named() {
        let judged = judge(&[0, 10, 20, 30], &json!(["ab", "bc", "bc", "cd"]), &json!(["ab", "bc", "cb", "ba"]));
        assert_eq!((judged.score, figures(&judged)), (0.5, vec![0.5, 0.75, 2.0 / 3.0]));
        assert_eq!(judged.remarks[0].en, "fixes 2 to 3: no legal path joins bc to cb in 10 s");
        assert_eq!(judged.remarks.len(), 1);
    }

    /// By hand: from ab to cd lies bc, 100 m, which takes 5 s at 20 m/s.
    #[test]
    fn what_lies_between_must_be_driven_in_time() {
        let truth = json!(["ab", "cd"]);
        assert_eq!(figures(&judge(&[0, 5], &truth, &truth))[2], 1.0);
        assert_eq!(figures(&judge(&[0, 4], &truth, &truth))[2], 0.0);
    }

    #[test]
    fn a_wrong_number_and_an_unknown_id_are_named() {
        let judged = judge(&[0, 10], &json!(["ab", "bc"]), &json!(["ab", "zz", "bc"]));
        let said: Vec<&str> = judged.remarks.iter().map(|words| words.en.as_str()).collect();
        assert_eq!(said, ["there are 2 fixes but 3 segments", "fix 2: there is no segment \"zz\""]);
        assert_eq!((judged.score, figures(&judged)[2]), (1.0 / 3.0, 0.0));
        assert_eq!(judge(&[0, 10], &json!(["ab", "bc"]), &json!([])).score, 0.0);
    }

    #[test]
    fn a_case_whose_route_is_not_legal_is_refused() {
        let check = |truth: Value, route: Value| {
            Segments {}.check(&input(&[0, 10]), &json!({"segments": truth, "route": route}))
        };
        assert_eq!(check(json!(["ab", "cd"]), json!(["ab", "bc", "cd"])), Ok(()));
        assert!(check(json!(["ab", "cd"]), json!(["ab", "cd"])).is_err());
        assert!(check(json!(["ab", "cb"]), json!(["ab", "bc", "cb"])).is_err());
        assert!(check(json!(["bc", "ab"]), json!(["ab", "bc"])).is_err());
        assert!(check(json!(["ab"]), json!(["ab", "bc"])).is_err());
    }

    /// tests/golden/segments/make.py: every simple path tried.
    #[test]
    fn the_figures_agree_with_an_independent_program() {
        let golden: Vec<Value> =
            serde_json::from_str(include_str!("../../../../tests/golden/segments/tracks.json")).unwrap();
        assert!(golden.len() >= 100);
        for row in golden {
            let judged = Segments {}.judge(&row["input"], &row["expected"], &row["output"]);
            let wanted: Vec<f64> = row["figures"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
            for (found, wanted) in figures(&judged).iter().zip(&wanted) {
                assert!((found - wanted).abs() < 1e-9, "{row}");
            }
        }
    }
}
