//! A small net of streets: a jittered grid with one-way streets, a few diagonals, and a service road beside one main road.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// How often a route is begun anew before the net is given up.
const ATTEMPTS: usize = 50;

/// Which ways a street may be driven.
#[derive(Clone, Copy)]
enum Ways {
    Both,
    Along,
    Against,
}

/// Nodes and directed segments between them, by their places in the lists.
pub(super) struct Streets {
    /// East and north in whole metres.
    nodes: Vec<(i32, i32)>,
    /// From and to.
    segments: Vec<(usize, usize)>,
    /// Segments of the main road and of its service road.
    parallel: Vec<usize>,
}

/// Both ways, or one of them in three of ten streets.
fn ways(rng: &mut ChaCha8Rng) -> Ways {
    match rng.random_range(0..20) {
        0..=2 => Ways::Along,
        3..=5 => Ways::Against,
        _ => Ways::Both,
    }
}

/// Where a line of streets lies at each crossing, 90 to 160 m from one to the next.
fn spaced(rng: &mut ChaCha8Rng, number: usize) -> Vec<i32> {
    let mut at = 0;
    (0..number)
        .map(|_| {
            let here = at;
            at += rng.random_range(90..=160);
            here
        })
        .collect()
}

impl Streets {
    /// Lays `rows` by `columns` crossings.
    pub fn lay(rng: &mut ChaCha8Rng, rows: usize, columns: usize) -> Self {
        let (north, east) = (spaced(rng, rows), spaced(rng, columns));
        let main = rng.random_range(0..rows - 1);
        let mut net = Self { nodes: Vec::new(), segments: Vec::new(), parallel: Vec::new() };
        for (row, &y) in north.iter().enumerate() {
            for &x in &east {
                // The main road is straighter than the others.
                let sway = if row == main { 3 } else { 14 };
                net.nodes.push((x + rng.random_range(-14..=14), y + rng.random_range(-sway..=sway)));
            }
        }
        let beside = net.nodes.len();
        let apart = rng.random_range(15..=25);
        for column in 0..columns {
            let (x, y) = net.nodes[main * columns + column];
            net.nodes.push((x, y + apart));
        }
        net.lay_rows(rng, rows, columns, main);
        let service = if rng.random_bool(0.5) { Ways::Along } else { Ways::Against };
        for column in 1..columns {
            let first = net.segments.len();
            net.street(beside + column - 1, beside + column, service);
            net.parallel.extend(first..net.segments.len());
        }
        for column in 0..columns {
            let kind = ways(rng);
            for row in 1..rows {
                let (low, high) = ((row - 1) * columns + column, row * columns + column);
                if row - 1 == main {
                    // The cross street passes over the service road.
                    net.street(low, beside + column, kind);
                    net.street(beside + column, high, kind);
                } else {
                    net.street(low, high, kind);
                }
            }
        }
        net.lay_diagonals(rng, rows, columns, main);
        net
    }

    /// The streets from west to east; the main road goes both ways.
    fn lay_rows(&mut self, rng: &mut ChaCha8Rng, rows: usize, columns: usize, main: usize) {
        for row in 0..rows {
            let kind = if row == main { Ways::Both } else { ways(rng) };
            let first = self.segments.len();
            for column in 1..columns {
                self.street(row * columns + column - 1, row * columns + column, kind);
            }
            if row == main {
                self.parallel.extend(first..self.segments.len());
            }
        }
    }

    /// A diagonal in about one of six blocks that the service road does not cross.
    fn lay_diagonals(&mut self, rng: &mut ChaCha8Rng, rows: usize, columns: usize, main: usize) {
        for row in (1..rows).filter(|row| row - 1 != main) {
            for column in 1..columns {
                if rng.random_range(0..6) == 0 {
                    let kind = ways(rng);
                    self.street((row - 1) * columns + column - 1, row * columns + column, kind);
                }
            }
        }
    }

    fn street(&mut self, from: usize, to: usize, kind: Ways) {
        if !matches!(kind, Ways::Against) {
            self.segments.push((from, to));
        }
        if !matches!(kind, Ways::Along) {
            self.segments.push((to, from));
        }
    }

    /// A random route of this many segments that never turns straight back and favours going on; half of them begin on
    /// the main road or its service road. Nothing where the net has no such route.
    pub fn route(&self, rng: &mut ChaCha8Rng, legs: usize) -> Option<Vec<usize>> {
        (0..ATTEMPTS).find_map(|_| {
            let parallel = rng.random_bool(0.5);
            let first = if parallel {
                self.parallel[rng.random_range(0..self.parallel.len())]
            } else {
                rng.random_range(0..self.segments.len())
            };
            let mut route = vec![first];
            while route.len() < legs {
                route.push(self.next(rng, route[route.len() - 1])?);
            }
            Some(route)
        })
    }

    /// A segment that goes on from this one; straight on counts threefold.
    fn next(&self, rng: &mut ChaCha8Rng, segment: usize) -> Option<usize> {
        let (from, to) = self.segments[segment];
        let mut choices = Vec::new();
        for (index, &(begin, end)) in self.segments.iter().enumerate() {
            if begin == to && end != from {
                choices.extend(std::iter::repeat_n(index, if self.straight(segment, index) { 3 } else { 1 }));
            }
        }
        if choices.is_empty() { None } else { Some(choices[rng.random_range(0..choices.len())]) }
    }

    /// Do two segments point the same way, within 30°?
    fn straight(&self, a: usize, b: usize) -> bool {
        let ((ax, ay), (bx, by)) = (self.way(a), self.way(b));
        ax * bx + ay * by > 0.866 * self.length(a) * self.length(b)
    }

    fn way(&self, segment: usize) -> (f64, f64) {
        let (from, to) = self.segments[segment];
        let ((x, y), (to_x, to_y)) = (self.nodes[from], self.nodes[to]);
        (f64::from(to_x - x), f64::from(to_y - y))
    }

    /// In metres.
    pub fn length(&self, segment: usize) -> f64 {
        let (x, y) = self.way(segment);
        (x * x + y * y).sqrt()
    }

    /// The point at this share of a segment's length.
    pub fn point(&self, segment: usize, share: f64) -> (f64, f64) {
        let (x, y) = self.nodes[self.segments[segment].0];
        let (dx, dy) = self.way(segment);
        (f64::from(x) + share * dx, f64::from(y) + share * dy)
    }

    /// The id of a segment.
    pub fn name(segment: usize) -> String {
        format!("S{:03}", segment + 1)
    }

    /// The nodes as the input holds them.
    pub fn nodes_told(&self) -> Vec<Value> {
        let told = self.nodes.iter().enumerate();
        told.map(|(index, (x, y))| json!({"id": format!("N{:02}", index + 1), "x": x, "y": y})).collect()
    }

    /// The segments as the input holds them.
    pub fn segments_told(&self) -> Vec<Value> {
        let node = |index: usize| format!("N{:02}", index + 1);
        let told = self.segments.iter().enumerate();
        told.map(|(index, &(from, to))| json!({"id": Self::name(index), "from": node(from), "to": node(to)})).collect()
    }
}
