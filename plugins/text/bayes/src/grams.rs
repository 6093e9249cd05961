//! The terms of a Chinese text: single characters and pairs of neighbours; Latin words and figures stay whole.

/// The terms in the order in which they occur, with repetitions. Full-width letters and figures count as half-width.
pub fn of(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut before: Option<char> = None;
    let mut word = String::new();
    for character in text.chars().map(half_width).flat_map(char::to_lowercase).chain([' ']) {
        if character.is_ascii_alphanumeric() {
            word.push(character);
            before = None;
            continue;
        }
        if !word.is_empty() {
            terms.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            terms.push(character.to_string());
            terms.extend(before.map(|before| format!("{before}{character}")));
            before = Some(character);
        } else {
            before = None;
        }
    }
    terms
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
    fn characters_pairs_and_words() {
        assert_eq!(of("路灯,ＬED灯"), ["路", "灯", "路灯", "led", "灯"]);
        assert!(of("，。 ").is_empty());
    }
}
