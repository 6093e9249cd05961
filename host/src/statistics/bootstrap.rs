//! Intervals by resampling.

use super::design::Design;
use super::dice::Dice;
use super::interval::Interval;
use super::normal;
use super::quantile::of_sorted;

/// How an interval is read off the resamples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Their percentiles: Efron, "Nonparametric standard errors and confidence intervals" (1981).
    Percentile,
    /// Bias-corrected and accelerated: Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
    Bca,
}

/// How to resample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// What the draws follow from.
    pub seed: u64,
    /// How many resamples: 2,000 serve an interval.
    pub resamples: u32,
    /// Such as 0.95.
    pub confidence: f64,
    /// How the interval is read off.
    pub method: Method,
}

impl Bootstrap {
    /// 2,000 resamples, 95 %, bias-corrected and accelerated.
    pub fn new(seed: u64) -> Self {
        Self { seed, resamples: 2_000, confidence: 0.95, method: Method::Bca }
    }

    /// Whether so many pieces can be resampled like this: one piece says nothing of how they scatter.
    pub(super) fn can_resample(&self, clusters: usize) -> bool {
        clusters >= 2 && self.resamples > 0 && self.confidence > 0.0 && self.confidence < 1.0
    }

    /// Whether leave-one-out values are asked for.
    pub(super) fn wants_jackknife(&self) -> bool {
        self.method == Method::Bca
    }
}

/// The weighted mean. `None` where there is no case, or not one finite value a case.
pub fn mean(values: &[f64], design: &Design) -> Option<f64> {
    ratio(design.sums(values)?.into_iter())
}

/// Interval of the weighted mean, resampling whole groups.
///
/// `None` where [`mean`] is, or where there are fewer than two groups: one says nothing of how they scatter.
pub fn mean_interval(values: &[f64], design: &Design, bootstrap: &Bootstrap) -> Option<Interval> {
    let sums = design.sums(values)?;
    let observed = ratio(sums.iter().copied())?;
    let replicate = |drawn: &[u32]| ratio(drawn.iter().map(|index| sums[*index as usize]));
    let (sum, weight) = sums.iter().fold((0.0, 0.0), |(a, b), (sum, weight)| (a + sum, b + weight));
    let without = |left_out: usize| Some((sum - sums[left_out].0) / (weight - sums[left_out].1));
    interval(observed, sums.len(), bootstrap, replicate, without)
}

fn ratio(sums: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weight) = sums.fold((0.0, 0.0), |(a, b), (sum, weight)| (a + sum, b + weight));
    (weight > 0.0).then(|| sum / weight)
}

/// Interval of any statistic of `clusters` pieces.
///
/// `replicate` gives the statistic of a resample (indices of pieces), `without` that of all pieces but one, which only
/// [`Method::Bca`] asks for.
pub(super) fn interval(
    observed: f64,
    clusters: usize,
    bootstrap: &Bootstrap,
    replicate: impl FnMut(&[u32]) -> Option<f64>,
    without: impl Fn(usize) -> Option<f64>,
) -> Option<Interval> {
    if !bootstrap.can_resample(clusters) {
        return None;
    }
    let mut replicates = replicates(clusters, bootstrap.seed, bootstrap.resamples, replicate)?;
    replicates.sort_by(f64::total_cmp);
    read_off(observed, &replicates, bootstrap, || (0..clusters).map(without).collect())
}

/// The interval that the method reads off sorted replicates; `jackknife` gives the leave-one-out values where it asks for
/// them.
pub(super) fn read_off(
    observed: f64,
    sorted: &[f64],
    bootstrap: &Bootstrap,
    jackknife: impl FnOnce() -> Option<Vec<f64>>,
) -> Option<Interval> {
    match bootstrap.method {
        Method::Percentile => percentile_interval(sorted, bootstrap.confidence),
        Method::Bca => bca_interval(observed, sorted, &jackknife()?, bootstrap.confidence),
    }
}

/// What is found of each resample of as many pieces as there are; `None` if one has none.
pub(super) fn replicates<T>(
    clusters: usize,
    seed: u64,
    resamples: u32,
    mut replicate: impl FnMut(&[u32]) -> Option<T>,
) -> Option<Vec<T>> {
    let bound = u32::try_from(clusters).ok()?;
    let mut dice = Dice::new(seed);
    let mut drawn = vec![0; clusters];
    (0..resamples)
        .map(|_| {
            drawn.fill_with(|| dice.below(bound));
            replicate(&drawn)
        })
        .collect()
}

pub(super) fn percentile_interval(sorted: &[f64], confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    Some(Interval { low: of_sorted(sorted, tail)?, high: of_sorted(sorted, 1.0 - tail)? })
}

/// Where all resamples fall on one side of what was observed, the correction is infinite and the percentiles are kept.
pub(super) fn bca_interval(observed: f64, sorted: &[f64], jackknife: &[f64], confidence: f64) -> Option<Interval> {
    let bias = bias(observed, sorted);
    if !bias.is_finite() {
        return percentile_interval(sorted, confidence);
    }
    let acceleration = acceleration(jackknife);
    let corrected = |z: f64| normal::cdf(bias + (bias + z) / (1.0 - acceleration * (bias + z)));
    let z = normal::two_sided(confidence);
    Some(Interval { low: of_sorted(sorted, corrected(-z))?, high: of_sorted(sorted, corrected(z))? })
}

/// Replicates this near to what was observed, as a share of the largest, equal it: the same cases drawn in another order add up to the same
/// but for rounding, which must not decide on which side they fall.
const SAME: f64 = 1e-11;

/// The z below which the share of replicates lies that are below what was observed, those that equal it counting half;
/// infinite where all are on one side.
pub(super) fn bias(observed: f64, sorted: &[f64]) -> f64 {
    let ends = [sorted.first(), sorted.last()].into_iter().flatten();
    let slack = SAME * ends.fold(observed.abs(), |largest, end| largest.max(end.abs()));
    let below = sorted.partition_point(|value| *value < observed - slack);
    let up_to = sorted.partition_point(|value| *value <= observed + slack);
    normal::quantile((below + up_to) as f64 / (2.0 * sorted.len() as f64))
}

/// Σ d³ / (6 (Σ d²)^1.5) over the deviations of the leave-one-out values; 0 where they do not deviate.
pub(super) fn acceleration(jackknife: &[f64]) -> f64 {
    let centre = jackknife.iter().sum::<f64>() / jackknife.len() as f64;
    let (squares, cubes) = jackknife
        .iter()
        .map(|value| centre - value)
        .fold((0.0, 0.0), |(squares, cubes), d| (squares + d * d, cubes + d * d * d));
    if squares > 0.0 { cubes / (6.0 * f64::powf(squares, 1.5)) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const METHODS: [Method; 2] = [Method::Percentile, Method::Bca];

    fn with(method: Method) -> Bootstrap {
        Bootstrap { method, ..Bootstrap::new(1) }
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        for method in METHODS {
            let interval = |values: &[f64]| mean_interval(values, &Design::simple(values.len()), &with(method));
            assert_eq!(interval(&[]), None);
            assert_eq!(interval(&[0.5]), None);
            assert_eq!(interval(&[0.5, f64::NAN]), None);
            assert_eq!(interval(&[0.5, f64::INFINITY]), None);
            assert_eq!(mean_interval(&[0.5, 0.6], &Design::simple(3), &with(method)), None);
            let one_group = Design::new(&[1.0, 1.0], &[Some(0), Some(0)]).unwrap();
            assert_eq!(mean_interval(&[0.1, 0.9], &one_group, &with(method)), None);
            let none = Bootstrap { resamples: 0, ..with(method) };
            assert_eq!(mean_interval(&[0.1, 0.9], &Design::simple(2), &none), None);
            let certain = Bootstrap { confidence: 1.0, ..with(method) };
            assert_eq!(mean_interval(&[0.1, 0.9], &Design::simple(2), &certain), None);
        }
        assert_eq!(mean(&[], &Design::simple(0)), None);
    }

    #[test]
    fn values_that_are_all_the_same_give_a_point() {
        for method in METHODS {
            for value in [0.0, 0.1, 1.0] {
                let interval = mean_interval(&[value; 7], &Design::simple(7), &with(method)).unwrap();
                assert!((interval.low - value).abs() < 1e-12 && (interval.high - value).abs() < 1e-12, "{interval:?}");
            }
        }
    }

    #[test]
    fn one_seed_gives_one_interval_for_ever() {
        let values: Vec<f64> = (0..40).map(|index| f64::from(index * index % 17) / 17.0).collect();
        let interval = mean_interval(&values, &Design::simple(40), &Bootstrap::new(42)).unwrap();
        let again = mean_interval(&values, &Design::simple(40), &Bootstrap::new(42)).unwrap();
        assert_eq!((interval.low.to_bits(), interval.high.to_bits()), (again.low.to_bits(), again.high.to_bits()));
        assert_ne!(mean_interval(&values, &Design::simple(40), &Bootstrap::new(43)), Some(interval));
        // Noted when first computed: a change of how draws are made must not pass unseen.
        assert!((interval.low - 0.35000600718990715).abs() < 1e-12, "{interval:?}");
        assert!((interval.high - 0.5573529411764705).abs() < 1e-12, "{interval:?}");
    }

    #[test]
    fn the_same_sum_in_another_order_equals_what_was_observed() {
        // 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in binary.
        let mean = |values: [f64; 3]| values.iter().sum::<f64>() / 3.0;
        let (observed, other) = (mean([0.1, 0.2, 0.3]), mean([0.3, 0.2, 0.1]));
        assert!(other < observed);
        assert_eq!(bias(observed, &[0.1, other, observed, 0.3]), 0.0);
    }

    #[test]
    fn cases_that_belong_together_widen_the_interval() {
        let values: Vec<f64> = (0..100).map(|index| f64::from(index / 10 % 2)).collect();
        let groups: Vec<_> = (0..100).map(|index| Some(index / 10)).collect();
        let width = |design| {
            let interval = mean_interval(&values, &design, &with(Method::Percentile)).unwrap();
            interval.high - interval.low
        };
        let (alone, together) = (width(Design::simple(100)), width(Design::new(&[1.0; 100], &groups).unwrap()));
        assert!(together > 2.5 * alone, "{together} against {alone}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn an_interval_stays_among_the_values_and_moves_with_them(
            values in prop::collection::vec(0.0..1.0_f64, 2..25), seed in any::<u64>(),
        ) {
            let design = Design::simple(values.len());
            let (least, most) = values.iter().fold((1.0_f64, 0.0_f64), |(a, b), value| (a.min(*value), b.max(*value)));
            for method in METHODS {
                let bootstrap = Bootstrap { method, resamples: 300, ..Bootstrap::new(seed) };
                let found = mean_interval(&values, &design, &bootstrap).unwrap();
                prop_assert!(least - 1e-12 <= found.low && found.low <= found.high && found.high <= most + 1e-12);
                let moved: Vec<f64> = values.iter().map(|value| value * 2.0 + 3.0).collect();
                let moved = mean_interval(&moved, &design, &bootstrap).unwrap();
                prop_assert!((moved.low - (found.low * 2.0 + 3.0)).abs() < 1e-9);
                prop_assert!((moved.high - (found.high * 2.0 + 3.0)).abs() < 1e-9);
            }
        }
    }
}
