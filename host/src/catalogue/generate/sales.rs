//! Weekly sales of a garment shop under a known law: level, growth, season, promotions and the Chinese calendar.
//!
//! The oracle is the law's expectation without noise. What came is that expectation times a lognormal factor of mean 1,
//! so that even the oracle misses it; how far is the ceiling of the scenario.

mod calendar;
mod law;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::json;

use self::calendar::Calendar;
use self::law::{CATEGORIES, Law};
use super::settings;
use crate::catalogue::Draft;

/// Weeks that a case gives.
const HISTORY: usize = 104;
/// Weeks to forecast.
const AHEAD: usize = 8;
/// Weeks in a year: how far back the naive forecast looks.
const YEAR: usize = 52;
/// The last week, counted from the calendar's first, that a case may begin in.
const LAST_START: i64 = 404;
/// The seed of the material: it is drawn apart from every case.
const MATERIAL: u64 = 0x7368_6f70;
/// How many shops of each category the material holds.
const SHOPS: usize = 5;
/// Noise of the material's shops, in per cent.
const MATERIAL_NOISE: (f64, f64) = (8.0, 22.0);

/// A shop's weeks as they were drawn.
struct Series {
    /// Name of the category.
    category: &'static str,
    /// The first week's Monday, in days from the calendar's first.
    first: i64,
    law: Law,
    /// Each week's discount in per cent.
    discounts: Vec<i64>,
    /// Each week's expectation.
    means: Vec<f64>,
    /// Each week's pieces sold.
    sales: Vec<i64>,
}

/// Makes `count` cases.
///
/// The setting `noise`, `[least, most]`, is the standard deviation of the noise's logarithm in per cent.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let noise = settings::range(settings, "noise", 0..=60)?;
    let calendar = Calendar::read()?;
    let draft = |rng: &mut ChaCha8Rng| {
        let per_cent = rng.random_range(noise.clone());
        let category = rng.random_range(0..CATEGORIES.len());
        let series = series(rng, &calendar, category, per_cent as f64)?;
        let (given, came) = series.sales.split_at(HISTORY);
        let input = json!({
            "category": series.category,
            "first": calendar::written(series.first)?,
            "sales": given,
            "ahead": AHEAD,
            "discounts": series.discounts,
            "festivals": calendar.within(series.first, weeks_of_days(HISTORY + AHEAD) + 28)?,
        });
        let means: Vec<f64> = series.means[HISTORY..].iter().map(|mean| law::rounded(*mean)).collect();
        let naive = &given[HISTORY - YEAR..][..AHEAD];
        let expected = json!({"values": came, "naive": naive, "means": means, "law": series.law});
        let note = format!("{}，噪声 {per_cent}%", series.category);
        Ok(Draft { note: Some(note), ..Draft::new(input, expected) })
    };
    (0..count).map(|_| draft(rng)).collect()
}

/// Days in so many weeks.
fn weeks_of_days(weeks: usize) -> i64 {
    i64::try_from(weeks).unwrap_or(0) * 7
}

fn series(rng: &mut ChaCha8Rng, calendar: &Calendar, category: usize, noise: f64) -> Result<Series, String> {
    let law = Law::draw(rng, &CATEGORIES[category], noise);
    let first = 7 * rng.random_range(0..=LAST_START);
    let discounts = discounts(rng, first, HISTORY + AHEAD)?;
    let means = (0..HISTORY + AHEAD)
        .map(|week| law.mean(calendar, first, week, &discounts))
        .collect::<Result<Vec<f64>, String>>()?;
    let sales = means.iter().map(|mean| law.sold(rng, *mean)).collect();
    Ok(Series { category: CATEGORIES[category].name, first, law, discounts, means, sales })
}

/// The weeks' discounts: those of the two shopping festivals in June and November, and some at other times.
fn discounts(rng: &mut ChaCha8Rng, first: i64, weeks: usize) -> Result<Vec<i64>, String> {
    let mut discounts = Vec::with_capacity(weeks);
    let mut left = 0;
    let mut own = 0;
    for week in 0..weeks {
        let monday = first + weeks_of_days(week);
        if left == 0 && rng.random_bool(0.07) {
            left = rng.random_range(1..=2);
            own = [10, 15, 20, 30][rng.random_range(0..4)];
        }
        let feast = calendar::has_day(monday, 6, 18)? || calendar::has_day(monday, 11, 11)?;
        let great = if feast && rng.random_bool(0.85) { 5 * rng.random_range(4..=8) } else { 0 };
        discounts.push(great.max(if left > 0 { own } else { 0 }));
        left -= i64::from(left > 0);
    }
    Ok(discounts)
}

/// The material `shops.csv`: other shops under laws of the same family.
///
/// # Errors
/// The calendar cannot be read.
pub fn shops() -> Result<String, String> {
    let mut rng = ChaCha8Rng::seed_from_u64(MATERIAL);
    let calendar = Calendar::read()?;
    let mut text = "shop,category,monday,discount,sales\n".to_owned();
    for shop in 0..CATEGORIES.len() * SHOPS {
        let noise = super::noise::between(&mut rng, MATERIAL_NOISE);
        let series = series(&mut rng, &calendar, shop % CATEGORIES.len(), noise)?;
        for (week, (sales, discount)) in series.sales.iter().zip(&series.discounts).enumerate() {
            let monday = calendar::written(series.first + weeks_of_days(week))?;
            text += &format!("S{:02},{},{monday},{discount},{sales}\n", shop + 1, series.category);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::catalogue::metric::{Forecast, Judge};

    fn drawn(noise: &str, count: usize) -> Vec<Draft> {
        let settings = toml::from_str(&format!("noise = {noise}")).unwrap();
        cases(&mut ChaCha8Rng::seed_from_u64(11), count, &settings).unwrap()
    }

    /// The mean score of the oracle's forecast.
    fn ceiling(drafts: &[Draft]) -> f64 {
        let metric = Forecast { unit: "件".into() };
        let score = |draft: &Draft| {
            let said = json!({"values": draft.expected["means"]});
            metric.judge(&draft.input, &draft.expected, &said).score
        };
        drafts.iter().map(score).sum::<f64>() / drafts.len() as f64
    }

    /// tests/golden/sales-forecast/make.py: the expectations by another program and another calendar.
    #[test]
    fn expectations_are_those_of_another_program() {
        let golden = include_str!("../../../../tests/golden/sales-forecast/expectations.json");
        let golden: BTreeMap<String, Vec<f64>> = serde_json::from_str(golden).unwrap();
        let lines = include_str!("../../../catalogue/sales-forecast/cases.jsonl").lines();
        let mut count = 0;
        for case in lines.map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let means: Vec<f64> = serde_json::from_value(case["expected"]["means"].clone()).unwrap();
            let others = &golden[case["id"].as_str().unwrap()];
            assert!(means.iter().zip(others).all(|(own, other)| (own - other).abs() < 1e-3), "{}", case["id"]);
            count += 1;
        }
        assert_eq!(count, golden.len());
    }

    #[test]
    fn more_noise_lowers_the_ceiling() {
        let [none, little, much] = ["[0, 0]", "[5, 5]", "[30, 30]"].map(|noise| ceiling(&drawn(noise, 60)));
        assert!(none > 0.97 && none > little + 0.05 && little > much + 0.2, "{none} {little} {much}");
    }

    #[test]
    fn noise_has_mean_one() {
        let drafts = drawn("[20, 20]", 300);
        let sum = |key: &str| -> f64 {
            let values = drafts.iter().flat_map(|draft| draft.expected[key].as_array().unwrap());
            values.filter_map(Value::as_f64).sum()
        };
        let ratio = sum("values") / sum("means");
        assert!((ratio - 1.0).abs() < 0.02, "{ratio}");
    }

    #[test]
    fn the_material_is_what_is_written_here() {
        let committed = include_str!("../../../catalogue/sales-forecast/materials/shops.csv");
        assert!(committed == shops().unwrap(), "shops.csv is not what is made today");
    }

    /// `cargo test --lib dump_shops -- --ignored`
    #[test]
    #[ignore = "writes into the catalogue"]
    fn dump_shops() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/sales-forecast/materials");
        std::fs::write(format!("{folder}/shops.csv"), shops().unwrap()).unwrap();
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
    }
}
