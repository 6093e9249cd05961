//! The terms of a Chinese text: single characters and pairs of neighbours; Latin words and figures stay whole.

use std::collections::BTreeMap;

/// Words of asking and of courtesy: they say what sort of answer is wanted, not where it stands.
const ASKING: [&str; 30] = [
    "是多少",
    "有多少",
    "多少钱",
    "多少",
    "是什么",
    "叫什么",
    "什么",
    "分别",
    "哪几个",
    "哪几",
    "哪个",
    "哪些",
    "哪家",
    "哪里",
    "哪",
    "谁",
    "几个",
    "怎么",
    "如何",
    "请问",
    "听说",
    "具体",
    "来着",
    "吗",
    "呢",
    "啊",
    "呀",
    "啥",
    "的",
    "了",
];

/// How often each term occurs.
pub type Counts = BTreeMap<String, usize>;

/// The terms of a passage.
pub fn of(text: &str) -> Counts {
    let mut counts = Counts::new();
    let mut before: Option<char> = None;
    let mut word = String::new();
    for character in text.chars().map(half_width).flat_map(char::to_lowercase).chain([' ']) {
        if character.is_ascii_alphanumeric() {
            word.push(character);
            before = None;
            continue;
        }
        if !word.is_empty() {
            *counts.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if character.is_alphanumeric() {
            *counts.entry(character.to_string()).or_default() += 1;
            if let Some(before) = before {
                *counts.entry(format!("{before}{character}")).or_default() += 1;
            }
            before = Some(character);
        } else {
            before = None;
        }
    }
    counts
}

/// The terms of a question without its words of asking.
pub fn of_question(question: &str) -> Counts {
    let mut rest = question.to_owned();
    for word in ASKING {
        rest = rest.replace(word, " ");
    }
    of(&rest)
}

fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_pairs_and_words_are_counted() {
        let counts = of("OPC社区社，２个");
        let wanted = [("opc", 1), ("社", 2), ("区", 1), ("社区", 1), ("区社", 1), ("2", 1), ("个", 1)];
        let wanted: Counts = wanted.into_iter().map(|(term, count)| (term.to_owned(), count)).collect();
        assert_eq!(counts, wanted);
    }

    #[test]
    fn words_of_asking_are_left_out() {
        let terms: Vec<String> = of_question("算力券总额是多少？").into_keys().collect();
        assert!(terms.contains(&"算力".to_owned()));
        assert!(!terms.contains(&"多".to_owned()));
    }
}
