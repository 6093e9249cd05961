//! What lies between two entrants, in words with the numbers: the difference with its interval, in how many cases the two
//! came out otherwise, and p after Holm.

use super::figure;
use crate::catalogue::metric::Headline;
use crate::language::Language;
use crate::statistics::{Grounds, Interval, PairVerdict, Relation};

/// Two entrants, the better first where one is, with what the verdict on them rests on.
#[derive(Debug, Clone)]
pub struct Gap {
    kind: Headline,
    language: Language,
    one: String,
    other: String,
    difference: f64,
    adjusted: f64,
    relation: Relation,
    grounds: Option<Grounds>,
    /// Whether a piece is a case, and not a group of cases.
    by_case: bool,
}

impl Gap {
    /// Of a pair's verdict, on so many cases, with the names of its first and second.
    pub fn new(pair: &PairVerdict, names: [String; 2], kind: Headline, cases: u64, language: Language) -> Self {
        let [first, second] = names;
        let by_case = pair.grounds.is_none_or(|grounds| grounds.pieces == cases);
        let gap = Self {
            kind,
            language,
            one: first,
            other: second,
            difference: pair.difference,
            adjusted: pair.adjusted,
            relation: pair.relation,
            grounds: pair.grounds,
            by_case,
        };
        if pair.difference < 0.0 { gap.turned() } else { gap }
    }

    fn turned(self) -> Self {
        let relation = match self.relation {
            Relation::Better => Relation::Worse,
            Relation::Worse => Relation::Better,
            other => other,
        };
        let turn = |Interval { low, high }| Interval { low: -high, high: -low };
        let grounds = self.grounds.map(|grounds| Grounds { interval: grounds.interval.map(turn), ..grounds });
        let (one, other) = (self.other, self.one);
        Self { one, other, difference: -self.difference, relation, grounds, ..self }
    }

    /// `「甲」比「乙」高 5.0 个百分点（95% 区间 +1.2 至 +8.8 个百分点），120 例中 15 例结果不同，经 Holm 校正 p = 0.012`
    pub fn clause(&self) -> String {
        let (one, other) = (&self.one, &self.other);
        let by = self.by();
        let start = match self.language {
            Language::Zh if self.is_even() => format!("{one}与{other}得分相同"),
            Language::Zh => format!("{one}比{other}高 {by}"),
            Language::En if self.is_even() => format!("{one} and {other} score the same"),
            Language::En => format!("{one} is {by} above {other}"),
        };
        format!("{start}{}", self.numbers())
    }

    /// As [`Gap::clause`], where the one is spoken of already and the other is the next after it.
    pub fn over_next(&self) -> String {
        let (other, by) = (&self.other, self.by());
        let start = self.language.pick(format!("比次席{other}高 {by}"), format!("{by} above {other}, the next"));
        format!("{start}{}", self.numbers())
    }

    /// One sentence that says what the pair's verdict is, and why.
    pub fn sentence(&self) -> String {
        let (clause, one) = (self.clause(), &self.one);
        match self.language {
            Language::Zh => match self.relation {
                Relation::Better | Relation::Worse => format!("{clause}，小于 0.05，认定{one}更好。"),
                Relation::Indistinguishable => format!("{clause}，不小于 0.05，分不出先后。"),
                Relation::TooFew => format!("{clause}；{}，案例不够，暂不下结论。", self.needed()),
            },
            Language::En => match self.relation {
                Relation::Better | Relation::Worse => format!("{clause}, below 0.05: {one} is better."),
                Relation::Indistinguishable => format!("{clause}, not below 0.05: they cannot be told apart."),
                Relation::TooFew => format!("{clause}; {}: too few cases to say.", self.needed()),
            },
        }
    }

    /// What it would have taken.
    pub fn needed(&self) -> String {
        let needed = self.grounds.and_then(|grounds| grounds.needed);
        match (needed, self.language) {
            (Some(needed), Language::Zh) => {
                format!("至少要有 {needed} {}结果不同且都偏向一家，才能认定有差别", self.unit())
            }
            (Some(needed), Language::En) => {
                format!("it takes {needed} {} at least that differ, all in one's favour", self.unit())
            }
            (None, Language::Zh) => "差异太少，不足以认定有差别".to_owned(),
            (None, Language::En) => "too few differ".to_owned(),
        }
    }

    fn is_even(&self) -> bool {
        self.difference == 0.0
    }

    fn by(&self) -> String {
        figure::difference(self.kind, self.difference, self.language).trim_start_matches('+').to_owned()
    }

    fn unit(&self) -> &'static str {
        match (self.by_case, self.language) {
            (true, Language::Zh) => "例",
            (false, Language::Zh) => "组（相关的案例合为一组）",
            (true, Language::En) => "cases",
            (false, Language::En) => "groups of cases",
        }
    }

    fn numbers(&self) -> String {
        let p = figure::p(self.adjusted);
        let Some(grounds) = self.grounds else {
            return self.language.pick(format!("，经 Holm 校正 {p}"), format!(", Holm-adjusted {p}"));
        };
        let interval = grounds.interval.map(|interval| figure::difference_interval(self.kind, interval, self.language));
        let (pieces, unit) = (grounds.pieces, self.unit());
        let short = self.language.pick(if self.by_case { "例" } else { "组" }, "");
        match self.language {
            Language::Zh => {
                let interval = interval.map_or_else(String::new, |interval| format!("（95% 区间 {interval}）"));
                let differ = match grounds.discordant {
                    0 => format!("{pieces} {unit}结果全部相同"),
                    differ => format!("{pieces} {unit}中 {differ} {short}结果不同"),
                };
                format!("{interval}，{differ}，配对检验经 Holm 校正 {p}")
            }
            Language::En => {
                let interval = interval.map_or_else(String::new, |interval| format!(" (95 % interval {interval})"));
                let differ = match grounds.discordant {
                    0 => format!("alike in all {pieces} {unit}"),
                    differ => format!("differing in {differ} of {pieces} {unit}"),
                };
                format!("{interval}, {differ}, Holm-adjusted {p}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(difference: f64, relation: Relation) -> PairVerdict {
        let interval = Some(Interval { low: difference - 0.038, high: difference + 0.038 });
        let grounds = Some(Grounds { pieces: 120, discordant: 15, needed: Some(6), interval });
        PairVerdict { first: 0, second: 1, difference, p: 0.012, adjusted: 0.024, relation, grounds }
    }

    fn gap(pair: &PairVerdict, cases: u64, language: Language) -> Gap {
        let names = match language {
            Language::Zh => ["「甲」", "「乙」"],
            Language::En => ["A", "B"],
        };
        Gap::new(pair, names.map(str::to_owned), Headline::Proportion, cases, language)
    }

    #[test]
    fn the_better_is_named_first_with_the_numbers() {
        let said = "「乙」比「甲」高 5.0 个百分点（95% 区间 +1.2 至 +8.8 个百分点），120 例中 15 例结果不同，配对检验经 Holm 校正 p = 0.024，\
                    小于 0.05，认定「乙」更好。";
        assert_eq!(gap(&pair(-0.05, Relation::Worse), 120, Language::Zh).sentence(), said);
        let said = "A is 5.0 points above B (95 % interval +1.2 to +8.8 points), differing in 15 of 120 cases, \
                    Holm-adjusted p = 0.024, below 0.05: A is better.";
        assert_eq!(gap(&pair(0.05, Relation::Better), 120, Language::En).sentence(), said);
        let next = gap(&pair(0.05, Relation::Better), 120, Language::Zh).over_next();
        assert!(next.starts_with("比次席「乙」高 5.0 个百分点（95% 区间"), "{next}");
    }

    #[test]
    fn what_is_not_decided_says_why() {
        let even = gap(&pair(0.01, Relation::Indistinguishable), 120, Language::Zh).sentence();
        assert!(
            even.contains("（95% 区间 −2.8 至 +4.8 个百分点）") && even.ends_with("不小于 0.05，分不出先后。"),
            "{even}"
        );
        let few = gap(&pair(0.01, Relation::TooFew), 120, Language::Zh).sentence();
        assert!(few.ends_with("至少要有 6 例结果不同且都偏向一家，才能认定有差别，案例不够，暂不下结论。"), "{few}");
        let few = gap(&pair(0.01, Relation::TooFew), 120, Language::En).sentence();
        assert!(
            few.ends_with("it takes 6 cases at least that differ, all in one's favour: too few cases to say."),
            "{few}"
        );
    }

    #[test]
    fn groups_are_called_groups_and_nothing_is_made_up() {
        let grouped = gap(&pair(0.05, Relation::Better), 500, Language::Zh).clause();
        assert!(grouped.contains("120 组（相关的案例合为一组）中 15 组结果不同"), "{grouped}");
        let same = Grounds { pieces: 120, discordant: 0, needed: None, interval: None };
        let same = PairVerdict { grounds: Some(same), ..pair(0.0, Relation::TooFew) };
        let said = gap(&same, 120, Language::Zh).clause();
        assert_eq!(said, "「甲」与「乙」得分相同，120 例结果全部相同，配对检验经 Holm 校正 p = 0.024");
        let kept = PairVerdict { grounds: None, ..pair(0.05, Relation::Better) };
        assert_eq!(gap(&kept, 120, Language::Zh).clause(), "「甲」比「乙」高 5.0 个百分点，经 Holm 校正 p = 0.024");
    }
}
