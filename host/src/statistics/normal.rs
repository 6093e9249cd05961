//! The standard normal distribution.

use statrs::function::erf::{erfc, erfc_inv};

/// P(Z ≤ z).
pub(super) fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The z with P(Z ≤ z) = p; infinite at 0 and 1.
pub(super) fn quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
}

/// The z that this share of the distribution lies within, on both sides of 0: 1.96 for 0.95.
pub(super) fn two_sided(confidence: f64) -> f64 {
    quantile(0.5 + confidence / 2.0)
}
