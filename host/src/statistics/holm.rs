//! Correction for testing many pairs.

/// Adjusted p-values, in the order given, by Holm's step-down: Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 6 (1979). A pair that could not be tested (not a number) counts as
/// one of the family and as p = 1.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let known = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| known(p_values[*a]).total_cmp(&known(p_values[*b])));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least = 0.0_f64;
    for (rank, index) in order.into_iter().enumerate() {
        least = least.max(known(p_values[index]) * (p_values.len() - rank) as f64).min(1.0);
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_untested_pair_counts_in_the_family() {
        assert_eq!(holm(&[f64::NAN, 0.01, 0.5]), [1.0, 0.03, 1.0]);
        assert_eq!(holm(&[]), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn each_is_corrected_alike_wherever_it_stands(p_values in prop::collection::vec(0.0..=1.0_f64, 0..12)) {
            let adjusted = holm(&p_values);
            let turned: Vec<f64> = p_values.iter().rev().copied().collect();
            prop_assert_eq!(&adjusted, &holm(&turned).into_iter().rev().collect::<Vec<_>>());
            for (p, adjusted) in p_values.iter().zip(&adjusted) {
                prop_assert!(*p <= *adjusted && *adjusted <= 1.0);
                let bonferroni = p_values.iter().map(|p| (p * p_values.len() as f64).min(1.0)).fold(0.0, f64::max);
                prop_assert!(*adjusted <= bonferroni);
                let smaller = p_values.iter().zip(&holm(&p_values)).all(|(other, theirs)| other > p || theirs <= adjusted);
                prop_assert!(smaller, "a smaller p is not corrected to a larger one");
            }
        }
    }
}
