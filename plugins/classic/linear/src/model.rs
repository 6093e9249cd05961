//! A fitted model: how figures are scaled, the weights, and both as bytes.

use crate::lbfgs::Patience;
use crate::softmax::{self, Samples};

/// What the bytes of a model begin with: a name and the version of what follows.
const HEADING: &[u8; 8] = b"linear01";

/// What decides a fit, apart from the samples.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Weight of the squared weights, λ of [`softmax`].
    pub penalty: f64,
    /// Added to each standard deviation, so that a figure that hardly varies is not blown up.
    pub softening: f64,
    /// Scaled figures are held within so many deviations of the mean.
    pub bound: f64,
    /// When the fit stops.
    pub patience: Patience,
}

/// A multinomial logistic regression over scaled figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Model<const CLASSES: usize> {
    /// Scaled figures are held within so many deviations of the mean.
    bound: f64,
    /// The mean of each figure over the training samples.
    means: Vec<f64>,
    /// What each figure less its mean is divided by.
    deviations: Vec<f64>,
    /// As [`softmax::fit`] returns them.
    weights: Vec<f64>,
}

/// A row of figures as the model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaled {
    /// In deviations from the mean; 0 where the figure is missing.
    pub figures: Vec<f64>,
    /// How many were missing.
    pub missing: usize,
    /// How many were held back at the bound.
    pub bounded: usize,
}

impl<const CLASSES: usize> Model<CLASSES> {
    /// Fits a model to samples whose figures are not scaled yet.
    pub fn fit(samples: &Samples, settings: Settings) -> Self {
        let (means, deviations) = moments(samples, settings.softening);
        let mut model = Self { bound: settings.bound, means, deviations, weights: Vec::new() };
        let mut scaled = samples.clone();
        for row in scaled.figures.chunks_exact_mut(samples.width) {
            for (i, figure) in row.iter_mut().enumerate() {
                *figure = model.scale(i, *figure).clamp(-model.bound, model.bound);
            }
        }
        model.weights = softmax::fit::<CLASSES>(&scaled, settings.penalty, settings.patience);
        model
    }

    /// How many figures a row must have.
    pub fn width(&self) -> usize {
        self.means.len()
    }

    /// One figure in deviations from its mean.
    fn scale(&self, i: usize, figure: f64) -> f64 {
        (figure - self.means[i]) / self.deviations[i]
    }

    /// Scales a row of [`Model::width`] figures; a missing one becomes the training mean.
    pub fn scaled(&self, row: &[Option<f64>]) -> Scaled {
        let mut scaled = Scaled { figures: Vec::with_capacity(row.len()), missing: 0, bounded: 0 };
        for (i, figure) in row.iter().enumerate().take(self.width()) {
            let deviation = figure.map(|figure| self.scale(i, figure));
            scaled.missing += usize::from(deviation.is_none());
            scaled.bounded += usize::from(deviation.is_some_and(|deviation| deviation.abs() > self.bound));
            scaled.figures.push(deviation.unwrap_or(0.0).clamp(-self.bound, self.bound));
        }
        scaled
    }

    /// The probability of each class.
    pub fn probabilities(&self, scaled: &Scaled) -> [f64; CLASSES] {
        softmax::probabilities(&self.weights, &scaled.figures)
    }

    /// How much each figure adds to the score of class `a` over that of class `b`.
    pub fn contributions(&self, scaled: &Scaled, a: usize, b: usize) -> Vec<f64> {
        let weights = self.weights.as_chunks::<CLASSES>().0;
        weights.iter().zip(&scaled.figures).map(|(weights, figure)| (weights[a] - weights[b]) * figure).collect()
    }

    /// The model as bytes: heading, classes and width (u32), then bound, means, deviations and weights (f64), all
    /// little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEADING.to_vec();
        for size in [CLASSES, self.width()] {
            // No model comes near four thousand million figures: memory ends long before.
            bytes.extend(u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
        }
        let figures = [self.bound]
            .into_iter()
            .chain([&self.means, &self.deviations, &self.weights].into_iter().flatten().copied());
        bytes.extend(figures.flat_map(f64::to_le_bytes));
        bytes
    }

    /// Reads what [`Model::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are of another kind, version, number of classes or length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let body = bytes.strip_prefix(HEADING).ok_or("the state is not a model of this version")?;
        let (sizes, body) = body.split_first_chunk::<8>().ok_or("the model's heading is cut short")?;
        let [c0, c1, c2, c3, w0, w1, w2, w3] = *sizes;
        let (classes, width) = (u32::from_le_bytes([c0, c1, c2, c3]), u32::from_le_bytes([w0, w1, w2, w3]));
        if usize::try_from(classes) != Ok(CLASSES) {
            return Err(format!("the model has {classes} classes, not {CLASSES}"));
        }
        let (figures, rest) = body.as_chunks::<8>();
        let width = usize::try_from(width).map_err(|error| error.to_string())?;
        let expected = width.checked_mul(CLASSES + 2).map(|count| count + CLASSES + 1);
        if !rest.is_empty() || expected != Some(figures.len()) {
            return Err(format!("the model has {} bytes, not those of {width} figures", bytes.len()));
        }
        let mut figures = figures.iter().map(|bytes| f64::from_le_bytes(*bytes));
        let bound = figures.next().ok_or("the model has no bound")?;
        let mut take = |count: usize| figures.by_ref().take(count).collect::<Vec<f64>>();
        Ok(Self { bound, means: take(width), deviations: take(width), weights: take((width + 1) * CLASSES) })
    }
}

/// The mean of each column, and its standard deviation (of the population) plus the softening.
fn moments(samples: &Samples, softening: f64) -> (Vec<f64>, Vec<f64>) {
    let count = samples.labels.len() as f64;
    let mut means = vec![0.0; samples.width];
    for row in samples.figures.chunks_exact(samples.width) {
        means.iter_mut().zip(row).for_each(|(mean, figure)| *mean += figure / count);
    }
    let mut variances = vec![0.0; samples.width];
    for row in samples.figures.chunks_exact(samples.width) {
        for ((variance, mean), figure) in variances.iter_mut().zip(&means).zip(row) {
            *variance += (figure - mean) * (figure - mean) / count;
        }
    }
    // A figure that never varies says nothing: any divisor but 0 will do.
    let deviation = |variance: f64| if variance > 0.0 || softening > 0.0 { variance.sqrt() + softening } else { 1.0 };
    (means, variances.into_iter().map(deviation).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model<2> {
        let samples =
            Samples { width: 2, figures: vec![1.0, 5.0, 2.0, 5.0, 3.0, 5.0, 6.0, 5.0], labels: vec![0, 0, 1, 1] };
        let patience = Patience { steps: 100, gradient: 1e-9 };
        Model::fit(&samples, Settings { penalty: 1.0, softening: 0.0, bound: 1.5, patience })
    }

    #[test]
    fn a_model_comes_back_from_its_bytes() {
        assert_eq!(Model::from_bytes(&model().to_bytes()), Ok(model()));
    }

    #[test]
    fn bytes_of_anything_else_are_refused() {
        let bytes = model().to_bytes();
        assert!(Model::<2>::from_bytes(&bytes[1..]).is_err());
        assert!(Model::<2>::from_bytes(&bytes[..bytes.len() - 8]).is_err());
        assert!(Model::<2>::from_bytes(&bytes[..12]).is_err());
        assert!(Model::<3>::from_bytes(&bytes).is_err());
    }

    #[test]
    fn missing_figures_become_the_mean_and_far_ones_stay_at_the_bound() {
        let scaled = model().scaled(&[Some(1e6), None]);
        assert_eq!(scaled, Scaled { figures: vec![1.5, 0.0], missing: 1, bounded: 1 });
        let [low, high] = model().probabilities(&scaled);
        assert!(high > low);
    }
}
