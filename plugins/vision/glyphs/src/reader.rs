//! What a line says: the wording and the characters that explain most of its ink.
//!
//! If a template T stands for ink I with strength a, the squared error falls by 2a·ΣIT − a²·ΣT²: that is a character's
//! gain at a column. A wording's gain is the greatest sum over its places, found by dynamic programming.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::glyph::{HEIGHT, Template};
use crate::page::{Page, Pose};
use crate::wording::{Place, fields, wordings};

/// Columns of a space.
const SPACE: usize = 8;
/// What it costs when a character stands one column nearer or further than its width says, in gain of full ink.
const SHIFT: f32 = 0.3;
/// Strength of ink that is begun with, against the paper.
const STRENGTH: f32 = 0.5;

/// A change of the pose by an amount.
type Change = fn(Pose, f32) -> Pose;

/// What is changed in turn to set the line right, and by how much.
const STEPS: [(Change, &[f32]); 6] = [
    (raised, &[-2.0, -1.0, 0.0, 1.0, 2.0]),
    (sized, &[-0.08, -0.04, 0.0, 0.04, 0.08]),
    (leaned, &[-0.07, 0.0, 0.07]),
    (raised, &[-0.5, 0.0, 0.5]),
    (sized, &[-0.02, 0.0, 0.02]),
    (tilted, &[-0.003, 0.0, 0.003]),
];

/// A line that was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its text.
    pub text: String,
    /// The wording that was found.
    pub wording: String,
    /// The share of the ink's energy that it explains.
    pub share: f32,
}

impl Reading {
    /// The answer as the contract asks for it.
    pub fn output(&self) -> Value {
        fields(&self.text)
    }
}

/// A path through the places of a wording.
struct Path {
    gain: f32,
    text: Vec<char>,
    /// Σ I·T and Σ T² of what was read.
    matched: (f32, f32),
}

/// What may stand at a place, for every column.
type Choices = BTreeMap<Place, Vec<(f32, Option<usize>)>>;

/// The match of every template at every column: Σ I·T.
struct Matches<'a> {
    templates: &'a [Template],
    columns: usize,
    sums: Vec<f32>,
}

impl<'a> Matches<'a> {
    fn new(templates: &'a [Template], ink: &[f32], columns: usize) -> Self {
        let mut sums = vec![0.0; templates.len() * columns];
        for (template, sums) in templates.iter().zip(sums.chunks_exact_mut(columns.max(1))) {
            for (column, sum) in sums.iter_mut().enumerate() {
                let width = template.width.min(columns - column);
                *sum = (0..HEIGHT)
                    .map(|row| {
                        let seen = &ink[row * columns + column..][..width];
                        let wanted = &template.ink[row * template.width..][..width];
                        seen.iter().zip(wanted).map(|(a, b)| a * b).sum::<f32>()
                    })
                    .sum();
            }
        }
        Self { templates, columns, sums }
    }

    fn gain(&self, template: usize, column: usize, strength: f32) -> f32 {
        let sum = self.sums[template * self.columns + column];
        strength * (2.0 * sum - strength * self.templates[template].energy)
    }

    /// For every column the best template that may stand at this place, with its gain; `None` for a space.
    fn choices(&self, place: Place, strength: f32) -> Vec<(f32, Option<usize>)> {
        let able: Vec<usize> =
            (0..self.templates.len()).filter(|&one| place.allows(self.templates[one].character)).collect();
        let best = |column: usize| {
            let gains = able.iter().map(|&one| (self.gain(one, column, strength), Some(one)));
            gains.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, None))
        };
        (0..self.columns).map(best).collect()
    }

    /// The best way through a wording.
    fn best(&self, places: &[Place], choices: &Choices, strength: f32) -> Path {
        let stride = self.columns + 1;
        let mut gains = vec![f32::NEG_INFINITY; (places.len() + 1) * stride];
        // Where each state was reached from, and by which template.
        let mut from: Vec<(usize, Option<usize>)> = vec![(0, None); gains.len()];
        gains[..stride].fill(0.0);
        let shift = SHIFT * strength * strength;
        for (number, place) in places.iter().enumerate() {
            let Some(choices) = choices.get(place) else { continue };
            for (column, &(gain, template)) in choices.iter().enumerate() {
                // One digit or more: from the place before, or from this place again.
                let again = if *place == Place::Digits { number + 1 } else { number };
                let (first, second) = (number * stride + column, again * stride + column);
                let source = if gains[second] > gains[first] { second } else { first };
                let width = template.map_or(SPACE, |one| self.templates[one].width);
                for (end, cost) in [(width - 1, shift), (width, 0.0), (width + 1, shift)] {
                    let sum = gains[source] + gain - cost;
                    let target = (number + 1) * stride + column + end;
                    if column + end < stride && sum > gains[target] {
                        (gains[target], from[target]) = (sum, (source, template));
                    }
                }
            }
        }
        self.followed(&gains, &from, places.len() * stride)
    }

    /// The path that ends best in the states from `last` on.
    fn followed(&self, gains: &[f32], from: &[(usize, Option<usize>)], last: usize) -> Path {
        let stride = self.columns + 1;
        let end = (last..gains.len()).max_by(|&a, &b| gains[a].total_cmp(&gains[b])).unwrap_or(last);
        let mut path = Path { gain: gains[end], text: Vec::new(), matched: (0.0, 0.0) };
        let mut state = end;
        while state >= stride && path.gain > f32::NEG_INFINITY {
            let (source, template) = from[state];
            path.text.push(template.map_or(' ', |one| self.templates[one].character));
            if let Some(one) = template {
                path.matched.0 += self.sums[one * self.columns + source % stride];
                path.matched.1 += self.templates[one].energy;
            }
            state = source;
        }
        path.text.reverse();
        path
    }

    /// The wording that explains most, by its number.
    fn read(&self, wordings: &[(String, Vec<Place>)], strength: f32) -> Option<(usize, Path)> {
        let mut choices = Choices::new();
        for place in wordings.iter().flat_map(|(_, places)| places) {
            choices.entry(*place).or_insert_with(|| self.choices(*place, strength));
        }
        let paths = wordings.iter().map(|(_, places)| self.best(places, &choices, strength)).enumerate();
        paths.max_by(|a, b| a.1.gain.total_cmp(&b.1.gain))
    }
}

/// Reads the line of a picture.
///
/// # Errors
/// What cannot be read.
pub fn read(templates: &[Template], input: &Value) -> Result<Reading, String> {
    let page = Page::read(input)?;
    let wordings = wordings();
    let mut strength = STRENGTH;
    let mut pose = page.pose();
    let mut best = None;
    for (change, amounts) in STEPS {
        let mut found: Option<(f32, Pose, usize, Path, f32)> = None;
        for &amount in amounts {
            let tried = change(pose, amount);
            let (ink, columns) = page.straight(tried);
            let Some((wording, path)) = Matches::new(templates, &ink, columns).read(&wordings, strength) else {
                continue;
            };
            // Larger units cover more pixels: the gain that counts is of pixels.
            let gain = path.gain * tried.scale * tried.scale;
            if found.as_ref().is_none_or(|(most, ..)| gain > *most) {
                let energy = ink.iter().map(|value| value * value).sum::<f32>();
                found = Some((gain, tried, wording, path, energy));
            }
        }
        let Some((_, better, wording, path, energy)) = found else { continue };
        pose = better;
        if path.matched.1 > 0.0 {
            strength = (path.matched.0 / path.matched.1).clamp(0.1, 1.2);
        }
        best = Some((wording, path, energy));
    }
    let (wording, path, energy) = best.ok_or("nothing was tried")?;
    let share = (path.gain / energy.max(1e-6)).clamp(0.0, 1.0);
    Ok(Reading { text: path.text.into_iter().collect(), wording: wordings[wording].0.clone(), share })
}

fn raised(pose: Pose, amount: f32) -> Pose {
    Pose { middle: pose.middle + amount, ..pose }
}

fn sized(pose: Pose, amount: f32) -> Pose {
    Pose { scale: pose.scale + amount, ..pose }
}

fn leaned(pose: Pose, amount: f32) -> Pose {
    Pose { lean: pose.lean + amount, ..pose }
}

fn tilted(pose: Pose, amount: f32) -> Pose {
    Pose { slope: pose.slope + amount, ..pose }
}
