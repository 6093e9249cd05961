//! Ranked passages and an answer span.
//!
//! - recall@k: the share of the passages wanted that are among the first k given.
//! - MRR: 1 / the rank of the first wanted passage, 0 where none is given (Voorhees 1999, TREC-8).
//! - character F1: precision and recall over the multiset of characters after normalisation, the measure of SQuAD
//!   (Rajpurkar et al. 2016, arXiv:1606.05250) with characters for words, as usual for Chinese; where a case accepts
//!   several answers the best counts. A question without an answer scores 1 for `null` and 0 for anything else, and
//!   `null` scores 0 where there is an answer (SQuAD 2.0, arXiv:1806.03822).
//!
//! The score is `passage-weight` · recall@k + (1 − `passage-weight`) · character F1; where no passage is wanted it is
//! the answer's part alone. With `answers = false` only the ranking is judged, and the score is MRR.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges ranked passages and an answer span.
///
/// Reads `passages` (ids, best first) and `answer` (a text or null) of the output. What is expected carries
/// `passages` (ids; empty where the material has no answer) and `answer`: a text, a list of texts of which each is
/// right, or null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Retrieval {
    /// How many passages count for recall.
    pub k: usize,
    /// How much the passages weigh in the score, in [0, 1].
    pub passage_weight: f64,
    /// Are answers judged? Where not, the reciprocal rank is the score.
    #[serde(default = "answers_judged", skip_serializing_if = "is_true")]
    pub answers: bool,
}

/// Not written out where it is the default, so that contracts which do not name it keep their digest.
fn answers_judged() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_true(flag: &bool) -> bool {
    *flag
}

impl Retrieval {
    /// The figures of a ranking.
    fn ranking(&self, wanted: &[&str], given: &[&str]) -> Vec<(String, f64)> {
        let recall = recall(wanted, given, self.k);
        vec![(format!("recall@{}", self.k), recall), ("mrr".to_owned(), reciprocal_rank(wanted, given))]
    }
}

impl Judge for Retrieval {
    fn judge(&self, _input: &Value, expected: &Value, output: &Value) -> Judgement {
        let wanted = ids(expected);
        let given = ids(output);
        if !self.answers {
            let figures = self.ranking(&wanted, &given);
            return Judgement { score: reciprocal_rank(&wanted, &given), figures, labels: None, remarks: Vec::new() };
        }
        let accepted = answers(expected);
        let answer = output.get("answer").and_then(Value::as_str);
        let f1 = best(&accepted, answer, character_f1);
        let exact = best(&accepted, answer, |truth, given| f64::from(u8::from(normalised(truth) == normalised(given))));
        let mut figures = vec![("char-f1".to_owned(), f1), ("exact".to_owned(), exact)];
        if accepted.is_empty() {
            figures.push(("unanswerable".to_owned(), f1));
        }
        let mut score = f1;
        if !wanted.is_empty() {
            let recall = recall(&wanted, &given, self.k);
            figures.extend(self.ranking(&wanted, &given));
            score = self.passage_weight * recall + (1.0 - self.passage_weight) * f1;
        }
        Judgement { score: score.clamp(0.0, 1.0), figures, labels: None, remarks: Vec::new() }
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        if !self.answers {
            return Judgement::nothing(vec![format!("recall@{}", self.k), "mrr".to_owned()]);
        }
        let rates = if answers(expected).is_empty() {
            vec!["unanswerable".to_owned()]
        } else {
            vec![format!("recall@{}", self.k), "mrr".to_owned(), "char-f1".to_owned(), "exact".to_owned()]
        };
        Judgement::nothing(rates)
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        let key = format!("recall@{}", self.k);
        let mrr = Figure::higher("mrr", Words::new("平均倒数排名", "Mean reciprocal rank"), "");
        if !self.answers {
            return vec![Figure::higher(key, Words::new("命中率（前几条）", "Share found among the first"), ""), mrr];
        }
        vec![
            Figure::higher(key, Words::new("依据召回率（前几条）", "Recall of passages"), ""),
            mrr,
            Figure::higher("char-f1", Words::new("答案字符 F1", "Answer, character F1"), ""),
            Figure::higher("exact", Words::new("答案完全一致率", "Answer, exact"), ""),
            Figure::higher("unanswerable", Words::new("无答案识别率", "Unanswerable questions recognised"), ""),
        ]
    }

    fn check(&self, _input: &Value, expected: &Value) -> Result<(), String> {
        if self.k == 0 || !(0.0..=1.0).contains(&self.passage_weight) {
            return Err("the metric needs k above 0 and a passage-weight between 0 and 1".to_owned());
        }
        if expected.get("passages").and_then(strings).is_none() {
            return Err("the expected output has no list of passages".to_owned());
        }
        if !self.answers && ids(expected).is_empty() {
            return Err("only the ranking is judged, and no passage is wanted".to_owned());
        }
        match expected.get("answer") {
            Some(Value::Null) => Ok(()),
            Some(Value::String(_)) | Some(Value::Array(_))
                if answers(expected).iter().any(|answer| !normalised(answer).is_empty()) =>
            {
                Ok(())
            }
            _ => Err("the expected answer is neither a text, a list of texts nor null".to_owned()),
        }
    }
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

fn ids(value: &Value) -> Vec<&str> {
    value.get("passages").and_then(strings).unwrap_or_default()
}

/// The texts that count as right; none where the question has no answer.
fn answers(expected: &Value) -> Vec<&str> {
    match expected.get("answer") {
        Some(Value::String(text)) => vec![text],
        Some(list) => strings(list).unwrap_or_default(),
        None => Vec::new(),
    }
}

fn best(accepted: &[&str], answer: Option<&str>, measure: impl Fn(&str, &str) -> f64) -> f64 {
    match answer {
        None => f64::from(u8::from(accepted.is_empty())),
        Some(given) => accepted.iter().map(|truth| measure(truth, given)).fold(0.0, f64::max),
    }
}

fn recall(wanted: &[&str], given: &[&str], k: usize) -> f64 {
    let first = &given[..given.len().min(k)];
    wanted.iter().filter(|id| first.contains(id)).count() as f64 / wanted.len() as f64
}

fn reciprocal_rank(wanted: &[&str], given: &[&str]) -> f64 {
    given.iter().position(|id| wanted.contains(id)).map_or(0.0, |index| 1.0 / (index + 1) as f64)
}

/// Folds full-width forms and case, and drops spaces and punctuation, but keeps `%` and a point between digits:
/// without them 1.5 and 15 would be one figure.
fn normalised(text: &str) -> Vec<char> {
    let folded: Vec<char> = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let digit = |index: Option<usize>| index.and_then(|at| folded.get(at)).is_some_and(char::is_ascii_digit);
    let kept = |index: usize, character: char| match character {
        '%' => true,
        '.' => digit(index.checked_sub(1)) && digit(Some(index + 1)),
        _ => character.is_alphanumeric(),
    };
    folded.iter().enumerate().filter(|(index, character)| kept(*index, **character)).map(|(_, c)| *c).collect()
}

/// The ASCII form of a full-width character (U+FF01–U+FF5E), any other as it is.
fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

fn character_f1(truth: &str, given: &str) -> f64 {
    let (mut truth, mut given) = (normalised(truth), normalised(given));
    if truth.is_empty() || given.is_empty() {
        return 0.0;
    }
    let total = (truth.len() + given.len()) as f64;
    truth.sort_unstable();
    given.sort_unstable();
    2.0 * shared(&truth, &given) as f64 / total
}

/// How many characters two sorted lists share, each counted as often as both hold it.
fn shared(left: &[char], right: &[char]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        count += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    count
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const METRIC: Retrieval = Retrieval { k: 3, passage_weight: 0.5, answers: true };

    /// Values from `tests/golden/retrieval/make.py`.
    #[test]
    fn character_f1_agrees_with_the_golden_values() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../tests/golden/retrieval/char-f1.json")).expect("golden");
        let rows = golden.as_array().expect("rows");
        assert!(rows.len() >= 10);
        for row in rows {
            let text = |key: &str| row[key].as_str().expect("text");
            let f1 = character_f1(text("truth"), text("given"));
            assert!((f1 - row["f1"].as_f64().expect("f1")).abs() < 1e-12, "{row}: {f1}");
            let exact = normalised(text("truth")) == normalised(text("given"));
            assert_eq!(exact, row["exact"].as_bool().expect("exact"), "{row}");
        }
    }

    #[test]
    fn passages_count_within_the_first_k_and_by_the_first_hit() {
        let expected = json!({"passages": ["P2", "P9"], "answer": "500万元"});
        let output = json!({"passages": ["P1", "P2", "P3", "P9"], "answer": "500万元"});
        let judgement = METRIC.judge(&Value::Null, &expected, &output);
        assert_eq!(judgement.figure("recall@3"), Some(0.5));
        assert_eq!(judgement.figure("mrr"), Some(0.5));
        assert_eq!(judgement.score, 0.75);
        assert_eq!(judgement.figure("unanswerable"), None);
    }

    #[test]
    fn without_answers_the_rank_alone_counts() {
        let metric = Retrieval { answers: false, ..METRIC };
        let expected = json!({"passages": ["P2"], "answer": null});
        let judgement = metric.judge(&Value::Null, &expected, &json!({"passages": ["P1", "P2"], "answer": "5"}));
        assert_eq!((judgement.score, judgement.figure("recall@3")), (0.5, Some(1.0)));
        assert_eq!(judgement.figure("char-f1"), None);
        assert!(metric.check(&Value::Null, &json!({"passages": [], "answer": null})).is_err());
        let written = serde_json::to_value(METRIC).expect("written");
        assert_eq!(written, json!({"k": 3, "passage-weight": 0.5}));
        assert_eq!(serde_json::from_value::<Retrieval>(written).expect("read"), METRIC);
    }

    #[test]
    fn an_unanswerable_question_wants_null_and_nothing_else() {
        let expected = json!({"passages": [], "answer": null});
        let silent = METRIC.judge(&Value::Null, &expected, &json!({"passages": ["P1"], "answer": null}));
        assert_eq!((silent.score, silent.figure("unanswerable")), (1.0, Some(1.0)));
        assert_eq!(silent.figure("mrr"), None);
        let wrong = METRIC.judge(&Value::Null, &expected, &json!({"passages": [], "answer": "5"}));
        assert_eq!((wrong.score, wrong.figure("unanswerable")), (0.0, Some(0.0)));
    }

    #[test]
    fn null_is_wrong_where_there_is_an_answer() {
        let expected = json!({"passages": ["P1"], "answer": "5"});
        let judgement = METRIC.judge(&Value::Null, &expected, &json!({"passages": ["P1"], "answer": null}));
        assert_eq!((judgement.score, judgement.figure("exact")), (0.5, Some(0.0)));
    }

    #[test]
    fn the_best_of_several_accepted_answers_counts() {
        let expected = json!({"passages": ["P1"], "answer": ["最高不超过100万元", "100万元"]});
        let output = json!({"passages": ["P1"], "answer": "100 万元"});
        assert_eq!(METRIC.judge(&Value::Null, &expected, &output).score, 1.0);
    }

    #[test]
    fn cases_that_cannot_be_judged_are_refused() {
        for expected in [json!({"answer": "5"}), json!({"passages": ["P1"]}), json!({"passages": [], "answer": 5})] {
            assert!(METRIC.check(&Value::Null, &expected).is_err(), "{expected}");
        }
        let empty = json!({"passages": ["P1"], "answer": "。"});
        assert!(METRIC.check(&Value::Null, &empty).is_err());
        assert!(METRIC.check(&Value::Null, &json!({"passages": [], "answer": null})).is_ok());
    }
}
