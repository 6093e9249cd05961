//! What is answered: the best passages, a span of the best, or nothing where no passage holds enough of the question.

use serde_json::{Value, json};

use crate::index::Index;
use crate::span;

/// The least share of a question's weight that its best passage must hold to be trusted with an answer. A third is
/// where a passage begins to share more than its subject with the question.
const LEAST_COVER: f64 = 0.33;
/// How many passages are given.
const GIVEN: usize = 3;

/// The output, and how much of the question the best passage holds.
pub fn to(index: &Index, question: &str) -> (Value, f64) {
    let hits = index.search(question);
    let ids: Vec<&str> = hits.iter().take(GIVEN).map(|hit| index.passages[hit.passage].id.as_str()).collect();
    let best = hits.first().filter(|hit| hit.cover >= LEAST_COVER);
    let answer = best.and_then(|hit| span::find(question, &index.passages[hit.passage].text));
    (json!({"passages": ids, "answer": answer}), hits.first().map_or(0.0, |hit| hit.cover))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSAGES: &str = include_str!("../../../../host/catalogue/policy-qa/materials/passages.jsonl");

    #[test]
    fn a_plain_question_finds_its_passage_and_span() {
        let index = Index::build(PASSAGES).unwrap();
        let (output, _) = to(&index, "模型券的总额是多少？");
        assert_eq!(output["passages"][0], "P43");
        assert_eq!(output["answer"], "500万元");
    }

    #[test]
    fn what_the_passages_do_not_speak_of_has_no_answer() {
        let index = Index::build(PASSAGES).unwrap();
        assert_eq!(to(&index, "火车票在哪儿退？").0["answer"], Value::Null);
    }

    /// What it says to each question: `cargo test -p text-bm25 every_question -- --ignored --nocapture`.
    #[test]
    #[ignore = "tells, holds nothing"]
    fn every_question() {
        let index = Index::build(PASSAGES).unwrap();
        for line in include_str!("../../../../host/catalogue/policy-qa/cases.jsonl").lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let (output, cover) = to(&index, case["input"]["question"].as_str().unwrap());
            println!("{}", json!({"id": case["id"], "output": output, "cover": cover}));
        }
    }
}
