//! Findings at spans of a text: F1 over the findings of one case.
//!
//! Expected and output carry a list `findings` of `{"quote": "…", "occurrence": n, "kind": "…"}`. A finding quotes the
//! words it means; `occurrence` says which of several places with these words is meant, from 1 (the first, also where
//! it is left out), overlapping places counted. So nobody counts bytes or UTF-16 units: the host finds the span, and
//! measures it in Unicode scalar values.
//!
//! An expected and a given finding match if their kinds agree and their spans' intersection over union is at least
//! [`SpanF1::least_overlap`]; 1 asks for the same boundaries. Findings are matched one to one, as many as possible, and
//! F1 = 2·TP / (2·TP + FP + FN). The figure `strict` is the same F1 with exact boundaries and kind, the "strict"
//! measure of SemEval-2013 task 9.1 (Segura-Bedmar et al. 2013, section 4); the union keeps a finding that quotes the
//! whole text from matching everything, as mere overlap ("type" there, after MUC) would let it. A quote that the text
//! does not hold is a false alarm. A clean text without a finding scores 1.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement, whole};
use crate::catalogue::scenario::Words;

/// Judges findings at spans of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SpanF1 {
    /// JSON pointer of the text within the input, such as `/script`.
    pub text: String,
    /// The least intersection over union, in characters, above 0 and at most 1.
    pub least_overlap: f64,
}

/// A finding with the place it means, in characters; `None` where the text does not hold the quote there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    place: Option<(usize, usize)>,
    kind: String,
    quote: String,
}

impl Finding {
    fn read(finding: &Value, text: &str) -> Option<Self> {
        let quote = finding.get("quote")?.as_str()?.to_owned();
        let kind = finding.get("kind")?.as_str()?.to_owned();
        let occurrence = match finding.get("occurrence") {
            Some(number) => usize::try_from(whole(number)?).ok()?,
            None => 1,
        };
        let place = span(text, &quote, occurrence).map(|span| (span.start, span.end));
        Some(Self { place, kind, quote })
    }

    /// Whether the two match at this overlap.
    fn matches(&self, other: &Self, least: f64) -> bool {
        let (Some(left), Some(right)) = (self.place, other.place) else {
            return false;
        };
        let shared = left.1.min(right.1).saturating_sub(left.0.max(right.0));
        let union = (left.1 - left.0) + (right.1 - right.0) - shared;
        // The margin takes up the rounding of shares such as 1/3.
        self.kind == other.kind && shared > 0 && count(shared) >= least * count(union) - 1e-9
    }
}

/// Where the `occurrence`-th quote stands in the text, in characters.
fn span(text: &str, quote: &str, occurrence: usize) -> Option<Range<usize>> {
    let nth = occurrence.checked_sub(1)?;
    if quote.is_empty() {
        return None;
    }
    let places = text.char_indices().enumerate().filter(|(_, (byte, _))| text[*byte..].starts_with(quote));
    let (start, _) = places.into_iter().nth(nth)?;
    Some(start..start + quote.chars().count())
}

#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^52 characters")]
fn count(number: usize) -> f64 {
    number as f64
}

/// For each of `left` its match in `right`, as many as possible: augmenting paths (Kuhn 1955).
fn matched(left: &[Finding], right: &[Finding], least: f64) -> Vec<Option<usize>> {
    fn augment(at: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
        for &there in &edges[at] {
            if std::mem::replace(&mut seen[there], true) {
                continue;
            }
            if owner[there].is_none_or(|other| augment(other, edges, owner, seen)) {
                owner[there] = Some(at);
                return true;
            }
        }
        false
    }
    let edges: Vec<Vec<usize>> =
        left.iter().map(|one| (0..right.len()).filter(|&index| one.matches(&right[index], least)).collect()).collect();
    let mut owner = vec![None; right.len()];
    for at in 0..left.len() {
        augment(at, &edges, &mut owner, &mut vec![false; right.len()]);
    }
    let mut of_left = vec![None; left.len()];
    for (index, at) in owner.into_iter().enumerate() {
        if let Some(at) = at {
            of_left[at] = Some(index);
        }
    }
    of_left
}

fn f1(hits: usize, wanted: usize, given: usize) -> f64 {
    if wanted + given > 0 { 2.0 * count(hits) / count(wanted + given) } else { 1.0 }
}

impl SpanF1 {
    /// The findings as a set, in the text's order; `None` where something is no finding.
    fn read(&self, input: &Value, value: &Value) -> Option<Vec<Finding>> {
        let text = input.pointer(&self.text)?.as_str()?;
        let findings = value.get("findings")?.as_array()?.iter().map(|finding| Finding::read(finding, text));
        Some(findings.collect::<Option<BTreeSet<Finding>>>()?.into_iter().collect())
    }
}

fn remarks(wanted: &[Finding], given: &[Finding], of_wanted: &[Option<usize>]) -> Vec<Words> {
    let missed = wanted.iter().zip(of_wanted).filter(|(_, found)| found.is_none()).map(|(finding, _)| {
        let Finding { quote, kind, .. } = finding;
        Words { zh: format!("漏报：“{quote}”（{kind}）"), en: format!("missed: “{quote}” ({kind})") }
    });
    let spurious = (0..given.len()).filter(|index| !of_wanted.contains(&Some(*index))).map(|index| {
        let Finding { quote, kind, place } = &given[index];
        match place {
            Some(_) => Words {
                zh: format!("误报：“{quote}”（{kind}）"),
                en: format!("false alarm: “{quote}” ({kind})"),
            },
            None => Words {
                zh: format!("所引词句不在原文中：“{quote}”"),
                en: format!("the text does not hold this quote there: “{quote}”"),
            },
        }
    });
    missed.chain(spurious).collect()
}

impl Judge for SpanF1 {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Some(wanted), Some(given)) = (self.read(input, expected), self.read(input, output)) else {
            return Judgement::default();
        };
        let of_wanted = matched(&wanted, &given, self.least_overlap);
        let hits = of_wanted.iter().flatten().count();
        let strict = matched(&wanted, &given, 1.0).iter().flatten().count();
        let score = f1(hits, wanted.len(), given.len());
        let mut figures = vec![
            ("strict".to_owned(), f1(strict, wanted.len(), given.len())),
            ("false-alarms".to_owned(), count(given.len() - hits)),
        ];
        if !given.is_empty() {
            figures.push(("precision".to_owned(), count(hits) / count(given.len())));
        }
        if wanted.is_empty() {
            figures.push(("clean-passed".to_owned(), score));
        } else {
            figures.push(("recall".to_owned(), count(hits) / count(wanted.len())));
        }
        Judgement { score, figures, labels: None, remarks: remarks(&wanted, &given, &of_wanted) }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        let clean = expected.get("findings").and_then(Value::as_array).is_some_and(Vec::is_empty);
        let rate = if clean { "clean-passed" } else { "recall" };
        Judgement::nothing(["strict", rate].map(str::to_owned))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher("strict", Words::new("边界完全一致的 F1", "F1 with exact boundaries"), ""),
            Figure::higher("precision", Words::new("查准率", "Precision"), ""),
            Figure::higher("recall", Words::new("查全率", "Recall"), ""),
            Figure::higher("clean-passed", Words::new("合规文本放行率", "Clean texts left alone"), ""),
            Figure::lower("false-alarms", Words::new("每份误报数", "False alarms a text"), ""),
        ]
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        if !(self.least_overlap > 0.0 && self.least_overlap <= 1.0) {
            return Err("least-overlap must be above 0 and at most 1".to_owned());
        }
        let text = input.pointer(&self.text).and_then(Value::as_str);
        text.ok_or_else(|| format!("the input has no text at {}", self.text))?;
        let listed = expected.get("findings").and_then(Value::as_array);
        let listed = listed.ok_or("the expected output has no list `findings`")?;
        let read = self.read(input, expected).ok_or("a finding lacks its quote, its kind or a whole occurrence")?;
        if let Some(finding) = read.iter().find(|finding| finding.place.is_none()) {
            return Err(format!("the text does not hold the quote “{}” there", finding.quote));
        }
        if read.len() == listed.len() { Ok(()) } else { Err("the same finding is expected twice".to_owned()) }
    }
}

#[cfg(test)]
#[path = "span_f1_tests.rs"]
mod tests;
