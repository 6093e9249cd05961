//! The three figures as published. Checked against `tests/golden/chronic-followup/`.

use serde_json::{Value, json};

use super::{Creatinine, Fibrillation, Patient, Pneumonia, Told, Urea};

/// µmol/L of creatinine in 1 mg/dL.
const MICROMOL_PER_MG_DL: f64 = 88.4;
/// mg/dL of urea nitrogen in 1 mmol/L of urea.
const NITROGEN_PER_MMOL: f64 = 2.8;

/// What is expected of the patient's note: each figure, or null where it does not apply or cannot be worked out.
pub(super) fn assess(patient: &Patient) -> Value {
    let rate = rate_of(patient);
    json!({
        "cha2ds2_vasc": cha2ds2_vasc(patient),
        "curb65": patient.pneumonia.as_ref().and_then(|pneumonia| curb65(pneumonia, patient.age?)),
        "egfr": rate,
        "ckd_stage": rate.map(stage),
    })
}

/// 0 to 9 points; `None` without non-valvular fibrillation, or where sex or age is not told.
fn cha2ds2_vasc(patient: &Patient) -> Option<u32> {
    if patient.fibrillation != Fibrillation::NonValvular {
        return None;
    }
    let one = |told: Told| u32::from(told == Told::Yes);
    let age = match patient.age? {
        75.. => 2,
        65..=74 => 1,
        _ => 0,
    };
    let sex = u32::from(patient.female?);
    let illnesses = one(patient.failure) + one(patient.hypertension) + one(patient.diabetes) + one(patient.vascular);
    Some(age + sex + illnesses + 2 * one(patient.stroke))
}

/// 0 to 5 points; `None` where an item is not told.
fn curb65(pneumonia: &Pneumonia, age: u32) -> Option<u32> {
    let urea = match pneumonia.urea? {
        Urea::Millimol(tenths) => f64::from(tenths) / 10.0,
        Urea::Nitrogen(tenths) => f64::from(tenths) / 10.0 / NITROGEN_PER_MMOL,
    };
    let (systolic, diastolic) = pneumonia.pressure?;
    let items =
        [pneumonia.confusion?, urea > 7.0, pneumonia.breaths? >= 30, systolic < 90 || diastolic <= 60, age >= 65];
    Some(items.into_iter().map(u32::from).sum())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the rate is between 0 and 250")]
fn rate_of(patient: &Patient) -> Option<u32> {
    let creatinine = match patient.creatinine {
        Creatinine::None => return None,
        Creatinine::Micromol(amount) => f64::from(amount) / MICROMOL_PER_MG_DL,
        Creatinine::Milligram(hundredths) => f64::from(hundredths) / 100.0,
    };
    Some(ckd_epi_2021(creatinine, patient.age?, patient.female?).round() as u32)
}

/// mL/min/1.73 m² from creatinine in mg/dL and age in years.
fn ckd_epi_2021(creatinine: f64, age: u32, female: bool) -> f64 {
    let (kappa, alpha, sex) = if female { (0.7, -0.241, 1.012) } else { (0.9, -0.302, 1.0) };
    let ratio: f64 = creatinine / kappa;
    142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938_f64.powf(f64::from(age)) * sex
}

/// The stage of KDIGO 2012 by the rounded rate.
fn stage(rate: u32) -> &'static str {
    match rate {
        90.. => "G1",
        60..=89 => "G2",
        45..=59 => "G3a",
        30..=44 => "G3b",
        15..=29 => "G4",
        _ => "G5",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values worked out in Python by `tests/golden/chronic-followup/make.py` from the equation's other, four-branch form, and
    /// published ones.
    #[test]
    fn the_rate_agrees_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../../tests/golden/chronic-followup/egfr.json")).unwrap();
        let rows = golden.as_array().unwrap();
        assert!(rows.len() >= 100);
        for row in rows {
            let age = u32::try_from(row["age"].as_u64().unwrap()).unwrap();
            let rate = ckd_epi_2021(row["creatinine"].as_f64().unwrap(), age, row["female"].as_bool().unwrap());
            let tolerance = if row["rounded"] == true { 0.5 } else { 1e-9 };
            assert!((rate - row["egfr"].as_f64().unwrap()).abs() <= tolerance, "{row}: {rate}");
        }
    }

    fn patient() -> Patient {
        Patient {
            female: Some(true),
            age: Some(75),
            fibrillation: Fibrillation::NonValvular,
            failure: Told::Yes,
            hypertension: Told::Yes,
            diabetes: Told::Yes,
            stroke: Told::Yes,
            vascular: Told::Yes,
            creatinine: Creatinine::None,
            pneumonia: None,
        }
    }

    #[test]
    fn stroke_risk_counts_as_published() {
        assert_eq!(cha2ds2_vasc(&patient()), Some(9));
        let milder = Patient { female: Some(false), age: Some(65), stroke: Told::Denied, ..patient() };
        assert_eq!(cha2ds2_vasc(&milder), Some(5));
        assert_eq!(cha2ds2_vasc(&Patient { fibrillation: Fibrillation::Valvular, ..patient() }), None);
        assert_eq!(cha2ds2_vasc(&Patient { age: None, ..patient() }), None);
    }

    #[test]
    fn pneumonia_counts_at_its_bounds_and_needs_every_item() {
        let mild = Pneumonia {
            confusion: Some(false),
            urea: Some(Urea::Millimol(70)),
            breaths: Some(29),
            pressure: Some((90, 61)),
        };
        assert_eq!(curb65(&mild, 64), Some(0));
        let severe = Pneumonia {
            confusion: Some(true),
            urea: Some(Urea::Nitrogen(200)),
            breaths: Some(30),
            pressure: Some((120, 60)),
        };
        assert_eq!(curb65(&severe, 65), Some(5));
        assert_eq!(curb65(&Pneumonia { urea: None, ..mild }, 64), None);
    }

    #[test]
    fn stages_begin_where_they_should() {
        let stages = [(90, "G1"), (89, "G2"), (59, "G3a"), (44, "G3b"), (29, "G4"), (14, "G5")];
        for (rate, name) in stages {
            assert_eq!(stage(rate), name);
        }
    }
}
