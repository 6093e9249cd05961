//! Scores, differences and p-values as a page writes them.

use crate::catalogue::metric::{Figure, Headline};
use crate::language::Language;
use crate::statistics::Interval;

/// A headline figure: a share of cases in per cent, anything else with three decimals.
pub fn headline(kind: Headline, value: f64) -> String {
    match kind {
        Headline::Proportion => format!("{:.1}%", value * 100.0),
        Headline::Mean | Headline::MacroF1 | Headline::RankScore => format!("{value:.3}"),
    }
}

/// A difference of headline figures, with its sign: in percentage points or with three decimals.
pub fn difference(kind: Headline, value: f64, language: Language) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    match kind {
        Headline::Proportion => {
            format!("{sign}{:.1}{}", value.abs() * 100.0, language.pick(" 个百分点", " points"))
        }
        Headline::Mean | Headline::MacroF1 | Headline::RankScore => format!("{sign}{:.3}", value.abs()),
    }
}

/// The interval alone: `84.1%–90.1%`; a dash where there are too few cases for one.
pub fn interval(kind: Headline, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { low, high }) => format!("{}–{}", headline(kind, low), headline(kind, high)),
        None => "—".to_owned(),
    }
}

/// The interval of a difference: `+1.2 至 +8.8 个百分点`.
pub fn difference_interval(kind: Headline, Interval { low, high }: Interval, language: Language) -> String {
    let low = difference(kind, low, language);
    let low = low.trim_end_matches(language.pick(" 个百分点", " points"));
    format!("{low}{}{}", language.pick(" 至 ", " to "), difference(kind, high, language))
}

/// A p-value: `p = 0.032`, `p < 0.001`.
pub fn p(value: f64) -> String {
    if value < 0.001 { "p < 0.001".to_owned() } else { format!("p = {value:.3}") }
}

/// What the headline figure is called.
pub fn headline_name(kind: Headline, language: Language) -> &'static str {
    match kind {
        Headline::Proportion => language.pick("正确率", "Share right"),
        Headline::Mean => language.pick("平均得分", "Mean score"),
        Headline::MacroF1 => language.pick("宏平均 F1", "Macro-F1"),
        Headline::RankScore => language.pick("排序得分（AUC）", "Rank score (AUC)"),
    }
}

/// A further figure's name with its unit.
pub fn title(figure: &Figure, language: Language) -> String {
    let title = language.of(&figure.title);
    match figure.unit.as_str() {
        "" => title.to_owned(),
        unit => language.pick(format!("{title}（{unit}）"), format!("{title} ({unit})")),
    }
}

/// A number in about four digits, without trailing noise.
pub fn plain(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.1}"),
        size if size >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_in_per_cent_and_a_mean_is_not() {
        assert_eq!(headline(Headline::Proportion, 0.8254), "82.5%");
        assert_eq!(headline(Headline::Mean, 0.8254), "0.825");
        assert_eq!(difference(Headline::Proportion, -0.052, Language::Zh), "−5.2 个百分点");
        assert_eq!(difference(Headline::MacroF1, 0.052, Language::En), "+0.052");
        let interval = Interval { low: -0.012, high: 0.0881 };
        assert_eq!(difference_interval(Headline::Proportion, interval, Language::Zh), "−1.2 至 +8.8 个百分点");
        assert_eq!(difference_interval(Headline::Mean, interval, Language::En), "−0.012 to +0.088");
    }

    #[test]
    fn a_small_p_is_not_written_as_nought() {
        assert_eq!(p(0.0004), "p < 0.001");
        assert_eq!(p(0.0324), "p = 0.032");
    }

    #[test]
    fn plain_numbers_keep_about_four_digits() {
        assert_eq!([1234.56, 123.456, 12.3456, 0.12345].map(plain), ["1235", "123.5", "12.35", "0.123"]);
    }
}
