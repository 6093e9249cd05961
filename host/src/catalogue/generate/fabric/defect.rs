//! Defects of woven cloth, each drawn into a picture of the clean cloth.

use std::f64::consts::{FRAC_PI_2, TAU};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::cloth::{Cloth, Direction, SIDE};
use crate::catalogue::generate::noise::between;

/// What is wrong with the cloth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A warp yarn is missing over a length.
    BrokenEnd,
    /// A weft yarn is missing over a length.
    MissingPick,
    /// Something dark soaked in, with soft edges.
    Stain,
    /// The yarns are gone; the ground shows, with a frayed rim.
    Hole,
    /// A yarn is thick over a short length.
    Slub,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::BrokenEnd, Self::MissingPick, Self::Stain, Self::Hole, Self::Slub];

    /// Its code and its Chinese name.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::BrokenEnd => ("broken-end", "断经"),
            Self::MissingPick => ("missing-pick", "缺纬"),
            Self::Stain => ("stain", "污渍"),
            Self::Hole => ("hole", "破洞"),
            Self::Slub => ("slub", "粗节"),
        }
    }

    /// The clean picture with such a defect somewhere in it.
    pub fn put(self, rng: &mut ChaCha8Rng, cloth: &Cloth, clean: &[f64], contrast: f64) -> Vec<f64> {
        match self {
            Self::BrokenEnd => missing(rng, cloth, clean, contrast, Direction::Warp),
            Self::MissingPick => missing(rng, cloth, clean, contrast, Direction::Weft),
            Self::Stain => stain(rng, clean, contrast),
            Self::Hole => hole(rng, clean, contrast),
            Self::Slub => slub(rng, cloth, clean, contrast),
        }
    }
}

/// A yarn within the picture, by its number.
fn some_yarn(rng: &mut ChaCha8Rng, cloth: &Cloth, direction: Direction) -> usize {
    let yarns = &cloth.sheet(direction).yarns;
    let inside: Vec<usize> =
        (0..yarns.len()).filter(|&n| (5.0..SIDE as f64 - 5.0).contains(&yarns[n].centre[SIDE / 2])).collect();
    inside[rng.random_range(0..inside.len())]
}

/// Where each pixel lies along a yarn of this direction, and across it.
const fn along_and_across(direction: Direction, at: usize) -> (usize, usize) {
    match direction {
        Direction::Warp => (at / SIDE, at % SIDE),
        Direction::Weft => (at % SIDE, at / SIDE),
    }
}

fn missing(rng: &mut ChaCha8Rng, cloth: &Cloth, clean: &[f64], contrast: f64, direction: Direction) -> Vec<f64> {
    let yarn = some_yarn(rng, cloth, direction);
    let length = rng.random_range(20..=54);
    let start = rng.random_range(0..=SIDE - length);
    let without = cloth.picture(Some((direction, yarn)));
    let pixel = |(at, (old, new)): (usize, (&f64, &f64))| {
        let (along, _) = along_and_across(direction, at);
        if (start..start + length).contains(&along) { old + contrast * (new - old) } else { *old }
    };
    clean.iter().zip(&without).enumerate().map(pixel).collect()
}

/// An ellipse with an uneven edge: how far a pixel is from its middle, 1 at the edge.
struct Blot {
    middle: (f64, f64),
    radii: (f64, f64),
    phases: (f64, f64),
}

impl Blot {
    fn draw(rng: &mut ChaCha8Rng, radii: (f64, f64)) -> Self {
        let radii = (between(rng, radii), between(rng, radii));
        let room = |radius: f64| (radius + 1.0, SIDE as f64 - radius - 1.0);
        Self {
            middle: (between(rng, room(radii.0)), between(rng, room(radii.1))),
            radii,
            phases: (between(rng, (0.0, TAU)), between(rng, (0.0, TAU))),
        }
    }

    fn off(&self, at: usize) -> f64 {
        let dx = ((at % SIDE) as f64 + 0.5 - self.middle.0) / self.radii.0;
        let dy = ((at / SIDE) as f64 + 0.5 - self.middle.1) / self.radii.1;
        let angle = libm::atan2(dy, dx);
        let edge = 1.0 + 0.1 * libm::sin(3.0 * angle + self.phases.0) + 0.07 * libm::sin(5.0 * angle + self.phases.1);
        libm::sqrt(dx * dx + dy * dy) / edge
    }
}

fn stain(rng: &mut ChaCha8Rng, clean: &[f64], contrast: f64) -> Vec<f64> {
    let blot = Blot::draw(rng, (5.0, 12.0));
    let depth = contrast * between(rng, (0.35, 0.55));
    let pixel = |(at, old): (usize, &f64)| {
        let share = ((1.1 - blot.off(at)) / 0.4).clamp(0.0, 1.0);
        old * (1.0 - depth * share * share * (3.0 - 2.0 * share))
    };
    clean.iter().enumerate().map(pixel).collect()
}

fn hole(rng: &mut ChaCha8Rng, clean: &[f64], contrast: f64) -> Vec<f64> {
    let blot = Blot::draw(rng, (3.0, 6.5));
    let ground = between(rng, (5.0, 35.0));
    // A hole is a hole: even a faint one lets most of the ground through.
    let share = 0.6 + 0.4 * contrast;
    let pixel = |(at, old): (usize, &f64)| match blot.off(at) {
        off if off < 1.0 => old + share * (ground - old),
        off if off < 1.3 => old * (1.0 + 0.3 * contrast),
        _ => *old,
    };
    clean.iter().enumerate().map(pixel).collect()
}

fn slub(rng: &mut ChaCha8Rng, cloth: &Cloth, clean: &[f64], contrast: f64) -> Vec<f64> {
    let direction = if rng.random_bool(0.5) { Direction::Warp } else { Direction::Weft };
    let yarn = &cloth.sheet(direction).yarns[some_yarn(rng, cloth, direction)];
    let length = rng.random_range(14..=28);
    let start = rng.random_range(2..=SIDE - 2 - length);
    let thick = between(rng, (0.5, 0.9));
    let pixel = |(at, old): (usize, &f64)| {
        let (along, across) = along_and_across(direction, at);
        if !(start..start + length).contains(&along) {
            return *old;
        }
        let from_middle = ((along - start) as f64 + 0.5) / length as f64 * 2.0 - 1.0;
        let swollen = 1.0 + thick * libm::cos(FRAC_PI_2 * from_middle);
        let off = yarn.off(across as f64 + 0.5, along as f64) / swollen;
        if off >= 1.0 {
            return *old;
        }
        let bright = (1.3 * yarn.tone * (0.75 + 0.25 * libm::cos(FRAC_PI_2 * off))).min(250.0);
        old + contrast * (bright - old)
    };
    clean.iter().enumerate().map(pixel).collect()
}
