//! A robot's path over a grid with terrain: is it passable, and how near is its cost to the cheapest?
//!
//! Entering a cell of terrain *t* (1 to 9) costs 10·*t* in a straight step and 14·*t* in a diagonal one (the usual
//! whole-number stand-in for √2). Each change of direction costs `turn_cost` for every 45° of it; the first step is
//! free to go any way. With `moves` 4 only straight steps are allowed; with 8 also diagonal ones, but not past the
//! corner of an obstacle. The score is optimum ÷ cost, and 0 for a path that breaks any rule; each breach is named.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// What entering a cell of terrain 1 costs in a straight step.
pub(crate) const STRAIGHT: i64 = 10;
/// What entering a cell of terrain 1 costs in a diagonal step.
pub(crate) const DIAGONAL: i64 = 14;

/// Judges the cells of a path from start to goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Path {}

/// Row and column, from 0 at the top left.
type Cell = (i64, i64);

/// The input.
#[derive(Debug, Deserialize)]
struct Field {
    /// Rows of equal length: `1` to `9` terrain, `#` obstacle.
    terrain: Vec<String>,
    start: Cell,
    goal: Cell,
    moves: u8,
    turn_cost: i64,
}

/// One broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Violation {
    /// The answer has no path, or an empty one.
    Empty,
    /// The entry at this index is no pair of whole numbers.
    NoCell { index: usize },
    /// The path does not begin at the start.
    Start { cell: Cell },
    /// The path does not end at the goal.
    Goal { cell: Cell },
    /// A cell outside the grid.
    Outside { index: usize, cell: Cell },
    /// A cell that is an obstacle.
    Obstacle { index: usize, cell: Cell },
    /// A step to a cell that is not next to the one before it.
    Jump { index: usize, from: Cell, to: Cell },
    /// A diagonal step where only straight ones are allowed.
    Slant { index: usize, from: Cell, to: Cell },
    /// A diagonal step past the corner of an obstacle.
    Corner { index: usize, from: Cell, to: Cell },
}

impl Field {
    fn read(input: &Value) -> Result<Self, String> {
        let field = Self::deserialize(input).map_err(|error| format!("the input is no grid: {error}"))?;
        let width = field.terrain.first().map_or(0, String::len);
        if width == 0 || field.terrain.iter().any(|row| row.len() != width) {
            return Err("the terrain is empty or its rows differ in length".to_owned());
        }
        if field.terrain.iter().flat_map(|row| row.bytes()).any(|cell| !matches!(cell, b'1'..=b'9' | b'#')) {
            return Err("the terrain holds something other than 1 to 9 and #".to_owned());
        }
        if !matches!(field.moves, 4 | 8) || field.turn_cost < 0 {
            return Err("moves must be 4 or 8, and turn_cost at least 0".to_owned());
        }
        if field.terrain_at(field.start).is_none() || field.terrain_at(field.goal).is_none() {
            return Err("start or goal is outside the grid or on an obstacle".to_owned());
        }
        Ok(field)
    }

    fn byte_at(&self, (row, column): Cell) -> Option<u8> {
        let row = self.terrain.get(usize::try_from(row).ok()?)?;
        row.as_bytes().get(usize::try_from(column).ok()?).copied()
    }

    /// 1 to 9, or nothing for an obstacle and outside the grid.
    fn terrain_at(&self, cell: Cell) -> Option<i64> {
        self.byte_at(cell).filter(u8::is_ascii_digit).map(|byte| i64::from(byte - b'0'))
    }

    /// What is wrong with the cells themselves.
    fn cell_violations(&self, path: &[Cell]) -> Vec<Violation> {
        let mut broken = Vec::new();
        if path.first() != Some(&self.start) {
            broken.extend(path.first().map(|&cell| Violation::Start { cell }));
        }
        for (index, &cell) in path.iter().enumerate() {
            match self.byte_at(cell) {
                None => broken.push(Violation::Outside { index, cell }),
                Some(b'#') => broken.push(Violation::Obstacle { index, cell }),
                Some(_) => {}
            }
        }
        if path.last() != Some(&self.goal) {
            broken.extend(path.last().map(|&cell| Violation::Goal { cell }));
        }
        broken
    }

    /// What is wrong with one step, `index` being that of the cell it enters.
    fn step_violation(&self, index: usize, from: Cell, to: Cell) -> Option<Violation> {
        let (down, right) = step(from, to);
        if (down, right) == (0, 0) || down.unsigned_abs() > 1 || right.unsigned_abs() > 1 {
            return Some(Violation::Jump { index, from, to });
        }
        if down == 0 || right == 0 {
            return None;
        }
        if self.moves == 4 {
            return Some(Violation::Slant { index, from, to });
        }
        let beside = [(from.0, to.1), (to.0, from.1)];
        beside.iter().any(|&cell| self.terrain_at(cell).is_none()).then_some(Violation::Corner { index, from, to })
    }

    /// The path's cost, or every rule that it breaks.
    fn cost(&self, output: &Value) -> Result<i64, Vec<Violation>> {
        let path = cells(output)?;
        let mut broken = self.cell_violations(&path);
        let steps = path.iter().zip(path.iter().skip(1)).enumerate();
        broken.extend(steps.filter_map(|(index, (&from, &to))| self.step_violation(index + 1, from, to)));
        if !broken.is_empty() {
            return Err(broken);
        }
        let headings: Vec<Cell> = path.iter().zip(path.iter().skip(1)).map(|(&from, &to)| step(from, to)).collect();
        let ground: i64 = path
            .iter()
            .skip(1)
            .zip(&headings)
            .map(|(&cell, &(down, right))| {
                let unit = if down != 0 && right != 0 { DIAGONAL } else { STRAIGHT };
                unit * self.terrain_at(cell).unwrap_or(0)
            })
            .sum();
        let eighths: i64 = headings.iter().zip(headings.iter().skip(1)).map(|(&a, &b)| eighths_between(a, b)).sum();
        Ok(ground + self.turn_cost * eighths)
    }
}

/// Rows down and columns right.
fn step(from: Cell, to: Cell) -> Cell {
    (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1))
}

/// By how many eighths of a circle two headings differ: 0 to 4. Straight steps scaled by √2 and diagonal ones have
/// one length, so the dot product tells the angle: equal, 45°, 90°, 135°, opposite.
fn eighths_between(a: Cell, b: Cell) -> i64 {
    let slanted = |heading: Cell| heading.0 != 0 && heading.1 != 0;
    let dot = a.0 * b.0 + a.1 * b.1;
    match (dot.signum(), slanted(a) == slanted(b)) {
        (1, true) => 0,
        (1, false) => 1,
        (0, _) => 2,
        (_, false) => 3,
        (_, true) => 4,
    }
}

fn cells(output: &Value) -> Result<Vec<Cell>, Vec<Violation>> {
    let entries = output.get("path").and_then(Value::as_array).filter(|entries| !entries.is_empty());
    let mut broken = Vec::new();
    let mut path = Vec::new();
    for (index, entry) in entries.ok_or_else(|| vec![Violation::Empty])?.iter().enumerate() {
        let pair: Vec<i64> = entry.as_array().into_iter().flatten().filter_map(whole).collect();
        match pair[..] {
            [row, column] => path.push((row, column)),
            _ => broken.push(Violation::NoCell { index }),
        }
    }
    if broken.is_empty() { Ok(path) } else { Err(broken) }
}

impl Violation {
    fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Empty => ("没有给出路径".to_owned(), "there is no path".to_owned()),
            Self::NoCell { index } => (
                format!("路径第 {index} 项不是「行、列」两个整数"),
                format!("entry {index} of the path is no pair of whole numbers"),
            ),
            Self::Start { cell: (row, column) } => (
                format!("路径没有从起点出发（第一格为 {row}, {column}）"),
                format!("the path begins at {row}, {column}, not at the start"),
            ),
            Self::Goal { cell: (row, column) } => (
                format!("路径没有到达终点（最后一格为 {row}, {column}）"),
                format!("the path ends at {row}, {column}, not at the goal"),
            ),
            Self::Outside { index, cell: (row, column) } => (
                format!("第 {index} 步走出了地图（{row}, {column}）"),
                format!("step {index}: {row}, {column} is outside the grid"),
            ),
            Self::Obstacle { index, cell: (row, column) } => (
                format!("第 {index} 步撞上障碍（{row}, {column}）"),
                format!("step {index}: {row}, {column} is an obstacle"),
            ),
            Self::Jump { index, from, to } => (
                format!("第 {index} 步从（{}, {}）到（{}, {}），两格不相邻", from.0, from.1, to.0, to.1),
                format!("step {index}: {}, {} to {}, {} are not neighbours", from.0, from.1, to.0, to.1),
            ),
            Self::Slant { index, from, to } => (
                format!("第 {index} 步斜行（{}, {} 到 {}, {}），本题只许直行", from.0, from.1, to.0, to.1),
                format!("step {index}: {}, {} to {}, {} is diagonal; only straight steps", from.0, from.1, to.0, to.1),
            ),
            Self::Corner { index, from, to } => (
                format!("第 {index} 步斜行（{}, {} 到 {}, {}）擦碰障碍的边角", from.0, from.1, to.0, to.1),
                format!("step {index}: {}, {} to {}, {} cuts an obstacle's corner", from.0, from.1, to.0, to.1),
            ),
        };
        Words { zh, en }
    }
}

impl Judge for Path {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(field), Some(reference)) = (Field::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        reference.judge(Aim::Least, "cost", field.cost(output).map_err(words))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::lower("cost", Words::new("路径代价", "Path cost"), ""))
    }

    /// The cheapest path shown (`path` of the expected output) must be passable and cost what the optimum says.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let field = Field::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Least, field.cost(expected).map_err(words))
    }
}

fn words(broken: Vec<Violation>) -> Vec<Words> {
    broken.into_iter().map(Violation::words).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input(moves: u8) -> Value {
        json!({"terrain": ["119", "1#1", "121"], "start": [0, 0], "goal": [2, 2], "moves": moves, "turn_cost": 5})
    }

    fn judge(moves: u8, path: &Value) -> Judgement {
        Path {}.judge(&input(moves), &json!({"optimum": 55}), &json!({ "path": path }))
    }

    fn remarks(moves: u8, path: &Value) -> Vec<String> {
        judge(moves, path).remarks.into_iter().map(|words| words.en).collect()
    }

    /// By hand: down, down, right, right is 10 + 10 + 20 + 10 and one turn of 90° is 2 × 5: 60. Right, right, down,
    /// down is 10 + 90 + 10 + 10 and the same turn: 130.
    #[test]
    fn terrain_and_turns_are_charged() {
        let low = judge(4, &json!([[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]]));
        assert_eq!((low.figures[1].1, low.score), (60.0, 55.0 / 60.0));
        let high = judge(4, &json!([[0, 0], [0, 1.0], [0, 2], [1, 2], [2, 2]]));
        assert_eq!(high.figures[1].1, 130.0);
        assert!((high.figures[2].1 - 100.0 * (130.0 / 55.0 - 1.0)).abs() < 1e-9);
    }

    /// By hand: on open ground of terrain 1, one diagonal and one straight step with 45° between are 14 + 10 + 5.
    #[test]
    fn diagonal_steps_cost_fourteen() {
        let open = json!({"terrain": ["111", "111"], "start": [0, 0], "goal": [1, 2], "moves": 8, "turn_cost": 5});
        let judged = Path {}.judge(&open, &json!({"optimum": 29}), &json!({"path": [[0, 0], [1, 1], [1, 2]]}));
        assert_eq!((judged.figures[1].1, judged.score), (29.0, 1.0));
    }

    #[test]
    fn the_angle_between_headings_counts_eighths() {
        let right = (0, 1);
        let around = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)];
        assert_eq!(around.map(|heading| eighths_between(right, heading)), [0, 1, 2, 3, 4, 3, 2, 1]);
        assert_eq!(around.map(|heading| eighths_between((1, 1), heading)), [1, 0, 1, 2, 3, 4, 3, 2]);
    }

    #[test]
    fn every_broken_rule_is_named() {
        assert_eq!(
            remarks(4, &json!([[0, 1], [1, 1], [1, 3], [2, 1]])),
            [
                "the path begins at 0, 1, not at the start",
                "step 1: 1, 1 is an obstacle",
                "step 2: 1, 3 is outside the grid",
                "the path ends at 2, 1, not at the goal",
                "step 2: 1, 1 to 1, 3 are not neighbours",
                "step 3: 1, 3 to 2, 1 are not neighbours",
            ]
        );
        let slant = json!([[0, 0], [0, 1], [1, 2], [2, 2]]);
        assert_eq!(remarks(4, &slant), ["step 2: 0, 1 to 1, 2 is diagonal; only straight steps"]);
        assert_eq!(remarks(8, &slant), ["step 2: 0, 1 to 1, 2 cuts an obstacle's corner"]);
        assert_eq!(remarks(4, &json!([[0, 0], [0, 0], [2, 2]])).len(), 2);
    }

    #[test]
    fn an_answer_without_a_path_scores_nothing() {
        assert_eq!(remarks(4, &json!([])), ["there is no path"]);
        assert_eq!(remarks(4, &json!([[0, 0], [1], "x", [1.5, 2]])).len(), 3);
        let far = json!([[0, 0], [i64::MIN, 0], [i64::MAX, i64::MAX]]);
        assert_eq!(judge(8, &far).score, 0.0);
    }

    #[test]
    fn a_case_whose_path_belies_its_optimum_is_refused() {
        let check = |optimum: i64, path| Path {}.check(&input(4), &json!({"optimum": optimum, "path": path}));
        let path = json!([[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]]);
        assert_eq!(check(60, path.clone()), Ok(()));
        assert!(check(59, path.clone()).is_err());
        assert!(check(60, json!([[0, 0], [2, 2]])).is_err());
        let mut blocked = input(4);
        blocked["start"] = json!([1, 1]);
        assert!(Path {}.check(&blocked, &json!({"optimum": 60, "path": path})).is_err());
    }
}
