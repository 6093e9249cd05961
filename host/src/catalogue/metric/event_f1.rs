//! Events along a series or a log: F1 over the events of one case.
//!
//! Expected and output carry a list `events` of `{"start": n, "end": n, "kind": "…"}`: whole numbers, both inclusive,
//! that count samples or lines as the contract says. A given event may stand for an expected one where both share a
//! position, where the length of what they share over the length of what they cover together (intersection over
//! union) reaches the setting [`EventF1::overlap`], and where their kinds agree if [`EventF1::kinds`] asks for that.
//! Each event stands for one other at most, and as many as can be are paired (a maximum matching), so that no order
//! of the lists is favoured. With TP the pairs, FP the given events left over and FN the expected ones left over:
//! F1 = 2·TP / (2·TP + FP + FN). A case without events scores 1 where none is given, else 0.
//!
//! Event-based F1: Mesaros, Heittola & Virtanen 2016, "Metrics for Polyphonic Sound Event Detection", Applied Sciences
//! 6(6):162, section 3.3. Intersection over union as the test of a match: ActivityNet, Caba Heilbron et al. 2015, CVPR,
//! pp. 961–970.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges events along a series or a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EventF1 {
    /// The least intersection over union at which two events match, in [0, 1]; at 0 one shared position is enough.
    pub overlap: f64,
    /// Whether the kinds must agree; otherwise they are for people.
    #[serde(default)]
    pub kinds: bool,
}

/// An event as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    start: i64,
    /// Inclusive.
    end: i64,
    kind: Option<String>,
}

impl Event {
    fn read(value: &Value) -> Option<Self> {
        let at = |key| value.get(key).and_then(whole);
        let kind = value.get("kind").and_then(Value::as_str).map(str::to_owned);
        Some(Self { start: at("start")?, end: at("end")?, kind })
    }

    /// How much the two share over what they cover together; 0 where they share nothing or one ends before it starts.
    fn iou(&self, other: &Self) -> f64 {
        let shared = length(self.start.max(other.start), self.end.min(other.end));
        let (own, others) = (length(self.start, self.end), length(other.start, other.end));
        if own == 0.0 || others == 0.0 { 0.0 } else { shared / (own + others - shared) }
    }
}

/// How many positions there are from `start` to `end`. An agent may say any whole number, hence no plain subtraction.
fn length(start: i64, end: i64) -> f64 {
    end.saturating_sub(start).saturating_add(1).max(0) as f64
}

impl EventF1 {
    fn read(value: &Value) -> Option<Vec<Event>> {
        value.get("events")?.as_array()?.iter().map(Event::read).collect()
    }

    fn match_each_other(&self, wanted: &Event, given: &Event) -> bool {
        let iou = wanted.iou(given);
        let same_kind = !self.kinds || (wanted.kind.is_some() && wanted.kind == given.kind);
        same_kind && iou > 0.0 && iou >= self.overlap
    }

    /// How many events can be paired at most.
    fn pairs(&self, wanted: &[Event], given: &[Event]) -> usize {
        let options: Vec<Vec<usize>> = wanted
            .iter()
            .map(|event| (0..given.len()).filter(|&index| self.match_each_other(event, &given[index])).collect())
            .collect();
        matched(&options, given.len()).iter().flatten().count()
    }
}

/// Which of the first list each of the second is paired with, where `options` says for each of the first which of the
/// second may stand for it: as many pairs as can be.
pub(super) fn matched(options: &[Vec<usize>], given: usize) -> Vec<Option<usize>> {
    let mut taken_by = vec![None; given];
    for one in 0..options.len() {
        pair(one, options, &mut taken_by, &mut vec![false; given]);
    }
    taken_by
}

/// Pairs an expected event, moving earlier pairs aside where that makes room (an augmenting path).
fn pair(event: usize, options: &[Vec<usize>], taken_by: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for &choice in &options[event] {
        if std::mem::replace(&mut tried[choice], true) {
            continue;
        }
        if taken_by[choice].is_none_or(|other| pair(other, options, taken_by, tried)) {
            taken_by[choice] = Some(event);
            return true;
        }
    }
    false
}

impl Judge for EventF1 {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(wanted), Some(given)) = (Self::read(expected), Self::read(output)) else {
            return Judgement::default();
        };
        let hits = self.pairs(&wanted, &given) as f64;
        let (wanted, given) = (wanted.len() as f64, given.len() as f64);
        let score = if wanted + given > 0.0 { 2.0 * hits / (wanted + given) } else { 1.0 };
        let mut figures = vec![("false-alarms".to_owned(), given - hits)];
        if given > 0.0 {
            figures.push(("precision".to_owned(), hits / given));
        }
        if wanted > 0.0 {
            figures.push(("recall".to_owned(), hits / wanted));
        } else {
            figures.push(("quiet-passed".to_owned(), score));
        }
        Judgement { score, figures, labels: None, remarks: Vec::new() }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let quiet = Self::read(expected).is_some_and(|wanted| wanted.is_empty());
        Judgement::nothing([if quiet { "quiet-passed" } else { "recall" }.to_owned()])
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("precision", Words::new("查准率", "Precision"), ""),
            Figure::higher("recall", Words::new("查全率", "Recall"), ""),
            Figure::higher("quiet-passed", Words::new("无异常样本放行率", "Cases without events left alone"), ""),
            Figure::lower("false-alarms", Words::new("每例误报数", "False alarms a case"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.overlap) {
            return Err("the metric needs an overlap between 0 and 1".to_owned());
        }
        let events = expected.get("events").and_then(Value::as_array);
        events.ok_or("the expected output has no list `events`")?;
        let events = Self::read(expected).ok_or("an event lacks its start or end (whole numbers)")?;
        if let Some(event) = events.iter().find(|event| event.end < event.start) {
            return Err(format!("an event ends at {} before it starts at {}", event.end, event.start));
        }
        if self.kinds && events.iter().any(|event| event.kind.is_none()) {
            return Err("an event lacks its kind (a text)".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric(overlap: f64, kinds: bool) -> EventF1 {
        EventF1 { overlap, kinds }
    }

    fn events(list: &[(i64, i64, &str)]) -> Value {
        let list: Vec<Value> =
            list.iter().map(|(start, end, kind)| json!({"start": start, "end": end, "kind": kind})).collect();
        json!({"events": list})
    }

    /// tests/golden/event-f1/make.py: positions as sets, every pairing tried.
    #[test]
    fn scores_agree_with_the_golden_values() {
        let golden: Vec<Value> =
            serde_json::from_str(include_str!("../../../../tests/golden/event-f1/events.json")).unwrap();
        assert!(golden.len() >= 100);
        for row in golden {
            let metric = metric(row["overlap"].as_f64().unwrap(), row["kinds"].as_bool().unwrap());
            let judgement = metric.judge(&Value::Null, &row["expected"], &row["output"]);
            assert!((judgement.score - row["f1"].as_f64().unwrap()).abs() < 1e-12, "{row}: {judgement:?}");
            for key in ["precision", "recall"] {
                assert_eq!(judgement.figure(key), row[key].as_f64(), "{key} of {row}");
            }
        }
    }

    #[test]
    fn overlap_is_intersection_over_union_and_its_bound_counts() {
        // 4..=7 and 6..=9 share 2 of 6 positions.
        let (wanted, given) = (events(&[(4, 7, "spike")]), events(&[(6, 9, "drift")]));
        let score = |overlap, kinds| metric(overlap, kinds).judge(&Value::Null, &wanted, &given).score;
        assert_eq!(score(1.0 / 3.0, false), 1.0);
        assert_eq!(score(0.34, false), 0.0);
        assert_eq!(score(0.0, true), 0.0);
        let beside = events(&[(8, 9, "spike")]);
        assert_eq!(metric(0.0, false).judge(&Value::Null, &wanted, &beside).score, 0.0, "nothing is shared");
    }

    #[test]
    fn as_many_as_can_be_are_paired() {
        // The first expected event could take either; taking the first would leave the second without one.
        let (wanted, given) = (events(&[(1, 9, "a"), (1, 4, "a")]), events(&[(1, 5, "a"), (6, 9, "a")]));
        let judgement = metric(0.3, true).judge(&Value::Null, &wanted, &given);
        assert_eq!((judgement.score, judgement.figure("false-alarms")), (1.0, Some(0.0)));
    }

    #[test]
    fn an_event_given_twice_or_backwards_is_a_false_alarm() {
        let wanted = events(&[(5, 5, "a")]);
        let twice = metric(0.5, true).judge(&Value::Null, &wanted, &events(&[(5, 5, "a"), (5, 5, "a")]));
        assert_eq!((twice.score, twice.figure("precision")), (2.0 / 3.0, Some(0.5)));
        assert_eq!(metric(0.0, false).judge(&Value::Null, &wanted, &events(&[(6, 4, "a")])).score, 0.0);
        let endless = events(&[(i64::MIN, i64::MAX, "a")]);
        assert_eq!(metric(0.1, false).judge(&Value::Null, &wanted, &endless).score, 0.0);
    }

    #[test]
    fn a_case_without_events_wants_silence() {
        let none = events(&[]);
        let silent = metric(0.3, false).judge(&Value::Null, &none, &none);
        assert_eq!((silent.score, silent.figure("quiet-passed")), (1.0, Some(1.0)));
        let alarmed = metric(0.3, false).judge(&Value::Null, &none, &events(&[(1, 2, "a")]));
        assert_eq!((alarmed.score, alarmed.figure("quiet-passed")), (0.0, Some(0.0)));
    }

    #[test]
    fn every_figure_told_is_declared_and_bad_cases_are_refused() {
        let metric_by_kind = metric(0.3, true);
        let declared: Vec<String> = metric_by_kind.figures().into_iter().map(|figure| figure.key).collect();
        for expected in [events(&[(1, 2, "a")]), events(&[])] {
            assert_eq!(metric_by_kind.check(&Value::Null, &expected), Ok(()));
            let judged = metric_by_kind.judge(&Value::Null, &expected, &expected).figures;
            let missed = metric_by_kind.unanswered(&expected).figures;
            assert!(judged.iter().chain(&missed).all(|(key, _)| declared.contains(key)));
        }
        let unkind = json!({"events": [{"start": 1, "end": 2}]});
        assert!(metric_by_kind.check(&Value::Null, &unkind).is_err());
        assert_eq!(metric(0.3, false).check(&Value::Null, &unkind), Ok(()));
        for bad in [json!({}), json!({"events": [{"start": 1}]}), events(&[(2, 1, "a")])] {
            assert!(metric(0.3, false).check(&Value::Null, &bad).is_err(), "{bad}");
        }
        assert!(metric(1.5, false).check(&Value::Null, &events(&[])).is_err());
    }
}
