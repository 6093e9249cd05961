//! The law of one shop's weekly sales.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::calendar::{self, Calendar};
use crate::catalogue::generate::noise::{between, gaussian};

/// A kind of garment and its usual year.
pub struct Category {
    /// Its name.
    pub name: &'static str,
    /// How far the logarithm of sales swings once a year, and the day of the year when it is highest.
    yearly: (f64, f64),
    /// The same of the swing twice a year.
    half: (f64, f64),
}

const fn category(name: &'static str, yearly: (f64, f64), half: (f64, f64)) -> Category {
    Category { name, yearly, half }
}

/// All kinds.
pub const CATEGORIES: [Category; 8] = [
    category("羽绒服", (1.0, 350.0), (0.25, 345.0)),
    category("毛呢大衣", (0.85, 335.0), (0.2, 320.0)),
    category("针织衫", (0.5, 310.0), (0.25, 95.0)),
    category("牛仔裤", (0.15, 285.0), (0.15, 90.0)),
    category("衬衫", (0.3, 140.0), (0.2, 105.0)),
    category("连衣裙", (0.75, 160.0), (0.15, 140.0)),
    category("T恤", (0.85, 175.0), (0.1, 150.0)),
    category("童装", (0.15, 330.0), (0.2, 150.0)),
];

/// Shares of a week's sales from Monday to Sunday, in sevenths.
const WEEKDAYS: [f64; 7] = [0.85, 0.85, 0.9, 0.95, 1.1, 1.2, 1.15];

/// The law of one shop. Sales of a week are lognormal about its [`Law::mean`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Law {
    /// Pieces in an ordinary week at the start.
    level: f64,
    /// Growth of the logarithm in a year.
    growth: f64,
    /// Cosine and sine of once a year and of twice a year, in the logarithm.
    waves: [f64; 4],
    /// What each ten per cent of discount adds to the logarithm.
    promotion: f64,
    /// Which share of that the week afterwards loses.
    dip: f64,
    /// What the three weeks before Spring Festival add at most.
    rise: f64,
    /// What is left of sales while shops are closed around Spring Festival.
    closed: f64,
    /// What is left of sales in the week after that.
    after: f64,
    /// What the holidays of May and October add.
    golden: f64,
    /// What a short holiday adds.
    feast: f64,
    /// Standard deviation of the noise's logarithm.
    noise: f64,
}

/// Rounded to four places, so that a case's law can be read.
pub fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl Law {
    /// A law for a shop that sells this category; `noise` is in per cent.
    pub fn draw(rng: &mut ChaCha8Rng, category: &Category, noise: f64) -> Self {
        let mut wave = |(swing, peak): (f64, f64), turns: f64| {
            let swing = swing * between(rng, (0.75, 1.25));
            let angle = turns * TAU * (peak + 9.0 * gaussian(rng)) / 365.25;
            [rounded(swing * libm::cos(angle)), rounded(swing * libm::sin(angle))]
        };
        let (once, twice) = (wave(category.yearly, 1.0), wave(category.half, 2.0));
        let mut from = |low: f64, high: f64| rounded(between(rng, (low, high)));
        Self {
            level: rounded(libm::exp(from(4.4, 7.2))),
            growth: from(-0.15, 0.3),
            waves: [once[0], once[1], twice[0], twice[1]],
            promotion: from(0.08, 0.24),
            dip: from(0.1, 0.35),
            rise: from(0.3, 1.1),
            closed: from(0.12, 0.4),
            after: from(0.5, 0.85),
            golden: from(0.15, 0.55),
            feast: from(0.05, 0.25),
            noise: rounded(noise / 100.0),
        }
    }

    /// The expectation of a week's sales.
    ///
    /// # Errors
    /// The week is beyond any calendar.
    pub fn mean(&self, calendar: &Calendar, first: i64, week: usize, discounts: &[i64]) -> Result<f64, String> {
        let monday = first + 7 * i64::try_from(week).unwrap_or(0);
        let angle = TAU * calendar::of_year(monday + 3)? / 365.25;
        let swings = [libm::cos(angle), libm::sin(angle), libm::cos(2.0 * angle), libm::sin(2.0 * angle)];
        let season: f64 = self.waves.iter().zip(swings).map(|(wave, swing)| wave * swing).sum();
        let tens = |week: Option<usize>| week.map_or(0.0, |week| discounts[week] as f64 / 10.0);
        let promotion = self.promotion * (tens(Some(week)) - self.dip * tens(week.checked_sub(1)));
        let growth = self.growth * week as f64 * 7.0 / 365.25;
        let days = (monday..).zip(WEEKDAYS).map(|(day, weight)| weight * self.day(calendar, day)).sum::<f64>() / 7.0;
        Ok(self.level * libm::exp(growth + season + promotion) * days)
    }

    /// What the festivals near a day make of its sales.
    fn day(&self, calendar: &Calendar, day: i64) -> f64 {
        calendar.festivals.iter().map(|(festival, name)| self.festival(name, day - festival)).product()
    }

    /// What a festival makes of the sales of the day so many days after it.
    fn festival(&self, name: &str, after: i64) -> f64 {
        match (name, after) {
            ("spring-festival", -28..=-8) => 1.0 + self.rise * (after + 29) as f64 / 21.0,
            ("spring-festival", -7..=-3) => 1.0 + self.rise,
            ("spring-festival", -2..=6) => self.closed,
            ("spring-festival", 7..=14) => self.after,
            ("national-day", 0..=6) | ("labour-day", 0..=4) => 1.0 + self.golden,
            ("new-year", 0..=2) | ("qingming" | "dragon-boat" | "mid-autumn", -1..=1) => 1.0 + self.feast,
            _ => 1.0,
        }
    }

    /// Pieces sold in a week of this expectation.
    #[expect(clippy::cast_possible_truncation, reason = "some thousands at most")]
    pub fn sold(&self, rng: &mut ChaCha8Rng, mean: f64) -> i64 {
        let noise = libm::exp(self.noise * gaussian(rng) - self.noise * self.noise / 2.0);
        (mean * noise).round() as i64
    }
}
