//! The picture as ink on paper, and the line set straight into rows of units.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::glyph::HEIGHT;

/// Columns on each side that the paper's level is taken from.
const REACH: usize = 24;
/// Slopes that are tried, to each side, and their step.
const SLOPES: (i16, f32) = (9, 0.0025);

/// How dark each pixel is against the paper around it.
#[derive(Debug, Clone)]
pub struct Page {
    width: usize,
    height: usize,
    ink: Vec<f32>,
}

/// Where the line lies.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// Pixels down a pixel to the right.
    pub slope: f32,
    /// Row of the line's middle, in the picture's middle column.
    pub middle: f32,
    /// Pixels a unit.
    pub scale: f32,
    /// How much characters lean.
    pub lean: f32,
}

impl Page {
    /// Reads a case's picture.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(input: &Value) -> Result<Self, String> {
        let size = |key: &str| input[key].as_u64().and_then(|size| usize::try_from(size).ok()).filter(|size| *size > 2);
        let (Some(width), Some(height)) = (size("width"), size("height")) else {
            return Err("the input has no width and height".to_owned());
        };
        let text = input["pixels"].as_str().ok_or("the input has no pixels")?;
        let pixels = BASE64_STANDARD.decode(text).map_err(|error| error.to_string())?;
        if Some(pixels.len()) != width.checked_mul(height) {
            return Err(format!("{} pixels, not {width}×{height}", pixels.len()));
        }
        let paper = papers(&pixels, width, height);
        let ink = (0..pixels.len()).map(|at| (paper[at % width] - f32::from(pixels[at])) / paper[at % width].max(1.0));
        let mut page = Self { width, height, ink: ink.collect() };
        page.smooth();
        Ok(page)
    }

    /// Weights 1, 2, 1 in both directions: noise falls, strokes stay.
    fn smooth(&mut self) {
        for (stride, length) in [(1, self.width), (self.width, self.height)] {
            let old = self.ink.clone();
            for at in 0..old.len() {
                let place = at / stride % length;
                if place > 0 && place + 1 < length {
                    self.ink[at] = (old[at - stride] + 2.0 * old[at] + old[at + stride]) / 4.0;
                }
            }
        }
    }

    /// The ink at a point between pixels' middles; none outside.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        if x < 0.0 || y < 0.0 || x >= (self.width - 1) as f32 || y >= (self.height - 1) as f32 {
            return 0.0;
        }
        let (column, row) = (x as usize, y as usize);
        let (right, down) = (x - column as f32, y - row as f32);
        let from = row * self.width + column;
        let top = self.ink[from] * (1.0 - right) + self.ink[from + 1] * right;
        let below = self.ink[from + self.width] * (1.0 - right) + self.ink[from + self.width + 1] * right;
        top * (1.0 - down) + below * down
    }

    /// The slope at which rows of ink are sharpest, and the middle of the ink then.
    pub fn pose(&self) -> Pose {
        let candidates = (-SLOPES.0..=SLOPES.0).map(|step| f32::from(step) * SLOPES.1).map(|slope| {
            let rows: Vec<f32> = (0..self.height)
                .map(|row| (0..self.width).map(|x| self.at(x as f32 + 0.5, self.row(row as f32 + 0.5, slope, x))).sum())
                .collect();
            (rows.iter().map(|sum: &f32| sum * sum).sum::<f32>(), slope, rows)
        });
        let best = candidates.max_by(|a, b| a.0.total_cmp(&b.0));
        let (slope, rows) = best.map_or((0.0, Vec::new()), |(_, slope, rows)| (slope, rows));
        let most = rows.iter().copied().fold(0.0, f32::max);
        let kept: Vec<f32> = rows.iter().map(|sum| (sum - 0.25 * most).max(0.0).min(0.5 * most)).collect();
        let sum: f32 = kept.iter().sum();
        let middle = kept.iter().enumerate().map(|(row, value)| (row as f32 + 0.5) * value).sum::<f32>();
        Pose { slope, middle: if sum > 0.0 { middle / sum } else { self.height as f32 / 2.0 }, scale: 1.0, lean: 0.0 }
    }

    fn row(&self, row: f32, slope: f32, column: usize) -> f32 {
        row + slope * (column as f32 - self.width as f32 / 2.0)
    }

    /// The ink in units, [`HEIGHT`] rows, and how many columns there are.
    pub fn straight(&self, pose: Pose) -> (Vec<f32>, usize) {
        let columns = (self.width as f32 / pose.scale) as usize;
        let half = HEIGHT as f32 / 2.0;
        let mut ink = Vec::with_capacity(HEIGHT * columns);
        for row in 0..HEIGHT {
            let down = row as f32 + 0.5 - half;
            for column in 0..columns {
                let x = (column as f32 + 0.5 - pose.lean * down) * pose.scale;
                let y = pose.middle + pose.slope * (x - self.width as f32 / 2.0) + down * pose.scale;
                ink.push(self.at(x, y));
            }
        }
        (ink, columns)
    }
}

/// The paper's grey level at each column: the median around it, as text covers less than half.
fn papers(pixels: &[u8], width: usize, height: usize) -> Vec<f32> {
    let level = |column: usize| {
        let mut counts = [0_usize; 256];
        let near = column.saturating_sub(REACH)..(column + REACH + 1).min(width);
        for row in 0..height {
            pixels[row * width..][near.clone()].iter().for_each(|pixel| counts[usize::from(*pixel)] += 1);
        }
        // Ink pulls the median down; a little above it lies the paper.
        let wanted = near.len() * height * 6 / 10;
        let mut seen = 0;
        let found = counts.iter().position(|count| {
            seen += count;
            seen > wanted
        });
        found.unwrap_or(255) as f32
    };
    let coarse: Vec<f32> = (0..width).step_by(8).map(level).collect();
    (0..width).map(|column| coarse[column / 8]).collect()
}
