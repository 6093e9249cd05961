//! Made-up patients with carotid plaque who resemble those of a real table, with or without a stroke by a known law.
//!
//! The law ([`law`]) is fitted to the 126 real patients of modeldata's `ischemic_stroke` by the script in the scenario's
//! folder, and shrunk so that it is no easier to find in drawn patients than in real ones. The real patients are the
//! material; none of them is a case.

mod law;

use rand_chacha::ChaCha8Rng;

use self::law::Law;
use super::chance::{Chance, Fact, Subject, rounded};
use super::noise::gaussian;
use crate::catalogue::Draft;

/// The outcomes.
const LABELS: [&str; 2] = ["stroke", "none"];
/// How often a stroke has no cause known here: the share in the real table, rounded.
const BASE: f64 = 0.5;

/// Each measure with its decimals and whether it may be missing, in the law's order.
const MEASURES: [(&str, u8, bool); 8] = [
    ("age", 0, false),
    ("max_stenosis_by_area", 1, false),
    ("max_remodeling_ratio", 2, true),
    ("max_calc_area_prop", 3, true),
    ("max_lrnc_area_prop", 3, true),
    ("max_max_wall_thickness", 2, true),
    ("max_wall_area", 1, true),
    ("max_dilation_by_area", 1, true),
];

/// Each flag and whether it may be missing, in the law's order.
const HISTORIES: [(&str, bool); 7] = [
    ("male", false),
    ("smoking_history", true),
    ("atrial_fibrillation", true),
    ("coronary_artery_disease", true),
    ("diabetes_history", true),
    ("hypercholesterolemia_history", true),
    ("hypertension_history", true),
];

/// How many facts there are of a patient.
const FACTS: usize = MEASURES.len() + HISTORIES.len();

/// Makes `count` cases.
///
/// Settings: `chance-share`, the share of patients whose outcome has nothing to do with anything known; `missing-share`,
/// how often each fact that may be missing is.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let chance = Chance::read(settings, BASE, LABELS)?;
    let law = Law::read()?;
    let draw = |rng: &mut ChaCha8Rng| subject(&law, &std::array::from_fn(|_| gaussian(rng)));
    Ok(chance.drafts(rng, count, draw))
}

fn subject(law: &Law, normal: &[f64; FACTS]) -> Subject {
    let patient = law.patient(normal);
    let measure = |((name, decimals, optional), value): ((&'static str, u8, bool), f64)| Fact {
        name,
        value: rounded(value, decimals).into(),
        optional,
    };
    let history =
        |((name, optional), value): ((&'static str, bool), bool)| Fact { name, value: value.into(), optional };
    let measures = MEASURES.into_iter().zip(patient.measures).map(measure);
    let facts = measures.chain(HISTORIES.into_iter().zip(patient.histories).map(history)).collect();
    Subject { facts, risk: patient.risk }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng;

    use super::super::chance::{table, tests::agree, tests::best_auc};
    use super::*;

    /// The real patients.
    const REAL: &str = include_str!("../../../catalogue/stroke-plaque/materials/train.csv");

    fn drawn(settings: &str, count: usize) -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(7), count, &toml::from_str(settings).unwrap()).unwrap()
    }

    /// numpy draws patients and outcomes of its own by the same law (`tests/golden/stroke-plaque/`).
    #[test]
    fn the_best_possible_auc_and_the_share_are_those_that_numpy_finds() {
        let golden = include_str!("../../../../tests/golden/stroke-plaque/values.json");
        agree(&drawn("chance-share = 0.0\nmissing-share = 0.05", 30_000), LABELS[0], golden);
    }

    #[test]
    fn chance_makes_patients_harder_to_tell() {
        let auc =
            |share: f64| best_auc(&drawn(&format!("chance-share = {share:?}\nmissing-share = 0.0"), 20_000), LABELS[0]);
        assert!(auc(0.0) > auc(0.3) + 0.03 && auc(0.3) > auc(0.8) + 0.05, "{} {} {}", auc(0.0), auc(0.3), auc(0.8));
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &toml::Table::new()).is_err());
    }

    /// The names agree with the material's, and drawn patients are not the real ones.
    #[test]
    fn no_drawn_patient_is_a_real_one() {
        let made = table(&drawn("chance-share = 0.0\nmissing-share = 0.0", 3000));
        assert_eq!(made.lines().next(), REAL.lines().next());
        // A patient is told by the seven measures after the age.
        let measures = |line: &str| -> Vec<String> {
            let number = |cell: &str| cell.parse::<f64>().unwrap().to_string();
            line.split(',').skip(1).take(7).map(number).collect()
        };
        let real: BTreeSet<_> = REAL.lines().skip(1).map(measures).collect();
        assert!(real.len() > 120 && made.lines().skip(1).all(|line| !real.contains(&measures(line))));
    }
}
