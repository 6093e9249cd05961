//! High and low waters: how far a tide table is from the published predictor's.
//!
//! Each expected water is matched with at most one given water of the same type (high or low), the pairs nearest in
//! time first and none further apart than `window-min`. A pair earns
//! 1 / (1 + level error / half-cm) · 1 / (1 + time error / half-min): 1 when exact, one half when either error is at
//! its half value and the other is 0. The score is the sum over the pairs divided by the number of expected waters
//! plus that of given waters left without a match, so that missing and surplus waters both cost.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges a list of high and low waters.
///
/// Expected and output are `{"waters": [{"time", "level", "type"}, …]}` with `time` in RFC 3339, `level` in metres and
/// `type` either `high` or `low`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tide {
    /// The error in level, in cm, that halves a pair's worth.
    pub half_cm: f64,
    /// The error in time, in minutes, that halves a pair's worth.
    pub half_min: f64,
    /// How far apart in time, in minutes, two waters may be and still be the same one.
    pub window_min: f64,
}

/// One high or low water.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Water {
    /// Minutes since 1970-01-01T00:00Z.
    minutes: f64,
    /// Centimetres above mean level.
    level_cm: f64,
    high: bool,
}

impl Water {
    fn read(value: &Value) -> Result<Self, String> {
        let text = value.get("time").and_then(Value::as_str).ok_or("a water has no time")?;
        let time: Timestamp = text.parse().map_err(|_| format!("{text:?} is not a time"))?;
        let level = value.get("level").and_then(Value::as_f64).ok_or("a water has no level")?;
        let high = match value.get("type").and_then(Value::as_str) {
            Some("high") => true,
            Some("low") => false,
            _ => return Err("a water is neither high nor low".to_owned()),
        };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar date are below 2^53")]
        let minutes = time.as_millisecond() as f64 / 60_000.0;
        Ok(Self { minutes, level_cm: level * 100.0, high })
    }

    fn read_all(value: &Value) -> Result<Vec<Self>, String> {
        value.get("waters").and_then(Value::as_array).ok_or("there are no waters")?.iter().map(Self::read).collect()
    }
}

/// One expected water and the given one that stands for it: their errors.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    level_cm: f64,
    minutes: f64,
}

/// Pairs waters of the same type, nearest in time first; ties go to the earlier expected, then the earlier given one.
fn pair_up(expected: &[Water], given: &[Water], window_min: f64) -> Vec<Pair> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, wanted) in expected.iter().enumerate() {
        for (j, water) in given.iter().enumerate() {
            let apart = (wanted.minutes - water.minutes).abs();
            if wanted.high == water.high && apart <= window_min {
                candidates.push((apart, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken, mut used) = (vec![false; expected.len()], vec![false; given.len()]);
    let mut pairs = Vec::new();
    for (minutes, i, j) in candidates {
        if taken[i] || used[j] {
            continue;
        }
        (taken[i], used[j]) = (true, true);
        pairs.push(Pair { level_cm: (expected[i].level_cm - given[j].level_cm).abs(), minutes });
    }
    pairs
}

#[expect(clippy::cast_precision_loss, reason = "a tide table has a few waters")]
fn count(number: usize) -> f64 {
    number as f64
}

impl Tide {
    fn worth(&self, pair: &Pair) -> f64 {
        1.0 / (1.0 + pair.level_cm / self.half_cm) / (1.0 + pair.minutes / self.half_min)
    }

    fn compare(&self, expected: &[Water], given: &[Water]) -> Judgement {
        let pairs = pair_up(expected, given, self.window_min);
        let missing = expected.len() - pairs.len();
        let surplus = given.len() - pairs.len();
        let all = expected.len() + surplus;
        let score = if all == 0 { 1.0 } else { pairs.iter().map(|pair| self.worth(pair)).sum::<f64>() / count(all) };
        let mut figures = Vec::new();
        if !pairs.is_empty() {
            let mean = |of: fn(&Pair) -> f64| pairs.iter().map(of).sum::<f64>() / count(pairs.len());
            figures.push(("level-cm".to_owned(), mean(|pair| pair.level_cm)));
            figures.push(("time-min".to_owned(), mean(|pair| pair.minutes)));
        }
        figures.push(("missing".to_owned(), count(missing)));
        figures.push(("surplus".to_owned(), count(surplus)));
        Judgement { score, figures, ..Judgement::default() }
    }
}

impl Judge for Tide {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let given = match Water::read_all(output) {
            Ok(given) => given,
            Err(reason) => {
                let remark =
                    Words { zh: format!("潮表无法读取：{reason}"), en: format!("Unreadable: {reason}") };
                return Judgement { remarks: vec![remark], ..Judgement::default() };
            }
        };
        Water::read_all(expected).map_or_else(|_| Judgement::default(), |expected| self.compare(&expected, &given))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::lower("level-cm", Words::new("潮高误差", "Level error"), "cm"),
            Figure::lower("time-min", Words::new("潮时误差", "Time error"), "min"),
            Figure::lower("missing", Words::new("漏报的高低潮", "Waters missed"), ""),
            Figure::lower("surplus", Words::new("多报的高低潮", "Waters too many"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        for (key, bound) in [("half-cm", self.half_cm), ("half-min", self.half_min), ("window-min", self.window_min)] {
            if bound.is_nan() || bound <= 0.0 {
                return Err(format!("{key} must be above 0"));
            }
        }
        match Water::read_all(expected)?.len() {
            0 => Err("no high or low water is expected".to_owned()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Tide {
        Tide { half_cm: 10.0, half_min: 10.0, window_min: 180.0 }
    }

    fn water(time: &str, level: f64, kind: &str) -> Value {
        json!({"time": time, "level": level, "type": kind})
    }

    fn table(waters: &[Value]) -> Value {
        json!({"waters": waters})
    }

    fn judge(expected: &[Value], given: &[Value]) -> Judgement {
        metric().judge(&Value::Null, &table(expected), &table(given))
    }

    #[test]
    fn the_expected_table_itself_scores_one() {
        let waters = [water("2026-03-01T05:57:48Z", -2.055, "low"), water("2026-03-01T20:50:27Z", 2.169, "high")];
        let judged = judge(&waters, &waters);
        assert_eq!(judged.score, 1.0);
        assert_eq!(judged.figure("missing"), Some(0.0));
    }

    /// By hand: one pair is 10 cm and 0 min off (1/2), the other 5 cm and 10 min (2/3 · 1/2 = 1/3): mean 5/12.
    #[test]
    fn errors_in_level_and_time_multiply() {
        let expected = [water("2026-03-01T00:00:00Z", 1.0, "high"), water("2026-03-01T06:00:00Z", -1.0, "low")];
        let given = [water("2026-03-01T00:00:00Z", 1.1, "high"), water("2026-03-01T06:10:00Z", -1.05, "low")];
        let judged = judge(&expected, &given);
        assert!((judged.score - 5.0 / 12.0).abs() < 1e-9, "{}", judged.score);
        assert!((judged.figure("level-cm").unwrap() - 7.5).abs() < 1e-9);
        assert!((judged.figure("time-min").unwrap() - 5.0).abs() < 1e-9);
    }

    #[test]
    fn a_missing_and_a_surplus_water_both_cost() {
        let high = water("2026-03-01T00:00:00Z", 1.0, "high");
        let low = water("2026-03-01T06:00:00Z", -1.0, "low");
        let both = [high.clone(), low];
        let one = [high];
        let missed = judge(&both, &one);
        assert_eq!((missed.score, missed.figure("missing")), (0.5, Some(1.0)));
        let surplus = judge(&one, &both);
        assert_eq!((surplus.score, surplus.figure("surplus")), (0.5, Some(1.0)));
    }

    #[test]
    fn a_high_water_never_stands_for_a_low_one_nor_one_outside_the_window() {
        let expected = [water("2026-03-01T00:00:00Z", 1.0, "high")];
        assert_eq!(judge(&expected, &[water("2026-03-01T00:00:00Z", 1.0, "low")]).score, 0.0);
        assert_eq!(judge(&expected, &[water("2026-03-01T03:01:00Z", 1.0, "high")]).score, 0.0);
        assert!(judge(&expected, &[water("2026-03-01T03:00:00Z", 1.0, "high")]).score > 0.0);
    }

    #[test]
    fn the_nearest_in_time_is_matched_first_and_each_only_once() {
        let expected = [water("2026-03-01T00:00:00Z", 1.0, "high"), water("2026-03-01T02:00:00Z", 0.5, "high")];
        let judged = judge(&expected, &[water("2026-03-01T01:30:00Z", 0.5, "high")]);
        assert_eq!(judged.figure("time-min"), Some(30.0));
        assert_eq!(judged.figure("missing"), Some(1.0));
    }

    #[test]
    fn an_empty_answer_scores_nothing_and_has_no_errors_to_tell() {
        let judged = judge(&[water("2026-03-01T00:00:00Z", 1.0, "high")], &[]);
        assert_eq!(judged.score, 0.0);
        assert_eq!(judged.figure("level-cm"), None);
    }

    #[test]
    fn a_time_that_is_none_is_remarked_upon() {
        let judged =
            judge(&[water("2026-03-01T00:00:00Z", 1.0, "high")], &[water("2026-02-30T00:00:00Z", 1.0, "high")]);
        assert_eq!(judged.score, 0.0);
        assert_eq!(judged.remarks.len(), 1);
    }

    #[test]
    fn a_case_without_waters_is_refused() {
        assert!(metric().check(&Value::Null, &table(&[])).is_err());
        assert!(metric().check(&Value::Null, &table(&[water("2026-03-01T00:00:00Z", 1.0, "high")])).is_ok());
        assert!(metric().check(&Value::Null, &table(&[water("yesterday", 1.0, "high")])).is_err());
    }
}
