//! How patients are drawn and how likely a stroke is: figures fitted to the real table, kept in `law.json`, which the
//! scenario's `make.py` writes. What is made of them is checked against `tests/golden/stroke-plaque/`.

use std::f64::consts::SQRT_2;

use serde::Deserialize;

use super::{FACTS, HISTORIES, MEASURES};
use crate::catalogue::generate::chance::logistic;

/// The fitted figures, measures before histories everywhere.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Law {
    /// Of each measure, from the least to the most in even steps of probability.
    quantiles: [Vec<f64>; MEASURES.len()],
    /// Of patients with each history.
    shares: [f64; HISTORIES.len()],
    /// Lower triangular: makes independent normal figures hang together as the facts do (a Gaussian copula).
    factor: [[f64; FACTS]; FACTS],
    /// Of each measure's normal figure and of each history.
    weights: [f64; FACTS],
    intercept: f64,
}

/// A patient as drawn.
pub(super) struct Patient {
    /// Before rounding.
    pub measures: [f64; MEASURES.len()],
    pub histories: [bool; HISTORIES.len()],
    /// Of a stroke.
    pub risk: f64,
}

impl Law {
    /// The figures as the script wrote them.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn read() -> Result<Self, String> {
        let law: Self = serde_json::from_str(include_str!("law.json")).map_err(|error| error.to_string())?;
        let short = law.quantiles.iter().any(|points| points.len() < 2);
        if short { Err("law.json: a measure has fewer than two quantiles".into()) } else { Ok(law) }
    }

    /// The patient that independent standard normal figures stand for.
    pub fn patient(&self, normal: &[f64; FACTS]) -> Patient {
        let latent = self.factor.map(|row| row.iter().zip(normal).map(|(a, b)| a * b).sum::<f64>());
        let (first, rest) = latent.split_at(MEASURES.len());
        let mut measures = [0.0; MEASURES.len()];
        for ((measure, points), latent) in measures.iter_mut().zip(&self.quantiles).zip(first) {
            *measure = quantile(points, cumulative(*latent));
        }
        let mut histories = [false; HISTORIES.len()];
        for ((history, share), latent) in histories.iter_mut().zip(&self.shares).zip(rest) {
            *history = cumulative(*latent) > 1.0 - share;
        }
        let (of_measures, of_histories) = self.weights.split_at(MEASURES.len());
        let by_measures: f64 = of_measures.iter().zip(first).map(|(weight, latent)| weight * latent).sum();
        let had = of_histories.iter().zip(histories).filter(|(_, had)| *had);
        let by_histories: f64 = had.map(|(weight, _)| weight).sum();
        Patient { measures, histories, risk: logistic(self.intercept + by_measures + by_histories) }
    }
}

/// The standard normal distribution function.
fn cumulative(z: f64) -> f64 {
    libm::erfc(-z / SQRT_2) / 2.0
}

/// The value at a probability between evenly spaced quantiles.
fn quantile(points: &[f64], probability: f64) -> f64 {
    let place = probability.clamp(0.0, 1.0) * (points.len() - 1) as f64;
    // Not negative and below the number of points.
    let before = (place.floor() as usize).min(points.len() - 2);
    points[before] + (place - before as f64) * (points[before + 1] - points[before])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn patients_agree_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../../tests/golden/stroke-plaque/values.json")).unwrap();
        let law = Law::read().unwrap();
        let rows = golden["rows"].as_array().unwrap();
        assert!(rows.len() >= 100);
        for row in rows {
            let normal: [f64; FACTS] = serde_json::from_value(row["normal"].clone()).unwrap();
            let expected: Vec<f64> = serde_json::from_value(row["facts"].clone()).unwrap();
            let patient = law.patient(&normal);
            let histories = patient.histories.iter().map(|had| f64::from(u8::from(*had)));
            for (fact, expected) in patient.measures.iter().copied().chain(histories).zip(expected) {
                assert!((fact - expected).abs() < 1e-9 * expected.abs().max(1.0), "{fact} {expected}");
            }
            assert!((patient.risk - row["risk"].as_f64().unwrap()).abs() < 1e-12, "{}", patient.risk);
        }
    }
}
