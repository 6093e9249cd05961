//! Interval of a proportion.

use super::interval::Interval;
use super::normal;

/// Wilson's score interval for `successes` of `trials`, without continuity correction: Wilson, "Probable inference,
/// the law of succession, and statistical inference", JASA 22 (1927).
///
/// `None` where there are no trials, more successes than trials, or `confidence` is not between 0 and 1.
pub fn wilson(successes: u64, trials: u64, confidence: f64) -> Option<Interval> {
    if trials == 0 || successes > trials || !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let n = trials as f64;
    let share = successes as f64 / n;
    let z2 = normal::two_sided(confidence).powi(2);
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = (z2 * (share * (1.0 - share) / n + z2 / (4.0 * n * n))).sqrt() / (1.0 + z2 / n);
    // At 0 and n successes a bound is exactly 0 or 1, which rounding would miss.
    let low = if successes == 0 { 0.0 } else { centre - half };
    let high = if successes == trials { 1.0 } else { centre + half };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(wilson(0, 0, 0.95), None);
        assert_eq!(wilson(2, 1, 0.95), None);
        for confidence in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(wilson(1, 2, confidence), None);
        }
    }

    #[test]
    fn twenty_of_twenty_is_not_certainty() {
        let interval = wilson(20, 20, 0.95).unwrap();
        assert!((interval.low - 0.839).abs() < 5e-4, "{interval:?}");
        assert_eq!(interval.high, 1.0);
        assert_eq!(wilson(0, 20, 0.95).unwrap().low, 0.0);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_is_the_same_from_both_ends(trials in 1_u64..10_000, of in 0.0..=1.0_f64) {
            let successes = (of * trials as f64) as u64;
            let share = successes as f64 / trials as f64;
            let interval = wilson(successes, trials, 0.95).unwrap();
            prop_assert!(0.0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1.0);
            let failures = wilson(trials - successes, trials, 0.95).unwrap();
            prop_assert!((interval.low + failures.high - 1.0).abs() < 1e-12);
            let surer = wilson(successes, trials, 0.99).unwrap();
            prop_assert!(surer.low <= interval.low && interval.high <= surer.high);
        }
    }
}
