//! The floor of `embodied-navigation`: the fewest steps, blind to terrain and turns.
//!
//! Breadth-first search over straight steps. It never uses a diagonal, so what it finds is passable wherever the goal
//! can be reached by straight steps; elsewhere it says so.

use std::collections::VecDeque;

use crate::Material;
use serde_json::{Value, json};

/// Row and column.
type Cell = (usize, usize);

/// Reads the scenario's materials into this floor's state: there are none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read, or that straight steps do not lead to the goal.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let rows: Vec<&[u8]> =
        input["terrain"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::as_bytes).collect();
    let (start, goal) = (cell(&input["start"])?, cell(&input["goal"])?);
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    if start.0 >= rows.len() || start.1 >= width {
        return Err("the start is outside the grid".to_owned());
    }
    // The cell from which each cell was first reached; the start from itself.
    let mut from: Vec<Vec<Option<Cell>>> = vec![vec![None; width]; rows.len()];
    from[start.0][start.1] = Some(start);
    let mut queue = VecDeque::from([start]);
    while let Some((row, column)) = queue.pop_front() {
        if (row, column) == goal {
            return Ok(json!({ "path": trace(&from, start, goal) }));
        }
        for (down, right) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
            let (Some(r), Some(c)) = (row.checked_add_signed(down), column.checked_add_signed(right)) else { continue };
            let free = rows.get(r).and_then(|line| line.get(c)).is_some_and(|&ground| ground != b'#');
            if free && from[r][c].is_none() {
                from[r][c] = Some((row, column));
                queue.push_back((r, c));
            }
        }
    }
    Err("straight steps do not lead to the goal".to_owned())
}

fn cell(value: &Value) -> Result<Cell, String> {
    let part = |index: usize| value[index].as_u64().and_then(|number| usize::try_from(number).ok());
    part(0).zip(part(1)).ok_or_else(|| "start or goal is no [row, column]".to_owned())
}

fn trace(from: &[Vec<Option<Cell>>], start: Cell, goal: Cell) -> Vec<Cell> {
    let mut path = vec![goal];
    let mut at = goal;
    while let Some(earlier) = from[at.0][at.1].filter(|_| at != start) {
        path.push(earlier);
        at = earlier;
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_steps_are_taken_whatever_the_ground() {
        let input = json!({"terrain": ["191", "1#1", "111"], "start": [0, 0], "goal": [0, 2], "moves": 4});
        assert_eq!(answer(&[], &input), Ok(json!({"path": [[0, 0], [0, 1], [0, 2]]})));
    }

    #[test]
    fn a_goal_behind_a_diagonal_gap_is_not_reached() {
        let input = json!({"terrain": ["1#", "#1"], "start": [0, 0], "goal": [1, 1], "moves": 8});
        assert!(answer(&[], &input).is_err());
    }
}
