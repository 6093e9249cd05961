//! Who keeps out of whose way: the oracle.
//!
//! Rules 13 to 15 and 18 of the Convention on the International Regulations for Preventing Collisions at Sea, 1972, for
//! two vessels in sight of one another on a plane. Where the rules leave room ("nearly ahead", "risk of collision") the
//! contract fixes figures; its material says which.

/// How near to right ahead each must see the other for a head-on situation, in degrees.
pub const AHEAD: f64 = 6.0;
/// Half the sector of the masthead light: beyond it a vessel comes up from more than 22.5° abaft the beam.
pub const ABAFT: f64 = 112.5;

/// What a vessel is in the sense of rule 18, in ascending privilege.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Power-driven, one constrained by her draught and a sailing vessel under engine among them.
    Power,
    /// Under sail alone.
    Sailing,
    /// Engaged in fishing.
    Fishing,
    /// Not under command, or restricted in her ability to manoeuvre.
    Hampered,
}

/// A vessel on the plane: nautical miles, knots, degrees clockwise from north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vessel {
    pub east: f64,
    pub north: f64,
    pub course: f64,
    pub speed: f64,
    pub class: Class,
}

/// When the contract sees a risk of collision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Nautical miles: the closest approach must be less.
    pub cpa: f64,
    /// Minutes: it must come no later.
    pub tcpa: f64,
}

/// What one's own vessel has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    StandOn,
    GiveWay,
    Both,
    NoRisk,
}

/// The decision with its figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    pub role: Role,
    /// The rule that decides; `None` where there is no risk.
    pub rule: Option<u32>,
    /// Nautical miles.
    pub cpa: f64,
    /// Minutes from now, 0 where the vessels draw apart already.
    pub tcpa: f64,
}

/// How the two see each other: relative bearings in degrees clockwise from the own bow, 0 up to 360.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aspect {
    /// The target as seen from one's own vessel.
    pub own: f64,
    /// One's own vessel as seen from the target.
    pub target: f64,
}

/// Degrees from right ahead, to either side: 0 up to 180.
pub fn off_bow(bearing: f64) -> f64 {
    bearing.min(360.0 - bearing)
}

/// Relative bearings of each other.
pub fn aspect(own: &Vessel, target: &Vessel) -> Aspect {
    let bearing = (target.east - own.east).atan2(target.north - own.north).to_degrees();
    Aspect {
        own: (bearing - own.course).rem_euclid(360.0),
        target: (bearing + 180.0 - target.course).rem_euclid(360.0),
    }
}

/// The closest approach and when it comes, for vessels that keep course and speed.
pub fn approach(own: &Vessel, target: &Vessel) -> (f64, f64) {
    let velocity = |vessel: &Vessel| {
        let (sin, cos) = vessel.course.to_radians().sin_cos();
        (vessel.speed * sin, vessel.speed * cos)
    };
    let ((east, north), (own_east, own_north)) = (velocity(target), velocity(own));
    let (east, north) = (east - own_east, north - own_north);
    let (x, y) = (target.east - own.east, target.north - own.north);
    let square = east * east + north * north;
    let hours = if square > 0.0 { (-(x * east + y * north) / square).max(0.0) } else { 0.0 };
    ((x + east * hours).hypot(y + north * hours), hours * 60.0)
}

/// What the rules ask of one's own vessel; `None` where they do not decide between these two: equals of a class other
/// than power-driven, a hampered vessel that overtakes, or two that each have the other on the same side.
pub fn assess(own: &Vessel, target: &Vessel, limits: Limits) -> Option<Verdict> {
    let (cpa, tcpa) = approach(own, target);
    let verdict = |role, rule| Some(Verdict { role, rule, cpa, tcpa });
    if cpa >= limits.cpa || tcpa > limits.tcpa || tcpa <= 0.0 {
        return verdict(Role::NoRisk, None);
    }
    let aspect = aspect(own, target);
    let overtaker = match (off_bow(aspect.target) > ABAFT, off_bow(aspect.own) > ABAFT) {
        (true, false) => Some((own, Role::GiveWay)),
        (false, true) => Some((target, Role::StandOn)),
        (true, true) => return None,
        (false, false) => None,
    };
    if let Some((vessel, role)) = overtaker {
        return if vessel.class == Class::Hampered { None } else { verdict(role, Some(13)) };
    }
    match own.class.cmp(&target.class) {
        std::cmp::Ordering::Less => return verdict(Role::GiveWay, Some(18)),
        std::cmp::Ordering::Greater => return verdict(Role::StandOn, Some(18)),
        std::cmp::Ordering::Equal if own.class != Class::Power => return None,
        std::cmp::Ordering::Equal => {}
    }
    if off_bow(aspect.own) <= AHEAD && off_bow(aspect.target) <= AHEAD {
        return verdict(Role::Both, Some(14));
    }
    match (aspect.own < 180.0, aspect.target < 180.0) {
        (true, false) => verdict(Role::GiveWay, Some(15)),
        (false, true) => verdict(Role::StandOn, Some(15)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn vessel(value: &Value) -> Vessel {
        let figure = |key: &str| value[key].as_f64().unwrap();
        let class = match value["class"].as_str().unwrap() {
            "power" => Class::Power,
            "sailing" => Class::Sailing,
            "fishing" => Class::Fishing,
            _ => Class::Hampered,
        };
        Vessel { east: figure("east"), north: figure("north"), course: figure("course"), speed: figure("speed"), class }
    }

    /// tests/golden/vessel-encounter/make.py: numpy, vectors in place of angles, time steps in place of a formula.
    #[test]
    fn decisions_and_figures_agree_with_numpy() {
        let golden = include_str!("../../../../../tests/golden/vessel-encounter/encounters.json");
        let golden: Vec<Value> = serde_json::from_str(golden).unwrap();
        assert!(golden.len() >= 300);
        for row in golden {
            let limits = Limits { cpa: row["limit_nm"].as_f64().unwrap(), tcpa: row["limit_min"].as_f64().unwrap() };
            let (own, target) = (vessel(&row["own"]), vessel(&row["target"]));
            let (cpa, tcpa) = approach(&own, &target);
            assert!((cpa - row["cpa_nm"].as_f64().unwrap()).abs() < 1e-3, "{row}: {cpa}");
            assert!((tcpa - row["tcpa_min"].as_f64().unwrap()).abs() < 2e-2, "{row}: {tcpa}");
            let (role, rule) = match assess(&own, &target, limits) {
                None => ("undecided", None),
                Some(Verdict { role: Role::StandOn, rule, .. }) => ("stand-on", rule),
                Some(Verdict { role: Role::GiveWay, rule, .. }) => ("give-way", rule),
                Some(Verdict { role: Role::Both, rule, .. }) => ("both-give-way", rule),
                Some(Verdict { role: Role::NoRisk, rule, .. }) => ("no-risk", rule),
            };
            assert_eq!(role, row["role"], "{row}");
            assert_eq!(rule.map(u64::from), row["rule"].as_u64(), "{row}");
        }
    }
}
