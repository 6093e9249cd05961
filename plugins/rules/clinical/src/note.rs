//! A note cut into remarks, each with whom and when it speaks of.

/// Whom and when a remark speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This patient on admission: the only one that counts.
    Now,
    /// Before admission, by another team.
    Before,
    /// After admission.
    Later,
    /// An earlier illness, or a relative's.
    History,
}

/// What stands between two commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Normalised: half-width figures, letters and brackets.
    pub text: String,
    /// Whom and when it speaks of.
    pub scope: Scope,
}

/// A sentence as its remarks.
pub type Sentence = Vec<Remark>;

const RELATIVES: [&str; 10] = ["其父", "其母", "父亲", "母亲", "家族", "哥哥", "弟弟", "姐姐", "妹妹", "祖父"];
const LATER: [&str; 6] = ["复查", "入院后", "术后", "次日", "转归", "出院"];
const BEFORE: [&str; 6] = ["外院", "当地", "120", "院前", "现场", "转来前"];
const EARLIER: [&str; 5] = ["曾", "陈旧", "当时", "遗留", "年前"];

/// Cuts a note into sentences and remarks.
pub fn read(note: &str) -> Vec<Sentence> {
    let note: String = note.chars().map(half_width).collect();
    note.split(['。', '\n', ';']).filter(|sentence| !sentence.trim().is_empty()).map(sentence).collect()
}

fn sentence(text: &str) -> Sentence {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let whole = if says(&RELATIVES) || earlier_year(text) {
        Scope::History
    } else if says(&LATER) {
        Scope::Later
    } else {
        Scope::Now
    };
    text.split([',', '，']).map(|part| remark(part, whole)).collect()
}

/// A sentence that tells of a year gone by as of something over: 2019年曾…, 2015年左侧丘脑出血…治疗后好转.
fn earlier_year(text: &str) -> bool {
    let over = ["好转", "住院", "出院"];
    let dated = text.split('年').next().is_some_and(|before| {
        let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
        digits.len() == 4
    });
    let told = EARLIER.iter().chain(&over).any(|word| text.contains(word));
    dated && told && !text.contains("出生") && !text.contains("入院")
}

fn remark(part: &str, whole: Scope) -> Remark {
    let says = |words: &[&str]| words.iter().any(|word| part.contains(word));
    let scope = match whole {
        Scope::Now if says(&BEFORE) => Scope::Before,
        Scope::Now if says(&EARLIER) || says(&RELATIVES) => Scope::History,
        other => other,
    };
    Remark { text: part.trim().to_owned(), scope }
}

/// Figures, letters and brackets in their half-width forms.
fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// The remarks that count, joined again.
pub fn present(sentence: &[Remark]) -> String {
    let texts: Vec<&str> =
        sentence.iter().filter(|remark| remark.scope == Scope::Now).map(|remark| remark.text.as_str()).collect();
    texts.join(",")
}

/// A whole number below 1000 in figures or everyday characters.
pub fn number(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut total, mut digit) = (0, 0);
    for character in text.chars() {
        match character {
            '十' => (total, digit) = (total + if digit == 0 { 10 } else { digit * 10 }, 0),
            '百' => (total, digit) = (total + digit * 100, 0),
            '零' => digit = 0,
            _ => digit = "一二三四五六七八九".chars().position(|known| known == character)? + 1,
        }
    }
    let number = total + digit;
    (number > 0).then_some(number as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str) -> Vec<Scope> {
        read(text).concat().iter().map(|remark| remark.scope).collect()
    }

    #[test]
    fn remarks_are_told_apart() {
        assert_eq!(scopes("2019年曾患脑梗死"), [Scope::History]);
        assert_eq!(scopes("其父脑出血去世"), [Scope::History]);
        assert_eq!(scopes("当地医院GCS 13分，血压高"), [Scope::Before, Scope::Now]);
        assert_eq!(scopes("复查头颅CT，血肿约40ml"), [Scope::Later, Scope::Later]);
        assert_eq!(scopes("患者男，67岁，2026年3月5日入院"), [Scope::Now; 3]);
    }

    #[test]
    fn numbers_are_read_in_figures_and_characters() {
        for (text, value) in [("82", 82.0), ("八十二", 82.0), ("十五", 15.0), ("三十", 30.0), ("一百零一", 101.0)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("约"), None);
        assert_eq!(number(""), None);
    }
}
