//! Records of patients with hypertrophic cardiomyopathy before septal myectomy, written from a known truth.
//!
//! The oracle ([`rules`]) works on the patient drawn, never on the record: HCM Risk-SCD (O'Mahony et al. 2014, Eur Heart J
//! 35:2010) and the gradient and symptom criteria for septal reduction of the ESC guideline of 2014 (Elliott et al.,
//! Eur Heart J 35:2733). [`note`] then writes about the patient. No real person stands behind any of them.

mod note;
mod rules;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

/// A gradient of the outflow tract, in the manner in which the record gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gradient {
    /// mmHg.
    Pressure(u32),
    /// Peak velocity, tenths of m/s.
    Velocity(u32),
}

/// How drugs stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drugs {
    /// At the highest dose that the patient tolerates.
    Full,
    /// Begun, irregular or not yet raised.
    Partial,
}

/// What kind of syncope is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syncope {
    None,
    /// Explained, or only near syncope: does not count.
    Explained,
    /// Unexplained.
    Unexplained,
    /// Again and again on exertion, and otherwise unexplained.
    Exertional,
}

/// Why the risk model may not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bar {
    Arrest,
    Metabolic,
    Athlete,
}

/// A patient.
#[derive(Debug, Clone, PartialEq)]
struct Patient {
    female: bool,
    /// Full years.
    age: u32,
    /// Millimetres, by echocardiography; `None` where not told.
    wall: Option<u32>,
    /// Millimetres; `None` where not told.
    atrium: Option<u32>,
    rest: Option<Gradient>,
    valsalva: Option<Gradient>,
    exercise: Option<Gradient>,
    family_death: bool,
    tachycardia: bool,
    syncope: Syncope,
    /// New York Heart Association, 1 to 4.
    class: u32,
    drugs: Drugs,
    bar: Option<Bar>,
}

/// Makes `count` cases.
///
/// Settings: `typo-share`, the share of records with a slip of the pen; `distractor-share`, how often each kind of
/// misleading remark (another method's measure, a distant relative's death, an earlier echocardiogram) is made;
/// `missing-share`, how often each measure is left out.
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
    let age = if rng.random_bool(0.06) { rng.random_range(9..=15) } else { rng.random_range(17..=74) };
    let told = |rng: &mut ChaCha8Rng| !rng.random_bool(missing);
    let rest = if rng.random_bool(0.5) { rng.random_range(5..=29) } else { rng.random_range(30..=96) };
    let valsalva = rest + rng.random_range(2..=40);
    let exercise = valsalva + rng.random_range(1..=24);
    let bars = [None, None, None, None, None, None, None, Some(Bar::Arrest), Some(Bar::Metabolic), Some(Bar::Athlete)];
    let syncope = match rng.random_range(0..8) {
        0..=3 => Syncope::None,
        4 => Syncope::Explained,
        5..=6 => Syncope::Unexplained,
        _ => Syncope::Exertional,
    };
    Patient {
        female: rng.random_bool(0.4),
        age,
        wall: told(rng).then(|| rng.random_range(15..=34)),
        atrium: told(rng).then(|| rng.random_range(32..=58)),
        rest: told(rng).then(|| gradient(rng, rest)),
        valsalva: rng.random_bool(0.7).then(|| gradient(rng, valsalva)),
        exercise: rng.random_bool(0.35).then(|| gradient(rng, exercise)),
        family_death: rng.random_bool(0.3),
        tachycardia: rng.random_bool(0.3),
        syncope,
        class: rng.random_range(1..=4),
        drugs: if rng.random_bool(0.6) { Drugs::Full } else { Drugs::Partial },
        bar: bars[rng.random_range(0..bars.len())],
    }
}

/// The gradient near `target` mmHg, as a pressure or as a velocity.
fn gradient(rng: &mut ChaCha8Rng, target: u32) -> Gradient {
    if rng.random_bool(0.3) {
        let tenths = (5.0 * f64::from(target).sqrt()).round();
        // 10 to 70: the target is at most 178 mmHg.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        let tenths = tenths as u32;
        Gradient::Velocity(tenths)
    } else {
        Gradient::Pressure(target)
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "typo-share = 0.1\ndistractor-share = 0.4\nmissing-share = 0.1";

    #[test]
    fn no_answer_is_nearly_always_right() {
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(5), 400, &toml::from_str(SETTINGS).unwrap()).unwrap();
        for (key, kinds) in [("obstruction", 4), ("risk_band", 4), ("myectomy", 4), ("max_gradient", 50)] {
            let mut count = std::collections::BTreeMap::<String, usize>::new();
            for draft in &drafts {
                *count.entry(draft.expected[key].to_string()).or_default() += 1;
            }
            assert!(count.len() >= kinds, "{key}: {count:?}");
            assert!(count.values().all(|among| *among < 300), "{key}: {count:?}");
        }
    }

    #[test]
    fn records_differ_and_settings_are_asked_for() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let drafts = cases(&mut rng, 300, &toml::from_str(SETTINGS).unwrap()).unwrap();
        let notes: std::collections::BTreeSet<_> = drafts.iter().map(|draft| draft.input["note"].to_string()).collect();
        assert_eq!(notes.len(), 300);
        assert!(cases(&mut rng, 1, &toml::Table::new()).is_err());
    }
}
