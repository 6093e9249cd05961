//! Exact test of two entrants on cases that are right or wrong.

use statrs::function::gamma::ln_gamma;

/// Two-sided p-value of the exact McNemar test: `only_first` cases that only the first entrant has right, `only_second`
/// that only the second has right. Under no difference each of them falls to either side like a fair coin: McNemar,
/// Psychometrika 12 (1947), in the exact binomial form of Edwards (1948). 1 where there is no such case.
pub fn mcnemar_exact(only_first: u64, only_second: u64) -> f64 {
    let n = only_first + only_second;
    let fewer = only_first.min(only_second);
    if only_first == only_second {
        return 1.0;
    }
    // Σ C(n, k) / 2ⁿ for k ≤ fewer, from the largest term down, each from the one before.
    let (n, k) = (n as f64, fewer as f64);
    let largest = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) - n * std::f64::consts::LN_2;
    let mut term = 1.0;
    let mut sum = 1.0;
    for step in (1..=fewer).rev() {
        term *= step as f64 / (n - step as f64 + 1.0);
        sum += term;
        if term < sum * f64::EPSILON / 4.0 {
            break;
        }
    }
    (2.0 * largest.exp() * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn six_cases_all_one_way_are_needed() {
        assert!((mcnemar_exact(5, 0) - 0.0625).abs() < 1e-12);
        assert!((mcnemar_exact(0, 6) - 0.03125).abs() < 1e-12);
        assert_eq!(mcnemar_exact(0, 0), 1.0);
        assert_eq!(mcnemar_exact(3, 3), 1.0);
    }

    #[test]
    fn many_cases_neither_take_for_ever_nor_leave_the_range() {
        let p = mcnemar_exact(1_000_000, 1_001_000);
        assert!((0.0..=1.0).contains(&p), "{p}");
        assert_eq!(mcnemar_exact(5_000_000, 0), 0.0);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_is_first_and_one_more_against_the_odds_says_more(one in 0_u64..300, other in 0_u64..300) {
            let p = mcnemar_exact(one, other);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert_eq!(p, mcnemar_exact(other, one));
            let (more, fewer) = (one.max(other), one.min(other));
            prop_assert!(mcnemar_exact(more + 1, fewer) <= p + 1e-12);
        }
    }
}
