//! Where the Moon and the Sun are on average: what the arguments of the tide are made of.
//!
//! Mean longitudes: J. Meeus, Astronomical Algorithms, 2nd edition (1998), formulas 25.2, 47.1, 47.7 and table 31.A.
//! The Moon's orbit against the equator: P. Schureman, Manual of Harmonic Analysis and Prediction of Tides (1940,
//! US Coast and Geodetic Survey Special Publication 98), sections 12 and 24 and its formulas 224 and 232.

use crate::calendar::Hours;

/// Obliquity of the ecliptic as Schureman takes it, in degrees.
const OBLIQUITY: f64 = 23.452;
/// Inclination of the Moon's orbit to the ecliptic, in degrees.
const INCLINATION: f64 = 5.145;

/// Mean longitudes in degrees, not reduced to one turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Longitudes {
    /// Of the Moon.
    pub s: f64,
    /// Of the Sun.
    pub h: f64,
    /// Of the Moon's perigee.
    pub p: f64,
    /// Of the Moon's ascending node.
    pub n: f64,
    /// Of the Sun's perigee.
    pub ps: f64,
    /// Mean lunar time: the hour angle of the mean Moon at Greenwich.
    pub tau: f64,
}

impl Longitudes {
    /// The longitudes at a time.
    pub fn at(time: Hours) -> Self {
        let t = time.centuries();
        let series = |coefficients: &[f64]| coefficients.iter().rev().fold(0.0, |sum, next| sum * t + next);
        let s = series(&[218.316_447_7, 481_267.881_234_21, -0.001_578_6, 1.0 / 538_841.0, -1.0 / 65_194_000.0]);
        let h = series(&[280.466_46, 36_000.769_83, 0.000_303_2]);
        let p = series(&[83.353_246_5, 4_069.013_728_7, -0.010_32, -1.0 / 80_053.0, 1.0 / 18_999_000.0]);
        let n = series(&[125.044_547_9, -1_934.136_289_1, 0.002_075_4, 1.0 / 467_441.0, -1.0 / 60_616_000.0]);
        let ps = series(&[282.937_35, 1.719_46, 0.000_46]);
        Self { s, h, p, n, ps, tau: 15.0 * time.of_day() + 180.0 + h - s }
    }
}

/// The Moon's orbit against the equator, in radians: Schureman's I, ξ, ν, ν′, 2ν″ and P.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orbit {
    /// Inclination to the equator.
    pub inclination: f64,
    /// ξ: longitude, in the Moon's orbit, of its crossing of the equator.
    pub xi: f64,
    /// ν: right ascension of that crossing.
    pub nu: f64,
    /// ν′ of the constituent K1.
    pub nu_prime: f64,
    /// 2ν″ of the constituent K2.
    pub twice_nu_second: f64,
    /// P: longitude of the perigee from the crossing.
    pub perigee: f64,
}

impl Orbit {
    /// The orbit where the node and the perigee have these mean longitudes, in degrees.
    pub fn of(node: f64, perigee: f64) -> Self {
        let node = node.rem_euclid(360.0).to_radians();
        let (omega, i) = (OBLIQUITY.to_radians(), INCLINATION.to_radians());
        let inclination = (i.cos() * omega.cos() - i.sin() * omega.sin() * node.cos()).acos();
        // Napier's analogies; half the node is below half a turn, so atan2 keeps both angles continuous.
        let half = |ratio: f64| (ratio * (node / 2.0).sin()).atan2((node / 2.0).cos());
        let sum = half(((omega - i) / 2.0).cos() / ((omega + i) / 2.0).cos());
        let difference = half(((omega - i) / 2.0).sin() / ((omega + i) / 2.0).sin());
        let (xi, nu) = (node - sum - difference, sum - difference);
        let twice = (2.0 * inclination).sin();
        let square = inclination.sin().powi(2);
        Self {
            inclination,
            xi,
            nu,
            nu_prime: (twice * nu.sin()).atan2(twice * nu.cos() + 0.3347),
            twice_nu_second: (square * (2.0 * nu).sin()).atan2(square * (2.0 * nu).cos() + 0.0727),
            perigee: perigee.to_radians() - xi,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(degrees: f64) -> f64 {
        degrees.rem_euclid(360.0)
    }

    /// Meeus, examples 47.a (L′), 22.a (Ω) and 25.a (L₀).
    #[test]
    fn longitudes_agree_with_published_examples() {
        let at = |text: &str| Longitudes::at(Hours::read(text).unwrap());
        assert!((turn(at("1992-04-12T00:00Z").s) - 134.290_182).abs() < 1e-6);
        assert!((turn(at("1987-04-10T00:00Z").n) - 11.2531).abs() < 1e-4);
        assert!((turn(at("1992-10-13T00:00Z").h) - 201.807_20).abs() < 1e-5);
    }

    #[test]
    fn the_mean_moon_stands_in_the_south_when_lunar_time_is_zero() {
        let noon = Longitudes::at(Hours::read("2000-01-01T12:00Z").unwrap());
        assert!((turn(noon.tau) - turn(noon.h - noon.s)).abs() < 1e-9);
    }

    /// The extremes of I are ω − i and ω + i (Schureman, section 12: 18.3 and 28.6 degrees).
    #[test]
    fn the_inclination_swings_between_its_published_bounds() {
        assert!((Orbit::of(180.0, 0.0).inclination.to_degrees() - 18.307).abs() < 1e-3);
        assert!((Orbit::of(0.0, 0.0).inclination.to_degrees() - 28.597).abs() < 1e-3);
    }

    /// The sine rule in the triangle of node, crossing and equinox, and the mirror image of the node.
    #[test]
    fn the_crossing_obeys_the_sine_rule() {
        for node in [10.0, 90.0, 170.0, 190.0, 271.0, 359.0_f64] {
            let orbit = Orbit::of(node, 0.0);
            let sine = INCLINATION.to_radians().sin() * node.to_radians().sin() / orbit.inclination.sin();
            assert!((orbit.nu.sin() - sine).abs() < 1e-12, "{node}");
            let mirrored = Orbit::of(360.0 - node, 0.0);
            assert!((orbit.xi + mirrored.xi).abs() < 1e-12 && (orbit.nu_prime + mirrored.nu_prime).abs() < 1e-12);
        }
    }
}
