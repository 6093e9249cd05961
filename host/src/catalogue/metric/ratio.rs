//! What the plan metrics share: a plan that keeps every rule is set against the optimum, or against a proven bound.
//!
//! `optimum` in the expected output is the value of the best plan. Where no best plan is known, `bound` stands in its
//! stead: a value that provably no plan can beat, so that the score of the best plan may lie below 1.

use serde_json::Value;

use super::{Figure, Judgement};
use crate::catalogue::scenario::Words;

/// Which way a plan's value is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The least is best, such as a cost: score = reference ÷ value.
    Least,
    /// The most is best, such as a profit: score = value ÷ reference, and 0 for a loss.
    Most,
}

/// What a plan's value is set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// The value of the best plan.
    Optimum(i64),
    /// A value that no plan beats.
    Bound(i64),
}

impl Reference {
    /// The reference of a case, or nothing where it has none above 0.
    pub(super) fn read(expected: &Value) -> Option<Self> {
        let positive = |key: &str| expected.get(key).and_then(Value::as_i64).filter(|value| *value > 0);
        positive("optimum").map(Self::Optimum).or_else(|| positive("bound").map(Self::Bound))
    }

    fn value(self) -> i64 {
        match self {
            Self::Optimum(value) | Self::Bound(value) => value,
        }
    }

    /// The verdict on a plan: its score with the figures `feasible`, `key` (its value) and `gap` (per cent from the
    /// reference), or 0 and every rule that it breaks.
    #[expect(clippy::cast_precision_loss, reason = "values stay far below 2^52")]
    pub(super) fn judge(self, aim: Aim, key: &str, plan: Result<i64, Vec<Words>>) -> Judgement {
        let value = match plan {
            Ok(value) => value,
            Err(remarks) => {
                return Judgement { figures: vec![("feasible".to_owned(), 0.0)], remarks, ..Judgement::default() };
            }
        };
        let reference = self.value() as f64;
        let (score, gap) = match aim {
            Aim::Least => (reference / value.max(1) as f64, value as f64 / reference - 1.0),
            Aim::Most => (value as f64 / reference, 1.0 - value as f64 / reference),
        };
        let figures =
            vec![("feasible".to_owned(), 1.0), (key.to_owned(), value as f64), ("gap".to_owned(), 100.0 * gap)];
        Judgement { score: score.clamp(0.0, 1.0), figures, ..Judgement::default() }
    }

    /// Holds the plan shown with a case to its reference: it must keep every rule, be as good as the optimum says, and
    /// not beat a bound.
    ///
    /// # Errors
    /// How the plan belies the reference, in words.
    pub(super) fn check(self, aim: Aim, plan: Result<i64, Vec<Words>>) -> Result<(), String> {
        let value = plan.map_err(|broken| broken.into_iter().map(|one| one.en).collect::<Vec<_>>().join("; "))?;
        match self {
            Self::Optimum(optimum) if value != optimum => {
                Err(format!("the plan shown comes to {value}, the optimum is {optimum}"))
            }
            Self::Bound(bound) if (aim == Aim::Least && value < bound) || (aim == Aim::Most && value > bound) => {
                Err(format!("the plan shown comes to {value} and beats the bound {bound}"))
            }
            Self::Optimum(_) | Self::Bound(_) => Ok(()),
        }
    }
}

/// Why a case without a reference cannot be judged.
pub(super) const NO_REFERENCE: &str = "the expected output has no optimum or bound above 0";

/// The verdict where there is no plan at all.
pub(super) fn unanswered() -> Judgement {
    Judgement::nothing(["feasible".to_owned()])
}

/// The figures of a plan metric, `own` being the plan's value in its own unit.
pub(super) fn figures(own: Figure) -> Vec<Figure> {
    vec![
        Figure::higher("feasible", Words::new("可行率", "Feasible"), ""),
        own,
        Figure::lower("gap", Words::new("与最优值或理论界的差距", "Gap to the optimum or bound"), "%"),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_optimum_goes_before_a_bound_and_must_be_above_zero() {
        assert_eq!(Reference::read(&json!({"optimum": 7, "bound": 5})), Some(Reference::Optimum(7)));
        assert_eq!(Reference::read(&json!({"bound": 5})), Some(Reference::Bound(5)));
        assert_eq!(Reference::read(&json!({"optimum": 0})), None);
        assert_eq!(Reference::read(&json!({"bound": "5"})), None);
    }

    #[test]
    fn costs_and_profits_are_set_against_the_reference_each_its_own_way() {
        let cost = Reference::Bound(80).judge(Aim::Least, "cost", Ok(100));
        assert_eq!((cost.score, cost.figures[1].1), (0.8, 100.0));
        assert!((cost.figures[2].1 - 25.0).abs() < 1e-9);
        let profit = Reference::Optimum(80).judge(Aim::Most, "profit", Ok(60));
        assert_eq!((profit.score, profit.figures[2].1), (0.75, 25.0));
        assert_eq!(Reference::Optimum(80).judge(Aim::Most, "profit", Ok(-60)).score, 0.0);
        assert_eq!(Reference::Optimum(80).judge(Aim::Least, "cost", Ok(0)).score, 1.0);
    }

    #[test]
    fn a_broken_plan_scores_nothing_and_says_why() {
        let judged = Reference::Optimum(80).judge(Aim::Least, "cost", Err(vec![Words::new("超载", "overloaded")]));
        assert_eq!((judged.score, judged.figures, judged.remarks.len()), (0.0, vec![("feasible".to_owned(), 0.0)], 1));
    }

    #[test]
    fn the_plan_shown_is_held_to_its_reference() {
        assert_eq!(Reference::Optimum(80).check(Aim::Least, Ok(80)), Ok(()));
        assert!(Reference::Optimum(80).check(Aim::Least, Ok(81)).is_err());
        assert_eq!(Reference::Bound(80).check(Aim::Least, Ok(81)), Ok(()));
        assert!(Reference::Bound(80).check(Aim::Least, Ok(79)).is_err());
        assert!(Reference::Bound(80).check(Aim::Most, Ok(81)).is_err());
        assert_eq!(
            Reference::Bound(80).check(Aim::Most, Err(vec![Words::new("错", "wrong")])),
            Err("wrong".to_owned())
        );
    }
}
