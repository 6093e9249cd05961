//! The streets of a track: a hidden Markov model after Newson & Krumm (2009, *Hidden Markov map matching through noise
//! and sparseness*), solved by Viterbi's algorithm.
//!
//! A state is a segment near the fix, with the point of it that is nearest. A fix lies off its point by a Gaussian; the
//! way driven between two points differs from the straight line between the fixes by an exponential. Ways come from
//! Dijkstra's algorithm over segments, since nobody turns straight back. The noise is not told: each of a few guesses is
//! tried, and the one under which the track is likeliest is kept.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;

/// Guesses of the noise, as a standard deviation in metres.
const NOISES: [f64; 5] = [4.0, 8.0, 13.0, 19.0, 26.0];

/// The most segments that are tried for a fix, and how far away they may be in metres.
const CANDIDATES: usize = 24;
const RADIUS: f64 = 110.0;

/// What a transition costs that no legal way makes: so much that it is taken only where nothing else is left.
const JUMP: f64 = 200.0;

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
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Track {
    max_speed: f64,
    nodes: Vec<Node>,
    segments: Vec<Segment>,
    fixes: Vec<Fix>,
}

/// A segment by its ends.
struct Line {
    from: usize,
    to: usize,
    a: (f64, f64),
    way: (f64, f64),
    length: f64,
}

/// A point of a segment near a fix.
#[derive(Clone, Copy)]
struct Candidate {
    line: usize,
    /// Metres from the segment's beginning.
    offset: f64,
    /// Metres from the fix.
    away: f64,
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value) -> Result<Solved, String> {
    let track = Track::deserialize(input).map_err(|error| error.to_string())?;
    let lines = lines(&track)?;
    if lines.is_empty() || track.fixes.is_empty() {
        return Err("there are no segments or no fixes".to_owned());
    }
    let between: Vec<Vec<f64>> = (0..lines.len()).map(|first| ways(&lines, first)).collect();
    let steps: Vec<Vec<Candidate>> = track.fixes.iter().map(|fix| candidates(&lines, fix)).collect();
    let model = Model { track: &track, lines: &lines, between: &between, steps: &steps };
    let mut best: Option<(f64, f64, Vec<usize>)> = None;
    for noise in NOISES {
        let (cost, path) = model.likeliest(noise);
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, noise, path));
        }
    }
    let (_, noise, path) = best.ok_or("no noise was tried")?;
    let segments: Vec<&str> = path.iter().map(|&line| track.segments[line].id.as_str()).collect();
    let rationale =
        format!("隐马尔可夫模型：估计定位误差约 {noise} 米，在 {} 个定位点上取整体最可能的行驶路段。", segments.len());
    Ok(Solved { output: json!({ "segments": segments }), rationale, proved: false })
}

fn lines(track: &Track) -> Result<Vec<Line>, String> {
    let nodes: HashMap<&str, usize> = track.nodes.iter().enumerate().map(|(i, node)| (node.id.as_str(), i)).collect();
    let mut lines = Vec::with_capacity(track.segments.len());
    for segment in &track.segments {
        let ends = nodes.get(segment.from.as_str()).zip(nodes.get(segment.to.as_str()));
        let (&from, &to) = ends.ok_or_else(|| format!("{} ends at no node", segment.id))?;
        let (a, b) = (&track.nodes[from], &track.nodes[to]);
        let way = (b.x - a.x, b.y - a.y);
        lines.push(Line { from, to, a: (a.x, a.y), way, length: way.0.hypot(way.1).max(1e-6) });
    }
    Ok(lines)
}

/// The least metres from the end of one segment to the beginning of each.
fn ways(lines: &[Line], first: usize) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; lines.len()];
    let mut done = vec![false; lines.len()];
    // Metres that are not negative sort as their bits do.
    let mut open = BinaryHeap::from([(Reverse(0_u64), first, true)]);
    while let Some((Reverse(bits), at, begin)) = open.pop() {
        if !begin && std::mem::replace(&mut done[at], true) {
            continue;
        }
        let end = if begin { 0.0 } else { f64::from_bits(bits) + lines[at].length };
        for (next, line) in lines.iter().enumerate() {
            if line.from == lines[at].to && line.to != lines[at].from && end < best[next] {
                best[next] = end;
                open.push((Reverse(end.to_bits()), next, false));
            }
        }
    }
    best
}

/// The segments near a fix, the nearest first; at least one.
fn candidates(lines: &[Line], fix: &Fix) -> Vec<Candidate> {
    let mut near: Vec<Candidate> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let (x, y) = (fix.x - line.a.0, fix.y - line.a.1);
            let offset = ((x * line.way.0 + y * line.way.1) / line.length).clamp(0.0, line.length);
            let share = offset / line.length;
            Candidate { line: index, offset, away: (x - share * line.way.0).hypot(y - share * line.way.1) }
        })
        .collect();
    near.sort_by(|a, b| a.away.total_cmp(&b.away));
    let within = near.iter().take_while(|one| one.away <= RADIUS).count();
    near.truncate(within.clamp(1, CANDIDATES));
    near
}

struct Model<'a> {
    track: &'a Track,
    lines: &'a [Line],
    between: &'a [Vec<f64>],
    steps: &'a [Vec<Candidate>],
}

impl Model<'_> {
    /// Minus the logarithm of the likelihood of the likeliest segments, and those.
    fn likeliest(&self, noise: f64) -> (f64, Vec<usize>) {
        let emission = |one: &Candidate| (one.away / noise).powi(2) / 2.0 + 2.0 * noise.ln();
        let mut costs: Vec<f64> = self.steps[0].iter().map(emission).collect();
        let mut from: Vec<Vec<usize>> = Vec::with_capacity(self.steps.len());
        for step in 1..self.steps.len() {
            let mut next = Vec::with_capacity(self.steps[step].len());
            let mut origins = Vec::with_capacity(self.steps[step].len());
            for here in &self.steps[step] {
                let ways = self.steps[step - 1]
                    .iter()
                    .zip(&costs)
                    .map(|(there, cost)| cost + self.transition(step, there, here, noise));
                let (origin, cost) = ways.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, f64::INFINITY));
                next.push(cost + emission(here));
                origins.push(origin);
            }
            costs = next;
            from.push(origins);
        }
        let (mut at, cost) =
            costs.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, f64::INFINITY));
        let mut path = vec![self.steps[self.steps.len() - 1][at].line];
        for step in (1..self.steps.len()).rev() {
            at = from[step - 1][at];
            path.push(self.steps[step - 1][at].line);
        }
        path.reverse();
        (cost, path)
    }

    fn transition(&self, step: usize, there: &Candidate, here: &Candidate, noise: f64) -> f64 {
        let (a, b) = (&self.track.fixes[step - 1], &self.track.fixes[step]);
        let straight = (a.x - b.x).hypot(a.y - b.y);
        let driven = if there.line == here.line {
            // Noise may put the later point behind the earlier one.
            (here.offset - there.offset).abs()
        } else {
            self.lines[there.line].length - there.offset + self.between[there.line][here.line] + here.offset
        };
        let possible =
            there.line == here.line || self.between[there.line][here.line] <= self.track.max_speed * (b.t - a.t);
        // Both fixes' noise makes the straight line differ from the way, so the exponential is the wider for it; a
        // backward move on one segment is put down to noise and paid for.
        let beta = noise + 5.0;
        let backward = if there.line == here.line { (there.offset - here.offset).max(0.0) / beta } else { 0.0 };
        if possible {
            (driven - straight).abs() / beta + backward + beta.ln()
        } else {
            JUMP + (driven - straight).abs().min(1e4) / beta
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A main road A–B–C both ways and a service road D–E–F one way beside it, joined only at its ends.
    fn solved(fixes: &[(f64, f64)]) -> Value {
        let node = |(id, x, y): (&str, i64, i64)| json!({"id": id, "x": x, "y": y});
        let segment = |(id, from, to): (&str, &str, &str)| json!({"id": id, "from": from, "to": to});
        let nodes = [("A", 0, 0), ("B", 100, 0), ("C", 200, 0), ("D", 0, 20), ("E", 100, 20), ("F", 200, 20)].map(node);
        let segments = [
            ("ab", "A", "B"),
            ("ba", "B", "A"),
            ("bc", "B", "C"),
            ("cb", "C", "B"),
            ("de", "D", "E"),
            ("ef", "E", "F"),
            ("ad", "A", "D"),
        ]
        .map(segment);
        let fixes: Vec<Value> =
            fixes.iter().enumerate().map(|(i, (x, y))| json!({"t": i * 5, "x": x, "y": y})).collect();
        let input = json!({"max_speed": 20, "nodes": nodes, "segments": segments, "fixes": fixes});
        answer(&input).unwrap().output["segments"].clone()
    }

    #[test]
    fn one_stray_fix_does_not_leave_the_road() {
        let track = [(10.0, 1.0), (50.0, -2.0), (90.0, 1.0), (130.0, 13.0), (170.0, -1.0)];
        assert_eq!(solved(&track), json!(["ab", "ab", "ab", "bc", "bc"]));
    }

    #[test]
    fn the_way_driven_tells_the_direction() {
        assert_eq!(solved(&[(180.0, 1.0), (120.0, 0.0), (60.0, -1.0)]), json!(["cb", "cb", "ba"]));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(answer(&json!({})).is_err());
        assert!(answer(&json!({"max_speed": 20, "nodes": [], "segments": [], "fixes": []})).is_err());
    }
}
