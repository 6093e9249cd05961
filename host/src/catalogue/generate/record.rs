//! Hospital records with seeded defects: what is wrong with which field is known because it was put there.
//!
//! A sound record is drawn first; [`defect`] then spoils some of its fields, each at most once, by the rules that the
//! contract's material tells. No real person stands behind any of them.

mod defect;
mod text;

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;

/// From one unit into another.
type Conversion = fn(f64) -> f64;

/// Into the unit that is mistaken for a field's, and back.
type Conversions = (Conversion, Conversion);

/// A figure's bounds: what is possible, and what a sound record draws.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    field: &'static str,
    /// The least and the most that is possible.
    possible: (f64, f64),
    /// What is drawn for sound records, in tenths.
    drawn: (u32, u32),
    /// Whether whole numbers are written.
    whole: bool,
    /// From the field's unit into the one that it is mistaken for, if any.
    mistaken: Option<Conversion>,
    /// Back again.
    back: Option<Conversion>,
}

const FIGURES: [Bounds; 9] = [
    figure("height_cm", (100.0, 220.0), (1500, 1850), true, Some((|cm| cm / 100.0, |m| m * 100.0))),
    figure("weight_kg", (30.0, 200.0), (450, 950), false, Some((|kg| kg * 1000.0, |g| g / 1000.0))),
    figure("temperature_c", (34.0, 42.0), (361, 399), false, Some((|c| c * 1.8 + 32.0, |f| (f - 32.0) / 1.8))),
    figure("heart_rate", (30.0, 220.0), (550, 1480), true, None),
    figure("systolic", (60.0, 260.0), (1050, 1800), true, Some((|mmhg| mmhg / 7.5, |kpa| kpa * 7.5))),
    figure("diastolic", (30.0, 150.0), (600, 1000), true, Some((|mmhg| mmhg / 7.5, |kpa| kpa * 7.5))),
    figure(
        "haemoglobin_g_l",
        (30.0, 220.0),
        (700, 1650),
        true,
        Some((|litre| litre / 10.0, |decilitre| decilitre * 10.0)),
    ),
    figure("creatinine_umol_l", (20.0, 1500.0), (450, 4000), true, Some((|micromol| micromol / 88.4, |mg| mg * 88.4))),
    figure("glucose_mmol_l", (1.5, 40.0), (40, 220), false, Some((|mmol| mmol * 18.0, |mg| mg / 18.0))),
];

const fn figure(
    field: &'static str,
    possible: (f64, f64),
    drawn: (u32, u32),
    whole: bool,
    units: Option<Conversions>,
) -> Bounds {
    let (mistaken, back) = match units {
        Some((mistaken, back)) => (Some(mistaken), Some(back)),
        None => (None, None),
    };
    Bounds { field, possible, drawn, whole, mistaken, back }
}

impl Bounds {
    fn holds(&self, value: f64) -> bool {
        (self.possible.0..=self.possible.1).contains(&value)
    }
}

/// The fields that are judged, in the order of the schema.
const FIELDS: [&str; 17] = [
    "birth_date",
    "admission_date",
    "discharge_date",
    "age",
    "sex",
    "height_cm",
    "weight_kg",
    "temperature_c",
    "heart_rate",
    "systolic",
    "diastolic",
    "haemoglobin_g_l",
    "creatinine_umol_l",
    "glucose_mmol_l",
    "allergy",
    "imaging",
    "orders",
];

/// A day of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    fn written(self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How records are made hard.
struct Style {
    /// How many defects a record has at most.
    most: usize,
    /// How often each kind of remark that only looks like a defect is made.
    traps: f64,
    /// How often a defect is of its kind that is hard to see.
    subtle: f64,
}

/// A record under way: its fields, what stands behind them, and the defects put in so far.
struct Record {
    fields: BTreeMap<&'static str, Value>,
    female: bool,
    allergy: &'static str,
    born: Day,
    admitted: Day,
    discharged: Option<Day>,
    /// 左 or 右.
    side: &'static str,
    site: text::Site,
    defects: BTreeMap<&'static str, &'static str>,
}

/// Makes `count` cases.
///
/// Settings: `defects-at-most`, 1 to 6; `clean-share`, the share of records without a defect; `trap-share`, how often
/// each kind of remark that only looks like a defect is made; `subtle-share`, how often a defect is of its kind that is
/// hard to see.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let clean = settings::share(settings, "clean-share")?;
    let most =
        settings.get("defects-at-most").and_then(toml::Value::as_integer).and_then(|most| usize::try_from(most).ok());
    let style = Style {
        most: most.filter(|most| (1..=6).contains(most)).ok_or("defects-at-most must be a whole number from 1 to 6")?,
        traps: settings::share(settings, "trap-share")?,
        subtle: settings::share(settings, "subtle-share")?,
    };
    let draft = |rng: &mut ChaCha8Rng| {
        let mut record = sound(rng, &style);
        if !rng.random_bool(clean) {
            defect::spoil(rng, &mut record, &style);
        }
        let expected: serde_json::Map<String, Value> =
            FIELDS.iter().map(|field| ((*field).to_owned(), json!(record.defects.get(field)))).collect();
        Draft::new(json!({"record": record.fields}), json!({"defects": expected}))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

/// A record without a defect.
fn sound(rng: &mut ChaCha8Rng, style: &Style) -> Record {
    let day =
        |rng: &mut ChaCha8Rng, year: u32| Day { year, month: rng.random_range(1..=12), day: rng.random_range(1..=28) };
    let year = rng.random_range(1936..=2004);
    let born = day(rng, year);
    let admitted = Day { month: rng.random_range(1..=9), ..day(rng, 2026) };
    let discharged = rng.random_bool(0.7).then(|| Day { month: admitted.month + 1, ..day(rng, 2026) });
    let age = admitted.year - born.year - u32::from((admitted.month, admitted.day) < (born.month, born.day));
    let female = rng.random_bool(0.5);
    let allergy = ["无", "无", "无", "青霉素", "头孢类", "磺胺类"][rng.random_range(0..6)];
    let side = if rng.random_bool(0.5) { "左" } else { "右" };
    let site = text::SITES[rng.random_range(0..text::SITES.len())];
    let mut fields: BTreeMap<&'static str, Value> =
        FIGURES.iter().map(|bounds| (bounds.field, drawn(rng, bounds))).collect();
    fields.insert("birth_date", json!(born.written()));
    fields.insert("admission_date", json!(admitted.written()));
    fields.insert("discharge_date", json!(discharged.map(Day::written)));
    fields.insert("status", json!(if discharged.is_some() { "出院" } else { "在院" }));
    fields.insert("age", json!(age));
    fields.insert("sex", json!(if female { "女" } else { "男" }));
    fields.insert("allergy", json!(allergy));
    fields.insert("diagnosis", json!(site.diagnosis(side)));
    fields.insert("imaging", json!(text::imaging(rng, site, side, style.traps)));
    fields.insert("orders", json!(text::orders(rng, style.traps)));
    fields.insert("narrative", json!(text::narrative(rng, female, allergy, style.traps)));
    let defects = BTreeMap::new();
    Record { fields, female, allergy, born, admitted, discharged, side, site, defects }
}

fn drawn(rng: &mut ChaCha8Rng, bounds: &Bounds) -> Value {
    written(f64::from(rng.random_range(bounds.drawn.0..=bounds.drawn.1)) / 10.0, bounds.whole)
}

/// As a record gives it: a whole number, or one decimal.
#[expect(clippy::cast_possible_truncation, reason = "figures are below 10^6")]
fn written(value: f64, whole: bool) -> Value {
    if whole { json!(value.round() as i64) } else { json!((value * 10.0).round() / 10.0) }
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "defects-at-most = 4\nclean-share = 0.2\ntrap-share = 0.4\nsubtle-share = 0.4";

    fn drafts() -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(9), 500, &toml::from_str(SETTINGS).unwrap()).unwrap()
    }

    /// The rules of the material, applied to the figures without knowing what was put in.
    #[test]
    fn figures_are_spoilt_just_where_the_rules_say_so() {
        for draft in drafts() {
            for bounds in FIGURES {
                let told = draft.expected["defects"][bounds.field].as_str();
                let value = draft.input["record"][bounds.field].as_f64();
                let found = match value {
                    None => Some("missing"),
                    Some(value) if bounds.holds(value) => None,
                    Some(value) if bounds.back.is_some_and(|back| bounds.holds(back(value))) => Some("unit"),
                    Some(_) => Some("range"),
                };
                let swapped = bounds.field == "diastolic" && told == Some("contradiction");
                assert!(swapped || told == found, "{} {value:?}: {told:?} {found:?}", bounds.field);
            }
        }
    }

    #[test]
    fn pressures_and_dates_contradict_just_where_it_is_told() {
        for draft in drafts() {
            let (record, told) = (&draft.input["record"], &draft.expected["defects"]);
            if let (Some(systolic), Some(diastolic)) = (record["systolic"].as_f64(), record["diastolic"].as_f64())
                && told["systolic"].is_null()
                && [Value::Null, json!("contradiction")].contains(&told["diastolic"])
            {
                assert_eq!(diastolic >= systolic, told["diastolic"] == "contradiction", "{record}");
            }
            if let Some(discharged) = record["discharge_date"].as_str().filter(|_| told["discharge_date"] != "format") {
                let before = discharged < record["admission_date"].as_str().unwrap();
                assert_eq!(before, told["discharge_date"] == "contradiction", "{record}");
            }
        }
    }

    #[test]
    fn every_kind_of_defect_is_there_and_settings_are_asked_for() {
        let drafts = drafts();
        for kind in ["missing", "range", "unit", "contradiction", "duplicate", "format"] {
            let among = drafts.iter().filter(|draft| draft.expected["defects"].to_string().contains(kind)).count();
            assert!(among > 30, "{kind}: {among}");
        }
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &toml::Table::new()).is_err());
    }
}
