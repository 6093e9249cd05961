//! Additive exponential smoothing with trend and season (Holt 1957; Winters 1960, Management Science 6:324), in the
//! form of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 8.3.

/// Days in a week: the season's length.
pub const SEASON: usize = 7;

/// How much of each new value goes into level, trend and season, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Of the level.
    pub level: f64,
    /// Of the trend.
    pub trend: f64,
    /// Of the season.
    pub season: f64,
}

/// Level, trend and season after some values.
#[derive(Debug, Clone, PartialEq)]
pub struct Smoothed {
    /// The level after the last value.
    pub level: f64,
    /// What the level gains a day.
    pub trend: f64,
    /// What each of the next seven days has above the level.
    pub season: [f64; SEASON],
}

impl Smoothed {
    /// Begins with the mean of the first week, no trend, and what each of its days had above the mean.
    pub fn start(week: &[f64; SEASON]) -> Self {
        let level = week.iter().sum::<f64>() / SEASON as f64;
        Self { level, trend: 0.0, season: week.map(|value| value - level) }
    }

    /// Takes in the next value, and gives its error. A value that is `None` (a holiday's) teaches nothing.
    pub fn step(&mut self, value: Option<f64>, shares: Shares) -> f64 {
        let (before, season) = (self.level + self.trend, self.season[0]);
        let error = value.map_or(0.0, |value| value - before - season);
        let level = before + shares.level * error;
        self.trend += shares.trend * (level - before);
        self.level = level;
        self.season.rotate_left(1);
        self.season[SEASON - 1] = season + shares.season * error;
        error
    }

    /// The next seven values.
    pub fn week(&self) -> [f64; SEASON] {
        std::array::from_fn(|day| self.level + (day + 1) as f64 * self.trend + self.season[day])
    }
}

/// Smooths a series from its second week on with those shares, of a few, whose sum of squared errors is the least;
/// `None` where there are fewer than two weeks.
pub fn fit(values: &[Option<f64>], first: &[f64; SEASON]) -> Option<(Smoothed, Shares)> {
    let rest = values.get(SEASON..).filter(|rest| rest.len() >= SEASON)?;
    let mut best: Option<(f64, Smoothed, Shares)> = None;
    for level in [0.02, 0.05, 0.1, 0.2, 0.3, 0.5] {
        for trend in [0.0, 0.02] {
            for season in [0.05, 0.1, 0.2, 0.3, 0.5] {
                let shares = Shares { level, trend, season };
                let mut smoothed = Smoothed::start(first);
                let errors: f64 = rest.iter().map(|value| smoothed.step(*value, shares).powi(2)).sum();
                if best.as_ref().is_none_or(|(least, ..)| errors < *least) {
                    best = Some((errors, smoothed, shares));
                }
            }
        }
    }
    best.map(|(_, smoothed, shares)| (smoothed, shares))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 21] = [
        15.1, 16.9, 16.9, 16.9, 16.4, 4.0, 2.8, 17.5, 17.9, 18.0, 18.2, 17.3, 4.3, 3.2, 8.9, 18.5, 18.3, 18.2, 16.0,
        4.0, 3.0,
    ];

    /// Golden values: `tests/golden.py` (statsmodels). Its seventh day is left out: there statsmodels takes the season as
    /// it was before the last value, the textbook as it is after.
    #[test]
    fn the_forecast_is_that_of_statsmodels() {
        let (first, _) = VALUES.split_first_chunk::<SEASON>().unwrap();
        let mut smoothed = Smoothed::start(first);
        let shares = Shares { level: 0.3, trend: 0.1, season: 0.2 };
        for value in &VALUES[SEASON..] {
            smoothed.step(Some(*value), shares);
        }
        for (said, golden) in smoothed.week().iter().zip(GOLDEN) {
            assert!((said - golden).abs() < 1e-9, "{said}, not {golden}");
        }
    }

    #[test]
    fn what_comes_again_each_week_is_forecast_exactly_and_a_holiday_teaches_nothing() {
        let week = [10.0, 11.0, 12.0, 11.0, 10.0, 4.0, 3.0];
        let mut values: Vec<Option<f64>> = week.repeat(4).into_iter().map(Some).collect();
        values[15] = None;
        let (smoothed, _) = fit(&values, &week).unwrap();
        for (said, truth) in smoothed.week().iter().zip(week) {
            assert!((said - truth).abs() < 1e-9, "{said}, not {truth}");
        }
        assert!(fit(&values[..9], &week).is_none());
    }

    const GOLDEN: [f64; SEASON - 1] =
        [14.247_897_629_3, 17.747_230_083_4, 17.530_595_015_9, 17.401_058_134_2, 16.385_750_827_9, 4.011_676_043_5];
}
