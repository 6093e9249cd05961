//! The ways to word a line, as the material `lines.md` gives them.

use serde_json::{Map, Value, json};

/// One place of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// This character.
    Only(char),
    /// One digit.
    Digit,
    /// One digit or more.
    Digits,
    /// One digit or capital.
    Code,
}

impl Place {
    /// Whether the character may stand here.
    pub const fn allows(self, character: char) -> bool {
        match self {
            Self::Only(only) => only == character,
            Self::Digit | Self::Digits => character.is_ascii_digit(),
            Self::Code => character.is_ascii_digit() || character.is_ascii_uppercase(),
        }
    }
}

/// Rates that the material names.
const RATES: [&str; 4] = ["3%", "6%", "9%", "13%"];

/// Wordings: `d` a digit, `D` digits, `c` a digit or capital, `r` a rate; all else stands for itself.
const PATTERNS: [&str; 7] = [
    "发票号码:dddddddd 校验码:cccccc",
    "开票日期:dddd年dd月dd日",
    "开票日期:dddd-dd-dd",
    "金额:¥D.dd 税额:D.dd",
    "税率:r 税额:D.dd",
    "价税合计:¥D.dd 税率:r",
    "税率:r 金额:D.dd",
];

/// Every wording with every rate, and its places.
pub fn wordings() -> Vec<(String, Vec<Place>)> {
    let mut all: Vec<String> = Vec::new();
    for pattern in PATTERNS {
        if pattern.contains('r') {
            all.extend(RATES.iter().map(|rate| pattern.replace('r', rate)));
        } else {
            all.push(pattern.to_owned());
        }
    }
    all.into_iter().map(|wording| (wording.clone(), places(&wording))).collect()
}

/// Labels and the fields behind them.
const LABELS: [(&str, &str); 7] = [
    ("发票号码", "number"),
    ("校验码", "code"),
    ("开票日期", "date"),
    ("金额", "amount"),
    ("税率", "rate"),
    ("税额", "tax"),
    ("价税合计", "total"),
];

/// Characters that a field and a text may have by the contract.
const LONGEST: usize = 20;
const MOST: usize = 80;

/// The places of a wording.
fn places(wording: &str) -> Vec<Place> {
    let place = |letter| match letter {
        'd' => Place::Digit,
        'D' => Place::Digits,
        'c' => Place::Code,
        other => Place::Only(other),
    };
    wording.chars().map(place).collect()
}

/// The text and its fields, as the contract asks for them.
pub fn fields(text: &str) -> Value {
    let mut output = Map::new();
    output.insert("text".to_owned(), json!(text.chars().take(MOST).collect::<String>()));
    for item in text.split(' ') {
        let Some((label, value)) = item.split_once(':') else { continue };
        let Some((_, field)) = LABELS.iter().find(|(name, _)| *name == label) else { continue };
        let value = value.trim_start_matches('¥').replace(['年', '月'], "-").replace('日', "");
        // A run of digits may be misread as a long one: what no field can hold is left out.
        if value.len() <= LONGEST {
            output.insert((*field).to_owned(), json!(value));
        }
    }
    Value::Object(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_to_fields() {
        let output = fields("金额:¥1234.50 税额:160.49");
        assert_eq!(output, json!({"text": "金额:¥1234.50 税额:160.49", "amount": "1234.50", "tax": "160.49"}));
        assert_eq!(fields("开票日期:2026年03月18日")["date"], "2026-03-18");
        assert_eq!(fields("?"), json!({"text": "?"}));
    }
}
