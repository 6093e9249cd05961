//! Admission notes of patients with brain haemorrhage, written from a known truth.
//!
//! The oracle is the ICH score as published: Hemphill JC et al. (2001), "The ICH Score: a simple, reliable grading
//! scale for intracerebral hemorrhage", Stroke 32:891–897. No patient of that cohort had 6 points; the contract gives
//! them the risk of 5 points, and its material says so.
//!
//! Patients are drawn first, with every figure that the score needs; [`note`] then writes about each in the manner of
//! Chinese admission notes. No real person stands behind any of them.

mod note;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;

/// 30-day mortality in per cent, by points.
const MORTALITY: [u32; 7] = [0, 13, 26, 72, 97, 100, 100];

/// What the score needs to know of a patient, and how the note will say it.
#[derive(Debug, Clone, PartialEq)]
struct Patient {
    female: bool,
    /// Full years.
    age: u32,
    coma: Coma,
    site: Site,
    size: Size,
    /// Whether blood is in the ventricles.
    ventricles: bool,
}

/// The Glasgow Coma Scale's three parts: eyes 1–4, voice 1–5, movement 1–6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Coma {
    eyes: u32,
    voice: u32,
    movement: u32,
}

impl Coma {
    fn total(self) -> u32 {
        self.eyes + self.voice + self.movement
    }
}

/// Where the blood is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Site {
    name: &'static str,
    /// Whether left and right are told apart.
    paired: bool,
    infratentorial: bool,
}

/// How large the haematoma is, in the manner in which the note says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// Tenths of a millilitre.
    Stated(u32),
    /// Three diameters in millimetres.
    Diameters([u32; 3]),
    /// Two diameters on the largest slice, a slice's thickness and the number of slices; millimetres.
    Slices { diameters: [u32; 2], thickness: u32, count: u32 },
}

impl Size {
    /// Cubic millimetres, doubled, so that ABC/2 stays a whole number.
    fn doubled_volume(self) -> u32 {
        match self {
            Self::Stated(tenths) => tenths * 200,
            Self::Diameters([a, b, c]) => a * b * c,
            Self::Slices { diameters: [a, b], thickness, count } => a * b * thickness * count,
        }
    }
}

const SUPRATENTORIAL: [(&str, bool); 11] = [
    ("基底节区", true),
    ("基底节", true),
    ("丘脑", true),
    ("壳核", true),
    ("外囊", true),
    ("尾状核头", true),
    ("额叶", true),
    ("颞叶", true),
    ("顶叶", true),
    ("枕叶", true),
    ("颞顶叶", true),
];
const INFRATENTORIAL: [(&str, bool); 6] =
    [("小脑半球", true), ("小脑", true), ("小脑蚓部", false), ("脑干", false), ("脑桥", false), ("桥脑", false)];

/// Twice the volume at which a point is given (30 mL), and the margin within which none is drawn by diameters: the
/// note's rounding must not decide.
const THRESHOLD: u32 = 60_000;
const MARGIN: u32 = 800;

/// Makes `count` cases.
///
/// Settings: `typo-share`, the share of notes with a slip of the pen; `distractor-share`, how often each kind of
/// misleading remark (another hospital's GCS, a later scan, an earlier stroke, a relative's) is made.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let style = note::Style {
        typos: settings::share(settings, "typo-share")?,
        distractors: settings::share(settings, "distractor-share")?,
    };
    let draft = |rng: &mut ChaCha8Rng| {
        let patient = patient(rng);
        Draft::new(json!({"note": note::write(rng, &patient, &style)}), assess(&patient))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn patient(rng: &mut ChaCha8Rng) -> Patient {
    let infratentorial = rng.random_bool(0.25);
    let sites: &[(&'static str, bool)] = if infratentorial { &INFRATENTORIAL } else { &SUPRATENTORIAL };
    let (name, paired) = sites[rng.random_range(0..sites.len())];
    let age = match rng.random_range(0..10) {
        0..=4 => rng.random_range(41..=74),
        5..=6 => rng.random_range(75..=79),
        _ => rng.random_range(80..=93),
    };
    Patient {
        female: rng.random_bool(0.45),
        age,
        coma: coma(rng),
        site: Site { name, paired, infratentorial },
        size: size(rng, infratentorial),
        ventricles: rng.random_bool(0.45),
    }
}

/// A coma scale of a band drawn first, so that each band is well represented.
fn coma(rng: &mut ChaCha8Rng) -> Coma {
    let band = match rng.random_range(0..10) {
        0..=1 => 3..=4,
        2..=6 => 5..=12,
        _ => 13..=15,
    };
    loop {
        let drawn =
            Coma { eyes: rng.random_range(1..=4), voice: rng.random_range(1..=5), movement: rng.random_range(1..=6) };
        // Patients who follow orders or speak sense have their eyes open at least to a call.
        let likely = drawn.eyes >= 3 || drawn.voice <= 3 && drawn.movement <= 5;
        if likely && band.contains(&drawn.total()) {
            return drawn;
        }
    }
}

/// A size; below the tentorium there is less room, so fewer are large and none is very large.
fn size(rng: &mut ChaCha8Rng, infratentorial: bool) -> Size {
    let large = rng.random_bool(if infratentorial { 0.2 } else { 0.45 });
    let most = if infratentorial { 80_000 } else { 180_000 };
    loop {
        let drawn = match rng.random_range(0..10) {
            0..=3 if large => Size::Stated(rng.random_range(30..=78) * 10),
            0..=3 => Size::Stated(rng.random_range(16..=298)),
            4..=7 => {
                let a = rng.random_range(18..=68);
                Size::Diameters([a, rng.random_range(a / 2..=a), rng.random_range(a / 2..=a)])
            }
            _ => {
                let a = rng.random_range(22..=68);
                let diameters = [a, rng.random_range(a / 2..=a)];
                Size::Slices { diameters, thickness: 5, count: rng.random_range(3..=11) }
            }
        };
        let doubled = drawn.doubled_volume();
        let decided = matches!(drawn, Size::Stated(_)) || doubled.abs_diff(THRESHOLD) > MARGIN;
        if decided && doubled <= most && (doubled >= THRESHOLD) == large {
            return drawn;
        }
    }
}

/// The score as published.
fn assess(patient: &Patient) -> Value {
    let gcs = match patient.coma.total() {
        ..=4 => 2,
        5..=12 => 1,
        _ => 0,
    };
    let volume = usize::from(patient.size.doubled_volume() >= THRESHOLD);
    let ivh = usize::from(patient.ventricles);
    let infratentorial = usize::from(patient.site.infratentorial);
    let age = usize::from(patient.age >= 80);
    let score = gcs + volume + ivh + infratentorial + age;
    json!({
        "score": score,
        "risk_percent": MORTALITY[score],
        "items": {"gcs": gcs, "volume": volume, "ivh": ivh, "infratentorial": infratentorial, "age": age},
    })
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "typo-share = 0.1\ndistractor-share = 0.3";

    /// Worked by hand from the published table: (eyes, voice, movement), size, ventricles, infratentorial, age; then
    /// the points for coma, volume, ventricles, site and age, and the cohort's mortality in per cent.
    #[test]
    fn the_oracle_agrees_with_the_published_table() {
        let rows = [
            ((1, 1, 1), Size::Stated(300), true, true, 80, [2, 1, 1, 1, 1], 100),
            ((1, 1, 2), Size::Stated(299), true, true, 80, [2, 0, 1, 1, 1], 100),
            ((1, 2, 2), Size::Stated(299), true, true, 80, [1, 0, 1, 1, 1], 97),
            ((4, 2, 6), Size::Stated(299), true, true, 79, [1, 0, 1, 1, 0], 72),
            ((4, 3, 6), Size::Stated(299), true, true, 79, [0, 0, 1, 1, 0], 26),
            ((4, 5, 6), Size::Stated(299), false, true, 79, [0, 0, 0, 1, 0], 13),
            ((4, 5, 6), Size::Stated(299), false, false, 79, [0, 0, 0, 0, 0], 0),
            // 5.0 × 4.0 × 3.0 / 2 = 30.0 mL; 5.0 × 4.0 × 2.9 / 2 = 29.0 mL
            ((4, 5, 6), Size::Diameters([50, 40, 30]), false, false, 41, [0, 1, 0, 0, 0], 13),
            ((4, 5, 6), Size::Diameters([50, 40, 29]), false, false, 41, [0, 0, 0, 0, 0], 0),
            // 6.0 × 5.0 × (0.5 × 4) / 2 = 30.0 mL
            (
                (1, 1, 3),
                Size::Slices { diameters: [60, 50], thickness: 5, count: 4 },
                false,
                false,
                93,
                [1, 1, 0, 0, 1],
                72,
            ),
        ];
        for ((eyes, voice, movement), size, ventricles, infratentorial, age, points, risk) in rows {
            let site = Site { name: "", paired: false, infratentorial };
            let coma = Coma { eyes, voice, movement };
            let given = assess(&Patient { female: false, age, coma, site, size, ventricles });
            let [gcs, volume, ivh, tent, old] = points;
            let items = json!({"gcs": gcs, "volume": volume, "ivh": ivh, "infratentorial": tent, "age": old});
            let sum: i32 = points.iter().sum();
            assert_eq!(given, json!({"score": sum, "risk_percent": risk, "items": items}));
        }
    }

    #[test]
    fn every_score_up_to_five_and_every_band_is_drawn() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let drafts = cases(&mut rng, 400, &toml::from_str(SETTINGS).unwrap()).unwrap();
        for score in 0..=5 {
            let share = drafts.iter().filter(|draft| draft.expected["score"] == score).count();
            assert!(share >= 4, "score {score}: {share} of 400");
        }
        for gcs in 0..=2 {
            assert!(drafts.iter().filter(|draft| draft.expected["items"]["gcs"] == gcs).count() > 40);
        }
        let most = (0..=6).map(|score| drafts.iter().filter(|draft| draft.expected["score"] == score).count());
        assert!(most.max().unwrap() < 180, "no score may be nearly every patient's");
    }

    #[test]
    fn notes_differ_and_settings_are_asked_for() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let drafts = cases(&mut rng, 300, &toml::from_str(SETTINGS).unwrap()).unwrap();
        let notes: std::collections::BTreeSet<_> = drafts.iter().map(|draft| draft.input["note"].to_string()).collect();
        assert_eq!(notes.len(), 300);
        assert!(cases(&mut rng, 1, &toml::Table::new()).is_err());
    }
}
