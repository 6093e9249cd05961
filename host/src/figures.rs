//! Figures as people read them.

use crate::language::Language;
use crate::statistics::Interval;

/// A count with three significant digits: in Chinese by 万 and 亿, in English by k, M and G.
pub fn count(number: f64, language: Language) -> String {
    let units: &[(f64, &str)] = match language {
        Language::Zh => &[(1e8, "亿"), (1e4, "万")],
        Language::En => &[(1e9, " G"), (1e6, " M"), (1e3, " k")],
    };
    for (unit, name) in units {
        if number >= *unit {
            return format!("{}{name}", significant(number / unit));
        }
    }
    format!("{number:.0}")
}

/// Three significant digits, and no fewer than those before the point.
fn significant(number: f64) -> String {
    match number {
        number if number >= 100.0 => format!("{number:.0}"),
        number if number >= 10.0 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

/// Microseconds as a time of three significant digits.
pub fn time(us: f64, language: Language) -> String {
    match us {
        us if us >= 1e6 => format!("{} {}", significant(us / 1e6), language.pick("秒", "s")),
        us if us >= 1e3 => format!("{} {}", significant(us / 1e3), language.pick("毫秒", "ms")),
        us => format!("{} {}", significant(us), language.pick("微秒", "µs")),
    }
}

/// A score with its interval: `0.825 [0.790, 0.858]`.
pub fn score(score: f64, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { low, high }) => format!("{score:.3} [{low:.3}, {high:.3}]"),
        None => format!("{score:.3} [—]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_in_the_reader_s_units() {
        assert_eq!(count(950.0, Language::Zh), "950");
        assert_eq!(count(12_345.0, Language::Zh), "1.23万");
        assert_eq!(count(1_234_567_890.0, Language::Zh), "12.3亿");
        assert_eq!(count(1_234_567_890.0, Language::En), "1.23 G");
        assert_eq!(count(12_345.0, Language::En), "12.3 k");
    }

    #[test]
    fn times_have_three_digits() {
        assert_eq!(time(4.2, Language::En), "4.20 µs");
        assert_eq!(time(15_300.0, Language::Zh), "15.3 毫秒");
        assert_eq!(time(2_000_000.0, Language::En), "2.00 s");
    }

    #[test]
    fn a_score_without_an_interval_says_so() {
        assert_eq!(score(0.5, None), "0.500 [—]");
    }
}
