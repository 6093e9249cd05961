//! The risk and the criteria as published. The risk is checked against `tests/golden/septal-myectomy/`.

use serde_json::{Value, json};

use super::{Drugs, Gradient, Patient, Syncope};

/// mmHg from which the tract counts as obstructed, and from which septal reduction is considered.
const OBSTRUCTED: u32 = 30;
const OPERABLE: u32 = 50;

impl Gradient {
    /// mmHg by the simplified Bernoulli equation 4·v², rounded.
    fn pressure(self) -> u32 {
        match self {
            Self::Pressure(pressure) => pressure,
            Self::Velocity(tenths) => (4 * tenths * tenths + 50) / 100,
        }
    }
}

/// What is expected of the patient's record.
pub(super) fn assess(patient: &Patient) -> Value {
    let pressure = |gradient: Option<Gradient>| gradient.map(Gradient::pressure);
    let (rest, valsalva, exercise) = (pressure(patient.rest), pressure(patient.valsalva), pressure(patient.exercise));
    let highest = [rest, valsalva, exercise].into_iter().flatten().max();
    let risk = risk_of(patient, [rest, valsalva].into_iter().flatten().max());
    json!({
        "max_gradient": highest,
        "obstruction": obstruction(rest, highest),
        "risk_percent": risk.map(|risk| (risk * 1000.0).round() / 10.0),
        "risk_band": risk.map(band),
        "myectomy": highest.map(|highest| advice(patient, highest)),
    })
}

/// `None` where the gradient at rest is not told and no provoked one is, or none that decides.
fn obstruction(rest: Option<u32>, highest: Option<u32>) -> Option<&'static str> {
    match (rest?, highest?) {
        (OBSTRUCTED.., _) => Some("resting"),
        (_, OBSTRUCTED..) => Some("provocable"),
        _ => Some("none"),
    }
}

fn risk_of(patient: &Patient, gradient: Option<u32>) -> Option<f64> {
    if patient.age < 16 || patient.bar.is_some() {
        return None;
    }
    let syncope = matches!(patient.syncope, Syncope::Unexplained | Syncope::Exertional);
    let flags = [patient.family_death, patient.tachycardia, syncope];
    Some(risk(patient.wall?, patient.atrium?, gradient?, patient.age, flags))
}

/// The 5-year risk in [0, 1]; flags: sudden death in the family, non-sustained tachycardia, unexplained syncope.
fn risk(wall: u32, atrium: u32, gradient: u32, age: u32, flags: [bool; 3]) -> f64 {
    let [family, tachycardia, syncope] = flags.map(|flag| f64::from(u8::from(flag)));
    let wall = f64::from(wall);
    let index = 0.159_398_58 * wall - 0.002_942_71 * wall * wall
        + 0.025_908_2 * f64::from(atrium)
        + 0.004_461_31 * f64::from(gradient)
        + 0.458_308_2 * family
        + 0.826_391_95 * tachycardia
        + 0.716_503_61 * syncope
        - 0.017_999_34 * f64::from(age);
    1.0 - 0.998_f64.powf(index.exp())
}

/// The guideline's bands, by the risk before rounding.
fn band(risk: f64) -> &'static str {
    match risk {
        risk if risk < 0.04 => "low",
        risk if risk < 0.06 => "intermediate",
        _ => "high",
    }
}

fn advice(patient: &Patient, highest: u32) -> &'static str {
    let symptoms = patient.class >= 3 || patient.syncope == Syncope::Exertional;
    match patient.drugs {
        _ if highest < OPERABLE || !symptoms => "not-met",
        Drugs::Full => "met",
        Drugs::Partial => "drugs-first",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from `tests/golden/septal-myectomy/make.py`.
    #[test]
    fn the_risk_agrees_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../../tests/golden/septal-myectomy/risk.json")).unwrap();
        let rows = golden.as_array().unwrap();
        assert!(rows.len() >= 100);
        for row in rows {
            let number = |key: &str| u32::try_from(row[key].as_u64().unwrap()).unwrap();
            let flags = ["family", "tachycardia", "syncope"].map(|key| row[key].as_bool().unwrap());
            let risk = risk(number("wall"), number("atrium"), number("gradient"), number("age"), flags);
            assert!((risk - row["risk"].as_f64().unwrap()).abs() < 1e-12, "{row}: {risk}");
        }
    }

    #[test]
    fn velocities_become_pressures() {
        assert_eq!(Gradient::Velocity(40).pressure(), 64);
        assert_eq!(Gradient::Velocity(27).pressure(), 29);
    }

    #[test]
    fn obstruction_and_advice_follow_the_bounds() {
        assert_eq!(obstruction(Some(30), Some(30)), Some("resting"));
        assert_eq!(obstruction(Some(29), Some(30)), Some("provocable"));
        assert_eq!(obstruction(Some(29), Some(29)), Some("none"));
        assert_eq!(obstruction(None, Some(60)), None);
        let patient = Patient {
            female: true,
            age: 40,
            wall: Some(20),
            atrium: Some(40),
            rest: Some(Gradient::Pressure(50)),
            valsalva: None,
            exercise: None,
            family_death: false,
            tachycardia: false,
            syncope: Syncope::None,
            class: 3,
            drugs: Drugs::Full,
            bar: None,
        };
        assert_eq!(advice(&patient, 50), "met");
        assert_eq!(advice(&patient, 49), "not-met");
        assert_eq!(advice(&Patient { drugs: Drugs::Partial, ..patient.clone() }, 50), "drugs-first");
        assert_eq!(advice(&Patient { class: 2, ..patient.clone() }, 90), "not-met");
        assert_eq!(risk_of(&Patient { age: 15, ..patient.clone() }, Some(50)), None);
        assert_eq!(risk_of(&Patient { wall: None, ..patient }, Some(50)), None);
    }
}
