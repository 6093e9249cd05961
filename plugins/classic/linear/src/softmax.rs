//! Multinomial logistic regression with an L2 penalty.
//!
//! Minimises the sum over the samples of −ln p(label) plus λ/2 times the sum of the squared weights, the biases left
//! out: scikit-learn's `LogisticRegression` with C = 1/λ for three classes and more. (For two, scikit-learn keeps one
//! vector of weights instead of two opposite ones, so that its C = 2/λ.)

use crate::lbfgs::{Patience, minimise};

/// Samples in rows of equal width, each with the number of its class.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples {
    /// Figures in a row.
    pub width: usize,
    /// The rows, one after the other.
    pub figures: Vec<f64>,
    /// The class of each row, below the number of classes.
    pub labels: Vec<u8>,
}

/// Fits `CLASSES` × (width + 1) weights: for each figure the weights of all classes, and the biases last.
pub fn fit<const CLASSES: usize>(samples: &Samples, penalty: f64, patience: Patience) -> Vec<f64> {
    let mut weights = vec![0.0; (samples.width + 1) * CLASSES];
    minimise(&mut weights, patience, |weights, gradient| objective::<CLASSES>(samples, penalty, weights, gradient));
    weights
}

/// The value of what [`fit`] minimises, and its gradient.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn objective<const CLASSES: usize>(samples: &Samples, penalty: f64, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let (weights, biases) = weights.split_at(samples.width * CLASSES);
    let (slopes, bias_slopes) = gradient.split_at_mut(samples.width * CLASSES);
    let mut squares = 0.0;
    for (slope, weight) in slopes.iter_mut().zip(weights) {
        *slope = penalty * weight;
        squares += weight * weight;
    }
    bias_slopes.fill(0.0);
    let mut loss = 0.5 * penalty * squares;
    for (row, &label) in samples.figures.chunks_exact(samples.width).zip(&samples.labels) {
        let mut error = shares::<CLASSES>(weights, biases, row);
        let Some(own) = error.get_mut(usize::from(label)) else { continue };
        // The bound keeps the logarithm finite where a sample is hopelessly wrong.
        loss -= own.max(f64::MIN_POSITIVE).ln();
        *own -= 1.0;
        for (slopes, figure) in slopes.as_chunks_mut::<CLASSES>().0.iter_mut().zip(row) {
            for class in 0..CLASSES {
                slopes[class] += error[class] * figure;
            }
        }
        bias_slopes.iter_mut().zip(error).for_each(|(slope, error)| *slope += error);
    }
    loss
}

/// The probability of each class for one row, by weights as [`fit`] returns them.
pub fn probabilities<const CLASSES: usize>(weights: &[f64], row: &[f64]) -> [f64; CLASSES] {
    let (weights, biases) = weights.split_at(weights.len().min(row.len() * CLASSES));
    shares(weights, biases, row)
}

/// Like [`probabilities`], with the biases apart: the loop over the figures is nearly the agent's whole cost, and
/// two classes at a time (the same sums in the same order) halve it.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn shares<const CLASSES: usize>(weights: &[f64], biases: &[f64], row: &[f64]) -> [f64; CLASSES] {
    let mut scores = [0.0; CLASSES];
    for (weights, figure) in weights.as_chunks::<CLASSES>().0.iter().zip(row) {
        for class in 0..CLASSES {
            scores[class] += weights[class] * figure;
        }
    }
    scores.iter_mut().zip(biases).for_each(|(score, bias)| *score += bias);
    let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
    let sum: f64 = scores.iter().sum();
    scores.map(|score| score / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Samples {
        Samples {
            width: 2,
            figures: vec![0.0, 1.0, 1.0, 0.5, 2.0, -1.0, -1.0, 0.0, 0.5, 0.5, 1.5, 1.0, -0.5, -1.0],
            labels: vec![0, 1, 2, 0, 1, 2, 0],
        }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_objective() {
        let weights: Vec<f64> = (0..9).map(|i| 0.1 * f64::from(i) - 0.3).collect();
        let mut gradient = vec![0.0; 9];
        objective::<3>(&samples(), 0.7, &weights, &mut gradient);
        for i in 0..9 {
            let at = |step: f64| {
                let mut moved = weights.clone();
                moved[i] += step;
                objective::<3>(&samples(), 0.7, &moved, &mut [0.0; 9])
            };
            let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((slope - gradient[i]).abs() < 1e-8, "weight {i}: {slope} against {}", gradient[i]);
        }
    }

    #[test]
    fn probabilities_survive_scores_that_overflow_an_exponential() {
        let [a, b] = probabilities::<2>(&[1000.0, -1000.0, 0.0, 0.0], &[5.0]);
        assert_eq!((a, b), (1.0, 0.0));
    }
}
