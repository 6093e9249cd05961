//! `garment-vision`: two convolutions and two dense layers, whose weights `train.py` made.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::Verdict;
use crate::layer::{Layer, Picture};

/// Pixels in a row, and rows.
const SIDE: usize = 28;

/// Code and Chinese name of each kind, by Fashion-MNIST's own numbers.
const KINDS: [(&str, &str); 10] = [
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

/// What `train.py` wrote; its README says where they are from.
const WEIGHTS: &[u8] = include_bytes!("../garment.weights");

/// Names the kind of one picture.
///
/// # Errors
/// The input cannot be read.
pub fn answer(input: &Value) -> Result<Verdict, String> {
    let text = input["pixels"].as_str().ok_or("the input has no pixels")?;
    let pixels = BASE64_STANDARD.decode(text).map_err(|error| error.to_string())?;
    if pixels.len() != SIDE * SIDE {
        return Err(format!("{} pixels, not {}", pixels.len(), SIDE * SIDE));
    }
    let mut ranked: Vec<(f64, (&str, &str))> = probabilities(&pixels)?.into_iter().zip(KINDS).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let [(sure, (label, name)), (next, (_, other)), ..] = ranked[..] else { return Err("no kinds".into()) };
    Ok(Verdict {
        output: json!({ "label": label }),
        confidence: sure,
        rationale: format!(
            "卷积网络判为{name}（概率 {:.1}%），其次为{other}（{:.1}%）。{}",
            100.0 * sure,
            100.0 * next,
            if sure < 0.6 { "两者接近，建议人工确认。" } else { "" }
        ),
    })
}

/// The probability of each kind.
fn probabilities(pixels: &[u8]) -> Result<Vec<f64>, String> {
    let mut file = WEIGHTS;
    let mut picture =
        Picture { side: SIDE, depth: 1, figures: pixels.iter().map(|pixel| f32::from(*pixel) / 255.0).collect() };
    for outputs in [16, 32] {
        picture = Layer::read(&mut file, outputs, 9 * picture.depth)?.convolve(&picture).halved();
    }
    let mut hidden = Layer::read(&mut file, 48, picture.figures.len())?.dense(&picture.figures);
    hidden.iter_mut().for_each(|figure| *figure = figure.max(0.0));
    let scores = Layer::read(&mut file, KINDS.len(), hidden.len())?.dense(&hidden);
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = scores.iter().map(|score| f64::from(score - largest).exp()).collect();
    let sum: f64 = powers.iter().sum();
    Ok(powers.iter().map(|power| power / sum).collect())
}
