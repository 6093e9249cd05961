//! Percentiles.

/// The value below which `share` (0 to 1) of the values lie, between neighbours by linear interpolation: definition 7
/// of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), which is
/// NumPy's default.
///
/// `None` where there are no values, one is not a number, or `share` is not in [0, 1].
pub fn percentile(values: &[f64], share: f64) -> Option<f64> {
    if values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    of_sorted(&sorted, share)
}

/// The value in the middle, or the mean of the two there. `None` as [`percentile`].
pub fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// [`percentile`] of values that are sorted and all numbers.
pub(super) fn of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    if below == above { Some(below) } else { Some(below + (above - below) * place.fract()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!(percentile(&[1.0, f64::NAN], 0.5), None);
        for share in [-0.1, 1.1, f64::NAN] {
            assert_eq!(percentile(&[1.0], share), None);
        }
    }

    #[test]
    fn infinities_are_values() {
        assert_eq!(median(&[f64::INFINITY, 1.0, f64::INFINITY]), Some(f64::INFINITY));
        assert_eq!(median(&[f64::NEG_INFINITY, 3.0, 4.0]), Some(3.0));
    }
}
