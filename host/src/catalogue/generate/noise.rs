//! Noise of known law for the signals that generators make.
//!
//! All transcendental functions come from the `libm` crate, which gives the same bits on every machine: a platform's
//! own may differ in the last one, and a generated case must be the same everywhere.

use std::f64::consts::TAU;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// One draw of the standard normal law (Box & Muller 1958, Ann. Math. Stat. 29:610).
pub fn gaussian(rng: &mut ChaCha8Rng) -> f64 {
    let radius: f64 = 1.0 - rng.random_range(0.0..1.0);
    let angle = rng.random_range(0.0..TAU);
    libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(angle)
}

/// `count` values of an autoregression of order 1 with unit variance: each keeps the share `keep` of the one before.
/// With `keep` near 1 its spectrum falls like 1/f² above a corner, as that of slow drifts does.
pub fn drifting(rng: &mut ChaCha8Rng, count: usize, keep: f64) -> Vec<f64> {
    let fresh = libm::sqrt(1.0 - keep * keep);
    let mut level = gaussian(rng);
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push(level);
        level = keep * level + fresh * gaussian(rng);
    }
    values
}

/// A uniform draw between two numbers.
pub fn between(rng: &mut ChaCha8Rng, range: (f64, f64)) -> f64 {
    range.0 + (range.1 - range.0) * rng.random_range(0.0..1.0)
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    fn moments(values: &[f64]) -> (f64, f64) {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        (mean, values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count)
    }

    #[test]
    fn both_noises_have_mean_zero_and_variance_one() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let white: Vec<f64> = (0..40_000).map(|_| gaussian(&mut rng)).collect();
        let slow = drifting(&mut rng, 400_000, 0.9);
        for (values, slack) in [(white, 0.03), (slow.clone(), 0.05)] {
            let (mean, variance) = moments(&values);
            assert!(mean.abs() < slack && (variance - 1.0).abs() < slack, "{mean} {variance}");
        }
        let lag: f64 = slow.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / slow.len() as f64;
        assert!((lag - 0.9).abs() < 0.03, "{lag}");
    }
}
