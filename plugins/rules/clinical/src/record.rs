//! `medical-record-quality`: checks a record's fields, texts and orders against the scenario's rules.

mod remarks;

use serde_json::{Map, Value, json};

/// A figure's field, the least and the most that is possible, and how it converts from the unit it is mistaken for.
type Figure = (&'static str, f64, f64, Option<fn(f64) -> f64>);

const FIGURES: [Figure; 9] = [
    ("height_cm", 100.0, 220.0, Some(|metres| metres * 100.0)),
    ("weight_kg", 30.0, 200.0, Some(|grams| grams / 1000.0)),
    ("temperature_c", 34.0, 42.0, Some(|fahrenheit| (fahrenheit - 32.0) / 1.8)),
    ("heart_rate", 30.0, 220.0, None),
    ("systolic", 60.0, 260.0, Some(|kilopascal| kilopascal * 7.5)),
    ("diastolic", 30.0, 150.0, Some(|kilopascal| kilopascal * 7.5)),
    ("haemoglobin_g_l", 30.0, 220.0, Some(|decilitre| decilitre * 10.0)),
    ("creatinine_umol_l", 20.0, 1500.0, Some(|milligram| milligram * 88.4)),
    ("glucose_mmol_l", 1.5, 40.0, Some(|milligram| milligram / 18.0)),
];

/// The answer, and what was found, for an official.
///
/// # Errors
/// Where the input has no record.
pub fn answer(input: &Value) -> Result<(Value, String), String> {
    let record = input.get("record").filter(|record| record.is_object()).ok_or("the input has no record")?;
    let mut defects = Map::new();
    let mut put = |field: &str, kind: Option<&str>| {
        if let Some(kind) = kind {
            defects.entry(field).or_insert_with(|| json!(kind));
        }
    };
    for (field, least, most, convert) in FIGURES {
        put(field, figure(&record[field], least, most, convert));
    }
    for field in ["birth_date", "sex", "allergy"] {
        put(field, blank(text(record, field)).then_some("missing"));
    }
    put("birth_date", day(text(record, "birth_date")).is_none().then_some("format"));
    if let Some(discharge) = record["discharge_date"].as_str() {
        put("discharge_date", discharged(discharge, text(record, "admission_date")));
    }
    put("age", wrong_age(record).then_some("contradiction"));
    let narrative = text(record, "narrative");
    put("sex", remarks::other_sex(text(record, "sex"), narrative).then_some("contradiction"));
    put("allergy", remarks::other_allergy(text(record, "allergy"), narrative).then_some("contradiction"));
    let sides = (remarks::side(text(record, "diagnosis")), remarks::side(text(record, "imaging")));
    put("imaging", matches!(sides, (Some(own), Some(seen)) if own != seen).then_some("contradiction"));
    put("orders", remarks::doubled(&record["orders"]).then_some("duplicate"));
    pressure(record, &mut defects);
    let told = if defects.is_empty() {
        "未发现缺陷。".to_owned()
    } else {
        format!("发现缺陷 {} 处。", defects.len())
    };
    Ok((json!({"defects": defects}), told))
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

fn blank(text: &str) -> bool {
    ["", "/", "-", "未填", "待补", "不详"].contains(&text.trim())
}

fn figure(value: &Value, least: f64, most: f64, convert: Option<fn(f64) -> f64>) -> Option<&'static str> {
    let Some(value) = value.as_f64() else { return Some("missing") };
    let possible = |value: f64| value >= least && value <= most;
    if possible(value) {
        None
    } else if convert.is_some_and(|convert| possible(convert(value))) {
        Some("unit")
    } else {
        Some("range")
    }
}

/// A day as (year, month, day), if a calendar has it.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    let parts: Vec<u32> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [year, month, day] = parts[..] else { return None };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

fn discharged(discharge: &str, admission: &str) -> Option<&'static str> {
    let Some(left) = day(discharge) else { return Some("format") };
    day(admission).is_some_and(|came| left < came).then_some("contradiction")
}

fn wrong_age(record: &Value) -> bool {
    let days = (day(text(record, "birth_date")), day(text(record, "admission_date")));
    let ((Some(born), Some(came)), Some(age)) = (days, record["age"].as_u64()) else { return false };
    let birthday_to_come = u32::from((came.1, came.2) < (born.1, born.2));
    (came.0.saturating_sub(born.0)).checked_sub(birthday_to_come).map(u64::from) != Some(age)
}

/// Diastolic pressure not below systolic, where both are sound by themselves.
fn pressure(record: &Value, defects: &mut Map<String, Value>) {
    let sound = !defects.contains_key("systolic") && !defects.contains_key("diastolic");
    if sound && record["diastolic"].as_f64() >= record["systolic"].as_f64() {
        defects.insert("diastolic".to_owned(), json!("contradiction"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_days_are_judged_by_the_rules() {
        let celsius: Option<fn(f64) -> f64> = Some(|fahrenheit| (fahrenheit - 32.0) / 1.8);
        for (value, kind) in [(json!(41.8), None), (json!(98.6), Some("unit")), (json!(372), Some("range"))] {
            assert_eq!(figure(&value, 34.0, 42.0, celsius), kind, "{value}");
        }
        assert_eq!(figure(&Value::Null, 34.0, 42.0, celsius), Some("missing"));
        assert_eq!(day("2024-02-29"), Some((2024, 2, 29)));
        assert_eq!((day("2023-02-29"), day("1957-13-04"), day("")), (None, None, None));
        assert_eq!(discharged("2025-03-01", "2026-03-01"), Some("contradiction"));
    }

    /// What is missed in the public cases: `cargo test -p rules-clinical record -- --ignored --nocapture`.
    #[test]
    #[ignore = "tells a score, holds nothing"]
    fn public_cases() {
        let cases = include_str!("../../../../host/catalogue/medical-record-quality/cases.jsonl");
        let mut right = 0;
        for line in cases.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let given = answer(&case["input"]).unwrap().0;
            let mut expected = case["expected"]["defects"].as_object().unwrap().clone();
            expected.retain(|_, kind| !kind.is_null());
            right += usize::from(given["defects"] == json!(expected));
            if given["defects"] != json!(expected) {
                println!("{}\n{}\n{}\n{}\n", case["id"], case["input"], json!(expected), given["defects"]);
            }
        }
        println!("{right} of {}", cases.lines().count());
    }
}
