//! Woven cloth: warp yarns run down, weft yarns across, and the weave says which lies on top where they cross.

use std::f64::consts::FRAC_PI_2;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::catalogue::generate::noise::{between, drifting, gaussian};

/// Pixels in a row, and rows.
pub const SIDE: usize = 64;
/// Grey level between the yarns.
const GAP: f64 = 55.0;
/// How much of its brightness a yarn keeps where another lies over it.
const BELOW: f64 = 0.6;
/// How much of its brightness a yarn keeps where the one that bore it is missing, so that it sinks in.
const SUNK: f64 = 0.75;
/// Points a pixel is sampled at along each side.
const POINTS: usize = 2;

/// How the yarns cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weave {
    /// Over one, under one.
    Plain,
    /// Over two, under two, one further in each row.
    Twill,
    /// Over four, under one, two further in each row.
    Satin,
}

impl Weave {
    const ALL: [Self; 3] = [Self::Plain, Self::Twill, Self::Satin];

    /// Its Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "平纹",
            Self::Twill => "斜纹",
            Self::Satin => "缎纹",
        }
    }

    /// Whether the warp lies on top where these two cross.
    const fn warp_on_top(self, warp: usize, weft: usize) -> bool {
        match self {
            Self::Plain => (warp + weft).is_multiple_of(2),
            Self::Twill => (warp + weft) % 4 < 2,
            Self::Satin => !(2 * warp + weft).is_multiple_of(5),
        }
    }
}

/// One yarn.
#[derive(Debug, Clone)]
pub struct Yarn {
    /// Its grey level in the middle.
    pub tone: f64,
    /// Half its width, in pixels.
    pub half: f64,
    /// Where its middle is at each pixel of its length.
    pub centre: Vec<f64>,
}

impl Yarn {
    /// How far this point is from the middle, 1 at the edge.
    pub fn off(&self, across: f64, along: f64) -> f64 {
        let at = (along.max(0.0) as usize).min(SIDE - 1);
        (across - self.centre[at]).abs() / self.half
    }

    /// Its grey level there, if it covers the point: round, so darker towards the edges.
    fn level(&self, across: f64, along: f64) -> Option<f64> {
        let off = self.off(across, along);
        (off < 1.0).then(|| self.tone * (0.55 + 0.45 * libm::cos(FRAC_PI_2 * off)))
    }
}

/// The two directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Down the picture.
    Warp,
    /// Across it.
    Weft,
}

/// Yarns of one direction, evenly laid.
#[derive(Debug, Clone)]
pub struct Sheet {
    offset: f64,
    pitch: f64,
    /// In order of place; the first may begin left of the picture.
    pub yarns: Vec<Yarn>,
}

impl Sheet {
    fn draw(rng: &mut ChaCha8Rng, tone: f64, irregular: f64) -> Self {
        let pitch = between(rng, (4.0, 6.5));
        let offset = -between(rng, (0.0, pitch));
        let count = libm::ceil((SIDE as f64 - offset) / pitch) as usize + 1;
        let yarns = (0..count)
            .map(|number| {
                let middle = offset + (number as f64 + 0.5) * pitch;
                let wobble = drifting(rng, SIDE, 0.97);
                Yarn {
                    tone: tone * (1.0 + irregular * gaussian(rng)).clamp(0.6, 1.4),
                    half: 0.47 * pitch * (1.0 + irregular * gaussian(rng)).clamp(0.7, 1.1),
                    centre: wobble.iter().map(|w| middle + 0.6 * pitch * irregular * w.clamp(-2.0, 2.0)).collect(),
                }
            })
            .collect();
        Self { offset, pitch, yarns }
    }

    /// The yarn whose lane this point is in.
    fn number(&self, across: f64) -> usize {
        (((across - self.offset) / self.pitch).max(0.0) as usize).min(self.yarns.len() - 1)
    }
}

/// A piece of cloth, [`SIDE`] pixels wide and high.
#[derive(Debug, Clone)]
pub struct Cloth {
    /// How the yarns cross.
    pub weave: Weave,
    /// The yarns that run down.
    pub warp: Sheet,
    /// The yarns that run across.
    pub weft: Sheet,
}

impl Cloth {
    /// A cloth of its own, whose yarns differ by this share from each other.
    pub fn draw(rng: &mut ChaCha8Rng, irregular: f64) -> Self {
        let weave = Weave::ALL[rng.random_range(0..Weave::ALL.len())];
        let tone = between(rng, (160.0, 205.0));
        let other = tone * between(rng, (0.85, 1.1));
        Self { weave, warp: Sheet::draw(rng, tone, irregular), weft: Sheet::draw(rng, other, irregular) }
    }

    /// The yarns of one direction.
    pub const fn sheet(&self, direction: Direction) -> &Sheet {
        match direction {
            Direction::Warp => &self.warp,
            Direction::Weft => &self.weft,
        }
    }

    /// All pixels row by row, one yarn left out if so asked.
    pub fn picture(&self, without: Option<(Direction, usize)>) -> Vec<f64> {
        let points = || (0..POINTS).map(|n| (n as f64 + 0.5) / POINTS as f64);
        let pixel = |at: usize| {
            let (x, y) = ((at % SIDE) as f64, (at / SIDE) as f64);
            let levels = points().flat_map(|dy| points().map(move |dx| (x + dx, y + dy)));
            levels.map(|(x, y)| self.level(x, y, without)).sum::<f64>() / (POINTS * POINTS) as f64
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    fn level(&self, x: f64, y: f64, without: Option<(Direction, usize)>) -> f64 {
        let (warp, weft) = (self.warp.number(x), self.weft.number(y));
        let there = |direction, number| without != Some((direction, number));
        let (has_warp, has_weft) = (there(Direction::Warp, warp), there(Direction::Weft, weft));
        let down = self.warp.yarns[warp].level(x, y).filter(|_| has_warp);
        let across = self.weft.yarns[weft].level(y, x).filter(|_| has_weft);
        let on_top = self.weave.warp_on_top(warp, weft);
        let (top, below) = if on_top { (down, across) } else { (across, down) };
        let borne = if has_warp && has_weft { 1.0 } else { SUNK };
        top.map(|level| borne * level).or(below.map(|level| BELOW * level)).unwrap_or(0.0).max(GAP)
    }
}
