//! Grey pictures of woven cloth with known defects.
//!
//! The cloth is drawn yarn by yarn ([`cloth`]), then some defects are put in ([`defect`]); light, noise and rounding come
//! last. A defect's box is the least one that holds every pixel which the defect changes by [`VISIBLE`] grey levels or
//! more, before noise: so the truth is what was drawn, and no one's judgement. Boxes are kept apart.

pub mod cloth;
pub mod defect;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use self::cloth::{Cloth, SIDE};
use self::defect::Kind;
use super::noise::{between, gaussian};
use super::settings;
use crate::catalogue::Draft;

/// From how many grey levels on a change counts as seen.
const VISIBLE: f64 = 12.0;
/// The least distance between two boxes, in pixels.
const APART: usize = 5;
/// How often a place for a defect is tried.
const TRIES: usize = 30;

/// How hard the pictures of one case are.
#[derive(Debug, Clone, Copy)]
struct Grade {
    /// The defects' strength, 1 the whole.
    contrast: f64,
    /// The noise's standard deviation, in grey levels.
    noise: f64,
    /// How much yarns differ from each other.
    irregular: f64,
}

/// Where a defect is, in pixels; the ends are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Frame {
    /// The least frame around all pixels that differ visibly.
    fn around(clean: &[f64], spoilt: &[f64]) -> Option<Self> {
        let seen = (0..SIDE * SIDE).filter(|&at| (clean[at] - spoilt[at]).abs() >= VISIBLE);
        seen.fold(None, |frame: Option<Self>, at| {
            let (x, y) = (at % SIDE, at / SIDE);
            let Self { left, top, right, bottom } = frame.unwrap_or(Self { left: x, top: y, right: x, bottom: y });
            Some(Self { left: left.min(x), top: top.min(y), right: right.max(x + 1), bottom: bottom.max(y + 1) })
        })
    }

    fn apart(&self, other: &Self) -> bool {
        self.right + APART <= other.left
            || other.right + APART <= self.left
            || self.bottom + APART <= other.top
            || other.bottom + APART <= self.top
    }

    fn to_json(self, kind: Kind) -> Value {
        json!({
            "x": self.left, "y": self.top,
            "width": self.right - self.left, "height": self.bottom - self.top,
            "kind": kind.words().0,
        })
    }
}

/// Makes `count` cases; each kind of defect is drawn about equally often.
///
/// Settings: `contrast-percent`, `noise` (grey levels) and `irregular-percent`, each `[least, most]` and drawn a picture;
/// `clean`, the share of pictures without a defect.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let contrast = settings::range(settings, "contrast-percent", 10..=100)?;
    let noise = settings::range(settings, "noise", 0..=60)?;
    let irregular = settings::range(settings, "irregular-percent", 0..=40)?;
    let clean = settings::share(settings, "clean")?;
    let mut bag: Vec<Kind> = Vec::new();
    let mut draft = |rng: &mut ChaCha8Rng| {
        let grade = Grade {
            contrast: rng.random_range(contrast.clone()) as f64 / 100.0,
            noise: rng.random_range(noise.clone()) as f64,
            irregular: rng.random_range(irregular.clone()) as f64 / 100.0,
        };
        let wanted = if rng.random_bool(clean) { 0 } else { 1 + usize::from(rng.random_bool(0.4)) };
        let kinds: Vec<Kind> = (0..wanted).map(|_| from_bag(rng, &mut bag)).collect();
        draft(rng, grade, &kinds)
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn from_bag(rng: &mut ChaCha8Rng, bag: &mut Vec<Kind>) -> Kind {
    if bag.is_empty() {
        bag.extend(Kind::ALL);
        bag.shuffle(rng);
    }
    bag.pop().unwrap_or(Kind::Stain)
}

fn draft(rng: &mut ChaCha8Rng, grade: Grade, kinds: &[Kind]) -> Draft {
    let cloth = Cloth::draw(rng, grade.irregular);
    let (picture, found) = spoilt(rng, &cloth, grade.contrast, kinds);
    let pixels = photograph(rng, &picture, grade.noise);
    let boxes: Vec<Value> = found.iter().map(|(kind, frame)| frame.to_json(*kind)).collect();
    let names: Vec<&str> = found.iter().map(|(kind, _)| kind.words().1).collect();
    let note = format!(
        "示例数据：{}，{}；瑕疵强度 {:.0}%，噪声 {:.0} 级，纱线不匀 {:.0}%",
        cloth.weave.name(),
        if names.is_empty() { "无瑕疵".to_owned() } else { names.join("、") },
        grade.contrast * 100.0,
        grade.noise,
        grade.irregular * 100.0
    );
    let input = json!({"width": SIDE, "height": SIDE, "pixels": BASE64_STANDARD.encode(pixels)});
    Draft { note: Some(note), ..Draft::new(input, json!({ "boxes": boxes })) }
}

/// The cloth with these defects in it, as far as there is room, and where they are.
fn spoilt(rng: &mut ChaCha8Rng, cloth: &Cloth, contrast: f64, kinds: &[Kind]) -> (Vec<f64>, Vec<(Kind, Frame)>) {
    let clean = cloth.picture(None);
    let mut picture = clean.clone();
    let mut found: Vec<(Kind, Frame)> = Vec::new();
    for &kind in kinds {
        for _ in 0..TRIES {
            let changed = kind.put(rng, cloth, &clean, contrast);
            let Some(frame) = Frame::around(&clean, &changed) else { continue };
            if found.iter().any(|(_, other)| !frame.apart(other)) {
                continue;
            }
            picture.iter_mut().zip(changed.iter().zip(&clean)).for_each(|(pixel, (new, old))| *pixel += new - old);
            found.push((kind, frame));
            break;
        }
    }
    (picture, found)
}

/// What the camera sees: light that falls off to one side, and noise.
fn photograph(rng: &mut ChaCha8Rng, picture: &[f64], noise: f64) -> Vec<u8> {
    let (across, down) = (between(rng, (-0.12, 0.12)), between(rng, (-0.12, 0.12)));
    let half = SIDE as f64 / 2.0;
    let pixel = |(at, value): (usize, &f64)| {
        let (x, y) = ((at % SIDE) as f64 / half - 1.0, (at / SIDE) as f64 / half - 1.0);
        let seen = value * (1.0 + across * x + down * y) + noise * gaussian(rng);
        libm::round(seen.clamp(0.0, 255.0)) as u8
    };
    picture.iter().enumerate().map(pixel).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// Every pixel is compared with the same cloth without the defect: nothing visible lies outside the box, and each
    /// side of the box is touched.
    #[test]
    fn a_box_holds_all_that_changed_and_no_more() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        for turn in 0..40 {
            let cloth = Cloth::draw(&mut rng, 0.05);
            let kind = Kind::ALL[turn % Kind::ALL.len()];
            let (picture, found) = spoilt(&mut rng, &cloth, 0.8, &[kind]);
            let [(_, frame)] = found[..] else { panic!("{kind:?} found no place") };
            let clean = cloth.picture(None);
            let changed = |x: usize, y: usize| (picture[y * SIDE + x] - clean[y * SIDE + x]).abs() >= VISIBLE;
            let within = |x, y| (frame.left..frame.right).contains(&x) && (frame.top..frame.bottom).contains(&y);
            for (x, y) in (0..SIDE * SIDE).map(|at| (at % SIDE, at / SIDE)) {
                assert!(within(x, y) || !changed(x, y), "{kind:?} {frame:?} {x} {y}");
            }
            assert!((frame.top..frame.bottom).any(|y| changed(frame.left, y)));
            assert!((frame.top..frame.bottom).any(|y| changed(frame.right - 1, y)));
            assert!((frame.left..frame.right).any(|x| changed(x, frame.top)));
            assert!((frame.left..frame.right).any(|x| changed(x, frame.bottom - 1)));
        }
    }

    /// tests/golden/fabric-defect/make.py: numpy on the public pictures, in deviations of what chance gives.
    #[test]
    fn numpy_sees_each_kind_stand_out_on_its_own_side() {
        let golden = include_str!("../../../../tests/golden/fabric-defect/contrast.json");
        let golden: BTreeMap<String, f64> = serde_json::from_str(golden).unwrap();
        for kind in Kind::ALL {
            let contrast = golden[kind.words().0];
            let told = if kind == Kind::Slub { contrast } else { -contrast };
            assert!(told > 3.0, "{kind:?}: {contrast}");
        }
    }

    #[test]
    fn boxes_stand_apart_and_some_pictures_have_none() {
        let settings =
            toml::from_str("contrast-percent=[60,90]\nnoise=[3,9]\nirregular-percent=[2,6]\nclean=0.2").unwrap();
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(9), 100, &settings).unwrap();
        let counts: Vec<usize> = drafts.iter().map(|d| d.expected["boxes"].as_array().unwrap().len()).collect();
        assert!((8..=35).contains(&counts.iter().filter(|n| **n == 0).count()), "{counts:?}");
        assert!(counts.contains(&2));
        for kind in Kind::ALL {
            let named =
                |d: &&Draft| d.expected["boxes"].as_array().unwrap().iter().any(|b| b["kind"] == kind.words().0);
            assert!(drafts.iter().filter(named).count() >= 12, "{kind:?}");
        }
    }
}
