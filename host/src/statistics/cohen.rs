//! Whether two who rate agree beyond chance: Cohen's κ.

use std::collections::BTreeMap;

/// How much two categories, counted up from 0, are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// The same or not: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    /// Measurement 20 (1960).
    Whole,
    /// By how many steps: the linear weights of Cicchetti and Allison (1971).
    Linear,
    /// By the square of the steps: Cohen, "Weighted kappa", Psychological Bulletin 70 (1968).
    Quadratic,
}

impl Apart {
    fn between(self, one: u32, other: u32) -> f64 {
        let steps = f64::from(one.abs_diff(other));
        match self {
            Self::Whole => f64::from(u8::from(one != other)),
            Self::Linear => steps,
            Self::Quadratic => steps * steps,
        }
    }
}

/// Ratings that have no κ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoKappa {
    /// The one rated more than the other.
    #[error("the first has {first} ratings, the second {second}")]
    Uneven {
        /// How many units the first has.
        first: usize,
        /// How many the second has.
        second: usize,
    },
    /// Nothing was rated by both.
    #[error("nothing was rated by both")]
    NoPairs,
    /// Both gave one and the same category throughout, which chance would do as well: κ would be 0 / 0.
    #[error("both gave the same category throughout, so that agreement is no sign of reliability")]
    AllAlike,
}

/// Cohen's κ of two raters: 1 − observed / expected disagreement; 1 is agreement, 0 what chance would give with each
/// rater's own shares, below 0 less than that. Units that one of them did not rate are passed over.
///
/// # Errors
/// [`NoKappa`].
pub fn cohen_kappa(first: &[Option<u32>], second: &[Option<u32>], apart: Apart) -> Result<f64, NoKappa> {
    if first.len() != second.len() {
        return Err(NoKappa::Uneven { first: first.len(), second: second.len() });
    }
    let pairs: Vec<(u32, u32)> = first.iter().zip(second).filter_map(|(one, other)| (*one).zip(*other)).collect();
    if pairs.is_empty() {
        return Err(NoKappa::NoPairs);
    }
    let (mut ones, mut others): (BTreeMap<u32, f64>, BTreeMap<u32, f64>) = Default::default();
    for (one, other) in &pairs {
        *ones.entry(*one).or_default() += 1.0;
        *others.entry(*other).or_default() += 1.0;
    }
    let observed: f64 = pairs.iter().map(|(one, other)| apart.between(*one, *other)).sum();
    let by_chance = |(one, share): (&u32, &f64)| -> f64 {
        others.iter().map(|(other, theirs)| share * theirs * apart.between(*one, *other)).sum()
    };
    let expected: f64 = ones.iter().map(by_chance).sum::<f64>() / pairs.len() as f64;
    if expected > 0.0 { Ok(1.0 - observed / expected) } else { Err(NoKappa::AllAlike) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Apart; 3] = [Apart::Whole, Apart::Linear, Apart::Quadratic];

    #[test]
    fn what_has_no_kappa_says_why() {
        for apart in ALL {
            assert_eq!(cohen_kappa(&[], &[], apart), Err(NoKappa::NoPairs));
            assert_eq!(cohen_kappa(&[Some(1), None], &[None, Some(1)], apart), Err(NoKappa::NoPairs));
            assert_eq!(cohen_kappa(&[Some(1)], &[], apart), Err(NoKappa::Uneven { first: 1, second: 0 }));
            assert_eq!(cohen_kappa(&[Some(1), Some(1)], &[Some(1), Some(1)], apart), Err(NoKappa::AllAlike));
            // Each is constant, but not alike: chance would disagree as much.
            assert_eq!(cohen_kappa(&[Some(0), Some(0)], &[Some(1), Some(1)], apart), Ok(0.0));
        }
    }

    fn ratings() -> impl Strategy<Value = Vec<(Option<u32>, Option<u32>)>> {
        let rating = || prop::option::weighted(0.9, 0_u32..4);
        prop::collection::vec((rating(), rating()), 0..30)
    }

    fn alike(one: Result<f64, NoKappa>, other: Result<f64, NoKappa>) -> bool {
        one == other || matches!((one, other), (Ok(one), Ok(other)) if (one - other).abs() < 1e-12)
    }

    proptest! {
        #[test]
        fn order_sides_and_names_do_not_matter(pairs in ratings()) {
            let (first, second): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let (mut back, mut forth) = (first.clone(), second.clone());
            back.reverse();
            forth.reverse();
            for apart in ALL {
                let plain = cohen_kappa(&first, &second, apart);
                prop_assert!(alike(plain, cohen_kappa(&forth, &back, apart)));
                // Counted from the other end, steps are as many.
                let turn = |ratings: &[Option<u32>]| -> Vec<_> { ratings.iter().map(|one| one.map(|one| 3 - one)).collect() };
                prop_assert!(alike(plain, cohen_kappa(&turn(&first), &turn(&second), apart)));
                if let Ok(kappa) = plain {
                    prop_assert!((-1.0..=1.0).contains(&kappa), "{kappa}");
                }
            }
        }
    }
}
