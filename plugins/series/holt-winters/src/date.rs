//! Days by number.

/// Days from 1970-01-01 to a day `YYYY-MM-DD` of the Gregorian calendar; `None` where the text is none. Years begin in
/// March, so that the leap day is the last of the year.
pub fn days(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok().filter(|part| (1..=9999).contains(part)));
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if month > 12 || day > 31 {
        return None;
    }
    let year = if month < 3 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By Python's datetime.date.toordinal() - 719163.
    #[test]
    fn days_are_those_of_python() {
        for (text, number) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2016-08-28", 17_041)]
        {
            assert_eq!(days(text), Some(number), "{text}");
        }
        for text in ["", "2000-13-01", "2000-1", "today"] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
