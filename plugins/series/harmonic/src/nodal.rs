//! How the 18.6-year turn of the Moon's node changes a constituent: the factor f and the angle u.
//!
//! P. Schureman, Manual of Harmonic Analysis and Prediction of Tides (1940), formulas 73 to 78, 197, 203, 213 to 215,
//! 227 and 235. All other constituents are products of these.

use crate::astronomy::Orbit;

/// A change of amplitude and of phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nodal {
    /// f: multiplies the amplitude.
    pub factor: f64,
    /// u: is added to the argument, in radians.
    pub angle: f64,
}

impl Nodal {
    /// What a constituent of the Sun has: no change.
    pub const NONE: Self = Self { factor: 1.0, angle: 0.0 };

    /// f and u of the constituent `name`, one of those that have a formula of their own.
    pub fn fundamental(name: &str, orbit: &Orbit) -> Option<Self> {
        let incl = orbit.inclination;
        let (xi, nu) = (orbit.xi, orbit.nu);
        let half_cosine = (incl / 2.0).cos();
        let (factor, angle) = match name {
            "Mm" => ((2.0 / 3.0 - incl.sin().powi(2)) / 0.5021, 0.0),
            "Mf" => (incl.sin().powi(2) / 0.1578, -2.0 * xi),
            "O1" => (incl.sin() * half_cosine.powi(2) / 0.3800, 2.0 * xi - nu),
            "J1" => ((2.0 * incl).sin() / 0.7214, -nu),
            "M2" => (half_cosine.powi(4) / 0.9154, 2.0 * (xi - nu)),
            "K1" => {
                let twice = (2.0 * incl).sin();
                ((0.8965 * twice.powi(2) + 0.6001 * twice * nu.cos() + 0.1006).sqrt(), -orbit.nu_prime)
            }
            "K2" => {
                let square = incl.sin().powi(2);
                let factor = (19.0444 * square.powi(2) + 2.7702 * square * (2.0 * nu).cos() + 0.0981).sqrt();
                (factor, -orbit.twice_nu_second)
            }
            "M1" => return Some(Self::m1(orbit)),
            "L2" => return Some(Self::l2(orbit)),
            _ => return None,
        };
        Some(Self { factor, angle })
    }

    /// M1 also turns with the perigee: formulas 197 and 203.
    fn m1(orbit: &Orbit) -> Self {
        let (incl, perigee) = (orbit.inclination, orbit.perigee);
        let ratio = incl.cos() / (incl / 2.0).cos().powi(2);
        let stretch = (0.25 + 1.5 * ratio * (2.0 * perigee).cos() + 2.25 * ratio.powi(2)).sqrt();
        let turn = ((5.0 * incl.cos() - 1.0) * perigee.sin()).atan2((7.0 * incl.cos() + 1.0) * perigee.cos());
        let o1 = incl.sin() * (incl / 2.0).cos().powi(2) / 0.3800;
        Self { factor: o1 * stretch, angle: orbit.xi - orbit.nu + turn }
    }

    /// L2 also turns with the perigee: formulas 213 to 215.
    fn l2(orbit: &Orbit) -> Self {
        let (incl, perigee) = (orbit.inclination, orbit.perigee);
        let square = (incl / 2.0).tan().powi(2);
        let stretch = (1.0 - 12.0 * square * (2.0 * perigee).cos() + 36.0 * square.powi(2)).sqrt();
        let turn = (6.0 * square * (2.0 * perigee).sin()).atan2(1.0 - 6.0 * square * (2.0 * perigee).cos());
        let m2 = (incl / 2.0).cos().powi(4) / 0.9154;
        Self { factor: m2 * stretch, angle: 2.0 * (orbit.xi - orbit.nu) - turn }
    }

    /// This change and another one raised to a power: factors multiply by the power's size, angles add with its sign.
    pub fn and(self, other: Self, power: f64) -> Self {
        Self { factor: self.factor * other.factor.powf(power.abs()), angle: self.angle + power * other.angle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_node(name: &str, node: f64) -> Nodal {
        Nodal::fundamental(name, &Orbit::of(node, 0.0)).unwrap()
    }

    /// The bounds that Schureman's table 12 gives at I = 28.6 and 18.3 degrees.
    #[test]
    fn factors_reach_their_published_bounds() {
        for (name, at_greatest, at_least) in
            [("M2", 0.963, 1.038), ("O1", 1.183, 0.806), ("K1", 1.113, 0.882), ("K2", 1.317, 0.748)]
        {
            assert!((at_node(name, 0.0).factor - at_greatest).abs() < 0.002, "{name}: {}", at_node(name, 0.0).factor);
            assert!((at_node(name, 180.0).factor - at_least).abs() < 0.002, "{name}: {}", at_node(name, 180.0).factor);
        }
    }

    /// Doodson's series, as the IHO's list of standard constituents prints them: another expansion of the same motion.
    #[test]
    fn factors_and_angles_follow_the_published_series() {
        for step in 0..36 {
            let node = f64::from(step) * 10.0;
            let n = node.to_radians();
            for (name, factor, degrees) in [
                ("M2", 1.0007 - 0.0373 * n.cos() + 0.0002 * (2.0 * n).cos(), -2.14 * n.sin()),
                (
                    "O1",
                    1.0176 + 0.1871 * n.cos() - 0.0147 * (2.0 * n).cos(),
                    10.80 * n.sin() - 1.34 * (2.0 * n).sin() + 0.19 * (3.0 * n).sin(),
                ),
                (
                    "K1",
                    1.0060 + 0.1150 * n.cos() - 0.0088 * (2.0 * n).cos() + 0.0006 * (3.0 * n).cos(),
                    -8.86 * n.sin() + 0.68 * (2.0 * n).sin() - 0.07 * (3.0 * n).sin(),
                ),
                (
                    "K2",
                    1.0246 + 0.2863 * n.cos() + 0.0083 * (2.0 * n).cos() - 0.0015 * (3.0 * n).cos(),
                    -17.74 * n.sin() + 0.68 * (2.0 * n).sin() - 0.04 * (3.0 * n).sin(),
                ),
            ] {
                let ours = at_node(name, node);
                assert!((ours.factor - factor).abs() < 0.015, "{name} at {node}: {} and {factor}", ours.factor);
                let apart = ours.angle.to_degrees() - degrees;
                assert!(apart.abs() < 0.5, "{name} at {node}: {} and {degrees}", ours.angle.to_degrees());
            }
        }
    }

    #[test]
    fn a_compound_multiplies_factors_and_adds_angles() {
        let m2 = Nodal { factor: 0.97, angle: 0.1 };
        let k1 = Nodal { factor: 1.1, angle: 0.3 };
        let compound = Nodal::NONE.and(m2, 2.0).and(k1, -1.0);
        assert!((compound.factor - 0.97 * 0.97 * 1.1).abs() < 1e-12);
        assert!((compound.angle - (0.2 - 0.3)).abs() < 1e-12);
    }
}
