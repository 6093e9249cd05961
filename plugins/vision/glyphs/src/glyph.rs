//! Templates of characters, drawn from their strokes.

use serde::Deserialize;

/// Rows of a template.
pub const HEIGHT: usize = 16;
/// Half the pen's width, in units.
const PEN: f32 = 0.67;
/// Standard deviation of the blur of printing, photographing and smoothing, in units.
const BLUR: f32 = 1.1;

/// One character's strokes, as the material gives them.
#[derive(Debug, Deserialize)]
struct Strokes {
    character: char,
    width: usize,
    strokes: Vec<Vec<(f32, f32)>>,
}

/// A character as ink in a cell, row by row.
#[derive(Debug, Clone)]
pub struct Template {
    /// The character.
    pub character: char,
    /// Columns of the cell.
    pub width: usize,
    /// Ink of each point, 0 to 1.
    pub ink: Vec<f32>,
    /// The sum of its squares.
    pub energy: f32,
}

/// The templates of all characters in the material.
///
/// # Errors
/// It is no list of strokes.
pub fn templates(material: &[u8]) -> Result<Vec<Template>, String> {
    let list: Vec<Strokes> = serde_json::from_slice(material).map_err(|error| error.to_string())?;
    if list.iter().any(|one| !(1..=32).contains(&one.width)) {
        return Err("a glyph's width is not 1 to 32".to_owned());
    }
    Ok(list.iter().map(drawn).collect())
}

fn drawn(one: &Strokes) -> Template {
    let sharp: Vec<f32> = (0..one.width * HEIGHT)
        .map(|at| {
            let point = ((at % one.width) as f32 + 0.5, (at / one.width) as f32 + 0.5);
            let pairs = one.strokes.iter().flat_map(|stroke| stroke.windows(2));
            let near = pairs.map(|pair| distance(point, pair[0], pair[1])).fold(99.0, f32::min);
            (PEN + 0.5 - near).clamp(0.0, 1.0)
        })
        .collect();
    let ink = blurred(&sharp, one.width);
    let energy = ink.iter().map(|value| value * value).sum();
    Template { character: one.character, width: one.width, ink, energy }
}

fn distance(point: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let squared = (dx * dx + dy * dy).max(1e-6);
    let along = (((point.0 - from.0) * dx + (point.1 - from.1) * dy) / squared).clamp(0.0, 1.0);
    (point.0 - from.0 - along * dx).hypot(point.1 - from.1 - along * dy)
}

/// Under a Gaussian, nothing beyond the cell.
fn blurred(ink: &[f32], width: usize) -> Vec<f32> {
    let weights: Vec<f32> = (-3..=3).map(|step: i16| (-(f32::from(step) / BLUR).powi(2) / 2.0).exp()).collect();
    let sum: f32 = weights.iter().sum();
    let pass = |ink: &[f32], stride: usize, length: usize| -> Vec<f32> {
        (0..ink.len())
            .map(|at| {
                let place = at / stride % length;
                let seen = weights.iter().enumerate().filter_map(|(step, weight)| {
                    let other = (place + step).checked_sub(3).filter(|other| *other < length)?;
                    Some(weight * ink[at + other * stride - place * stride])
                });
                seen.sum::<f32>() / sum
            })
            .collect()
    };
    pass(&pass(ink, 1, width), width, HEIGHT)
}
