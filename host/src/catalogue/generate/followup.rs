//! Follow-up notes of patients with chronic illness, written from a known truth, with three published figures.
//!
//! The oracle ([`rules`]) works on the patient drawn, never on the note: CHA₂DS₂-VASc (Lip et al. 2010, Chest 137:263),
//! CURB-65 (Lim et al. 2003, Thorax 58:377) and the creatinine equation CKD-EPI 2021 (Inker et al. 2021, N Engl J Med
//! 385:1737). [`note`] then writes about the patient in the manner of Chinese follow-up notes. No real person stands
//! behind any of them.

mod note;
pub(super) mod rules;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

/// What a note tells of an illness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// This patient has it.
    Yes,
    /// It is denied or ruled out.
    Denied,
    /// Nothing is said, which counts as absent.
    Silent,
}

/// Atrial fibrillation, and whether the score may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fibrillation {
    None,
    NonValvular,
    /// With moderate or severe mitral stenosis or a mechanical valve: the score does not apply.
    Valvular,
}

/// The creatinine of this visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Creatinine {
    /// Not measured, or not usable.
    None,
    /// µmol/L.
    Micromol(u32),
    /// Hundredths of mg/dL.
    Milligram(u32),
}

/// Urea of this visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Urea {
    /// Tenths of mmol/L.
    Millimol(u32),
    /// Urea nitrogen, tenths of mg/dL.
    Nitrogen(u32),
}

/// What CURB-65 needs; an item that the note leaves out is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pneumonia {
    confusion: Option<bool>,
    urea: Option<Urea>,
    /// Breaths a minute.
    breaths: Option<u32>,
    /// Systolic and diastolic, mmHg.
    pressure: Option<(u32, u32)>,
}

/// A patient at a visit.
#[derive(Debug, Clone, PartialEq)]
struct Patient {
    /// `None` where the note does not tell.
    female: Option<bool>,
    /// Full years; `None` where the note does not tell.
    age: Option<u32>,
    fibrillation: Fibrillation,
    failure: Told,
    hypertension: Told,
    diabetes: Told,
    stroke: Told,
    vascular: Told,
    creatinine: Creatinine,
    pneumonia: Option<Pneumonia>,
}

/// Makes `count` cases.
///
/// Settings: `typo-share`, the share of notes with a slip of the pen; `distractor-share`, how often each kind of
/// misleading remark (a relative's illness, an earlier laboratory value, an illness ruled out) is made;
/// `missing-share`, how often each thing that a figure needs is left out.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let style = note::Style {
        typos: settings::share(settings, "typo-share")?,
        distractors: settings::share(settings, "distractor-share")?,
    };
    let missing = settings::share(settings, "missing-share")?;
    let draft = |rng: &mut ChaCha8Rng| {
        let patient = patient(rng, missing);
        Draft::new(json!({"note": note::write(rng, &patient, &style)}), rules::assess(&patient))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn patient(rng: &mut ChaCha8Rng, missing: f64) -> Patient {
    let age = match rng.random_range(0..10) {
        0..=3 => rng.random_range(36..=64),
        4..=6 => rng.random_range(65..=74),
        _ => rng.random_range(75..=92),
    };
    let fibrillation = match rng.random_range(0..10) {
        0..=5 => Fibrillation::NonValvular,
        6 => Fibrillation::Valvular,
        _ => Fibrillation::None,
    };
    let pneumonia = rng.random_bool(0.45).then(|| pneumonia(rng, missing));
    Patient {
        female: (!rng.random_bool(missing / 2.0)).then(|| rng.random_bool(0.48)),
        age: (!rng.random_bool(missing / 2.0)).then_some(age),
        fibrillation,
        failure: told(rng, 0.3),
        hypertension: told(rng, 0.6),
        diabetes: told(rng, 0.4),
        stroke: told(rng, 0.3),
        vascular: told(rng, 0.25),
        creatinine: creatinine(rng, missing),
        pneumonia,
    }
}

fn told(rng: &mut ChaCha8Rng, share: f64) -> Told {
    if rng.random_bool(share) {
        Told::Yes
    } else if rng.random_bool(0.6) {
        Told::Denied
    } else {
        Told::Silent
    }
}

fn creatinine(rng: &mut ChaCha8Rng, missing: f64) -> Creatinine {
    if rng.random_bool(missing) {
        return Creatinine::None;
    }
    let micromol = match rng.random_range(0..10) {
        0..=4 => rng.random_range(48..=110),
        5..=7 => rng.random_range(111..=220),
        _ => rng.random_range(221..=620),
    };
    if rng.random_bool(0.25) { Creatinine::Milligram(micromol * 100 / 88) } else { Creatinine::Micromol(micromol) }
}

fn pneumonia(rng: &mut ChaCha8Rng, missing: f64) -> Pneumonia {
    let told = |rng: &mut ChaCha8Rng| !rng.random_bool(missing / 3.0);
    let high = rng.random_bool(0.5);
    // None is drawn between 6.5 and 7.5 mmol/L: the conversion's rounding must not decide.
    let tenths = if high { rng.random_range(76..=168) } else { rng.random_range(31..=64) };
    let urea = if rng.random_bool(0.25) { Urea::Nitrogen(tenths * 28 / 10) } else { Urea::Millimol(tenths) };
    let breaths = if rng.random_bool(0.35) { rng.random_range(30..=38) } else { rng.random_range(17..=29) };
    let pressure = match rng.random_range(0..6) {
        0 => (rng.random_range(76..=89), rng.random_range(44..=58)),
        1 => (rng.random_range(92..=112), rng.random_range(50..=60)),
        _ => (rng.random_range(104..=158), rng.random_range(62..=92)),
    };
    Pneumonia {
        confusion: told(rng).then(|| rng.random_bool(0.3)),
        urea: told(rng).then_some(urea),
        breaths: told(rng).then_some(breaths),
        pressure: told(rng).then_some(pressure),
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "typo-share = 0.1\ndistractor-share = 0.4\nmissing-share = 0.15";

    #[test]
    fn every_figure_is_sometimes_absent_and_spreads_where_it_is_there() {
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(5), 400, &toml::from_str(SETTINGS).unwrap()).unwrap();
        for (key, kinds) in [("cha2ds2_vasc", 8), ("curb65", 5), ("egfr", 40), ("ckd_stage", 6)] {
            let values: Vec<_> = drafts.iter().map(|draft| draft.expected[key].clone()).collect();
            let absent = values.iter().filter(|value| value.is_null()).count();
            assert!((40..330).contains(&absent), "{key}: {absent} absent");
            let different: std::collections::BTreeSet<_> = values.iter().map(ToString::to_string).collect();
            assert!(different.len() > kinds, "{key}: {different:?}");
        }
    }

    #[test]
    fn notes_differ_and_settings_are_asked_for() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let drafts = cases(&mut rng, 300, &toml::from_str(SETTINGS).unwrap()).unwrap();
        let notes: std::collections::BTreeSet<_> = drafts.iter().map(|draft| draft.input["note"].to_string()).collect();
        assert_eq!(notes.len(), 300);
        assert!(cases(&mut rng, 1, &toml::Table::new()).is_err());
    }
}
