//! Times as the contract writes them (`2026-03-01T00:00Z`) and as astronomy counts them.

/// Hours since 2000-01-01T12:00 UTC, the epoch J2000 (taken as UTC: the minute between the scales moves the Moon by
/// a hundredth of a degree).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Hours(pub f64);

/// Hours from midnight to the epoch, which is at noon.
const NOON: f64 = 12.0;

/// Days from 0000-03-01 to 2000-01-01 in the Gregorian calendar.
const EPOCH_DAY: i64 = 730_425;

impl Hours {
    /// Reads `YYYY-MM-DDThh:mmZ`, with or without seconds; `None` where the text is not such a time.
    pub fn read(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
        let date = numbers(date, '-')?;
        let time = numbers(time, ':')?;
        let (&[year, month, day], &[hour, minute, ..]) = (date.as_slice(), time.as_slice()) else { return None };
        let second = time.get(2).copied().unwrap_or(0);
        let in_range = time.len() <= 3
            && (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let seconds = (day_number(year, month, day) * 24 + hour) * 3600 + minute * 60 + second;
        in_range.then(|| Self(seconds as f64 / 3600.0 - NOON))
    }

    /// Writes `YYYY-MM-DDThh:mm:ssZ`, to the nearest second.
    pub fn write(self) -> String {
        let seconds = ((self.0 + NOON) * 3600.0).round() as i64;
        let (year, month, day) = date_of(seconds.div_euclid(86_400));
        let rest = seconds.rem_euclid(86_400);
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// Julian centuries of 36 525 days since J2000.
    pub fn centuries(self) -> f64 {
        self.0 / (24.0 * 36_525.0)
    }

    /// Hours since the last midnight UTC.
    pub fn of_day(self) -> f64 {
        (self.0 + NOON).rem_euclid(24.0)
    }
}

/// The digits between `separator`s; `None` where anything else stands there.
fn numbers(text: &str, separator: char) -> Option<Vec<i64>> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?;
    text.split(separator).map(digits).collect()
}

/// Days since 2000-01-01. Years begin in March, so that the leap day is the last of the year.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let since_march = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * since_march + 2) / 5 + day
        - 1
        - EPOCH_DAY
}

/// Year, month and day of a number of days since 2000-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    // A first guess by the mean year is at most one year off.
    let mut year = 2000 + (days as f64 / 365.2425).floor() as i64;
    while day_number(year, 3, 1) > days {
        year -= 1;
    }
    while day_number(year + 1, 3, 1) <= days {
        year += 1;
    }
    let since_march = days - day_number(year, 3, 1);
    let month_index = (5 * since_march + 2) / 153;
    let day = since_march - (153 * month_index + 2) / 5 + 1;
    let month = (month_index + 2) % 12 + 1;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Julian dates from Meeus, Astronomical Algorithms, chapter 7.
    #[test]
    fn hours_agree_with_published_julian_dates() {
        for (text, julian) in [
            ("2000-01-01T12:00Z", 2_451_545.0),
            ("1999-01-01T00:00Z", 2_451_179.5),
            ("1987-06-19T12:00Z", 2_446_966.0),
            ("1957-10-04T19:26:24Z", 2_436_116.31),
            ("1600-12-31T00:00Z", 2_305_812.5),
        ] {
            let hours = Hours::read(text).unwrap();
            assert!((hours.0 / 24.0 + 2_451_545.0 - julian).abs() < 1e-6, "{text}: {}", hours.0);
        }
    }

    #[test]
    fn a_time_is_written_as_it_was_read() {
        for text in ["2024-02-29T23:59:59Z", "2025-01-01T00:00:00Z", "1999-12-31T12:30:05Z", "2035-03-01T00:00:01Z"] {
            assert_eq!(Hours::read(text).unwrap().write(), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "2026-03-01", "2026-13-01T00:00Z", "2026-03-01T24:00Z", "2026-03-01T00:00", "a-b-cTd:eZ"] {
            assert_eq!(Hours::read(text), None, "{text}");
        }
    }
}
