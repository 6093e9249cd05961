//! What repeated tries at one task say of k tries.

/// How one task's tries came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many there were: n.
    pub tried: u64,
    /// How many passed: c.
    pub passed: u64,
}

/// Tries that say nothing of k.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTries {
    /// k is 0.
    #[error("k must be at least 1")]
    NoTry,
    /// There are fewer tries than k.
    #[error("{tried} tries say nothing of {k}")]
    TooFew {
        /// How many there were.
        tried: u64,
        /// How many were asked about.
        k: u64,
    },
    /// More passed than were tried.
    #[error("{passed} of {tried} tries cannot have passed")]
    MorePassed {
        /// How many passed.
        passed: u64,
        /// How many there were.
        tried: u64,
    },
}

impl Tries {
    /// pass@k (任一次通过): the chance that at least one of k tries drawn from these passes, 1 − C(n−c, k) / C(n, k),
    /// which is an unbiased estimate of that of k new tries: Chen et al., "Evaluating large language models trained on
    /// code" (arXiv:2107.03374, 2021), equation 1.
    ///
    /// # Errors
    /// [`BadTries`].
    pub fn any_of(self, k: u64) -> Result<f64, BadTries> {
        self.check(k)?;
        Ok(1.0 - all_drawn_from(self.tried - self.passed, self.tried, k))
    }

    /// pass^k (次次通过): the chance that all of k tries drawn from these pass, C(c, k) / C(n, k): Yao et al., "τ-bench: a
    /// benchmark for tool-agent-user interaction in real-world domains" (arXiv:2406.12045, 2024), section 3.
    ///
    /// # Errors
    /// [`BadTries`].
    pub fn all_of(self, k: u64) -> Result<f64, BadTries> {
        self.check(k)?;
        Ok(all_drawn_from(self.passed, self.tried, k))
    }

    fn check(self, k: u64) -> Result<(), BadTries> {
        let Self { tried, passed } = self;
        match () {
            () if k == 0 => Err(BadTries::NoTry),
            () if passed > tried => Err(BadTries::MorePassed { passed, tried }),
            () if tried < k => Err(BadTries::TooFew { tried, k }),
            () => Ok(()),
        }
    }
}

/// C(some, k) / C(all, k): k drawn without putting back are all among some.
fn all_drawn_from(some: u64, all: u64, k: u64) -> f64 {
    if some < k {
        return 0.0;
    }
    // The same is C(all − k, rest) / C(all, rest) for the rest that are not among them: the shorter product is taken.
    let rest = all - some;
    let (top, length) = if k <= rest { (some, k) } else { (all - k, rest) };
    let mut chance = 1.0;
    for i in 0..length {
        chance *= (top - i) as f64 / (all - i) as f64;
        // Where both are long, nothing is left long before their end.
        if chance == 0.0 {
            break;
        }
    }
    chance
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_says_nothing_of_k_is_named() {
        let tries = |passed, tried| Tries { tried, passed };
        for of in [Tries::any_of, Tries::all_of] {
            assert_eq!(of(tries(0, 0), 1), Err(BadTries::TooFew { tried: 0, k: 1 }));
            assert_eq!(of(tries(1, 2), 3), Err(BadTries::TooFew { tried: 2, k: 3 }));
            assert_eq!(of(tries(1, 2), 0), Err(BadTries::NoTry));
            assert_eq!(of(tries(3, 2), 1), Err(BadTries::MorePassed { passed: 3, tried: 2 }));
        }
    }

    #[test]
    fn many_tries_take_no_longer_than_the_shorter_side() {
        let nearly = Tries { tried: u64::MAX, passed: u64::MAX - 1 };
        assert!((nearly.all_of(u64::MAX / 2).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(nearly.any_of(2), Ok(1.0));
        let half = Tries { tried: u64::MAX, passed: u64::MAX / 2 };
        assert_eq!((half.all_of(u64::MAX / 4), half.any_of(u64::MAX / 4)), (Ok(0.0), Ok(1.0)));
    }

    proptest! {
        #[test]
        fn more_tries_help_the_one_and_hurt_the_other(tried in 1_u64..60, passed in 0_u64..60) {
            let tries = Tries { tried, passed: passed.min(tried) };
            let share = tries.passed as f64 / tried as f64;
            prop_assert!((tries.any_of(1).unwrap() - share).abs() < 1e-12);
            prop_assert!((tries.all_of(1).unwrap() - share).abs() < 1e-12);
            for k in 2..=tried {
                prop_assert!(tries.any_of(k).unwrap() >= tries.any_of(k - 1).unwrap() - 1e-12);
                prop_assert!(tries.all_of(k).unwrap() <= tries.all_of(k - 1).unwrap() + 1e-12);
            }
        }

        #[test]
        fn all_failing_is_the_other_side_of_any_passing(tried in 1_u64..60, passed in 0_u64..60, k in 1_u64..60) {
            let tries = Tries { tried, passed: passed.min(tried) };
            let failing = Tries { tried, passed: tried - tries.passed };
            let k = k.min(tried);
            prop_assert!((tries.any_of(k).unwrap() + failing.all_of(k).unwrap() - 1.0).abs() < 1e-12);
        }
    }
}
