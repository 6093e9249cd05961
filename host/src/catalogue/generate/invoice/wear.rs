//! What becomes of a written line: blurred, stamped over, unevenly lit, noisy.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;

use super::{HEIGHT, WIDTH};
use crate::catalogue::generate::noise::{between, drifting, gaussian};

/// How one picture is spoilt.
#[derive(Debug, Clone, Copy)]
pub struct Wear {
    /// Standard deviation of the blur, in pixels.
    pub blur: f64,
    /// Standard deviation of the noise, in grey levels.
    pub noise: f64,
    /// Whether a stamp lies over the line.
    pub stamped: bool,
}

impl Wear {
    /// The grey levels of the ink under this wear.
    pub fn photograph(&self, rng: &mut ChaCha8Rng, ink: &[f64]) -> Vec<u8> {
        let stamp = if self.stamped { stamp(rng) } else { vec![0.0; WIDTH * HEIGHT] };
        let ink = blurred(ink, self.blur);
        let (paper, dark) = (between(rng, (205.0, 240.0)), between(rng, (40.0, 110.0)));
        let slant = between(rng, (-0.1, 0.1));
        // Ink runs dry and thick along the line.
        let flow = drifting(rng, WIDTH, 0.98);
        (0..WIDTH * HEIGHT)
            .map(|at| {
                let x = at % WIDTH;
                let strength = (0.85 + 0.12 * flow[x]).clamp(0.45, 1.0);
                let light = 1.0 + slant * (x as f64 / WIDTH as f64 - 0.5);
                let clean = (paper - (paper - dark) * ink[at] * strength) * (1.0 - stamp[at]) * light;
                libm::round((clean + self.noise * gaussian(rng)).clamp(0.0, 255.0)) as u8
            })
            .collect()
    }
}

/// A round stamp's ring and bar: the share of light that they take.
fn stamp(rng: &mut ChaCha8Rng) -> Vec<f64> {
    let (x, y) = (between(rng, (40.0, WIDTH as f64 - 40.0)), between(rng, (4.0, HEIGHT as f64 - 4.0)));
    let (radius, depth) = (between(rng, (15.0, 30.0)), between(rng, (0.25, 0.5)));
    let turn = between(rng, (0.0, TAU));
    let (cosine, sine) = (libm::cos(turn), libm::sin(turn));
    (0..WIDTH * HEIGHT)
        .map(|at| {
            let (dx, dy) = ((at % WIDTH) as f64 - x, (at / WIDTH) as f64 - y);
            let off = libm::hypot(dx, dy);
            let ring = (off - radius).abs() < 1.3;
            let bar = off < 0.7 * radius && (dx * sine - dy * cosine).abs() < 1.0;
            if ring || bar { depth } else { 0.0 }
        })
        .collect()
}

/// The values under a Gaussian of this standard deviation, paper beyond the edges.
fn blurred(values: &[f64], deviation: f64) -> Vec<f64> {
    if deviation <= 0.0 {
        return values.to_vec();
    }
    let reach = libm::ceil(3.0 * deviation) as usize;
    let weights: Vec<f64> = (0..=2 * reach)
        .map(|step| {
            let off = (step as f64 - reach as f64) / deviation;
            libm::exp(-off * off / 2.0)
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    let pass = |values: &[f64], stride: usize, length: usize| -> Vec<f64> {
        (0..values.len())
            .map(|at| {
                let place = at / stride % length;
                let seen = weights.iter().enumerate().filter_map(|(step, weight)| {
                    let other = (place + step).checked_sub(reach).filter(|other| *other < length)?;
                    Some(weight * values[at + other * stride - place * stride])
                });
                seen.sum::<f64>() / sum
            })
            .collect()
    };
    pass(&pass(values, 1, WIDTH), WIDTH, HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_keeps_the_ink_and_spreads_it_as_far_as_said() {
        let mut ink = vec![0.0; WIDTH * HEIGHT];
        ink[16 * WIDTH + 100] = 1.0;
        let spread = blurred(&ink, 1.2);
        assert!((spread.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let moment: f64 =
            spread.iter().enumerate().map(|(at, value)| value * ((at % WIDTH) as f64 - 100.0).powi(2)).sum();
        assert!((moment - 1.44).abs() < 0.05, "{moment}");
    }
}
