//! How cases are weighed and which belong together.

use std::collections::HashMap;
use std::hash::Hash;

/// How much each case counts and which ones are drawn together: cases of one group (one patient, one storm) are not
/// independent, so resampling draws whole groups (Davison and Hinkley, "Bootstrap methods and their application",
/// 1997, section 3.8). A case without a group is one of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    weights: Vec<f64>,
    clusters: Vec<Vec<u32>>,
}

/// Weights and groups do not make a design.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadDesign {
    /// There are more weights than groups, or fewer.
    #[error("{weights} weights for {groups} groups")]
    Unequal {
        /// How many weights.
        weights: usize,
        /// How many groups.
        groups: usize,
    },
    /// A weight is not a number above 0.
    #[error("the weight of case {index} is {weight}: it must be a number above 0")]
    BadWeight {
        /// Whose.
        index: usize,
        /// The weight.
        weight: f64,
    },
}

impl Design {
    /// So many cases of weight 1 that each stand alone.
    pub fn simple(cases: usize) -> Self {
        Self { weights: vec![1.0; cases], clusters: (0..cases).map(|case| vec![case as u32]).collect() }
    }

    /// Cases of these weights, together where their groups are the same.
    ///
    /// # Errors
    /// [`BadDesign`]: there is one group or none for each weight, and every weight is a number above 0.
    pub fn new<G: Eq + Hash>(weights: &[f64], groups: &[Option<G>]) -> Result<Self, BadDesign> {
        if weights.len() != groups.len() {
            return Err(BadDesign::Unequal { weights: weights.len(), groups: groups.len() });
        }
        if let Some(index) = weights.iter().position(|weight| !(weight.is_finite() && *weight > 0.0)) {
            return Err(BadDesign::BadWeight { index, weight: weights[index] });
        }
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        let mut places = HashMap::new();
        for (case, group) in groups.iter().enumerate() {
            let new = clusters.len();
            let place = group.as_ref().map_or(new, |group| *places.entry(group).or_insert(new));
            if place == new {
                clusters.push(Vec::new());
            }
            clusters[place].push(case as u32);
        }
        Ok(Self { weights: weights.to_vec(), clusters })
    }

    /// How many cases.
    pub fn cases(&self) -> usize {
        self.weights.len()
    }

    /// How many independent pieces: groups, and cases without one.
    pub fn clusters(&self) -> usize {
        self.clusters.len()
    }

    /// Whether every case has weight 1 and stands alone, so that counting is enough.
    pub fn is_simple(&self) -> bool {
        self.clusters.len() == self.weights.len() && self.weights.iter().all(|weight| *weight == 1.0)
    }

    /// Each case's weight.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Each piece's cases.
    pub(super) fn members(&self) -> &[Vec<u32>] {
        &self.clusters
    }

    /// For each piece, the weighted sum of its cases' values and the sum of their weights; `None` where there is not
    /// one finite value a case.
    pub(super) fn sums(&self, values: &[f64]) -> Option<Vec<(f64, f64)>> {
        if values.len() != self.cases() || values.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let add = |(sum, weights): (f64, f64), case: &u32| {
            let (value, weight) = (values[*case as usize], self.weights[*case as usize]);
            (sum + weight * value, weights + weight)
        };
        Some(self.clusters.iter().map(|members| members.iter().fold((0.0, 0.0), add)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_one_group_come_together() {
        let design = Design::new(&[1.0, 2.0, 1.0, 1.0], &[Some("a"), None, Some("a"), None]).unwrap();
        assert_eq!(design.members(), [vec![0, 2], vec![1], vec![3]]);
        assert_eq!((design.cases(), design.clusters(), design.is_simple()), (4, 3, false));
        assert_eq!(design.sums(&[1.0, 3.0, 5.0, 7.0]).unwrap(), [(6.0, 2.0), (6.0, 2.0), (7.0, 1.0)]);
        assert!(Design::simple(3).is_simple());
        assert_eq!(Design::simple(2), Design::new::<u8>(&[1.0, 1.0], &[None, None]).unwrap());
    }

    #[test]
    fn bad_weights_are_named() {
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let error = Design::new::<u8>(&[1.0, weight], &[None, None]).unwrap_err();
            assert!(matches!(error, BadDesign::BadWeight { index: 1, .. }));
        }
        assert_eq!(Design::new::<u8>(&[1.0], &[]), Err(BadDesign::Unequal { weights: 1, groups: 0 }));
        assert_eq!(Design::simple(2).sums(&[1.0]), None);
        assert_eq!(Design::simple(1).sums(&[f64::NAN]), None);
    }
}
