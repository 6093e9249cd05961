//! The verdict in plain words, with the numbers behind it: 领先, 无法区分 or 样本不足, never a bare rank.

use super::entrant::Name;
use super::figure;
use super::gap::Gap;
use crate::compare::Summary;
use crate::registry::case::Visibility;
use crate::statistics::{EntrantVerdict, Overall, PairVerdict, Relation, Standing};
use crate::web::reader::Reader;

/// A verdict to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The class that colours it.
    pub tone: &'static str,
    /// In a word or two.
    pub label: &'static str,
    /// In a sentence.
    pub sentence: String,
}

/// A pair's line in the details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one.
    pub first: String,
    /// The other.
    pub second: String,
    /// The first's figure minus the second's.
    pub difference: String,
    /// Not corrected.
    pub p: String,
    /// Corrected by Holm.
    pub adjusted: String,
    /// The difference's interval.
    pub interval: String,
    /// In how many independent pieces the two differ, of how many.
    pub differ: String,
    /// How the first stands to the second.
    pub relation: &'static str,
    /// Why, in a sentence.
    pub sentence: String,
}

/// What a summary's verdict comes to, for entrants of these names.
pub struct Telling<'a> {
    /// The session in figures.
    pub summary: &'a Summary,
    /// The entrants' names, in its order.
    pub names: &'a [Name],
    /// Who reads.
    pub reader: &'a Reader,
}

impl Telling<'_> {
    /// On all together.
    pub fn overall(&self) -> Shown {
        let say = |zh, en| self.reader.language.pick(zh, en);
        match &self.summary.verdict.overall {
            Overall::Leading { entrant } => {
                Shown { tone: "lead", label: say("领先", "Leads"), sentence: self.leading(*entrant) }
            }
            Overall::Indistinguishable { best } => {
                Shown {
                    tone: "even", label: say("无法区分", "Cannot be told apart"), sentence: self.tied(best, true)
                }
            }
            Overall::TooFew { best } => {
                Shown { tone: "few", label: say("样本不足", "Too few cases"), sentence: self.tied(best, false) }
            }
            Overall::Alone => Shown {
                tone: "few",
                label: say("无从比较", "Nothing to compare"),
                sentence: say("只有一家参评，没有可比对象。", "There is only one entrant.").to_owned(),
            },
        }
    }

    fn leading(&self, leader: usize) -> String {
        let score = self.score(leader);
        let others = (0..self.names.len()).filter(|other| *other != leader);
        let next = others.max_by(|a, b| self.value(*a).total_cmp(&self.value(*b)));
        let over = next.and_then(|next| self.pair(leader, next)).map(|pair| self.gap(pair).over_next());
        let title = self.title(leader);
        let after = |mark: &str| over.as_ref().map_or_else(String::new, |over| format!("{mark}{over}"));
        self.reader.pick(
            format!("{title}领先：{}，{score}{}。", self.on(), after("；")),
            format!("{title} leads: {score} {}{}.", self.on(), after("; ")),
        )
    }

    fn tied(&self, best: &[usize], is_enough: bool) -> String {
        let named = |place: &usize| format!("{}（{}）", self.title(*place), self.score(*place));
        let zh_names = best.iter().map(named).collect::<Vec<_>>().join("、");
        let named = |place: &usize| format!("{} ({})", self.title(*place), self.score(*place));
        let en_names = best.iter().map(named).collect::<Vec<_>>().join(", ");
        let pairs = best.iter().flat_map(|a| best.iter().filter_map(|b| self.pair(*a, *b)));
        let widest = pairs.min_by(|a, b| a.adjusted.total_cmp(&b.adjusted)).map(|pair| self.gap(pair));
        let clause = widest.as_ref().map_or_else(String::new, Gap::clause);
        let (zh_of, en_of) =
            if best.len() > 2 { ("差异最明显的一对，", "of the pair furthest apart, ") } else { ("", "") };
        let on = self.on();
        if is_enough {
            self.reader.pick(
                format!("{on}，{zh_names}分不出先后，差异在偶然误差之内：{zh_of}{clause}。"),
                format!("{on}, {en_names} cannot be told apart, the differences are within chance: {en_of}{clause}."),
            )
        } else {
            let needed = widest.as_ref().map_or_else(String::new, Gap::needed);
            self.reader.pick(
                format!("{on}，案例太少，还不能说{zh_names}谁更好：{zh_of}{clause}；{needed}。请增加案例后再比。"),
                format!("{on} there are too few cases to say which of {en_names} is better: {en_of}{clause}; {needed}. Compare on more."),
            )
        }
    }

    /// On one entrant, who is given by its place.
    pub fn entrant(&self, of: usize, verdict: &EntrantVerdict) -> Shown {
        let say = |zh, en| self.reader.language.pick(zh, en);
        let (tone, label) = match verdict.standing {
            Standing::Leading => ("lead", say("领先", "Leads")),
            Standing::Indistinguishable => ("even", say("无法区分", "Cannot be told apart")),
            Standing::TooFew => ("few", say("样本不足", "Too few cases")),
            Standing::Behind => ("behind", say("落后", "Behind")),
            Standing::Alone => ("few", say("无从比较", "Nothing to compare")),
        };
        let lists = [
            (&verdict.beats, "优于", "better than "),
            (&verdict.beaten_by, "不及", "worse than "),
            (&verdict.indistinguishable, "分不出先后：", "not told from "),
            (&verdict.too_few, "案例太少，难分：", "too few cases against "),
        ];
        let clauses: Vec<String> = lists
            .iter()
            .filter(|(places, ..)| !places.is_empty())
            .map(|(places, zh, en)| format!("{}{}{}", say(zh, en), self.titles(places), self.bound(of, places)))
            .collect();
        Shown { tone, label, sentence: clauses.join(say("；", "; ")) }
    }

    /// Every pair.
    pub fn pairs(&self) -> Vec<Pair> {
        let pairs = &self.summary.verdict.pairs;
        pairs
            .iter()
            .map(|pair| Pair {
                first: self.title(pair.first),
                second: self.title(pair.second),
                difference: figure::difference(self.summary.headline, pair.difference, self.reader.language),
                p: figure::p(pair.p),
                adjusted: figure::p(pair.adjusted),
                interval: self.interval(pair),
                differ: pair
                    .grounds
                    .map_or("—".to_owned(), |grounds| format!("{} / {}", grounds.discordant, grounds.pieces)),
                relation: self.relation(pair.relation),
                sentence: self.gap(pair).sentence(),
            })
            .collect()
    }

    fn relation(&self, relation: Relation) -> &'static str {
        let (zh, en) = match relation {
            Relation::Better => ("前者优", "The first is better"),
            Relation::Worse => ("后者优", "The second is better"),
            Relation::Indistinguishable => ("无法区分", "Cannot be told apart"),
            Relation::TooFew => ("样本不足", "Too few cases"),
        };
        self.reader.language.pick(zh, en)
    }

    /// Which cases the verdict is on.
    fn on(&self) -> String {
        let summary = self.summary;
        match summary.headline_on {
            Visibility::Hidden => self.reader.pick(
                format!("以 {} 个隐藏案例计", summary.hidden_cases),
                format!("on {} hidden cases", summary.hidden_cases),
            ),
            Visibility::Public => self.reader.pick(
                format!("以 {} 个公开案例计", summary.public_cases),
                format!("on {} public cases", summary.public_cases),
            ),
        }
    }

    /// `正确率 87.3%（95% 区间 84.1%–90.1%）`
    fn score(&self, place: usize) -> String {
        let kind = self.summary.headline;
        let name = figure::headline_name(kind, self.reader.language);
        let value = figure::headline(kind, self.value(place));
        let interval =
            self.summary.entrants.get(place).and_then(|entrant| entrant.headline(self.summary.headline_on)?.interval);
        let interval = figure::interval(kind, interval);
        self.reader.pick(
            format!("{name} {value}，95% 区间 {interval}"),
            format!("{} {value}, 95 % interval {interval}", name.to_lowercase()),
        )
    }

    fn value(&self, place: usize) -> f64 {
        let entrant = self.summary.entrants.get(place);
        entrant.and_then(|entrant| entrant.headline(self.summary.headline_on)).map_or(0.0, |part| part.score)
    }

    /// How small or how large p is, after Holm, against all of these: `（p ≤ 0.012）`.
    fn bound(&self, of: usize, others: &[usize]) -> String {
        let pairs = || others.iter().filter_map(|other| self.pair(of, *other));
        let is_told = pairs().all(|pair| matches!(pair.relation, Relation::Better | Relation::Worse));
        let all = pairs().map(|pair| pair.adjusted);
        let (value, sign) = if is_told { (all.reduce(f64::max), "≤") } else { (all.reduce(f64::min), "≥") };
        let Some(p) = value.map(figure::p) else { return String::new() };
        let p = if others.len() > 1 { p.replace('=', sign) } else { p };
        self.reader.pick(format!("（{p}）"), format!(" ({p})"))
    }

    fn gap(&self, pair: &PairVerdict) -> Gap {
        let names = [self.title(pair.first), self.title(pair.second)];
        let cases = match self.summary.headline_on {
            Visibility::Hidden => self.summary.hidden_cases,
            Visibility::Public => self.summary.public_cases,
        };
        Gap::new(pair, names, self.summary.headline, cases, self.reader.language)
    }

    fn interval(&self, pair: &PairVerdict) -> String {
        let interval = pair.grounds.and_then(|grounds| grounds.interval);
        let said = |interval| figure::difference_interval(self.summary.headline, interval, self.reader.language);
        interval.map_or("—".to_owned(), said)
    }

    fn pair(&self, one: usize, other: usize) -> Option<&PairVerdict> {
        let pairs = &self.summary.verdict.pairs;
        let is_it = |first, second| (first, second) == (one, other) || (first, second) == (other, one);
        pairs.iter().find(|pair| is_it(pair.first, pair.second))
    }

    fn title(&self, place: usize) -> String {
        let title = self.names.get(place).map_or("—", |name| &name.title);
        self.reader.pick(format!("「{title}」"), title.to_owned())
    }

    fn titles(&self, places: &[usize]) -> String {
        let titles: Vec<String> = places.iter().map(|place| self.title(*place)).collect();
        titles.join(self.reader.say("", ", "))
    }
}
