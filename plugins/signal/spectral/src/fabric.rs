//! Defects of woven cloth: the weave is periodic, so it stands in a few places of the spectrum; they are silenced, and what
//! is left is smoothed in windows of the defects' shapes and searched for deviations.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::Reply;
use crate::plane::{SIDE, around, grown, smoothed, unwoven};
use crate::robust::{median, spread};

/// Windows (wide, high) that gather upright lines, level lines and blots.
const WINDOWS: [(usize, usize); 3] = [(3, 15), (15, 3), (7, 7)];
/// From how many robust standard deviations on a window counts.
const PEAK: f64 = 4.6;
/// A region reaches as far as this share of its peak.
const FLANK: f64 = 0.3;
/// A dark region below this grey level is a hole.
const GROUND: f64 = 80.0;
/// A dark region this much longer than wide is a missing yarn.
const LONG: f64 = 2.2;
/// No more defects than the material allows.
const MOST: usize = 2;

/// A region that deviates: its peak, whether it is brighter, its box (left, top, right, bottom; exclusive) and pixels.
struct Region {
    peak: f64,
    brighter: bool,
    frame: [usize; 4],
    pixels: Vec<usize>,
}

/// Boxes around the defects of one picture.
///
/// # Errors
/// The input cannot be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let text = input["pixels"].as_str().ok_or("the input has no pixels")?;
    let pixels = BASE64_STANDARD.decode(text).map_err(|error| error.to_string())?;
    if pixels.len() != SIDE * SIDE {
        return Err(format!("{} pixels, not {}", pixels.len(), SIDE * SIDE));
    }
    let grey: Vec<f64> = pixels.iter().map(|pixel| f64::from(*pixel)).collect();
    let (boxes, words): (Vec<Value>, Vec<String>) = found(&grey).into_iter().map(|region| told(&region, &grey)).unzip();
    let rationale = if words.is_empty() {
        format!("去除织纹后没有偏离达到 {PEAK} 倍稳健标准差，判为无瑕疵。")
    } else {
        format!("去除织纹后发现：{}。", words.join("；"))
    };
    Ok(Reply { output: json!({ "boxes": boxes }), rationale })
}

/// The strongest regions that do not touch each other.
fn found(grey: &[f64]) -> Vec<Region> {
    let rest = unwoven(grey);
    let mut regions: Vec<Region> = Vec::new();
    for (width, height) in WINDOWS {
        let level = smoothed(&rest, width, height);
        let (middle, deviation) = (median(&level), spread(&level).max(1e-9));
        for sign in [-1.0, 1.0] {
            let height: Vec<f64> = level.iter().map(|value| sign * (value - middle) / deviation).collect();
            regions.extend(peaks(&height, sign > 0.0));
        }
    }
    regions.sort_by(|a, b| b.peak.total_cmp(&a.peak));
    let mut kept: Vec<Region> = Vec::new();
    for region in regions {
        if kept.len() < MOST && kept.iter().all(|other| apart(&region.frame, &other.frame)) {
            kept.push(region);
        }
    }
    kept
}

/// The regions of one field of heights, each once.
fn peaks(height: &[f64], brighter: bool) -> Vec<Region> {
    let mut seen = vec![false; height.len()];
    let mut regions = Vec::new();
    for start in 0..height.len() {
        if seen[start] || height[start] <= PEAK {
            continue;
        }
        let above = grown(height, start, PEAK);
        above.iter().for_each(|&at| seen[at] = true);
        let top = above.iter().copied().max_by(|&a, &b| height[a].total_cmp(&height[b])).unwrap_or(start);
        let pixels = grown(height, top, FLANK * height[top]);
        regions.push(Region { peak: height[top], brighter, frame: around(&pixels), pixels });
    }
    regions
}

/// Whether two boxes are more than two pixels apart.
fn apart(one: &[usize; 4], other: &[usize; 4]) -> bool {
    one[2] + 2 <= other[0] || other[2] + 2 <= one[0] || one[3] + 2 <= other[1] || other[3] + 2 <= one[1]
}

/// The box as the contract asks for it, and in words.
fn told(region: &Region, grey: &[f64]) -> (Value, String) {
    let [mut left, mut top, mut right, mut bottom] = region.frame;
    let (width, height) = ((right - left) as f64, (bottom - top) as f64);
    let level = median(&region.pixels.iter().map(|&at| grey[at]).collect::<Vec<f64>>());
    let (kind, name) = if region.brighter {
        ("slub", "粗节")
    } else if level < GROUND {
        // The frayed rim is part of the hole.
        (left, top) = (left.saturating_sub(1), top.saturating_sub(1));
        (right, bottom) = ((right + 1).min(SIDE), (bottom + 1).min(SIDE));
        ("hole", "破洞")
    } else if width.max(height) < LONG * width.min(height) {
        ("stain", "污渍")
    } else if height > width {
        ("broken-end", "断经")
    } else {
        ("missing-pick", "缺纬")
    };
    let output = json!({"x": left, "y": top, "width": right - left, "height": bottom - top, "kind": kind});
    (output, format!("{name}，左上角 ({left}, {top})，偏离 {:.1} 倍", region.peak))
}
