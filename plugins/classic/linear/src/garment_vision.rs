//! `garment-vision`: edges and brightness of a picture, weighed for each of ten kinds.

use serde_json::{Value, json};

use crate::base64;
use crate::lbfgs::Patience;
use crate::model::{Model, Settings};
use crate::picture::{self, FIGURES, PIXELS, SIDE};
use crate::softmax::Samples;
use crate::{Material, Verdict, material};

/// How many kinds of article there are.
const CLASSES: usize = 10;

/// Code and Chinese name of each kind, by Fashion-MNIST's own numbers.
const KINDS: [(&str, &str); CLASSES] = [
    ("t-shirt", "T恤"),
    ("trouser", "裤子"),
    ("pullover", "套头衫"),
    ("dress", "连衣裙"),
    ("coat", "外套"),
    ("sandal", "凉鞋"),
    ("shirt", "衬衫"),
    ("sneaker", "运动鞋"),
    ("bag", "包"),
    ("ankle-boot", "短靴"),
];

/// Chosen by cross-validation on the training pictures alone (`tests/golden/make.py`). The fit stops before its minimum:
/// more steps cost fuel and gain nothing.
pub const SETTINGS: Settings =
    Settings { penalty: 100.0, softening: 0.02, bound: 6.0, patience: Patience { steps: 30, gradient: 1e-3 } };

/// Fits the model to the training pictures.
///
/// # Errors
/// A material is missing or is not the idx file that it should be.
pub fn prepare(materials: &[Material]) -> Result<Vec<u8>, String> {
    Ok(Model::<CLASSES>::fit(&samples(materials)?, SETTINGS).to_bytes())
}

/// The training pictures as rows of figures.
fn samples(materials: &[Material]) -> Result<Samples, String> {
    let (pictures, labels) = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    let side = SIDE as u32;
    let pixels = idx(pictures, material(materials, pictures)?, &[side, side])?;
    let labels = idx(labels, material(materials, labels)?, &[])?;
    let (pixels, _) = pixels.as_chunks::<PIXELS>();
    if pixels.is_empty() || pixels.len() != labels.len() {
        return Err(format!("{} pictures and {} labels", pixels.len(), labels.len()));
    }
    if let Some(label) = labels.iter().find(|label| usize::from(**label) >= CLASSES) {
        return Err(format!("label {label} is none of {CLASSES} kinds"));
    }
    let figures = pixels.iter().flat_map(picture::figures).collect();
    Ok(Samples { width: FIGURES, figures, labels: labels.to_vec() })
}

/// The bytes of an idx file whose items have this shape: two zeros, 8 for bytes, the number of dimensions, each
/// dimension as a big-endian u32, then the items.
fn idx<'a>(name: &str, content: &'a [u8], shape: &[u32]) -> Result<&'a [u8], String> {
    let wrong = || format!("{name} is not an idx file of bytes in {} dimensions", shape.len() + 1);
    let dimensions = u8::try_from(shape.len() + 1).map_err(|_| wrong())?;
    let body = content.strip_prefix(&[0, 0, 8, dimensions]).ok_or_else(wrong)?;
    let (count, mut items) = body.split_first_chunk::<4>().ok_or_else(wrong)?;
    let mut size = u64::from(u32::from_be_bytes(*count));
    for length in shape {
        items = items.strip_prefix(&length.to_be_bytes()).ok_or_else(wrong)?;
        size = size.saturating_mul(u64::from(*length));
    }
    if items.len() as u64 == size { Ok(items) } else { Err(format!("{name} is cut short or too long")) }
}

/// Names the kind of one picture.
///
/// # Errors
/// The state or the input cannot be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Verdict, String> {
    let model = Model::<CLASSES>::from_bytes(state)?;
    let text = input["pixels"].as_str().ok_or("the input has no pixels")?;
    let pixels: [u8; PIXELS] =
        base64::decode(text)?.try_into().map_err(|bytes: Vec<u8>| format!("{} pixels, not {PIXELS}", bytes.len()))?;
    let row: Vec<Option<f64>> = picture::figures(&pixels).into_iter().map(Some).collect();
    if model.width() != row.len() {
        return Err("the state is a model of something else".into());
    }
    let scaled = model.scaled(&row);
    let probabilities = model.probabilities(&scaled);
    let mut order: [usize; CLASSES] = std::array::from_fn(|class| class);
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let [first, second, ..] = order;
    Ok(Verdict {
        output: json!({ "label": KINDS[first].0 }),
        confidence: probabilities[first],
        rationale: format!(
            "最像{}(概率 {:.1}%),其次为{}({:.1}%)。两者之差主要来自{}。",
            KINDS[first].1,
            100.0 * probabilities[first],
            KINDS[second].1,
            100.0 * probabilities[second],
            strongest(&model.contributions(&scaled, first, second)),
        ),
    })
}

/// The part of the picture, and the sort of figure, that spoke most for the first kind over the second.
fn strongest(contributions: &[f64]) -> &'static str {
    const PARTS: [&str; 6] =
        ["上部的轮廓走向", "中部的轮廓走向", "下部的轮廓走向", "上部的明暗", "中部的明暗", "下部的明暗"];
    let mut sums = [0.0; PARTS.len()];
    for (figure, contribution) in contributions.iter().enumerate() {
        sums[picture::third(figure) + if figure < picture::EDGES { 0 } else { 3 }] += contribution;
    }
    sums.iter().zip(PARTS).max_by(|a, b| a.0.total_cmp(b.0)).map_or("", |(_, part)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idx_file_must_have_its_heading_and_its_length() {
        let labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];
        assert_eq!(idx("labels", &labels, &[]), Ok(&[7, 9][..]));
        assert!(idx("labels", &labels[..9], &[]).is_err());
        assert!(idx("labels", &labels, &[28, 28]).is_err());
        assert!(idx("labels", b"", &[]).is_err());
    }
}
