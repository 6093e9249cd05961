//! One label of a closed set: accuracy, or macro-F1 where classes are unbalanced.
//!
//! Macro-F1 is the unweighted mean of 2·TP / (2·TP + FP + FN) over the classes that are expected somewhere. (Sokolova &
//! Lapalme 2009, Information Processing & Management 45:427, table 3; the same as scikit-learn's
//! `f1_score(average="macro", zero_division=0)` over the expected labels.)

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, Labels};
use crate::catalogue::scenario::Words;

/// Judges one label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Label {
    /// JSON pointer to the label, the same in expected and output, such as `/label`.
    pub field: String,
    /// What the headline is.
    pub headline: LabelHeadline,
    /// The label whose misses weigh most, such as `malignant`: its recall is a further figure, sensitivity.
    #[serde(default)]
    pub sensitive: Option<String>,
    /// Is the share of the other labels' cases that are given as [`Label::sensitive`], the false-alarm rate (FP /
    /// (FP + TN)), a further figure too?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alarms: bool,
    /// How many of a hierarchical code's leading characters make a further figure of their own: the share of cases
    /// whose label agrees in them, such as 4 for the heading of a six-digit customs code. At least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<u8>,
}

/// What the headline of a [`Label`] metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelHeadline {
    /// Share of cases right.
    Accuracy,
    /// Mean of the classes' F1.
    MacroF1,
}

impl Label {
    fn read(&self, value: &Value) -> Option<String> {
        match value.pointer(&self.field)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// Whether two labels agree in the leading characters that [`Label::prefix`] names; a label shorter than that
    /// agrees only with itself.
    fn agree_at_first(&self, truth: &str, predicted: &str) -> Option<f64> {
        let length = usize::from(self.prefix?);
        let first = |label: &str| label.chars().take(length).collect::<String>();
        Some(f64::from(u8::from(first(truth) == first(predicted))))
    }
}

impl Judge for Label {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(truth), Some(predicted)) = (self.read(expected), self.read(output)) else {
            return Judgement::default();
        };
        let right = f64::from(u8::from(truth == predicted));
        let mut figures = vec![("accuracy".to_owned(), right)];
        if self.sensitive.as_ref() == Some(&truth) {
            figures.push(("sensitivity".to_owned(), right));
        }
        if self.alarms && self.sensitive.as_ref() != Some(&truth) {
            let alarm = self.sensitive.as_ref() == Some(&predicted);
            figures.push(("false-alarm".to_owned(), f64::from(u8::from(alarm))));
        }
        figures.extend(self.agree_at_first(&truth, &predicted).map(|value| ("prefix".to_owned(), value)));
        Judgement { score: right, figures, labels: Some(Labels { truth, predicted }), remarks: Vec::new() }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let sensitive = self.sensitive.is_some() && self.sensitive == self.read(expected);
        let figures = [Some("accuracy"), sensitive.then_some("sensitivity"), self.prefix.map(|_| "prefix")];
        let mut judgement = Judgement::nothing(figures.into_iter().flatten().map(str::to_owned));
        if self.alarms && !sensitive {
            // Less is better: silence must not lower the rate.
            judgement.figures.push(("false-alarm".to_owned(), 1.0));
        }
        judgement
    }

    fn headline(&self) -> Headline {
        match self.headline {
            LabelHeadline::Accuracy => Headline::Proportion,
            LabelHeadline::MacroF1 => Headline::MacroF1,
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![Figure::higher("accuracy", Words::new("准确率", "Accuracy"), "")];
        if self.sensitive.is_some() {
            figures.push(Figure::higher("sensitivity", Words::new("灵敏度", "Sensitivity"), ""));
        }
        if self.alarms {
            figures.push(Figure::lower("false-alarm", Words::new("误报率", "False-alarm rate"), ""));
        }
        if let Some(length) = self.prefix {
            let title =
                Words { zh: format!("前 {length} 位准确率"), en: format!("Accuracy of the first {length}") };
            figures.push(Figure::higher("prefix", title, ""));
        }
        figures
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if self.prefix == Some(0) {
            return Err("the prefix has no character".to_owned());
        }
        self.read(expected).map(drop).ok_or_else(|| format!("the expected output has no label at {}", self.field))
    }

    fn truth(&self, expected: &Value) -> Option<String> {
        self.read(expected)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Label {
        Label {
            field: "/label".to_owned(),
            headline: LabelHeadline::MacroF1,
            sensitive: Some("malignant".to_owned()),
            alarms: false,
            prefix: None,
        }
    }

    #[test]
    fn the_first_characters_are_a_figure_of_their_own() {
        let metric = Label { sensitive: None, prefix: Some(4), ..metric() };
        let truth = json!({"label": "610910"});
        let of = |given: Value| metric.judge(&Value::Null, &truth, &json!({ "label": given })).figures;
        let both = |accuracy, prefix| vec![("accuracy".to_owned(), accuracy), ("prefix".to_owned(), prefix)];
        assert_eq!(of(json!("610910")), both(1.0, 1.0));
        assert_eq!(of(json!("610990")), both(0.0, 1.0));
        assert_eq!(of(json!("611020")), both(0.0, 0.0));
        assert_eq!(of(json!("61")), both(0.0, 0.0));
        assert_eq!(metric.unanswered(&truth).figures, both(0.0, 0.0));
        assert!(metric.figures().iter().any(|figure| figure.title.en == "Accuracy of the first 4"));
        assert!(metric.check(&Value::Null, &truth).is_ok());
        assert!(Label { prefix: Some(0), ..metric }.check(&Value::Null, &truth).is_err());
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let metric = Label { prefix: Some(1), ..metric() };
        let figures = metric.judge(&Value::Null, &json!({"label": "毛衣"}), &json!({"label": "毛毯"})).figures;
        assert!(figures.contains(&("prefix".to_owned(), 1.0)));
    }

    #[test]
    fn a_right_label_scores_one_and_a_wrong_one_zero() {
        let expected = json!({"label": "malignant"});
        assert_eq!(metric().judge(&Value::Null, &expected, &expected).score, 1.0);
        let wrong = metric().judge(&Value::Null, &expected, &json!({"label": "benign"}));
        assert_eq!(wrong.score, 0.0);
        assert!(wrong.figures.contains(&("sensitivity".to_owned(), 0.0)));
    }

    #[test]
    fn sensitivity_is_only_told_of_the_sensitive_label() {
        let benign = json!({"label": "benign"});
        assert_eq!(metric().judge(&Value::Null, &benign, &benign).figures, vec![("accuracy".to_owned(), 1.0)]);
    }

    #[test]
    fn a_false_alarm_is_told_of_the_other_labels_alone_and_silence_counts_as_one() {
        let metric = Label { alarms: true, ..metric() };
        let (benign, malignant) = (json!({"label": "benign"}), json!({"label": "malignant"}));
        let alarm = |judgement: Judgement| judgement.figures.into_iter().find(|(key, _)| key == "false-alarm");
        let of = |value| Some(("false-alarm".to_owned(), value));
        assert_eq!(alarm(metric.judge(&Value::Null, &benign, &malignant)), of(1.0));
        assert_eq!(alarm(metric.judge(&Value::Null, &benign, &benign)), of(0.0));
        assert_eq!(alarm(metric.judge(&Value::Null, &malignant, &malignant)), None);
        assert_eq!(alarm(metric.unanswered(&benign)), of(1.0));
    }

    #[test]
    fn a_case_without_its_label_is_refused() {
        assert!(metric().check(&Value::Null, &json!({"class": "benign"})).is_err());
    }
}
