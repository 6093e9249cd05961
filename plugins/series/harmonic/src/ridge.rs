//! Ridge regression: least squares with a penalty on the size of the coefficients (Hoerl & Kennard 1970,
//! Technometrics 12:55), solved by Cholesky's decomposition.

use serde_json::Value;

/// A fitted linear map from features to targets.
#[derive(Debug, Clone, PartialEq)]
pub struct Ridge {
    /// Mean of each feature.
    pub means: Vec<f64>,
    /// Spread of each feature, 1 where it never varies.
    pub spreads: Vec<f64>,
    /// For each target: the intercept, then one coefficient for each standardised feature.
    pub weights: Vec<Vec<f64>>,
}

/// Mean and population standard deviation.
fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    (mean, (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt())
}

impl Ridge {
    /// Fits targets on features, all rows of the same lengths; `None` without rows, or where the penalty is too small
    /// for features that depend on each other.
    pub fn fit(features: &[Vec<f64>], targets: &[Vec<f64>], penalty: f64) -> Option<Self> {
        let (width, outputs) = (features.first()?.len(), targets.first()?.len());
        let columns: Vec<(f64, f64)> =
            (0..width).map(|column| moments(features.iter().map(move |row| row[column]))).collect();
        let means: Vec<f64> = columns.iter().map(|(mean, _)| *mean).collect();
        let spreads: Vec<f64> = columns.iter().map(|&(_, spread)| if spread > 0.0 { spread } else { 1.0 }).collect();
        let rows: Vec<Vec<f64>> = features.iter().map(|row| standardised(row, &means, &spreads)).collect();

        let mut normal = vec![vec![0.0; width]; width];
        for (i, line) in normal.iter_mut().enumerate() {
            for (j, cell) in line.iter_mut().enumerate() {
                *cell = rows.iter().map(|row| row[i] * row[j]).sum::<f64>() + if i == j { penalty } else { 0.0 };
            }
        }
        let factor = cholesky(&normal)?;
        let weights = (0..outputs).map(|output| {
            let (mean, _) = moments(targets.iter().map(|row| row[output]));
            let moment = |column: usize| {
                rows.iter().zip(targets).map(|(row, target)| row[column] * (target[output] - mean)).sum::<f64>()
            };
            let mut weights = vec![mean];
            weights.extend(solve(&factor, &(0..width).map(moment).collect::<Vec<_>>()));
            weights
        });
        Some(Self { means, weights: weights.collect(), spreads })
    }

    /// The targets that these features promise.
    pub fn predict(&self, features: &[f64]) -> Vec<f64> {
        let row = standardised(features, &self.means, &self.spreads);
        let dot = |weights: &Vec<f64>| {
            let (intercept, slopes) = weights.split_first().map_or((0.0, [].as_slice()), |(a, b)| (*a, b));
            intercept + slopes.iter().zip(&row).map(|(weight, value)| weight * value).sum::<f64>()
        };
        self.weights.iter().map(dot).collect()
    }
}

/// Reads back a fitted regression from the JSON of its three fields.
///
/// # Errors
/// The state is none.
pub fn read_state(state: &[u8]) -> Result<Ridge, String> {
    let value: Value = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    let numbers = |value: &Value| value.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>();
    let read = || {
        let weights = value["weights"].as_array()?.iter().map(numbers).collect::<Option<_>>()?;
        Some(Ridge { means: numbers(&value["means"])?, spreads: numbers(&value["spreads"])?, weights })
    };
    read().ok_or_else(|| "the state is not a fitted regression".to_owned())
}

fn standardised(row: &[f64], means: &[f64], spreads: &[f64]) -> Vec<f64> {
    row.iter().zip(means.iter().zip(spreads)).map(|(value, (mean, spread))| (value - mean) / spread).collect()
}

/// The lower triangle L with L·Lᵀ = `matrix`; `None` where the matrix is not positive definite.
pub fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut lower = vec![vec![0.0; size]; size];
    for i in 0..size {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            if i == j && rest <= 0.0 {
                return None;
            }
            lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
        }
    }
    Some(lower)
}

/// Solves L·Lᵀ·x = `right`.
pub fn solve(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let size = lower.len();
    let mut x = right.to_vec();
    for i in 0..size {
        x[i] = (x[i] - (0..i).map(|k| lower[i][k] * x[k]).sum::<f64>()) / lower[i][i];
    }
    for i in (0..size).rev() {
        x[i] = (x[i] - (i + 1..size).map(|k| lower[k][i] * x[k]).sum::<f64>()) / lower[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[&[f64]]) -> Vec<Vec<f64>> {
        values.iter().map(|row| row.to_vec()).collect()
    }

    #[test]
    fn without_a_penalty_a_linear_law_is_found_exactly() {
        let features = rows(&[&[0.0, 1.0], &[1.0, 0.0], &[2.0, 5.0], &[3.0, 1.0]]);
        let targets: Vec<Vec<f64>> = features.iter().map(|row| vec![1.0 + 2.0 * row[0] - 3.0 * row[1]]).collect();
        let fitted = Ridge::fit(&features, &targets, 0.0).unwrap();
        assert!((fitted.predict(&[10.0, 4.0])[0] - 9.0).abs() < 1e-9);
    }

    /// By hand: standardised x is −1, 1 and centred y is −1, 1, so the slope is 2 / (2 + penalty).
    #[test]
    fn the_penalty_shrinks_the_slope() {
        let fitted = Ridge::fit(&rows(&[&[0.0], &[2.0]]), &rows(&[&[4.0], &[6.0]]), 2.0).unwrap();
        assert_eq!(fitted.weights, vec![vec![5.0, 0.5]]);
    }

    #[test]
    fn features_that_depend_on_each_other_need_a_penalty() {
        let features = rows(&[&[0.0, 0.0], &[1.0, 1.0], &[2.0, 2.0]]);
        let targets = rows(&[&[0.0], &[1.0], &[2.0]]);
        assert!(Ridge::fit(&features, &targets, 0.0).is_none());
        assert!(Ridge::fit(&features, &targets, 0.1).is_some());
    }
}
