//! Grids with terrain and obstacles for a robot to cross, with the cheapest path as the truth.
//!
//! Three kinds of ground by turns: open ground with scattered obstacles, a park of buildings, and halls divided by
//! walls with doors. Soft ground lies about in patches, so the shortest way is seldom the cheapest.
//!
//! The oracle is Dijkstra's algorithm (1959) over cells and headings, since a turn costs by the angle; what a step
//! costs is said in [`crate::catalogue::metric::Path`].

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::path::{DIAGONAL, STRAIGHT};

/// Rows down and columns right of the eight headings, each an eighth of a circle from the next; even ones straight.
const HEADINGS: [(isize, isize); 8] = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)];

/// How many grids in a row may turn out impassable before the settings are given up.
const ATTEMPTS: usize = 1000;

/// Row and column.
type Cell = (usize, usize);

/// A grid and the task on it.
struct Ground {
    /// 1 to 9, or 0 for an obstacle.
    terrain: Vec<Vec<u8>>,
    start: Cell,
    goal: Cell,
    diagonal: bool,
    turn_cost: i64,
}

/// The three kinds of ground.
#[derive(Clone, Copy)]
enum Kind {
    Open,
    Buildings,
    Halls,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Open, Self::Buildings, Self::Halls];

    fn name(self) -> &'static str {
        match self {
            Self::Open => "开阔场地",
            Self::Buildings => "园区楼栋",
            Self::Halls => "厂房隔间",
        }
    }
}

/// Makes `count` cases.
///
/// Settings: `side`, `[least, most]` cells of either side; `turn-cost`, `[least, most]` for each 45°; `patches`,
/// `[least, most]` patches of soft ground for every 400 cells; `diagonal-share`, how many cases allow diagonal steps.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let side = settings::range(settings, "side", 4..=100)?;
    let turn_cost = settings::range(settings, "turn-cost", 0..=1000)?;
    let patches = settings::range(settings, "patches", 0..=40)?;
    let diagonal_share = settings::share(settings, "diagonal-share")?;
    let mut drafts = Vec::with_capacity(count);
    let mut failures = 0;
    while drafts.len() < count {
        let kind = Kind::ALL[drafts.len() % Kind::ALL.len()];
        let height = side_of(rng.random_range(side.clone()));
        let width = side_of(rng.random_range(side.clone()));
        let mut terrain = soft_ground(rng, height, width, &patches);
        match kind {
            Kind::Open => scatter(rng, &mut terrain),
            Kind::Buildings => build(rng, &mut terrain),
            Kind::Halls => divide(rng, &mut terrain),
        }
        let (start, goal) = ends(rng, &mut terrain);
        let diagonal = rng.random_bool(diagonal_share);
        let ground = Ground { terrain, start, goal, diagonal, turn_cost: rng.random_range(turn_cost.clone()) };
        match ground.cheapest() {
            Some((cost, path)) => {
                drafts.push(ground.draft(kind, cost, &path));
                failures = 0;
            }
            None if failures < ATTEMPTS => failures += 1,
            None => return Err("grids made with these settings can hardly ever be crossed".to_owned()),
        }
    }
    Ok(drafts)
}

/// The settings hold a side within 4 to 100.
fn side_of(value: i64) -> usize {
    usize::try_from(value).unwrap_or(4)
}

/// Ground of terrain 1 and 2 with patches that are softest in their middle.
fn soft_ground(
    rng: &mut ChaCha8Rng,
    height: usize,
    width: usize,
    patches: &std::ops::RangeInclusive<i64>,
) -> Vec<Vec<u8>> {
    let mut level: Vec<Vec<i64>> =
        (0..height).map(|_| (0..width).map(|_| i64::from(rng.random_bool(0.25)) + 1).collect()).collect();
    let number = rng.random_range(patches.clone()) * signed(height * width) / 400;
    for _ in 0..number {
        let (row, column) = (rng.random_range(0..signed(height)), rng.random_range(0..signed(width)));
        let (radius, peak) = (rng.random_range(2..=6), rng.random_range(4..=9));
        for (r, line) in level.iter_mut().enumerate() {
            for (c, cell) in line.iter_mut().enumerate() {
                let squared = (signed(r) - row).pow(2) + (signed(c) - column).pow(2);
                if squared <= radius * radius {
                    *cell = (*cell).max(peak - peak * squared / (2 * radius * radius));
                }
            }
        }
    }
    level
        .into_iter()
        .map(|line| line.into_iter().map(|cell| u8::try_from(cell.clamp(1, 9)).unwrap_or(9)).collect())
        .collect()
}

fn signed(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Obstacles on a tenth to a quarter of the cells.
fn scatter(rng: &mut ChaCha8Rng, terrain: &mut [Vec<u8>]) {
    let density = rng.random_range(0.10..0.26);
    for cell in terrain.iter_mut().flatten() {
        if rng.random_bool(density) {
            *cell = 0;
        }
    }
}

/// Rectangular buildings, about one for every 40 cells; they may touch.
fn build(rng: &mut ChaCha8Rng, terrain: &mut [Vec<u8>]) {
    let (height, width) = (terrain.len(), terrain[0].len());
    for _ in 0..height * width / 40 {
        let (tall, wide) = (rng.random_range(2..=4), rng.random_range(2..=6));
        let (top, left) = (rng.random_range(0..height), rng.random_range(0..width));
        for line in terrain.iter_mut().skip(top).take(tall) {
            line.iter_mut().skip(left).take(wide).for_each(|cell| *cell = 0);
        }
    }
}

/// Walls across the grid every few rows and columns, each with doors.
fn divide(rng: &mut ChaCha8Rng, terrain: &mut [Vec<u8>]) {
    let (height, width) = (terrain.len(), terrain[0].len());
    let mut row = rng.random_range(4..=7);
    while row + 2 < height {
        terrain[row].fill(0);
        row += rng.random_range(5..=8);
    }
    let mut column = rng.random_range(4..=7);
    while column + 2 < width {
        terrain.iter_mut().for_each(|line| line[column] = 0);
        column += rng.random_range(5..=8);
    }
    // About two doors for a hall, none at a crossing of walls.
    for _ in 0..height * width / 5 {
        let (r, c) = (rng.random_range(1..height - 1), rng.random_range(1..width - 1));
        let upright = terrain[r - 1][c] != 0 && terrain[r + 1][c] != 0;
        let level = terrain[r][c - 1] != 0 && terrain[r][c + 1] != 0;
        if terrain[r][c] == 0 && (upright || level) {
            terrain[r][c] = rng.random_range(1..=3);
        }
    }
}

/// Start and goal in opposite quarters, made free.
fn ends(rng: &mut ChaCha8Rng, terrain: &mut [Vec<u8>]) -> (Cell, Cell) {
    let (height, width) = (terrain.len(), terrain[0].len());
    let mut near = |size: usize| rng.random_range(0..=(size / 5));
    let (top, left, bottom, right) = (near(height), near(width), height - 1 - near(height), width - 1 - near(width));
    let mirrored = rng.random_bool(0.5);
    let start = (top, if mirrored { right } else { left });
    let goal = (bottom, if mirrored { left } else { right });
    for (row, column) in [start, goal] {
        terrain[row][column] = terrain[row][column].max(1);
    }
    if rng.random_bool(0.5) { (start, goal) } else { (goal, start) }
}

impl Ground {
    fn at(&self, (row, column): Cell) -> u8 {
        self.terrain[row][column]
    }

    /// Where one step this way leads, if it is allowed.
    fn step(&self, (row, column): Cell, heading: usize) -> Option<Cell> {
        let (down, right) = HEADINGS[heading];
        let next = (row.checked_add_signed(down)?, column.checked_add_signed(right)?);
        let inside = next.0 < self.terrain.len() && next.1 < self.terrain[0].len();
        if !inside || self.at(next) == 0 {
            return None;
        }
        let slanted = heading % 2 == 1;
        let clear = !slanted || (self.diagonal && self.at((row, next.1)) != 0 && self.at((next.0, column)) != 0);
        clear.then_some(next)
    }

    /// What a step costs that enters `cell` with `heading` after a step with heading `before`.
    fn cost(&self, cell: Cell, before: Option<usize>, heading: usize) -> i64 {
        let unit = if heading % 2 == 1 { DIAGONAL } else { STRAIGHT };
        let turned = before.map_or(0, |before| {
            let eighths = before.abs_diff(heading);
            signed(eighths.min(8 - eighths))
        });
        unit * i64::from(self.at(cell)) + self.turn_cost * turned
    }

    /// The cheapest cost and a path of that cost, or nothing where the goal cannot be reached.
    fn cheapest(&self) -> Option<(i64, VecDeque<Cell>)> {
        let width = self.terrain[0].len();
        // A state is a cell and the heading with which it was entered, 8 at the start.
        let index = |(row, column): Cell, heading: usize| (row * width + column) * 9 + heading;
        let mut best = vec![i64::MAX; self.terrain.len() * width * 9];
        let mut from: Vec<Option<(Cell, usize)>> = vec![None; best.len()];
        let mut queue = BinaryHeap::new();
        best[index(self.start, 8)] = 0;
        queue.push(Reverse((0, self.start, 8)));
        while let Some(Reverse((cost, cell, before))) = queue.pop() {
            if cell == self.goal {
                return Some((cost, trace(&from, index, (cell, before))));
            }
            if cost > best[index(cell, before)] {
                continue;
            }
            for heading in 0..8 {
                let Some(next) = self.step(cell, heading) else { continue };
                let total = cost + self.cost(next, (before < 8).then_some(before), heading);
                let state = index(next, heading);
                if total < best[state] {
                    best[state] = total;
                    from[state] = Some((cell, before));
                    queue.push(Reverse((total, next, heading)));
                }
            }
        }
        None
    }

    fn draft(&self, kind: Kind, optimum: i64, path: &VecDeque<Cell>) -> Draft {
        let text = |cell: u8| if cell == 0 { '#' } else { char::from(b'0' + cell) };
        let terrain: Vec<String> =
            self.terrain.iter().map(|line| line.iter().map(|&cell| text(cell)).collect()).collect();
        let moves = if self.diagonal { 8 } else { 4 };
        let note = format!("{}，{}×{}，{moves} 向移动", kind.name(), terrain.len(), self.terrain[0].len());
        let input = json!({
            "terrain": terrain,
            "start": self.start,
            "goal": self.goal,
            "moves": moves,
            "turn_cost": self.turn_cost,
        });
        Draft { note: Some(note), ..Draft::new(input, json!({"optimum": optimum, "path": path})) }
    }
}

/// The cells from the start to this state.
fn trace(from: &[Option<(Cell, usize)>], index: impl Fn(Cell, usize) -> usize, last: (Cell, usize)) -> VecDeque<Cell> {
    let mut path = VecDeque::from([last.0]);
    let mut state = last;
    while let Some(earlier) = from[index(state.0, state.1)] {
        path.push_front(earlier.0);
        state = earlier;
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_chacha::rand_core::SeedableRng;
    use serde_json::Value;

    use super::*;
    use crate::catalogue::metric::{Judge, Path};

    fn made(seed: u64, count: usize, side: &str) -> Vec<Draft> {
        let text = format!("side = {side}\nturn-cost = [0, 30]\npatches = [4, 12]\ndiagonal-share = 0.5");
        cases(&mut ChaCha8Rng::seed_from_u64(seed), count, &toml::from_str(&text).unwrap()).unwrap()
    }

    /// The least cost by Bellman–Ford over pairs of neighbouring cells, with angles from `atan2`: shares nothing with
    /// the oracle but the rules.
    fn relaxed(input: &Value) -> i64 {
        let rows: Vec<&[u8]> =
            input["terrain"].as_array().unwrap().iter().map(|row| row.as_str().unwrap().as_bytes()).collect();
        let cell = |key: &str| (input[key][0].as_i64().unwrap(), input[key][1].as_i64().unwrap());
        let free = |(r, c): (i64, i64)| {
            let byte = *rows.get(usize::try_from(r).ok()?)?.get(usize::try_from(c).ok()?)?;
            (byte != b'#').then(|| f64::from(byte - b'0'))
        };
        let (start, goal) = (cell("start"), cell("goal"));
        let mut costs = BTreeMap::from([((start, start), 0.0)]);
        loop {
            let mut changed = false;
            for ((from, at), cost) in costs.clone() {
                for (r, c) in (-1..=1).flat_map(|r| (-1..=1).map(move |c| (r, c))) {
                    let to = (at.0 + r, at.1 + c);
                    let slanted = r != 0 && c != 0;
                    let corner = free((at.0, to.1)).is_none() || free((to.0, at.1)).is_none();
                    if (r, c) == (0, 0) || slanted && (input["moves"] == 4 || corner) {
                        continue;
                    }
                    let Some(ground) = free(to) else { continue };
                    let angle = |a: (i64, i64), b: (i64, i64)| ((b.0 - a.0) as f64).atan2((b.1 - a.1) as f64);
                    let turn = if from == at { 0.0 } else { (angle(at, to) - angle(from, at)).abs().to_degrees() };
                    let turn = (turn.min(360.0 - turn) / 45.0).round() * input["turn_cost"].as_f64().unwrap();
                    let total = cost + ground * if slanted { 14.0 } else { 10.0 } + turn;
                    let known = costs.entry((at, to)).or_insert(f64::INFINITY);
                    if total < *known {
                        *known = total;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        costs.iter().filter(|((_, at), _)| *at == goal).map(|(_, &cost)| cost).fold(f64::INFINITY, f64::min) as i64
    }

    #[test]
    fn the_oracle_agrees_with_bellman_ford() {
        for draft in made(3, 45, "[4, 9]") {
            assert_eq!(draft.expected["optimum"], json!(relaxed(&draft.input)), "{}", draft.input);
        }
    }

    #[test]
    fn the_path_shown_is_passable_and_costs_the_optimum() {
        for draft in made(4, 30, "[20, 40]") {
            assert_eq!(Path {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    /// Grids that cannot be crossed are made again, however many cases there are.
    #[test]
    fn as_many_cases_are_made_as_asked_for() {
        assert_eq!(made(6, 300, "[20, 24]").len(), 300);
    }

    #[test]
    fn both_ways_of_moving_occur() {
        let drafts = made(5, 30, "[8, 12]");
        let moves = |number: i64| drafts.iter().filter(|draft| draft.input["moves"] == number).count();
        assert!(moves(4) > 5 && moves(8) > 5);
    }

    #[test]
    fn settings_that_lack_something_are_refused() {
        let settings = toml::from_str("side = [4, 9]").unwrap();
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &settings).is_err());
    }
}
