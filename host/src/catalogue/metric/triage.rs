//! Where a patient goes: the department, how urgent it is, and the danger signs.
//!
//! With TP the danger signs that are expected and given, FP those given in vain and FN those missed: precision = TP /
//! (TP + FP), recall = TP / (TP + FN), F1 = 2·TP / (2·TP + FP + FN), 1 where none is expected and none given. (van
//! Rijsbergen 1979, *Information Retrieval*, chapter 7; the same as scikit-learn's `precision_score`, `recall_score` and
//! `f1_score` over the indicator of all signs.)
//!
//! The score is `department-weight` where the department is right, `urgency-weight` where the urgency is, and the rest
//! times F1.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges `department`, `urgency` and the list `red_flags`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Triage {
    /// What a right department is worth, in [0, 1].
    pub department_weight: f64,
    /// What a right urgency is worth; with the department's at most 1.
    pub urgency_weight: f64,
    /// The degrees of urgency, from the least to the most.
    pub levels: Vec<String>,
}

/// How many danger signs are right, given in vain, and missed.
struct Tally<'a> {
    hits: usize,
    spurious: Vec<&'a str>,
    missed: Vec<&'a str>,
}

impl<'a> Tally<'a> {
    fn of(expected: &'a Value, output: &'a Value) -> Self {
        let (wanted, given) = (signs(expected), signs(output));
        let spurious = given.iter().filter(|sign| !wanted.contains(sign)).copied().collect();
        let missed = wanted.iter().filter(|sign| !given.contains(sign)).copied().collect();
        Self { hits: wanted.iter().filter(|sign| given.contains(sign)).count(), spurious, missed }
    }

    fn f1(&self) -> f64 {
        let whole = 2 * self.hits + self.spurious.len() + self.missed.len();
        share(2 * self.hits, whole).unwrap_or(1.0)
    }

    fn remarks(&self) -> impl Iterator<Item = Words> {
        let told = |signs: &[&str], zh: &str, en: &str| {
            (!signs.is_empty())
                .then(|| Words {
                    zh: format!("{zh}：{}", signs.join("、")), en: format!("{en}: {}", signs.join(", "))
                })
        };
        let missed = told(&self.missed, "漏报红旗", "danger signs missed");
        let spurious = told(&self.spurious, "多报红旗", "danger signs given in vain");
        [missed, spurious].into_iter().flatten()
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn signs(value: &Value) -> Vec<&str> {
    let list = value.get("red_flags").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

/// What stands in a field, for a remark.
fn shown<'a>(value: &'a Value, field: &str) -> &'a str {
    text(value, field).unwrap_or("—")
}

impl Triage {
    fn level(&self, value: &Value) -> Option<usize> {
        let urgency = text(value, "urgency")?;
        self.levels.iter().position(|level| level == urgency)
    }
}

impl Judge for Triage {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let right = |field| text(expected, field).is_some() && text(expected, field) == text(output, field);
        let flag = |holds: bool| f64::from(u8::from(holds));
        let (department, urgency) = (flag(right("department")), flag(right("urgency")));
        let tally = Tally::of(expected, output);
        let rest = 1.0 - self.department_weight - self.urgency_weight;
        let score = self.department_weight * department + self.urgency_weight * urgency + rest * tally.f1();
        let too_low = flag(self.level(output) < self.level(expected));
        let mut figures = vec![("department".to_owned(), department), ("urgency".to_owned(), urgency)];
        figures.push(("too-low".to_owned(), too_low));
        let recall = share(tally.hits, tally.hits + tally.missed.len());
        let precision = share(tally.hits, tally.hits + tally.spurious.len());
        figures.extend(recall.map(|value| ("recall".to_owned(), value)));
        figures.extend(precision.map(|value| ("precision".to_owned(), value)));
        let wrong = [("department", "科室"), ("urgency", "紧急程度")].into_iter().filter(|(field, _)| !right(field));
        let remark = |(field, zh): (&str, &str)| Words {
            zh: format!("{zh}应为{}，答为{}", shown(expected, field), shown(output, field)),
            en: format!("{field}: expected {}, given {}", shown(expected, field), shown(output, field)),
        };
        let remarks = wrong.map(remark).chain(tally.remarks()).collect();
        Judgement { score: score.clamp(0.0, 1.0), figures, labels: None, remarks }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let recall = (!signs(expected).is_empty()).then_some("recall");
        let rates = ["department", "urgency"].into_iter().chain(recall).map(str::to_owned);
        let mut judgement = Judgement::nothing(rates);
        // Less is better: silence must not lower the rate.
        judgement.figures.push(("too-low".to_owned(), 1.0));
        judgement
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("department", Words::new("科室准确率", "Department right"), ""),
            Figure::higher("recall", Words::new("红旗查全率", "Danger signs, recall"), ""),
            Figure::higher("precision", Words::new("红旗查准率", "Danger signs, precision"), ""),
            Figure::higher("urgency", Words::new("紧急程度准确率", "Urgency right"), ""),
            Figure::lower("too-low", Words::new("紧急程度低估率", "Urgency judged too low"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        let weights = [self.department_weight, self.urgency_weight];
        if weights.iter().any(|weight| !(0.0..=1.0).contains(weight)) || weights.iter().sum::<f64>() > 1.0 {
            return Err("the weights must be between 0 and 1 and at most 1 together".to_owned());
        }
        if text(expected, "department").is_none() {
            return Err("the expected output has no department".to_owned());
        }
        if self.level(expected).is_none() {
            return Err("the expected urgency is none of the metric's levels".to_owned());
        }
        match expected.get("red_flags").and_then(Value::as_array) {
            Some(list) if list.iter().all(Value::is_string) => Ok(()),
            _ => Err("the expected output has no list of red_flags".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Triage {
        let levels = ["普通", "尽快", "急诊"].map(str::to_owned).to_vec();
        Triage { department_weight: 0.5, urgency_weight: 0.2, levels }
    }

    fn triage(department: &str, urgency: &str, signs: &[&str]) -> Value {
        json!({"department": department, "urgency": urgency, "red_flags": signs})
    }

    /// tests/golden/triage/make.py: scikit-learn over the indicator of all signs.
    #[test]
    fn danger_signs_agree_with_scikit_learn() {
        let golden: Vec<Value> =
            serde_json::from_str(include_str!("../../../../tests/golden/triage/signs.json")).unwrap();
        assert!(golden.len() >= 30);
        for line in golden {
            let of = |key: &str| json!({"department": "x", "urgency": "普通", "red_flags": line[key]});
            let judgement = metric().judge(&Value::Null, &of("expected"), &of("given"));
            for key in ["precision", "recall"] {
                let (wanted, value) = (line[key].as_f64(), judgement.figure(key));
                assert!(wanted.zip(value).map_or(wanted == value, |(a, b)| (a - b).abs() < 1e-12), "{key} of {line}");
            }
            let f1 = (judgement.score - 0.7) / 0.3;
            assert!((f1 - line["f1"].as_f64().unwrap()).abs() < 1e-9, "{line}: {f1}");
        }
    }

    #[test]
    fn each_part_has_its_weight() {
        let expected = triage("神经内科", "急诊", &["卒中征象"]);
        let score = |output: &Value| metric().judge(&Value::Null, &expected, output).score;
        assert!((score(&expected) - 1.0).abs() < 1e-12);
        assert!((score(&triage("骨科", "急诊", &["卒中征象"])) - 0.5).abs() < 1e-12);
        assert!((score(&triage("神经内科", "普通", &[])) - 0.5).abs() < 1e-12);
        assert!((score(&triage("神经内科", "急诊", &["卒中征象", "剧烈头痛"])) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn an_urgency_judged_too_low_is_told_and_so_is_what_was_missed() {
        let expected = triage("神经内科", "急诊", &["卒中征象"]);
        let judgement = metric().judge(&Value::Null, &expected, &triage("神经内科", "尽快", &[]));
        assert_eq!(judgement.figure("too-low"), Some(1.0));
        assert_eq!(judgement.figure("recall"), Some(0.0));
        assert_eq!(judgement.figure("precision"), None);
        let told: Vec<&str> = judgement.remarks.iter().map(|words| words.zh.as_str()).collect();
        assert_eq!(told, ["紧急程度应为急诊，答为尽快", "漏报红旗：卒中征象"]);
        let high = metric().judge(&Value::Null, &triage("口腔科", "普通", &[]), &triage("口腔科", "急诊", &[]));
        assert_eq!((high.figure("too-low"), high.figure("recall")), (Some(0.0), None));
    }

    #[test]
    fn silence_improves_no_rate() {
        let judgement = metric().unanswered(&triage("神经内科", "急诊", &["卒中征象"]));
        assert_eq!((judgement.score, judgement.figure("too-low")), (0.0, Some(1.0)));
        assert_eq!(judgement.figure("recall"), Some(0.0));
    }

    #[test]
    fn cases_that_cannot_be_judged_are_refused() {
        assert!(metric().check(&Value::Null, &triage("骨科", "普通", &[])).is_ok());
        assert!(metric().check(&Value::Null, &triage("骨科", "马上", &[])).is_err());
        assert!(metric().check(&Value::Null, &json!({"department": "骨科", "urgency": "普通"})).is_err());
        let heavy = Triage { urgency_weight: 0.6, ..metric() };
        assert!(heavy.check(&Value::Null, &triage("骨科", "普通", &[])).is_err());
    }
}
