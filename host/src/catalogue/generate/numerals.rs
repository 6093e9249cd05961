//! Whole numbers in Chinese characters, as people write them (三十八万六千) and as cheques do (叁拾捌万陆仟).

const PLAIN_DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLAIN_UNITS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const FORMAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];

/// The number in everyday characters: 10 is 十, 110 is 一百一十, 100 050 is 十万零五十. Below 10¹².
pub fn plain(number: u64) -> String {
    let text = written(number, &PLAIN_DIGITS, &PLAIN_UNITS);
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// The number in the characters that cheques and contracts use, so that none can be altered. Below 10¹².
pub fn formal(number: u64) -> String {
    written(number, &FORMAL_DIGITS, &FORMAL_UNITS)
}

/// A digit in full width, as Chinese keyboards write them (7 is ７); any other character as it is.
pub fn full_width(character: char) -> char {
    match character {
        '0'..='9' => char::from_u32(u32::from(character) - u32::from('0') + u32::from('０')).unwrap_or(character),
        _ => character,
    }
}

fn written(number: u64, digits: &[char; 10], units: &[&str; 4]) -> String {
    if number == 0 {
        return digits[0].to_string();
    }
    let mut text = String::new();
    for (scale, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / scale % 10_000;
        if group == 0 {
            continue;
        }
        // A group that does not fill its thousands is read with one 零 before it.
        if !text.is_empty() && group < 1000 {
            text.push(digits[0]);
        }
        text.push_str(&within_ten_thousand(group, digits, units));
        text.push_str(name);
    }
    text
}

fn within_ten_thousand(group: u64, digits: &[char; 10], units: &[&str; 4]) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (power, scale) in [(3, 1000), (2, 100), (1, 10), (0, 1)] {
        let digit = (group / scale % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(digits[0]);
            gap = false;
        }
        text.push(digits[digit]);
        text.push_str(units[power]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_do() {
        let written = [
            (0, "零"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (82, "八十二"),
            (108, "一百零八"),
            (110, "一百一十"),
            (1005, "一千零五"),
            (10_000, "一万"),
            (386_000, "三十八万六千"),
            (100_050, "十万零五十"),
            (1_200_300, "一百二十万零三百"),
        ];
        for (number, text) in written {
            assert_eq!(plain(number), text);
        }
    }

    #[test]
    fn cheques_use_characters_that_cannot_be_altered() {
        assert_eq!(formal(386_000), "叁拾捌万陆仟");
        assert_eq!(formal(100_500), "壹拾万零伍佰");
        assert_eq!(formal(1_060_000), "壹佰零陆万");
    }
}
