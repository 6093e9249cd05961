//! The cheapest path over a grid: A* (Hart, Nilsson & Raphael 1968) over cells and headings.
//!
//! A turn costs, so a state is a cell with the heading by which it was entered. The estimate of what is left is the
//! fewest straight and diagonal steps on the easiest ground, and no turn at all: never too much, so the first path
//! found is a cheapest one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;

/// Rows down and columns right of the eight headings, an eighth of a circle apart; odd ones are diagonal.
const HEADINGS: [(isize, isize); 8] = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)];

/// The heading of the start, where any first step is free to go.
const NONE: usize = 8;

#[derive(Deserialize)]
struct Grid {
    terrain: Vec<String>,
    start: (usize, usize),
    goal: (usize, usize),
    moves: u8,
    turn_cost: u32,
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read, or that no path leads to the goal.
pub fn answer(input: &Value) -> Result<Solved, String> {
    let grid = Grid::deserialize(input).map_err(|error| error.to_string())?;
    let width = grid.terrain.first().map_or(0, String::len);
    if grid.terrain.iter().any(|row| row.len() != width) || grid.terrain_at(grid.start.0, grid.start.1).is_none() {
        return Err("the rows differ in length, or the start is not free".to_owned());
    }
    let (cost, path) = grid.cheapest(width).ok_or("no path leads to the goal")?;
    let rationale = format!("计入地面难行程度与转向，代价最小的路径共 {} 步，代价 {cost}。", path.len() - 1);
    Ok(Solved { output: json!({ "path": path }), rationale, proved: true })
}

impl Grid {
    fn terrain_at(&self, row: usize, column: usize) -> Option<u32> {
        let byte = *self.terrain.get(row)?.as_bytes().get(column)?;
        byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
    }

    /// The cell that one step with this heading leads to, and its terrain.
    fn step(&self, (row, column): (usize, usize), heading: usize) -> Option<((usize, usize), u32)> {
        let (down, right) = HEADINGS[heading];
        let (r, c) = (row.checked_add_signed(down)?, column.checked_add_signed(right)?);
        let ground = self.terrain_at(r, c)?;
        if heading % 2 == 1 {
            self.terrain_at(row, c)?;
            self.terrain_at(r, column)?;
        }
        Some(((r, c), ground))
    }

    /// What is left at least.
    fn least(&self, (row, column): (usize, usize)) -> u32 {
        let (down, right) = (row.abs_diff(self.goal.0), column.abs_diff(self.goal.1));
        let (short, long) = if down < right { (down, right) } else { (right, down) };
        let steps = if self.moves == 8 { 14 * short + 10 * (long - short) } else { 10 * (short + long) };
        u32::try_from(steps).unwrap_or(0)
    }

    fn cheapest(&self, width: usize) -> Option<(u32, Vec<(usize, usize)>)> {
        let state = |(row, column): (usize, usize), heading: usize| (row * width + column) * 9 + heading;
        let mut best = vec![u32::MAX; self.terrain.len() * width * 9];
        let mut from: Vec<usize> = vec![usize::MAX; best.len()];
        let stride = if self.moves == 8 { 1 } else { 2 };
        best[state(self.start, NONE)] = 0;
        // Least total first, then the one that is furthest on.
        let mut open = BinaryHeap::from([(Reverse(self.least(self.start)), 0, self.start, NONE)]);
        while let Some((_, cost, cell, before)) = open.pop() {
            let here = state(cell, before);
            if cost > best[here] {
                continue;
            }
            if cell == self.goal {
                return Some((cost, trace(&from, here, width)));
            }
            for heading in (0..8).step_by(stride) {
                let Some((next, ground)) = self.step(cell, heading) else { continue };
                let apart = before.abs_diff(heading);
                let eighths = if before == NONE { 0 } else { u32::try_from(apart.min(8 - apart)).unwrap_or(0) };
                let unit = if heading % 2 == 1 { 14 } else { 10 };
                let total = cost + unit * ground + self.turn_cost * eighths;
                let there = state(next, heading);
                if total < best[there] {
                    best[there] = total;
                    from[there] = here;
                    open.push((Reverse(total + self.least(next)), total, next, heading));
                }
            }
        }
        None
    }
}

fn trace(from: &[usize], last: usize, width: usize) -> Vec<(usize, usize)> {
    let states = std::iter::successors(Some(last), |&state| Some(from[state]).filter(|&earlier| earlier != usize::MAX));
    let mut path: Vec<(usize, usize)> = states.map(|state| (state / 9 / width, state / 9 % width)).collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(moves: u8, turn_cost: u32, terrain: &[&str]) -> Value {
        let goal = [terrain.len() - 1, terrain[0].len() - 1];
        answer(&json!({"terrain": terrain, "start": [0, 0], "goal": goal, "moves": moves, "turn_cost": turn_cost}))
            .unwrap()
            .output["path"]
            .clone()
    }

    #[test]
    fn soft_ground_is_gone_round() {
        assert_eq!(path(4, 0, &["191", "191", "111"]), json!([[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]]));
    }

    /// By hand: the stair of straight steps costs 4 × 10 + 3 × 2 × 8 = 88; over the terrain 3 at the corner it is
    /// 10 + 30 + 10 + 10 and one turn of 16: 76.
    #[test]
    fn turns_are_worth_a_step_on_worse_ground() {
        assert_eq!(path(4, 8, &["113", "911", "991"]), json!([[0, 0], [0, 1], [0, 2], [1, 2], [2, 2]]));
        assert_eq!(path(4, 0, &["113", "911", "991"]), json!([[0, 0], [0, 1], [1, 1], [1, 2], [2, 2]]));
    }

    #[test]
    fn no_corner_is_cut() {
        assert_eq!(path(8, 0, &["1#", "11"]), json!([[0, 0], [1, 0], [1, 1]]));
        assert_eq!(path(8, 0, &["11", "11"]), json!([[0, 0], [1, 1]]));
    }

    #[test]
    fn an_unreachable_goal_is_said() {
        let input = json!({"terrain": ["1#", "#1"], "start": [0, 0], "goal": [1, 1], "moves": 8, "turn_cost": 0});
        assert!(answer(&input).is_err());
    }
}
