//! The verdict in plain words, with the numbers behind it: 领先, 无法区分 or 样本不足, never a bare rank.

use super::entrant::Name;
use super::figure;
use crate::compare::Summary;
use crate::registry::case::Visibility;
use crate::statistics::{EntrantVerdict, Overall, Relation, Standing};
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
    /// How the first stands to the second.
    pub relation: &'static str,
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
        let (zh, en) = next.map(|next| self.lead_over(leader, next)).unwrap_or_default();
        let title = self.title(leader);
        self.reader.pick(
            format!("{title}领先：{}，{score}{zh}。", self.on()),
            format!("{title} leads: {score} {}{en}.", self.on()),
        )
    }

    /// By how much, and how sure that is.
    fn lead_over(&self, leader: usize, next: usize) -> (String, String) {
        let by = figure::difference(self.summary.headline, self.value(leader) - self.value(next), self.reader.language);
        let by = by.trim_start_matches('+');
        let p = self.adjusted(leader, next).map_or_else(String::new, figure::p);
        let title = self.title(next);
        let zh = format!("；比次席{title}高 {by}，配对检验经 Holm 校正后 {p}");
        let en = format!("; {by} above {title}, the next, in a paired test with Holm-adjusted {p}");
        (zh, en)
    }

    fn tied(&self, best: &[usize], is_enough: bool) -> String {
        let named = |place: &usize| format!("{}（{}）", self.title(*place), self.score(*place));
        let zh_names = best.iter().map(named).collect::<Vec<_>>().join("、");
        let named = |place: &usize| format!("{} ({})", self.title(*place), self.score(*place));
        let en_names = best.iter().map(named).collect::<Vec<_>>().join(", ");
        let least = best
            .iter()
            .flat_map(|a| best.iter().filter_map(|b| self.adjusted(*a, *b)))
            .min_by(f64::total_cmp)
            .map(figure::p);
        let p = least.unwrap_or_default();
        let on = self.on();
        if is_enough {
            self.reader.pick(
                format!("{on}，{zh_names}分不出先后：两两差异在偶然误差之内（配对检验经 Holm 校正后最小 {p}）。"),
                format!("{on}, {en_names} cannot be told apart: the differences are within chance (smallest Holm-adjusted {p})."),
            )
        } else {
            self.reader.pick(
                format!("{on}，案例太少，还不能说{zh_names}谁更好（配对检验经 Holm 校正后最小 {p}）；请增加案例后再比。"),
                format!("{on} there are too few cases to say which of {en_names} is better (smallest Holm-adjusted {p}): compare on more."),
            )
        }
    }

    /// On one entrant.
    pub fn entrant(&self, verdict: &EntrantVerdict) -> Shown {
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
            .map(|(places, zh, en)| format!("{}{}", say(zh, en), self.titles(places)))
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
                relation: self.relation(pair.relation),
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

    fn adjusted(&self, one: usize, other: usize) -> Option<f64> {
        let pairs = &self.summary.verdict.pairs;
        let is_it = |first, second| (first, second) == (one, other) || (first, second) == (other, one);
        pairs.iter().find(|pair| is_it(pair.first, pair.second)).map(|pair| pair.adjusted)
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
