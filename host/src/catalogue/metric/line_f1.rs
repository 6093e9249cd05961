//! Findings at lines of a text: F1 over the findings of one case.
//!
//! Expected and output carry a list `findings` of `{"line": n, "kind": "…"}`. What counts as one finding is the
//! setting [`LineF1::by`]: the pair of line and kind, or the line alone. Both lists are read as sets, so the same
//! finding twice counts once. F1 = 2·TP / (2·TP + FP + FN) (van Rijsbergen 1979, Information Retrieval, chapter 7); a
//! text without a defect and without a finding scores 1, one without a defect and with a finding scores 0.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges findings at lines of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LineF1 {
    /// What must agree for a finding to be right.
    pub by: Agreement,
}

/// What must agree for a finding to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Line and kind.
    LineAndKind,
    /// The line; the kind is for people.
    Line,
}

/// A finding as it is compared: its line, and its kind where that must agree.
type Finding = (u64, Option<String>);

impl LineF1 {
    fn read(&self, value: &Value) -> Option<BTreeSet<Finding>> {
        value.get("findings")?.as_array()?.iter().map(|finding| self.read_one(finding)).collect()
    }

    fn read_one(&self, finding: &Value) -> Option<Finding> {
        let line = u64::try_from(whole(finding.get("line")?)?).ok()?;
        match self.by {
            Agreement::Line => Some((line, None)),
            Agreement::LineAndKind => Some((line, Some(finding.get("kind")?.as_str()?.to_owned()))),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^52 lines")]
fn count(findings: usize) -> f64 {
    findings as f64
}

impl Judge for LineF1 {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(wanted), Some(given)) = (self.read(expected), self.read(output)) else {
            return Judgement::default();
        };
        let hits = count(wanted.intersection(&given).count());
        let (wanted, given) = (count(wanted.len()), count(given.len()));
        let score = if wanted + given > 0.0 { 2.0 * hits / (wanted + given) } else { 1.0 };
        let mut figures = vec![("false-alarms".to_owned(), given - hits)];
        if given > 0.0 {
            figures.push(("precision".to_owned(), hits / given));
        }
        if wanted > 0.0 {
            figures.push(("recall".to_owned(), hits / wanted));
        } else {
            figures.push(("clean-passed".to_owned(), score));
        }
        Judgement { score, figures, labels: None, remarks: Vec::new() }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let clean = self.read(expected).is_some_and(|wanted| wanted.is_empty());
        Judgement::nothing([if clean { "clean-passed" } else { "recall" }.to_owned()])
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("precision", Words::new("查准率", "Precision"), ""),
            Figure::higher("recall", Words::new("查全率", "Recall"), ""),
            Figure::higher("clean-passed", Words::new("无缺陷文本放行率", "Clean texts left alone"), ""),
            Figure::lower("false-alarms", Words::new("每份误报数", "False alarms a text"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        let findings = expected.get("findings").and_then(Value::as_array);
        let findings = findings.ok_or("the expected output has no list `findings`")?;
        let read = self.read(expected).ok_or("a finding lacks its line (a whole number) or its kind (a text)")?;
        if read.len() == findings.len() { Ok(()) } else { Err("the same finding is expected twice".to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BY_KIND: LineF1 = LineF1 { by: Agreement::LineAndKind };
    const BY_LINE: LineF1 = LineF1 { by: Agreement::Line };

    fn findings(pairs: &[(u64, &str)]) -> Value {
        let list: Vec<Value> = pairs.iter().map(|(line, kind)| json!({"line": line, "kind": kind})).collect();
        json!({"findings": list})
    }

    /// tests/golden/f1/make.py: scikit-learn 1.9.1 over the indicator of lines (or of lines and kinds).
    #[test]
    fn scores_agree_with_scikit_learn() {
        let golden: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/golden/f1/lines.json")).unwrap();
        assert!(golden.len() >= 20);
        for line in golden {
            for (metric, key) in [(BY_KIND, "f1-line-and-kind"), (BY_LINE, "f1-line")] {
                let score = metric.judge(&Value::Null, &line["expected"], &line["output"]).score;
                assert!((score - line[key].as_f64().unwrap()).abs() < 1e-12, "{key} of {line}: {score}");
            }
        }
    }

    #[test]
    fn a_right_line_with_the_wrong_kind_counts_only_by_line() {
        let (wanted, given) = (findings(&[(3, "eval-use")]), findings(&[(3, "bare-except")]));
        assert_eq!(BY_KIND.judge(&Value::Null, &wanted, &given).score, 0.0);
        assert_eq!(BY_LINE.judge(&Value::Null, &wanted, &given).score, 1.0);
    }

    #[test]
    fn half_found_with_one_false_alarm() {
        // TP 1, FP 1, FN 1: F1 = 2 / 4.
        let judgement = BY_KIND.judge(
            &Value::Null,
            &findings(&[(3, "eval-use"), (9, "bare-except")]),
            &findings(&[(3, "eval-use"), (3, "eval-use"), (4, "eval-use")]),
        );
        assert_eq!(judgement.score, 0.5);
        assert_eq!(judgement.figure("precision"), Some(0.5));
        assert_eq!(judgement.figure("recall"), Some(0.5));
        assert_eq!(judgement.figure("false-alarms"), Some(1.0));
    }

    #[test]
    fn a_clean_text_wants_silence() {
        let clean = findings(&[]);
        let silent = BY_KIND.judge(&Value::Null, &clean, &clean);
        assert_eq!((silent.score, silent.figure("clean-passed")), (1.0, Some(1.0)));
        let alarmed = BY_KIND.judge(&Value::Null, &clean, &findings(&[(1, "eval-use")]));
        assert_eq!((alarmed.score, alarmed.figure("clean-passed")), (0.0, Some(0.0)));
    }

    #[test]
    fn a_case_that_cannot_be_judged_is_refused() {
        assert!(BY_KIND.check(&Value::Null, &findings(&[(3, "eval-use")])).is_ok());
        assert!(BY_KIND.check(&Value::Null, &json!({})).is_err());
        assert!(BY_KIND.check(&Value::Null, &json!({"findings": [{"line": 3}]})).is_err());
        assert!(BY_LINE.check(&Value::Null, &findings(&[(3, "eval-use"), (3, "bare-except")])).is_err());
    }
}
