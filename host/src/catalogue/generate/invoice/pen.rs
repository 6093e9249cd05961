//! Writing a line with the strokes of its characters, slanted, uneven and with pieces missing.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::{HEIGHT, WIDTH};
use crate::catalogue::generate::noise::between;

/// The height of a character's cell, in its own units.
const CELL: f64 = 16.0;
/// The advance of a space.
const SPACE: f64 = 8.0;

/// One character's strokes in a cell 16 high, as the material gives them.
#[derive(Debug, Clone, Deserialize)]
struct Glyph {
    character: char,
    width: f64,
    /// Lines through points (right, down).
    strokes: Vec<Vec<(f64, f64)>>,
}

/// All characters that can be written.
#[derive(Debug, Clone)]
pub struct Glyphs(Vec<Glyph>);

/// How one line is written.
#[derive(Debug, Clone)]
pub struct Hand {
    /// Pixels a unit of the cell.
    scale: f64,
    /// The line's rise: pixels down a pixel to the right.
    pub slope: f64,
    /// How much the characters lean.
    lean: f64,
    /// The pen's width in pixels.
    weight: f64,
    /// Where the line begins, in pixels.
    start: (f64, f64),
    /// The share of characters that lose a piece.
    pub broken: f64,
}

impl Hand {
    /// A hand for a line of this length; the slope is at most `tilt`.
    pub fn draw(rng: &mut ChaCha8Rng, length: f64, tilt: f64, broken: f64) -> Self {
        let most = ((WIDTH as f64 - 16.0) / length).min(1.12);
        let scale = between(rng, (0.9_f64.min(most), most));
        let slope = between(rng, (-tilt, tilt));
        let (wide, high) = (scale * length, scale * CELL);
        let top = (HEIGHT as f64 - high) / 2.0 + between(rng, (-2.0, 2.0)) - slope * WIDTH as f64 / 2.0;
        Self {
            scale,
            slope,
            lean: between(rng, (-0.1, 0.1)),
            weight: between(rng, (1.0, 1.7)),
            start: (between(rng, (5.0, (WIDTH as f64 - wide - 5.0).max(6.0))), top),
            broken,
        }
    }
}

/// A character on its place: its left edge in units, a shift of its own, and where a piece is missing.
struct Placed<'a> {
    glyph: &'a Glyph,
    left: f64,
    shift: (f64, f64),
    gap: Option<(f64, f64, f64)>,
}

impl Placed<'_> {
    /// The distance of a point of the line from the nearest stroke, in units.
    fn distance(&self, across: f64, down: f64) -> f64 {
        let (x, y) = (across - self.left - self.shift.0, down - self.shift.1);
        if let Some((at, below, radius)) = self.gap
            && libm::hypot(x - at, y - below) < radius
        {
            return f64::MAX;
        }
        let pairs = self.glyph.strokes.iter().flat_map(|stroke| stroke.windows(2));
        pairs.map(|pair| from_segment((x, y), pair[0], pair[1])).fold(f64::MAX, f64::min)
    }
}

fn from_segment(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / (dx * dx + dy * dy);
    let along = along.clamp(0.0, 1.0);
    libm::hypot(point.0 - from.0 - along * dx, point.1 - from.1 - along * dy)
}

impl Glyphs {
    /// Reads the material.
    ///
    /// # Errors
    /// It is no list of glyphs.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map(Self).map_err(|error| error.to_string())
    }

    fn glyph(&self, character: char) -> Result<&Glyph, String> {
        let found = self.0.iter().find(|glyph| glyph.character == character);
        found.ok_or_else(|| format!("no strokes for {character}"))
    }

    /// How long the text is, in units.
    ///
    /// # Errors
    /// It holds a character without strokes.
    pub fn length(&self, text: &str) -> Result<f64, String> {
        text.chars().map(|one| if one == ' ' { Ok(SPACE) } else { Ok(self.glyph(one)?.width) }).sum()
    }

    fn placed(&self, rng: &mut ChaCha8Rng, text: &str, broken: f64) -> Result<Vec<Placed<'_>>, String> {
        let mut left = 0.0;
        let mut places = Vec::new();
        for character in text.chars() {
            if character == ' ' {
                left += SPACE;
                continue;
            }
            let glyph = self.glyph(character)?;
            let shift = (between(rng, (-0.4, 0.4)), between(rng, (-0.4, 0.4)));
            let gap = rng
                .random_bool(broken)
                .then(|| (between(rng, (1.0, glyph.width - 1.0)), between(rng, (2.0, 14.0)), between(rng, (1.4, 2.6))));
            places.push(Placed { glyph, left, shift, gap });
            left += glyph.width;
        }
        Ok(places)
    }

    /// The ink of every pixel, 0 to 1.
    ///
    /// # Errors
    /// The text holds a character without strokes.
    pub fn write(&self, rng: &mut ChaCha8Rng, text: &str, hand: &Hand) -> Result<Vec<f64>, String> {
        let placed = self.placed(rng, text, hand.broken)?;
        let pixel = |at: usize| {
            let (x, y) = ((at % WIDTH) as f64 + 0.5, (at / WIDTH) as f64 + 0.5);
            let down = (y - hand.start.1 - hand.slope * x) / hand.scale;
            let across = (x - hand.start.0) / hand.scale + hand.lean * (down - CELL / 2.0);
            let here = |one: &&Placed<'_>| (one.left - 1.5..one.left + one.glyph.width + 1.5).contains(&across);
            let near = placed.iter().filter(here).map(|one| one.distance(across, down)).fold(f64::MAX, f64::min);
            (hand.weight / 2.0 + 0.5 - near.min(1e6) * hand.scale).clamp(0.0, 1.0)
        };
        Ok((0..WIDTH * HEIGHT).map(pixel).collect())
    }
}
