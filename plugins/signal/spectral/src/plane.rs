//! A square grey picture as a plane of values: its weave taken out by the Fourier transform, windows, regions.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use crate::robust::median;

/// Pixels in a row, and rows.
pub const SIDE: usize = 64;
/// Frequencies up to this many waves a picture are never silenced: defects live there.
const SLOW: f64 = 5.0;
/// A frequency is the weave's where it is this much stronger than those around it.
const STRONG: f64 = 4.0;

/// The picture without slanting light and without what repeats.
pub fn unwoven(grey: &[f64]) -> Vec<f64> {
    let mut plane: Vec<Complex<f64>> = level(grey).into_iter().map(|value| Complex::new(value, 0.0)).collect();
    transform(&mut plane, false);
    let strength: Vec<f64> = plane.iter().map(|value| value.norm()).collect();
    for at in 0..plane.len() {
        let (x, y) = (waves(at % SIDE), waves(at / SIDE));
        if x.hypot(y) > SLOW && strength[at] > STRONG * surroundings(&strength, at) {
            plane[at] = Complex::new(0.0, 0.0);
        }
    }
    transform(&mut plane, true);
    let scale = (SIDE * SIDE) as f64;
    plane.iter().map(|value| value.re / scale).collect()
}

/// The values less their plane of least squares: on a full grid its slopes are independent of each other.
fn level(grey: &[f64]) -> Vec<f64> {
    let middle = (SIDE as f64 - 1.0) / 2.0;
    let place = |at: usize| ((at % SIDE) as f64 - middle, (at / SIDE) as f64 - middle);
    let mean = grey.iter().sum::<f64>() / grey.len() as f64;
    let (mut across, mut down, mut norm) = (0.0, 0.0, 0.0);
    for (at, value) in grey.iter().enumerate() {
        let (x, y) = place(at);
        across += x * value;
        down += y * value;
        norm += x * x;
    }
    let plane = |at: usize| mean + (across * place(at).0 + down * place(at).1) / norm;
    grey.iter().enumerate().map(|(at, value)| value - plane(at)).collect()
}

/// Rows, then columns.
fn transform(plane: &mut [Complex<f64>], inverse: bool) {
    let mut planner = FftPlanner::new();
    let fft = if inverse { planner.plan_fft_inverse(SIDE) } else { planner.plan_fft_forward(SIDE) };
    for _ in 0..2 {
        plane.chunks_exact_mut(SIDE).for_each(|row| fft.process(row));
        for y in 0..SIDE {
            for x in 0..y {
                plane.swap(y * SIDE + x, x * SIDE + y);
            }
        }
    }
}

/// Waves a picture of the frequency at this index.
fn waves(index: usize) -> f64 {
    index.min(SIDE - index) as f64
}

/// The median of the 7×7 values around one, going round at the edges.
fn surroundings(values: &[f64], at: usize) -> f64 {
    let (x, y) = (at % SIDE, at / SIDE);
    let near = |from: usize| (0..7).map(move |step| (from + SIDE + step - 3) % SIDE);
    median(&near(y).flat_map(|y| near(x).map(move |x| values[y * SIDE + x])).collect::<Vec<f64>>())
}

/// The mean in a window of odd width and height around each pixel, mirrored at the edges.
pub fn smoothed(values: &[f64], width: usize, height: usize) -> Vec<f64> {
    let reach = |from: usize, size: usize| (0..size).map(move |step| mirrored(from + step, size / 2));
    let rows: Vec<f64> = (0..values.len())
        .map(|at| reach(at % SIDE, width).map(|x| values[at / SIDE * SIDE + x]).sum::<f64>() / width as f64)
        .collect();
    (0..values.len())
        .map(|at| reach(at / SIDE, height).map(|y| rows[y * SIDE + at % SIDE]).sum::<f64>() / height as f64)
        .collect()
}

/// The index `place - back`, mirrored into the picture.
const fn mirrored(place: usize, back: usize) -> usize {
    if place < back {
        back - place - 1
    } else if place - back >= SIDE {
        2 * SIDE - 1 - (place - back)
    } else {
        place - back
    }
}

/// The pixels that hang together with this one, corners too, all above a level.
pub fn grown(values: &[f64], start: usize, above: f64) -> Vec<usize> {
    let mut seen = vec![false; values.len()];
    let (mut region, mut next) = (Vec::new(), vec![start]);
    seen[start] = true;
    while let Some(at) = next.pop() {
        region.push(at);
        let (x, y) = (at % SIDE, at / SIDE);
        for y in y.saturating_sub(1)..(y + 2).min(SIDE) {
            for x in x.saturating_sub(1)..(x + 2).min(SIDE) {
                let other = y * SIDE + x;
                if values[other] > above && !std::mem::replace(&mut seen[other], true) {
                    next.push(other);
                }
            }
        }
    }
    region
}

/// The box around these pixels: left, top, right, bottom; the last two exclusive.
pub fn around(pixels: &[usize]) -> [usize; 4] {
    pixels.iter().fold([SIDE, SIDE, 0, 0], |[left, top, right, bottom], at| {
        let (x, y) = (at % SIDE, at / SIDE);
        [left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_repeats_and_slanting_light_vanish_and_a_blot_stays() {
        let picture = |blot: f64| -> Vec<f64> {
            (0..SIDE * SIDE)
                .map(|at| {
                    let (x, y) = (at % SIDE, at / SIDE);
                    let weave = if (x / 4 + y / 4) % 2 == 0 { 150.0 } else { 100.0 };
                    let inside = (20..30).contains(&x) && (40..50).contains(&y);
                    weave + 0.3 * x as f64 - if inside { blot } else { 0.0 }
                })
                .collect()
        };
        let clean = unwoven(&picture(0.0));
        assert!(clean.iter().all(|value| value.abs() < 5.0));
        let spoilt = unwoven(&picture(30.0));
        let mean = |values: &[f64]| values[45 * SIDE + 22..45 * SIDE + 28].iter().sum::<f64>() / 6.0;
        assert!(mean(&spoilt) < -15.0, "{}", mean(&spoilt));
    }

    #[test]
    fn windows_keep_the_mean_and_regions_hang_together() {
        let mut values = vec![0.0; SIDE * SIDE];
        values[0] = 9.0;
        values[65] = 9.0;
        values[200] = 9.0;
        let region = grown(&values, 0, 1.0);
        assert_eq!(around(&region), [0, 0, 2, 2]);
        let sum: f64 = smoothed(&values, 3, 5).iter().sum();
        assert!((sum - 27.0).abs() < 1e-9, "{sum}");
        assert!(smoothed(&vec![4.0; SIDE * SIDE], 7, 7).iter().all(|value| (value - 4.0).abs() < 1e-12));
    }
}
