//! Grids of terrain with a path over them, as navigation cases hold them: `terrain` in rows of `1`–`9` and `#`, `start`, `goal`.

use serde_json::Value;

use super::Picture;
use super::png::{Pixels, Rgb, picture};

/// The most rows and columns that are drawn.
const MOST: usize = 200;

const EASY: [f64; 3] = [250.0, 247.0, 238.0];
const HARD: [f64; 3] = [176.0, 150.0, 110.0];

/// Obstacle, path, start and goal; the nine kinds of ground come after them, from the easiest.
const MARKS: [Rgb; 4] = [[52, 61, 74], [20, 92, 158], [18, 122, 62], [176, 28, 28]];
const OBSTACLE: u8 = 0;
const PATH: u8 = 1;
const START: u8 = 2;
const GOAL: u8 = 3;
const GROUND: u8 = 4;

/// A grid to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<'a> {
    rows: Vec<&'a [u8]>,
    start: (usize, usize),
    goal: (usize, usize),
}

impl<'a> Grid<'a> {
    /// The grid that an input holds, if it holds one.
    pub fn of(input: &'a Value) -> Option<Self> {
        let rows: Vec<&[u8]> = input
            .get("terrain")?
            .as_array()?
            .iter()
            .map(|row| row.as_str().map(str::as_bytes))
            .collect::<Option<_>>()?;
        let width = rows.first()?.len();
        let fits = rows.len() <= MOST && width <= MOST && rows.iter().all(|row| row.len() == width);
        fits.then_some(Self { rows, start: place(input.get("start")?)?, goal: place(input.get("goal")?)? })
    }

    /// The grid with the path of an answer over it; the path may be wrong in any way.
    pub fn draw(&self, answer: Option<&Value>) -> Option<Picture> {
        let width = self.rows.first()?.len();
        let mut pixels: Vec<u8> = self.rows.iter().flat_map(|row| row.iter().map(|cell| ground(*cell))).collect();
        let mut paint = |(row, column): (usize, usize), colour: u8| {
            if column < width
                && let Some(pixel) = pixels.get_mut(row * width + column)
            {
                *pixel = colour;
            }
        };
        let path = answer.and_then(|answer| answer.get("path")?.as_array());
        for step in path.into_iter().flatten().filter_map(place).filter(|(row, _)| *row < MOST) {
            paint(step, PATH);
        }
        paint(self.start, START);
        paint(self.goal, GOAL);
        let height = u32::try_from(self.rows.len()).ok()?;
        picture(u32::try_from(width).ok()?, height, Pixels::Palette(&palette(), &pixels))
    }
}

fn place(value: &Value) -> Option<(usize, usize)> {
    let number = |index: usize| usize::try_from(value.get(index)?.as_u64()?).ok();
    Some((number(0)?, number(1)?)).filter(|(row, column)| *row < MOST && *column < MOST)
}

fn ground(cell: u8) -> u8 {
    match cell {
        b'1'..=b'9' => GROUND + (cell - b'1'),
        _ => OBSTACLE,
    }
}

fn palette() -> Vec<Rgb> {
    let ground = (0..9).map(|step| {
        let share = f64::from(step) / 8.0;
        std::array::from_fn(|index| (EASY[index] + share * (HARD[index] - EASY[index])).round() as u8)
    });
    MARKS.into_iter().chain(ground).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_grid_is_drawn_whatever_path_is_laid_over_it() {
        let input = json!({ "terrain": ["1#", "19"], "start": [0, 0], "goal": [1, 1] });
        let grid = Grid::of(&input).unwrap();
        let plain = grid.draw(None).unwrap();
        assert_eq!((plain.width, plain.height), (2, 2));
        for wrong in [json!(null), json!({ "path": 3 }), json!({ "path": [[9, 9], ["a"], [u64::MAX, 0], [1, 5]] })] {
            assert_eq!(grid.draw(Some(&wrong)), Some(plain.clone()));
        }
        assert_ne!(grid.draw(Some(&json!({ "path": [[0, 0], [1, 0], [1, 1]] }))), Some(plain));
    }

    #[test]
    fn what_is_no_grid_is_not_drawn() {
        assert_eq!(Grid::of(&json!({ "terrain": ["11", "1"], "start": [0, 0], "goal": [0, 0] })), None);
        assert_eq!(Grid::of(&json!({ "terrain": [], "start": [0, 0], "goal": [0, 0] })), None);
        assert_eq!(Grid::of(&json!({ "note": "text" })), None);
    }
}
