//! The table of constituents that the contract's material gives: `constituents.csv`.

use crate::astronomy::{Longitudes, Orbit};
use crate::nodal::Nodal;

/// One constituent of the tide.
#[derive(Debug, Clone, PartialEq)]
pub struct Constituent {
    /// Its name, such as `M2`.
    pub name: String,
    /// Degrees an hour.
    pub speed: f64,
    /// How many times τ, s, h, p, N′ = −N, p′ and 90° enter the argument.
    multiples: [f64; 7],
    /// The fundamental constituents whose nodal changes multiply to its own, and their powers.
    nodal: Vec<(String, f64)>,
}

impl Constituent {
    /// Reads the table.
    ///
    /// # Errors
    /// The line that could not be read.
    pub fn read_table(csv: &[u8]) -> Result<Vec<Self>, String> {
        let text = std::str::from_utf8(csv).map_err(|error| error.to_string())?;
        let rows = text.lines().skip(1).filter(|line| !line.is_empty());
        rows.map(|line| Self::read(line).ok_or_else(|| format!("not a constituent: {line}"))).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, speed, multiples @ .., nodal] = cells.as_slice() else { return None };
        let multiples: Option<Vec<f64>> = multiples.iter().map(|cell| cell.parse().ok()).collect();
        let power = |term: &str| {
            let (name, power) = term.split_once('*')?;
            Some((name.to_owned(), power.parse().ok()?))
        };
        Some(Self {
            name: (*name).to_owned(),
            speed: speed.parse().ok()?,
            multiples: multiples?.try_into().ok()?,
            nodal: nodal.split_whitespace().map(power).collect::<Option<_>>()?,
        })
    }

    /// The equilibrium argument V at these longitudes, in degrees.
    pub fn argument(&self, at: &Longitudes) -> f64 {
        let values = [at.tau, at.s, at.h, at.p, -at.n, at.ps, 90.0];
        self.multiples.iter().zip(values).map(|(times, value)| times * value).sum()
    }

    /// The nodal change; `None` where the table names a constituent without a formula.
    pub fn nodal(&self, orbit: &Orbit) -> Option<Nodal> {
        let fold = |sum: Nodal, (name, power): &(String, f64)| Some(sum.and(Nodal::fundamental(name, orbit)?, *power));
        self.nodal.iter().try_fold(Nodal::NONE, fold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Hours;

    const TABLE: &str = "name,speed,tau,s,h,p,n,ps,quarters,nodal\n\
                         M2,28.9841042,2,0,0,0,0,0,0,M2*1\n\
                         K1,15.0410686,1,1,0,0,0,0,-1,K1*1\n\
                         2MK3,42.9271398,3,-1,0,0,0,0,1,M2*2 K1*-1\n";

    /// An argument must advance by the constituent's own speed: the table's numbers and the longitudes agree.
    #[test]
    fn arguments_advance_with_the_published_speeds() {
        let from = Hours::read("2026-03-01T00:00Z").unwrap();
        for one in Constituent::read_table(TABLE.as_bytes()).unwrap() {
            let later = Hours(from.0 + 7.0);
            let advance = one.argument(&Longitudes::at(later)) - one.argument(&Longitudes::at(from));
            assert!((advance - 7.0 * one.speed).abs() < 1e-4, "{}: {advance}", one.name);
        }
    }

    #[test]
    fn a_line_that_is_no_constituent_is_named() {
        let error = Constituent::read_table(b"name,speed\nM2,fast,2").unwrap_err();
        assert!(error.contains("M2,fast,2"), "{error}");
    }
}
