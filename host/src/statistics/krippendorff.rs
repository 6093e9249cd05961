//! Whether those who rate agree: Krippendorff's α.

/// What can be said of two ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// That they are the same or not: labels.
    Nominal,
    /// Which is higher as well: grades.
    Ordinal,
    /// How far they are apart as well: points.
    Interval,
}

/// Ratings that have no α.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAlpha {
    /// A rater has more units than the first, or fewer.
    #[error("rater {rater} has {units} units, the first has {expected}")]
    Uneven {
        /// Who.
        rater: usize,
        /// How many.
        units: usize,
        /// How many the first has.
        expected: usize,
    },
    /// A rating is infinite or not a number.
    #[error("the rating of unit {unit} by rater {rater} is no finite number")]
    NotFinite {
        /// Who.
        rater: usize,
        /// Of what.
        unit: usize,
    },
    /// No unit is rated by two or more, so that nobody can agree with anybody.
    #[error("no unit is rated by two or more raters")]
    NoPairs,
    /// All who could agree gave one and the same rating: that is no sign that they would tell good from bad, and α would
    /// be 0 / 0.
    #[error("all ratings are the same, so that agreement is no sign of reliability")]
    AllAlike,
}

/// Krippendorff's α: 1 − observed / expected disagreement; 1 is agreement, 0 what chance would give, below 0 less than
/// that. `ratings` has a row a rater and a column a unit, none where a rater gave none (a missing ballot): a unit that
/// fewer than two rated says nothing. Krippendorff, "Content Analysis" (4th edition, 2019), chapter 12; with missing
/// values in "Computing Krippendorff's alpha-reliability" (2011), section C.
///
/// # Errors
/// [`NoAlpha`].
pub fn krippendorff_alpha(ratings: &[Vec<Option<f64>>], level: Level) -> Result<f64, NoAlpha> {
    let units = paired_units(ratings)?;
    let places = Places::of(&units, level)?;
    let observed: f64 = units.iter().map(|unit| places.disagreement(unit)).sum();
    let pairable = places.count();
    Ok(1.0 - (pairable - 1.0) * observed / places.expected())
}

/// The ratings of each unit that two or more rated.
fn paired_units(ratings: &[Vec<Option<f64>>]) -> Result<Vec<Vec<f64>>, NoAlpha> {
    let expected = ratings.first().map_or(0, Vec::len);
    let mut units = vec![Vec::new(); expected];
    for (rater, given) in ratings.iter().enumerate() {
        if given.len() != expected {
            return Err(NoAlpha::Uneven { rater, units: given.len(), expected });
        }
        for (unit, rating) in given.iter().enumerate().filter_map(|(unit, rating)| Some((unit, (*rating)?))) {
            if !rating.is_finite() {
                return Err(NoAlpha::NotFinite { rater, unit });
            }
            // −0 and 0 are one rating.
            units[unit].push(rating + 0.0);
        }
    }
    units.retain(|unit| unit.len() > 1);
    if units.is_empty() { Err(NoAlpha::NoPairs) } else { Ok(units) }
}

/// Where each rating that occurs lies on a scale on which the difference of two counts by its square: for labels, which
/// have none, their numbers.
struct Places {
    /// Ratings that occur, the least first.
    values: Vec<f64>,
    /// How often each does.
    counts: Vec<f64>,
    places: Vec<f64>,
    level: Level,
}

impl Places {
    fn of(units: &[Vec<f64>], level: Level) -> Result<Self, NoAlpha> {
        let mut all: Vec<f64> = units.iter().flatten().copied().collect();
        all.sort_by(f64::total_cmp);
        let (mut values, mut counts): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        for value in all {
            if values.last() == Some(&value) {
                counts.last_mut().map(|count| *count += 1.0).unwrap_or_default();
            } else {
                values.push(value);
                counts.push(1.0);
            }
        }
        if values.len() < 2 {
            return Err(NoAlpha::AllAlike);
        }
        let places = match level {
            Level::Nominal => (0..values.len()).map(|place| place as f64).collect(),
            // The ordinal difference, Σ n − (n of the one + n of the other) / 2 over the ratings between, is that of
            // middle ranks.
            Level::Ordinal => counts
                .iter()
                .scan(0.0, |below, count| {
                    *below += count;
                    Some(*below - count / 2.0)
                })
                .collect(),
            Level::Interval => unit_scale(&values),
        };
        Ok(Self { values, counts, places, level })
    }

    /// How many ratings there are.
    fn count(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// Over a unit's ordered pairs, averaged for each rating.
    fn disagreement(&self, unit: &[f64]) -> f64 {
        // Every rating of a unit is one that occurs.
        let place = |value: &f64| self.places[self.values.partition_point(|other| other < value)];
        let places: Vec<f64> = unit.iter().map(place).collect();
        let sum: f64 = places.iter().flat_map(|one| places.iter().map(|other| self.difference(*one, *other))).sum();
        sum / (unit.len() - 1) as f64
    }

    fn difference(&self, one: f64, other: f64) -> f64 {
        match self.level {
            Level::Nominal => f64::from(u8::from(one != other)),
            Level::Ordinal | Level::Interval => (one - other).powi(2),
        }
    }

    /// Over all ordered pairs of ratings, whoever gave them.
    fn expected(&self) -> f64 {
        let n = self.count();
        match self.level {
            Level::Nominal => n * n - self.counts.iter().map(|count| count * count).sum::<f64>(),
            Level::Ordinal | Level::Interval => {
                let weighed = || self.counts.iter().zip(&self.places);
                let mean = weighed().map(|(count, place)| count * place).sum::<f64>() / n;
                2.0 * n * weighed().map(|(count, place)| count * (place - mean).powi(2)).sum::<f64>()
            }
        }
    }
}

/// Sorted values moved and stretched so that they reach from 0 to 1: α does not change with origin and unit, and here no
/// square overflows.
fn unit_scale(sorted: &[f64]) -> Vec<f64> {
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    // The difference of the largest numbers is infinite, that of their halves is not; the halves of the smallest are 0.
    let by = if (most - least).is_finite() { 1.0 } else { 0.5 };
    let span = most * by - least * by;
    sorted.iter().map(|value| (value * by - least * by) / span).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEVELS: [Level; 3] = [Level::Nominal, Level::Ordinal, Level::Interval];

    #[test]
    fn what_has_no_alpha_says_why() {
        for level in LEVELS {
            let alpha = |ratings: &[Vec<Option<f64>>]| krippendorff_alpha(ratings, level);
            assert_eq!(alpha(&[]), Err(NoAlpha::NoPairs));
            assert_eq!(alpha(&[vec![], vec![]]), Err(NoAlpha::NoPairs));
            assert_eq!(alpha(&[vec![Some(1.0), Some(2.0)]]), Err(NoAlpha::NoPairs));
            assert_eq!(alpha(&[vec![Some(1.0), None], vec![None, Some(2.0)]]), Err(NoAlpha::NoPairs));
            assert_eq!(alpha(&[vec![Some(0.0)], vec![Some(-0.0)]]), Err(NoAlpha::AllAlike));
            // The unit that differs was rated once.
            let lone = [vec![Some(3.0), Some(4.0)], vec![Some(3.0), None]];
            assert_eq!(alpha(&lone), Err(NoAlpha::AllAlike));
            let uneven = [vec![Some(3.0), Some(4.0)], vec![Some(3.0)]];
            assert_eq!(alpha(&uneven), Err(NoAlpha::Uneven { rater: 1, units: 1, expected: 2 }));
            let infinite = [vec![Some(3.0)], vec![Some(f64::NAN)]];
            assert_eq!(alpha(&infinite), Err(NoAlpha::NotFinite { rater: 1, unit: 0 }));
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow_nor_the_smallest_vanish() {
        for [one, other] in [[f64::MAX, f64::MIN], [0.0, 5e-324]] {
            let ratings = [vec![Some(one), Some(other)], vec![Some(one), Some(other)]];
            for level in LEVELS {
                assert_eq!(krippendorff_alpha(&ratings, level), Ok(1.0));
            }
        }
    }

    fn ratings() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
        let rating = prop::option::weighted(0.8, (0_u8..5).prop_map(f64::from));
        (2_usize..6, 1_usize..12).prop_flat_map(move |(raters, units)| {
            prop::collection::vec(prop::collection::vec(rating.clone(), units), raters)
        })
    }

    fn alike(one: Result<f64, NoAlpha>, other: Result<f64, NoAlpha>) -> bool {
        one == other || matches!((one, other), (Ok(one), Ok(other)) if (one - other).abs() < 1e-12)
    }

    proptest! {
        #[test]
        fn who_rated_and_in_what_order_does_not_matter(ratings in ratings()) {
            let mut turned = ratings.clone();
            turned.reverse();
            turned.iter_mut().for_each(|row| row.reverse());
            for level in LEVELS {
                prop_assert!(alike(krippendorff_alpha(&ratings, level), krippendorff_alpha(&turned, level)));
            }
        }

        #[test]
        fn each_level_reads_no_more_than_it_may(ratings in ratings()) {
            let through = |change: fn(f64) -> f64| -> Vec<Vec<Option<f64>>> {
                ratings.iter().map(|row| row.iter().map(|rating| rating.map(change)).collect()).collect()
            };
            let alpha = |ratings: &[Vec<Option<f64>>], level| krippendorff_alpha(ratings, level);
            let renamed = through(|rating| (rating * 2.0) % 5.0);
            prop_assert!(alike(alpha(&ratings, Level::Nominal), alpha(&renamed, Level::Nominal)));
            let stretched = through(|rating| rating.powi(3));
            prop_assert!(alike(alpha(&ratings, Level::Ordinal), alpha(&stretched, Level::Ordinal)));
            let moved = through(|rating| 3.0 - 2.0 * rating);
            prop_assert!(alike(alpha(&ratings, Level::Interval), alpha(&moved, Level::Interval)));
        }

        #[test]
        fn it_is_one_at_most(ratings in ratings()) {
            for level in LEVELS {
                if let Ok(alpha) = krippendorff_alpha(&ratings, level) {
                    prop_assert!(alpha.is_finite() && alpha <= 1.0);
                }
            }
        }
    }
}
