//! Lengths as people write them, in centimetres.

use regex_lite::Regex;

/// Chinese numerals made Arabic ones: 八十八 → 88, 一百零三 → 103, 七三 → 73; all else stays.
pub fn arabic(text: &str) -> String {
    let (mut made, mut run) = (String::new(), Vec::new());
    for letter in text.chars() {
        if "零〇一二两三四五六七八九十百".contains(letter) {
            run.push(letter);
        } else {
            made.push_str(&number(&run));
            run.clear();
            made.push(letter);
        }
    }
    made + &number(&run)
}

fn digit(letter: char) -> Option<u32> {
    let place = "零一二三四五六七八九".chars().position(|known| known == letter);
    match letter {
        '〇' => Some(0),
        '两' => Some(2),
        _ => place.and_then(|place| u32::try_from(place).ok()),
    }
}

fn number(run: &[char]) -> String {
    if !run.iter().any(|letter| "十百".contains(*letter)) {
        return run.iter().filter_map(|letter| digit(*letter)).map(|digit| digit.to_string()).collect();
    }
    let (mut sum, mut last) = (0_u32, None);
    for letter in run {
        let unit = match letter {
            '十' => 10,
            '百' => 100,
            _ => {
                last = digit(*letter);
                continue;
            }
        };
        sum = sum.saturating_add(last.take().unwrap_or(1) * unit);
    }
    sum.saturating_add(last.unwrap_or(0)).to_string()
}

/// All lengths of a clause in centimetres, in order. A bare number below 3 is metres, any other is centimetres.
pub fn lengths(clause: &str) -> Vec<f64> {
    let Ok(pattern) = Regex::new(r"(\d+(?:\.\d+)?)(?:\s*(cm|CM|厘米|公分|米|m|尺|市尺|寸)(\d*))?") else {
        return Vec::new();
    };
    let text = arabic(clause);
    let read = |found: regex_lite::Captures| {
        let amount: f64 = found[1].parse().ok()?;
        let after = found.get(3).map_or("", |digits| digits.as_str());
        let rest: f64 = if after.is_empty() { 0.0 } else { format!("0.{after}").parse().ok()? };
        Some(match found.get(2).map(|unit| unit.as_str()) {
            Some("米" | "m") => (amount + rest) * 100.0,
            Some("尺" | "市尺") => (amount + rest) * 100.0 / 3.0,
            Some("寸") => amount * 10.0 / 3.0,
            None if amount < 3.0 => amount * 100.0,
            _ => amount,
        })
    };
    pattern.captures_iter(&text).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_of_a_length_is_read() {
        for (text, cm) in [
            ("1米73", 173.0),
            ("一米七", 170.0),
            ("一米六八", 168.0),
            ("1.65m", 165.0),
            ("身高 172.5cm", 172.5),
            ("腰围八十公分", 80.0),
            ("胸围一百零三", 103.0),
            ("腰二尺三寸", 230.0 / 3.0),
            ("胸围3尺", 100.0),
            ("腰围24寸（市寸）", 80.0),
        ] {
            let read = lengths(text);
            assert!((read[0] - cm).abs() < 1e-6, "{text}: {read:?}");
        }
        assert_eq!(lengths("88/74/95"), [88.0, 74.0, 95.0]);
        assert_eq!(lengths("88 74 95"), [88.0, 74.0, 95.0]);
    }
}
