//! Boxes around what a picture shows: F1 over the boxes of one picture.
//!
//! Expected and output carry a list `boxes` of `{"x": n, "y": n, "width": n, "height": n, "kind": "…"}`: whole numbers of
//! pixels, `x` and `y` from the top left corner. A given box may stand for an expected one of the same kind where the
//! area they share over the area they cover together (intersection over union, IoU) is at least
//! [`BoxIou::overlap`]; each stands for one other at most, and a second box on the same defect is a false alarm
//! (Everingham et al. 2010, "The PASCAL Visual Object Classes (VOC) Challenge", IJCV 88:303–338, section 4.2, with
//! 0.5; there it must be more, here the bound itself counts).
//! VOC takes boxes by falling confidence; here a box has none, so as many as can be are paired (a maximum matching), and
//! no order is favoured. With TP the pairs, FP the given boxes left over and FN the expected ones left over:
//! F1 = 2·TP / (2·TP + FP + FN). A picture without boxes scores 1 where none is given, else 0.
//!
//! Two further figures help to see why: `located` is the same F1 with kinds left aside, `iou` the mean over the expected
//! boxes of the greatest IoU that a given box of their kind has with them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event_f1::matched;
use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges boxes around what a picture shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BoxIou {
    /// The least intersection over union at which two boxes match, above 0 and at most 1.
    pub overlap: f64,
}

/// A box as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Frame {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    kind: String,
}

impl Frame {
    fn read(value: &Value) -> Option<Self> {
        let at = |key| value.get(key).and_then(whole);
        let kind = value.get("kind")?.as_str()?.to_owned();
        Some(Self { x: at("x")?, y: at("y")?, width: at("width")?, height: at("height")?, kind })
    }

    fn iou(&self, other: &Self) -> f64 {
        let across = shared((self.x, self.width), (other.x, other.width));
        let down = shared((self.y, self.height), (other.y, other.height));
        let both = across * down;
        let area = |one: &Self| one.width.max(0) as f64 * one.height.max(0) as f64;
        if both > 0.0 { both / (area(self) + area(other) - both) } else { 0.0 }
    }
}

/// What two stretches (start, length) share. An agent may say any whole number, hence no plain sums.
fn shared(one: (i64, i64), other: (i64, i64)) -> f64 {
    let end = |(start, length): (i64, i64)| start.saturating_add(length.max(0));
    end(one).min(end(other)).saturating_sub(one.0.max(other.0)).max(0) as f64
}

fn f1(hits: usize, wanted: usize, given: usize) -> f64 {
    if wanted + given > 0 { 2.0 * hits as f64 / (wanted + given) as f64 } else { 1.0 }
}

impl BoxIou {
    fn read(value: &Value) -> Option<Vec<Frame>> {
        value.get("boxes")?.as_array()?.iter().map(Frame::read).collect()
    }

    /// For each given box the expected one that it is paired with.
    fn pairs(&self, wanted: &[Frame], given: &[Frame], kinds: bool) -> Vec<Option<usize>> {
        let fits = |one: &Frame, other: &Frame| (!kinds || one.kind == other.kind) && one.iou(other) >= self.overlap;
        let options: Vec<Vec<usize>> =
            wanted.iter().map(|one| (0..given.len()).filter(|&index| fits(one, &given[index])).collect()).collect();
        matched(&options, given.len())
    }
}

/// The mean over the expected boxes of the greatest IoU that one of their kind has with them.
fn mean_iou(wanted: &[Frame], given: &[Frame]) -> f64 {
    let best = |one: &Frame| given.iter().filter(|g| g.kind == one.kind).map(|g| one.iou(g)).fold(0.0, f64::max);
    wanted.iter().map(best).sum::<f64>() / wanted.len() as f64
}

fn remarks(wanted: &[Frame], given: &[Frame], pairs: &[Option<usize>], places: &[Option<usize>]) -> Vec<Words> {
    let place = |one: &Frame| format!("{} ({}, {}) {}×{}", one.kind, one.x, one.y, one.width, one.height);
    let missed = (0..wanted.len()).filter(|index| !pairs.contains(&Some(*index))).map(|index| {
        let one = place(&wanted[index]);
        Words { zh: format!("漏报：{one}"), en: format!("missed: {one}") }
    });
    let spurious = (0..given.len()).filter(|&index| pairs[index].is_none()).map(|index| {
        let one = place(&given[index]);
        match places[index] {
            Some(other) if wanted[other].kind != given[index].kind => {
                let kind = &wanted[other].kind;
                Words {
                    zh: format!("位置对、种类错：{one}，应为 {kind}"),
                    en: format!("right place, wrong kind: {one}, not {kind}"),
                }
            }
            _ => Words { zh: format!("误报：{one}"), en: format!("false alarm: {one}") },
        }
    });
    missed.chain(spurious).collect()
}

impl Judge for BoxIou {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(wanted), Some(given)) = (Self::read(expected), Self::read(output)) else {
            return Judgement::default();
        };
        let (pairs, places) = (self.pairs(&wanted, &given, true), self.pairs(&wanted, &given, false));
        let (hits, located) = (pairs.iter().flatten().count(), places.iter().flatten().count());
        let score = f1(hits, wanted.len(), given.len());
        let mut figures = vec![("false-alarms".to_owned(), (given.len() - hits) as f64)];
        if !given.is_empty() {
            figures.push(("precision".to_owned(), hits as f64 / given.len() as f64));
        }
        if wanted.is_empty() {
            figures.push(("quiet-passed".to_owned(), score));
        } else {
            figures.push(("recall".to_owned(), hits as f64 / wanted.len() as f64));
            figures.push(("located".to_owned(), f1(located, wanted.len(), given.len())));
            figures.push(("iou".to_owned(), mean_iou(&wanted, &given)));
        }
        let remarks = remarks(&wanted, &given, &pairs, &places);
        Judgement { score, figures, labels: None, remarks }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let quiet = Self::read(expected).is_some_and(|wanted| wanted.is_empty());
        let rates: &[&str] = if quiet { &["quiet-passed"] } else { &["recall", "located", "iou"] };
        Judgement::nothing(rates.iter().map(|key| (*key).to_owned()))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("precision", Words::new("查准率", "Precision"), ""),
            Figure::higher("recall", Words::new("查全率", "Recall"), ""),
            Figure::higher("located", Words::new("不计种类的 F1", "F1 with kinds left aside"), ""),
            Figure::higher("iou", Words::new("平均交并比", "Mean intersection over union"), ""),
            Figure::higher("quiet-passed", Words::new("无瑕疵图片放行率", "Clean pictures left alone"), ""),
            Figure::lower("false-alarms", Words::new("每图误报数", "False alarms a picture"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if !(self.overlap > 0.0 && self.overlap <= 1.0) {
            return Err("the metric needs an overlap above 0 and at most 1".to_owned());
        }
        expected.get("boxes").and_then(Value::as_array).ok_or("the expected output has no list `boxes`")?;
        let boxes = Self::read(expected).ok_or("a box lacks x, y, width, height (whole numbers) or its kind")?;
        match boxes.iter().find(|one| one.width < 1 || one.height < 1) {
            Some(one) => Err(format!("the box at {}, {} covers nothing", one.x, one.y)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const METRIC: BoxIou = BoxIou { overlap: 0.5 };

    fn boxes(list: &[(i64, i64, i64, i64, &str)]) -> Value {
        let list: Vec<Value> = list
            .iter()
            .map(|(x, y, width, height, kind)| json!({"x": x, "y": y, "width": width, "height": height, "kind": kind}))
            .collect();
        json!({ "boxes": list })
    }

    /// tests/golden/box-iou/make.py: areas as numpy masks, pairs by scipy's maximum bipartite matching.
    #[test]
    fn scores_agree_with_numpy_and_scipy() {
        let golden: Vec<Value> =
            serde_json::from_str(include_str!("../../../../tests/golden/box-iou/boxes.json")).unwrap();
        assert!(golden.len() >= 100);
        for row in golden {
            let metric = BoxIou { overlap: row["overlap"].as_f64().unwrap() };
            let judgement = metric.judge(&Value::Null, &row["expected"], &row["output"]);
            assert!((judgement.score - row["f1"].as_f64().unwrap()).abs() < 1e-12, "{row}: {judgement:?}");
            for key in ["precision", "recall", "located", "iou"] {
                let (own, other) = (judgement.figure(key), row[key].as_f64());
                assert!(own.zip(other).map_or(own == other, |(a, b)| (a - b).abs() < 1e-12), "{key} of {row}: {own:?}");
            }
        }
    }

    #[test]
    fn half_the_union_is_enough_and_the_kind_must_agree() {
        // 10×10 against 10×5 within it: IoU is 50 / 100.
        let wanted = boxes(&[(3, 3, 10, 10, "stain")]);
        let half = METRIC.judge(&Value::Null, &wanted, &boxes(&[(3, 3, 10, 5, "stain")]));
        assert_eq!((half.score, half.figure("iou")), (1.0, Some(0.5)));
        let other = METRIC.judge(&Value::Null, &wanted, &boxes(&[(3, 3, 10, 10, "hole")]));
        assert_eq!((other.score, other.figure("located")), (0.0, Some(1.0)));
        assert!(other.remarks.iter().any(|words| words.zh.contains("种类错")));
    }

    #[test]
    fn a_second_box_on_one_defect_is_a_false_alarm() {
        let wanted = boxes(&[(0, 0, 8, 8, "hole")]);
        let twice = METRIC.judge(&Value::Null, &wanted, &boxes(&[(0, 0, 8, 8, "hole"), (0, 0, 8, 7, "hole")]));
        assert_eq!((twice.score, twice.figure("false-alarms")), (2.0 / 3.0, Some(1.0)));
        assert_eq!(twice.remarks.len(), 1);
    }

    #[test]
    fn boxes_beyond_all_bounds_match_nothing() {
        let wanted = boxes(&[(0, 0, 8, 8, "hole")]);
        for odd in [(i64::MIN, i64::MIN, i64::MAX, i64::MAX, "hole"), (9, 9, -3, -3, "hole"), (0, 0, 0, 8, "hole")] {
            assert_eq!(METRIC.judge(&Value::Null, &wanted, &boxes(&[odd])).score, 0.0);
        }
    }

    #[test]
    fn a_clean_picture_wants_silence_and_every_figure_told_is_declared() {
        let (none, one) = (boxes(&[]), boxes(&[(0, 0, 8, 8, "hole")]));
        assert_eq!(METRIC.judge(&Value::Null, &none, &none).score, 1.0);
        assert_eq!(METRIC.judge(&Value::Null, &none, &one).score, 0.0);
        let declared: Vec<String> = METRIC.figures().into_iter().map(|figure| figure.key).collect();
        for expected in [none, one] {
            assert_eq!(METRIC.check(&Value::Null, &expected), Ok(()));
            let judged = METRIC.judge(&Value::Null, &expected, &expected).figures;
            let missed = METRIC.unanswered(&expected).figures;
            assert!(judged.iter().chain(&missed).all(|(key, _)| declared.contains(key)));
        }
        for bad in [json!({}), json!({"boxes": [{"x": 1}]}), boxes(&[(0, 0, 0, 4, "hole")])] {
            assert!(METRIC.check(&Value::Null, &bad).is_err(), "{bad}");
        }
        assert!(BoxIou { overlap: 0.0 }.check(&Value::Null, &boxes(&[])).is_err());
    }
}
