//! A text near a reference that keeps its constraints.
//!
//! - chrF (Popović 2015, *chrF: character n-gram F-score for automatic MT evaluation*, WMT 392): precision and recall
//!   of character n-grams for n = 1 … 6, each averaged over the orders that both texts have, joined with β = 2; spaces
//!   do not count. This is sacrebleu's default (`chrF2`, Post 2018), with its `lowercase` option; of several references
//!   the best counts.
//! - Constraints: each term required is one (any of its accepted variants will do), and so are the length, the absence
//!   of Chinese characters and the absence of every term forbidden. A term stands in a text where its words do, one
//!   after the other, whatever the case and punctuation; a plural ending is let pass.
//!
//! The score is chrF × the share of constraints kept: words alike to the reference do not make up for what is missing,
//! nor the other way about.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// The longest n-grams.
const ORDER: usize = 6;
/// How many times recall weighs as much as precision.
const BETA: f64 = 2.0;

const CHRF: &str = "chrf";
const KEPT: &str = "constraints-kept";
const ALL_KEPT: &str = "all-kept";

/// Judges a text (`title` of the output) by likeness and constraints.
///
/// The input carries `max_length`. What is expected carries `references` (texts), `required` (each with a `name` and
/// the variants that it `accepts`) and `forbidden` (terms).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Chrf {}

/// What a title must hold.
#[derive(Debug, Deserialize)]
struct Required {
    name: String,
    accepts: Vec<String>,
}

/// What a case expects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    references: Vec<String>,
    required: Vec<Required>,
    forbidden: Vec<String>,
}

impl Judge for Chrf {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(expected), Some(title)) = (Expected::deserialize(expected), output["title"].as_str()) else {
            return self.unanswered(expected);
        };
        let lowered = title.to_lowercase();
        let likeness = expected.references.iter().map(|one| chrf(&lowered, &one.to_lowercase())).fold(0.0, f64::max);
        let (remarks, violated) = violations(input, &expected, title);
        let constraints = expected.required.len() + 3;
        let kept = (constraints - violated.min(constraints)) as f64 / constraints as f64;
        let all = f64::from(u8::from(violated == 0));
        let figures = vec![(CHRF.to_owned(), likeness), (KEPT.to_owned(), kept), (ALL_KEPT.to_owned(), all)];
        Judgement { score: (likeness * kept).clamp(0.0, 1.0), figures, labels: None, remarks }
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        Judgement::nothing([CHRF, KEPT, ALL_KEPT].map(str::to_owned))
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::higher(CHRF, Words::new("chrF（与参考标题的字面相近度）", "chrF (likeness to a reference)"), ""),
            Figure::higher(KEPT, Words::new("约束满足率", "Constraints kept"), ""),
            Figure::higher(ALL_KEPT, Words::new("约束全部满足的比例", "Titles that keep all constraints"), ""),
        ]
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        if input["max_length"].as_u64().is_none_or(|length| length == 0) {
            return Err("the input has no max_length above 0".to_owned());
        }
        let expected = Expected::deserialize(expected).map_err(|error| format!("the expected output: {error}"))?;
        if expected.references.iter().all(|one| one.trim().is_empty()) {
            return Err("the expected output has no reference".to_owned());
        }
        let blank = |term: &String| words(term).is_empty();
        if expected.forbidden.iter().any(blank)
            || expected.required.iter().any(|one| one.accepts.is_empty() || one.accepts.iter().any(blank))
        {
            return Err("a term required or forbidden has no word".to_owned());
        }
        for reference in &expected.references {
            if let Some(remark) = violations(input, &expected, reference).0.first() {
                return Err(format!("the reference {reference:?} breaks its own constraints: {}", remark.en));
            }
        }
        Ok(())
    }
}

/// What is wrong with a title, each in words, and how many constraints that violates: all terms forbidden are one.
fn violations(input: &Value, expected: &Expected, title: &str) -> (Vec<Words>, usize) {
    let mut remarks = Vec::new();
    let said = words(title);
    for term in &expected.required {
        if !term.accepts.iter().any(|variant| stands_in(&said, &words(variant))) {
            let accepts = term.accepts.join(" / ");
            let zh = format!("缺少“{}”（可写作 {accepts}）", term.name);
            remarks.push(Words::new(zh, format!("lacks {accepts} ({})", term.name)));
        }
    }
    let length = title.chars().count() as u64;
    let most = input["max_length"].as_u64().unwrap_or(u64::MAX);
    if length > most {
        let zh = format!("超长：{length} 个字符，上限 {most}");
        remarks.push(Words::new(zh, format!("too long: {length} characters, at most {most}")));
    }
    if title.chars().any(chinese) {
        remarks.push(Words::new("含有汉字", "contains Chinese characters"));
    }
    let mut violated = remarks.len();
    let forbidden: Vec<&String> = expected.forbidden.iter().filter(|term| stands_in(&said, &words(term))).collect();
    violated += usize::from(!forbidden.is_empty());
    for term in forbidden {
        remarks.push(Words::new(format!("含有不得出现的“{term}”"), format!("contains the forbidden {term:?}")));
    }
    (remarks, violated)
}

/// Ideographs of the basic block and extension A, and Chinese punctuation.
fn chinese(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// A text's words: lower case, apostrophes dropped, every run of letters, digits, `%` and `#` one word.
fn words(text: &str) -> Vec<String> {
    let text: String = text.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '%' || c == '#';
    text.split(|c: char| !inside(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a term's words stand in a text, the last perhaps in the plural.
fn stands_in(said: &[String], term: &[String]) -> bool {
    let Some((last, before)) = term.split_last() else { return false };
    let ends = |word: &str| word.strip_prefix(last.as_str()).is_some_and(|rest| matches!(rest, "" | "s" | "es"));
    said.windows(term.len())
        .any(|window| window.split_last().is_some_and(|(final_word, first)| first == before && ends(final_word)))
}

/// chrF of one text against one reference, in [0, 1], case counting.
fn chrf(given: &str, reference: &str) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (given, reference) = (letters(given), letters(reference));
    let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
    for order in 1..=ORDER.min(given.len()).min(reference.len()) {
        let (ours, theirs) = (grams(&given, order), grams(&reference, order));
        let shared: usize =
            ours.iter().map(|(gram, count)| theirs.get(gram).map_or(0, |other| *count.min(other))).sum();
        precision += shared as f64 / (given.len() + 1 - order) as f64;
        recall += shared as f64 / (reference.len() + 1 - order) as f64;
        orders += 1.0;
    }
    if precision + recall == 0.0 {
        return 0.0;
    }
    (precision, recall) = (precision / orders, recall / orders);
    let factor = BETA * BETA;
    (1.0 + factor) * precision * recall / (factor * precision + recall)
}

/// How often each n-gram occurs.
fn grams(letters: &[char], order: usize) -> HashMap<&[char], usize> {
    let mut counts = HashMap::new();
    for gram in letters.windows(order) {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn expected() -> Value {
        json!({
            "references": ["Women's Cotton Shirt, White, S-XL", "Cotton Shirt for Women, White, S-XL"],
            "required": [
                {"name": "材质：棉", "accepts": ["cotton"]},
                {"name": "标题：shirt", "accepts": ["shirt", "blouse"]},
                {"name": "适用：女士", "accepts": ["women", "womens"]},
            ],
            "forbidden": ["best", "no 1", "silk"],
        })
    }

    fn judged(title: &str) -> Judgement {
        Chrf {}.judge(&json!({"max_length": 40}), &expected(), &json!({"title": title}))
    }

    /// Values from `tests/golden/chrf/make.py` (sacrebleu).
    #[test]
    fn chrf_agrees_with_sacrebleu() {
        let golden: Value =
            serde_json::from_str(include_str!("../../../../tests/golden/chrf/chrf.json")).expect("golden");
        let rows = golden.as_array().expect("rows");
        assert!(rows.len() >= 12);
        for row in rows {
            let given = row["given"].as_str().expect("given");
            let references = row["references"].as_array().expect("references");
            let best = |lower: bool| {
                let fold = |text: &str| if lower { text.to_lowercase() } else { text.to_owned() };
                let each = references.iter().map(|one| chrf(&fold(given), &fold(one.as_str().expect("text"))));
                each.fold(0.0, f64::max)
            };
            for (key, lower) in [("chrf", false), ("lowercase", true)] {
                let truth = row[key].as_f64().expect("value");
                assert!((best(lower) - truth).abs() < 1e-9, "{row}: {}", best(lower));
            }
        }
    }

    #[test]
    fn a_reference_scores_one_whatever_its_case() {
        let judgement = judged("women's cotton shirt, WHITE, S-XL");
        assert!((judgement.score - 1.0).abs() < 1e-12, "{judgement:?}");
        assert!(judgement.remarks.is_empty());
    }

    #[test]
    fn each_constraint_violated_is_named_and_counts_once() {
        let judgement = judged("Best No.1 Silk 衬衫 for Men, White, Size S to XL, hot now");
        let kept = judgement.figures.iter().find(|(key, _)| key == KEPT).map(|(_, value)| *value);
        assert_eq!(kept, Some(0.0), "three terms, length, Chinese and the forbidden, of six");
        assert_eq!(judgement.remarks.len(), 3 + 1 + 1 + 3);
        assert!(judgement.remarks.iter().any(|remark| remark.zh.contains("材质：棉")));
        assert!(judgement.remarks.iter().any(|remark| remark.en.contains("silk")));
        assert_eq!(judgement.score, 0.0);
    }

    #[test]
    fn a_term_is_whole_words_with_a_plural_let_pass() {
        let stands = |text: &str, term: &str| stands_in(&words(text), &words(term));
        assert!(stands("2 T-Shirts", "t-shirt"));
        assert!(stands("Women’s dresses", "womens"));
        assert!(stands("Dresses", "dress"));
        assert!(!stands("Women", "men"));
        assert!(!stands("XL-5XL", "l-5xl"));
        assert!(!stands("", "a"));
    }

    #[test]
    fn cases_that_cannot_be_judged_are_refused() {
        let input = json!({"max_length": 40});
        assert_eq!(Chrf {}.check(&input, &expected()), Ok(()));
        assert!(Chrf {}.check(&json!({}), &expected()).is_err());
        let broken = json!({"references": ["Best Shirt"], "required": [], "forbidden": ["best"]});
        assert!(Chrf {}.check(&input, &broken).is_err());
        let blank = json!({"references": ["Shirt"], "required": [{"name": "x", "accepts": []}], "forbidden": []});
        assert!(Chrf {}.check(&input, &blank).is_err());
        assert!(Chrf {}.check(&input, &json!({"references": [], "required": [], "forbidden": []})).is_err());
    }
}
