//! Figures of the future: how much closer a forecast is than a naive one.
//!
//! The score is the skill 1 − MAE / MAE of the naive forecast, 0 where that is negative: 1 on the spot, 0 for a
//! forecast no better than the naive one. MAE is the mean absolute error, and sMAPE the mean of
//! 200 |y − f| / (|y| + |f|), after Hyndman and Koehler 2006, International Journal of Forecasting 22:679, section 2
//! (with absolute values, so that it stays within 0 to 200).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges a forecast `{"values": […]}`; expected is `{"values": […], "naive": […]}`, all of one length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Forecast {
    /// The unit of the values, such as 千人次.
    pub unit: String,
}

/// The numbers under `key`.
fn numbers(value: &Value, key: &str) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = value.get(key)?.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}

/// The mean of `error` over pairs of what came and what was said.
fn mean(truth: &[f64], said: &[f64], error: fn(f64, f64) -> f64) -> f64 {
    let count = truth.len().max(1) as f64;
    truth.iter().zip(said).map(|(truth, said)| error(*truth, *said) / count).sum()
}

/// Mean absolute error.
fn mae(truth: &[f64], said: &[f64]) -> f64 {
    mean(truth, said, |truth, said| (truth - said).abs())
}

/// Symmetric mean absolute percentage error, 0 to 200; two zeros are equal.
fn smape(truth: &[f64], said: &[f64]) -> f64 {
    mean(truth, said, |truth, said| {
        let size = truth.abs() + said.abs();
        if size > 0.0 { 200.0 * ((truth - said).abs() / size) } else { 0.0 }
    })
}

/// 1 − error / error of the naive forecast, never below −1; absent where the naive one is exact.
fn skill(error: f64, naive: f64) -> Option<f64> {
    (naive > 0.0).then(|| (1.0 - error / naive).max(-1.0))
}

impl Judge for Forecast {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let read = || Some((numbers(expected, "values")?, numbers(expected, "naive")?, numbers(output, "values")?));
        let Some((truth, naive, said)) = read().filter(|(truth, _, said)| truth.len() == said.len()) else {
            let remark = Words::new("预报的个数与要求不符", "The forecast has not as many values as were asked for");
            return Judgement { remarks: vec![remark], ..Judgement::default() };
        };
        let (error, floor) = (mae(&truth, &said), mae(&truth, &naive));
        let mut figures = vec![("mae".to_owned(), error), ("smape".to_owned(), smape(&truth, &said))];
        let skill = skill(error, floor);
        figures.extend(skill.map(|skill| ("skill".to_owned(), skill)));
        let exact = if error > 0.0 { 0.0 } else { 1.0 };
        Judgement { score: skill.unwrap_or(exact).clamp(0.0, 1.0), figures, ..Judgement::default() }
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::lower("mae", Words::new("平均绝对误差", "Mean absolute error"), &self.unit),
            Figure::lower("smape", Words::new("对称平均百分比误差", "sMAPE"), "%"),
            Figure::higher("skill", Words::new("相对季节性持平的技巧评分", "Skill over the seasonal naive"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        let values = numbers(expected, "values").filter(|values| !values.is_empty()).ok_or("no expected values")?;
        let naive = numbers(expected, "naive").ok_or("no naive forecast")?;
        if values.len() == naive.len() {
            Ok(())
        } else {
            Err(format!("{} values expected, but {} of the naive forecast", values.len(), naive.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(said: &[f64]) -> Judgement {
        let expected = json!({"values": [10.0, 12.0, 4.0], "naive": [9.0, 10.0, 7.0]});
        Forecast { unit: "k".into() }.judge(&Value::Null, &expected, &json!({ "values": said }))
    }

    /// By numpy: y, f, n = np.array([10, 12, 4]), np.array([11, 11.5, 4]), np.array([9, 10, 7]);
    /// abs(y - f).mean(), (200 * abs(y - f) / (abs(y) + abs(f))).mean(), 1 - abs(y - f).mean() / abs(y - n).mean()
    #[test]
    fn figures_are_those_of_numpy() {
        let judged = judged(&[11.0, 11.5, 4.0]);
        for ((key, found), (name, golden)) in
            judged.figures.iter().zip([("mae", 0.5), ("smape", 4.593_042_890_915_231), ("skill", 0.75)])
        {
            assert_eq!(key, name);
            assert!((found - golden).abs() < 1e-12, "{key}: {found}, not {golden}");
        }
        assert_eq!(judged.score, 0.75);
    }

    #[test]
    fn the_naive_forecast_and_any_worse_one_score_nothing_and_the_truth_everything() {
        assert_eq!(judged(&[9.0, 10.0, 7.0]).score, 0.0);
        assert_eq!(judged(&[-1e300, 1e300, 0.0]).score, 0.0);
        assert_eq!(judged(&[10.0, 12.0, 4.0]).score, 1.0);
        assert_eq!(judged(&[10.0]).score, 0.0);
    }

    #[test]
    fn a_case_needs_as_many_naive_values_as_expected_ones() {
        let metric = Forecast { unit: String::new() };
        assert!(metric.check(&Value::Null, &json!({"values": [1], "naive": [2]})).is_ok());
        assert!(metric.check(&Value::Null, &json!({"values": [1], "naive": []})).is_err());
        assert!(metric.check(&Value::Null, &json!({"values": [], "naive": []})).is_err());
    }
}
