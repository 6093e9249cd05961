//! Encounters of two vessels in sight of one another, reported in words.
//!
//! An encounter is drawn for a wanted outcome, put into the figures that the report will write (a bearing to the whole
//! degree, a distance to the cable), and only then decided by [`rules`], so that what is written decides. Those that lie
//! closer to a bound of a rule than the contract's tolerance, and those that the rules leave open, are drawn again.

mod report;
mod rules;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use self::report::{Fix, Style};
use self::rules::{ABAFT, AHEAD, Class, Limits, Role, Verdict, Vessel};
use super::settings;
use crate::catalogue::Draft;

/// How many encounters may be drawn for one wanted outcome; some thousand at the very most are needed.
const TRIES: u32 = 200_000;
/// Degrees, nautical miles and minutes that every encounter keeps from a bound of a rule.
const MARGIN: (f64, f64, f64) = (0.7, 0.12, 1.0);
/// Degrees from a bound within which an encounter counts as near it.
const NEAR: f64 = 4.0;

/// What is wanted of an encounter, and how often, in per cent.
const WANTED: [(Role, Option<u32>, u32); 8] = [
    (Role::GiveWay, Some(13), 11),
    (Role::StandOn, Some(13), 9),
    (Role::Both, Some(14), 15),
    (Role::GiveWay, Some(15), 13),
    (Role::StandOn, Some(15), 13),
    (Role::GiveWay, Some(18), 11),
    (Role::StandOn, Some(18), 8),
    (Role::NoRisk, None, 20),
];

/// One encounter, as the report will write it.
#[derive(Debug, Clone)]
pub(crate) struct Encounter {
    own: Vessel,
    target: Vessel,
    fix: Fix,
    limits: Limits,
    verdict: Verdict,
}

/// Makes `count` cases.
///
/// Settings, all shares: `fix-by-bearing`, how many targets are given by bearing and distance (the others by latitude
/// and longitude); `odd-units`, how many figures stand in cables, kilometres or kilometres an hour; `near-bound`, how
/// many encounters lie within 4° of a sector's bound; `distractors`, how often each misleading remark is made;
/// `hard-status`, how many vessels are told by lights, shapes or an occupation rather than by their class's name;
/// `spoken-figures`, how many courses and bearings stand in the words of the radio (洞四五 for 045).
///
/// # Errors
/// What the settings lack, or that an outcome cannot be drawn.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let style = Style {
        by_bearing: settings::share(settings, "fix-by-bearing")?,
        odd_units: settings::share(settings, "odd-units")?,
        distractors: settings::share(settings, "distractors")?,
        hard_status: settings::share(settings, "hard-status")?,
        spoken: settings::share(settings, "spoken-figures")?,
    };
    let near = settings::share(settings, "near-bound")?;
    (0..count)
        .map(|_| {
            let near = rng.random_bool(near);
            let encounter = drawn(rng, &style, near)?;
            Ok(Draft::new(report::write(rng, &encounter, &style), expected(&encounter.verdict)))
        })
        .collect()
}

fn expected(verdict: &Verdict) -> Value {
    let role = match verdict.role {
        Role::StandOn => "stand-on",
        Role::GiveWay => "give-way",
        Role::Both => "both-give-way",
        Role::NoRisk => "no-risk",
    };
    let rounded = |value: f64, steps: f64| (value * steps).round() / steps;
    json!({
        "role": role,
        "rule": verdict.rule.map_or_else(|| "none".to_owned(), |rule| rule.to_string()),
        "cpa_nm": rounded(verdict.cpa, 1000.0),
        "tcpa_min": rounded(verdict.tcpa, 100.0),
    })
}

/// An encounter with the outcome that was drawn first.
fn drawn(rng: &mut ChaCha8Rng, style: &Style, near: bool) -> Result<Encounter, String> {
    let mut place = rng.random_range(0..100);
    let mut wanted = (Role::NoRisk, None);
    for (role, rule, share) in WANTED {
        if place < share {
            wanted = (role, rule);
            break;
        }
        place -= share;
    }
    for _ in 0..TRIES {
        let Some(encounter) = candidate(rng, style, wanted.1) else { continue };
        let verdict = encounter.verdict;
        let told = wanted.1.is_none() || !near || distance_to_bound(&encounter) < NEAR;
        if (verdict.role, verdict.rule) == wanted && told && clear(&encounter) {
            return Ok(encounter);
        }
    }
    Err(format!("no encounter with outcome {wanted:?} in {TRIES} tries"))
}

/// An encounter, if the rules decide it. Vessels are led back from their closest approach.
fn candidate(rng: &mut ChaCha8Rng, style: &Style, rule: Option<u32>) -> Option<Encounter> {
    let (own_class, target_class) = classes(rng, rule);
    let limits = Limits {
        cpa: [0.5, 1.0, 1.0, 1.5, 2.0][rng.random_range(0..5)],
        tcpa: [15.0, 20.0, 30.0, 40.0][rng.random_range(0..4)],
    };
    let own = Vessel { east: 0.0, north: 0.0, course: degrees(rng), speed: speed(rng, own_class), class: own_class };
    let course = match rule {
        Some(14) => (own.course + 180.0 + f64::from(rng.random_range(-110..=110)) / 10.0).rem_euclid(360.0).floor(),
        Some(13) => (own.course + f64::from(rng.random_range(-80..=80))).rem_euclid(360.0),
        _ => degrees(rng),
    };
    let target = Vessel { course, speed: speed(rng, target_class), class: target_class, ..own };
    let (sin, cos) = target.course.to_radians().sin_cos();
    let (own_sin, own_cos) = own.course.to_radians().sin_cos();
    let drift = (target.speed * sin - own.speed * own_sin, target.speed * cos - own.speed * own_cos);
    let pace = drift.0.hypot(drift.1);
    if pace < 1.5 {
        return None;
    }
    let minutes = f64::from(rng.random_range(if rule.is_none() { -150..=600 } else { 30..=400 })) / 10.0;
    let miss = f64::from(rng.random_range(-30..=30)) / 10.0 * if rule.is_none() { 1.5 } else { 0.6 };
    let hours = minutes / 60.0;
    let (east, north) = (-drift.1 / pace * miss - drift.0 * hours, drift.0 / pace * miss - drift.1 * hours);
    if !(1.0..=14.0).contains(&east.hypot(north)) {
        return None;
    }
    let fix = Fix::drawn(rng, style, &own, (east, north));
    let (east, north) = fix.offset();
    let target = Vessel { east, north, ..target };
    let verdict = rules::assess(&own, &target, limits)?;
    Some(Encounter { own, target, fix, limits, verdict })
}

fn degrees(rng: &mut ChaCha8Rng) -> f64 {
    f64::from(rng.random_range(0..360))
}

/// The classes that the rule needs; where there is no risk any will do.
fn classes(rng: &mut ChaCha8Rng, rule: Option<u32>) -> (Class, Class) {
    const OTHERS: [Class; 3] = [Class::Sailing, Class::Fishing, Class::Hampered];
    let mut any = || if rng.random_bool(0.6) { Class::Power } else { OTHERS[rng.random_range(0..3)] };
    match rule {
        Some(14 | 15) => (Class::Power, Class::Power),
        Some(18) => loop {
            let (own, target) = (any(), any());
            if own != target {
                return (own, target);
            }
        },
        _ => (any(), any()),
    }
}

/// Knots to the tenth, as such vessels make them.
fn speed(rng: &mut ChaCha8Rng, class: Class) -> f64 {
    let tenths = match class {
        Class::Power => 60..=220,
        Class::Sailing => 35..=95,
        Class::Fishing => 20..=60,
        Class::Hampered => 10..=55,
    };
    f64::from(rng.random_range(tenths)) / 10.0
}

/// Degrees to the nearest bound of a sector that could change the decision.
fn distance_to_bound(encounter: &Encounter) -> f64 {
    let aspect = rules::aspect(&encounter.own, &encounter.target);
    let equals = encounter.own.class == encounter.target.class;
    [aspect.own, aspect.target]
        .map(rules::off_bow)
        .into_iter()
        .flat_map(|angle| [(angle - ABAFT).abs(), if equals { (angle - AHEAD).abs() } else { f64::INFINITY }])
        .fold(f64::INFINITY, f64::min)
}

/// Whether the encounter keeps the margins: no answer within the tolerance may meet another bound.
fn clear(encounter: &Encounter) -> bool {
    let Encounter { verdict, limits, .. } = encounter;
    let (degrees, miles, minutes) = MARGIN;
    let aspect = rules::aspect(&encounter.own, &encounter.target);
    let side = |angle: f64| rules::off_bow(angle).min(180.0 - rules::off_bow(angle)) > degrees;
    let crossing = verdict.rule != Some(15) || side(aspect.own) && side(aspect.target);
    let late = verdict.tcpa == 0.0 || verdict.tcpa > minutes;
    distance_to_bound(encounter) > degrees
        && crossing
        && late
        && (verdict.cpa - limits.cpa).abs() > miles
        && (verdict.tcpa - limits.tcpa).abs() > minutes
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    fn settings() -> toml::Table {
        let text = "fix-by-bearing = 0.6\nodd-units = 0.2\nnear-bound = 0.4\ndistractors = 0.3\nhard-status = 0.5\nspoken-figures = 0.1";
        toml::from_str(text).unwrap()
    }

    #[test]
    fn every_outcome_is_drawn_and_reports_differ() {
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(5), 400, &settings()).unwrap();
        for (role, rule, share) in [("give-way", "13", 20), ("stand-on", "13", 15), ("both-give-way", "14", 30)] {
            let like = |draft: &&Draft| draft.expected["role"] == role && draft.expected["rule"] == rule;
            assert!(drafts.iter().filter(like).count() >= share, "{role} by rule {rule}");
        }
        let quiet = drafts.iter().filter(|draft| draft.expected["role"] == "no-risk").count();
        assert!((50..=120).contains(&quiet), "{quiet}");
        let reports: std::collections::BTreeSet<_> = drafts.iter().map(|draft| draft.input.to_string()).collect();
        assert_eq!(reports.len(), 400);
    }

    #[test]
    fn no_encounter_lies_within_the_margin_and_many_lie_near_a_bound() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let style = Style { by_bearing: 0.5, odd_units: 0.5, distractors: 0.0, hard_status: 0.0, spoken: 0.5 };
        for _ in 0..100 {
            let encounter = drawn(&mut rng, &style, true).unwrap();
            assert!(clear(&encounter), "{encounter:?}");
            let near = distance_to_bound(&encounter) < NEAR || encounter.verdict.role == Role::NoRisk;
            assert!(near, "{encounter:?}");
        }
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(7), 1, &toml::Table::new()).is_err());
    }
}
