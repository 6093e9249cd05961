//! What the tests come to, in the words that a page uses: 领先, 无法区分, 样本不足.
//!
//! A pair's two entrants differ where the test's p-value, corrected by Holm over all pairs, is below alpha. Where it is
//! not, there are two reasons, which must not be confused:
//!
//! - *Too few cases* (样本不足): the pieces in which the two differ are so few that even all of them falling one way would
//!   not have been enough, and the whole set is so small that a difference worth having would not have shown either.
//!   The most that `d` differing pieces can give is p = 2 / 2ᵈ: uncorrected 6 are needed for 0.05, and with five
//!   entrants, ten pairs, 9.
//! - *Indistinguishable* (无法区分): there were enough, and they did not fall one way. Two entrants that agree nearly
//!   everywhere on a large set are this, though they differ in few cases.

use serde::{Deserialize, Serialize};

use super::holm::holm;
use super::interval::Interval;

/// Beyond so many pieces 2 / 2ᵈ is 0, and more would not help.
const MOST_NEEDED: u64 = 1_100;

/// When two entrants count as different.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The corrected p-value must be below this.
    pub alpha: f64,
    /// The smallest share of pieces decided one way that would matter: a set large enough to show it is not too small.
    pub relevant: f64,
}

impl Default for Rule {
    /// 0.05, and 5 in 100.
    fn default() -> Self {
        Self { alpha: 0.05, relevant: 0.05 }
    }
}

/// What was found of two entrants, who are given by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairEvidence {
    /// The one.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// The first's figure minus the second's, higher being better.
    pub difference: f64,
    /// The test's two-sided p-value, not corrected; not a number where it could not be tested.
    pub p: f64,
    /// How many independent pieces tell the two apart.
    pub discordant: usize,
    /// How many independent pieces there are.
    pub clusters: usize,
    /// 95 % interval of the difference, where there is one.
    pub interval: Option<Interval>,
}

/// How the first of two entrants stands to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Better by more than chance.
    Better,
    /// Worse by more than chance.
    Worse,
    /// 无法区分
    Indistinguishable,
    /// 样本不足
    TooFew,
}

/// A pair with its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairVerdict {
    /// The one.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// The first's figure minus the second's.
    pub difference: f64,
    /// The p-value, not corrected; 1 where the pair could not be tested.
    pub p: f64,
    /// The p-value corrected by Holm.
    pub adjusted: f64,
    /// How the first stands to the second.
    pub relation: Relation,
    /// What that rests on; none in a summary that was kept before this was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Grounds>,
}

/// The numbers behind a pair's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// How many independent pieces there are: cases, or groups of cases that belong together.
    pub pieces: u64,
    /// In how many of them the two differ.
    pub discordant: u64,
    /// The fewest such pieces that would have told the two apart, had all fallen one way and all other pairs been as they
    /// are; none where no number would.
    pub needed: Option<u64>,
    /// 95 % interval of the difference; none where there is too little to say.
    pub interval: Option<Interval>,
}

/// How an entrant stands to all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// 领先: better than every other.
    Leading,
    /// 无法区分: worse than no other, and from some it cannot be told.
    Indistinguishable,
    /// 样本不足: worse than no other, and there are too few cases to tell it from the ones it is not better than.
    TooFew,
    /// 落后: worse than one at least.
    Behind,
    /// There is no other.
    Alone,
}

/// An entrant with its verdict; the others are given by their places, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct EntrantVerdict {
    /// How it stands to all others.
    pub standing: Standing,
    /// Whom it is better than.
    pub beats: Vec<usize>,
    /// Who is better than it.
    pub beaten_by: Vec<usize>,
    /// Whom it cannot be told from though there were enough cases.
    pub indistinguishable: Vec<usize>,
    /// Whom it cannot be told from because there were too few.
    pub too_few: Vec<usize>,
}

/// The verdict on all entrants together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Overall {
    /// 领先: one is better than every other.
    Leading {
        /// Who.
        entrant: usize,
    },
    /// 无法区分: none is, though between some of the best there were enough cases.
    Indistinguishable {
        /// Those that none is better than.
        best: Vec<usize>,
    },
    /// 样本不足: none is, and wherever that hangs on a pair there were too few cases.
    TooFew {
        /// Those that none is better than.
        best: Vec<usize>,
    },
    /// There is nothing to compare.
    Alone,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// On all together.
    pub overall: Overall,
    /// On each entrant, in order.
    pub entrants: Vec<EntrantVerdict>,
    /// On each pair, in the order of the evidence.
    pub pairs: Vec<PairVerdict>,
}

/// Decides on so many entrants from what was found of their pairs. Evidence that names an entrant that is not there,
/// or the same one twice, is passed over.
pub fn decide(entrants: usize, evidence: &[PairEvidence], rule: &Rule) -> Verdict {
    let sound = |pair: &&PairEvidence| pair.first.max(pair.second) < entrants && pair.first != pair.second;
    let evidence: Vec<PairEvidence> = evidence.iter().filter(sound).copied().collect();
    let p_values: Vec<f64> = evidence.iter().map(|pair| if pair.p.is_nan() { 1.0 } else { pair.p }).collect();
    let adjusted = holm(&p_values);
    let pairs: Vec<PairVerdict> = evidence
        .iter()
        .enumerate()
        .map(|(index, pair)| PairVerdict {
            first: pair.first,
            second: pair.second,
            difference: pair.difference,
            p: p_values[index],
            adjusted: adjusted[index],
            relation: relation(&p_values, adjusted[index], index, pair, rule),
            grounds: Some(Grounds {
                pieces: pair.clusters as u64,
                discordant: pair.discordant as u64,
                needed: (1..=MOST_NEEDED).find(|pieces| could_show(&p_values, index, *pieces as f64, rule)),
                interval: pair.interval,
            }),
        })
        .collect();
    let entrants: Vec<_> = (0..entrants).map(|entrant| stand(entrant, entrants, &pairs)).collect();
    Verdict { overall: overall(&entrants), entrants, pairs }
}

fn relation(p_values: &[f64], adjusted: f64, index: usize, pair: &PairEvidence, rule: &Rule) -> Relation {
    if adjusted < rule.alpha && pair.difference > 0.0 {
        Relation::Better
    } else if adjusted < rule.alpha && pair.difference < 0.0 {
        Relation::Worse
    } else if could_show(p_values, index, pair.discordant as f64, rule)
        || could_show(p_values, index, (rule.relevant * pair.clusters as f64).floor(), rule)
    {
        Relation::Indistinguishable
    } else {
        Relation::TooFew
    }
}

/// Whether so many pieces, all falling one way, would have been enough, the other pairs being as they are.
fn could_show(p_values: &[f64], index: usize, pieces: f64, rule: &Rule) -> bool {
    let mut p_values = p_values.to_vec();
    p_values[index] = (2.0 * (-pieces).exp2()).min(1.0);
    holm(&p_values)[index] < rule.alpha
}

fn stand(entrant: usize, entrants: usize, pairs: &[PairVerdict]) -> EntrantVerdict {
    let mut verdict = EntrantVerdict {
        standing: Standing::Alone,
        beats: Vec::new(),
        beaten_by: Vec::new(),
        indistinguishable: Vec::new(),
        too_few: Vec::new(),
    };
    for pair in pairs {
        let (other, is_first) = match entrant {
            _ if entrant == pair.first => (pair.second, true),
            _ if entrant == pair.second => (pair.first, false),
            _ => continue,
        };
        let list = match (pair.relation, is_first) {
            (Relation::Better, true) | (Relation::Worse, false) => &mut verdict.beats,
            (Relation::Worse, true) | (Relation::Better, false) => &mut verdict.beaten_by,
            (Relation::Indistinguishable, _) => &mut verdict.indistinguishable,
            (Relation::TooFew, _) => &mut verdict.too_few,
        };
        list.push(other);
    }
    for list in [&mut verdict.beats, &mut verdict.beaten_by, &mut verdict.indistinguishable, &mut verdict.too_few] {
        list.sort_unstable();
    }
    verdict.standing = if entrants < 2 {
        Standing::Alone
    } else if !verdict.beaten_by.is_empty() {
        Standing::Behind
    } else if verdict.beats.len() == entrants - 1 {
        Standing::Leading
    } else if verdict.indistinguishable.is_empty() {
        Standing::TooFew
    } else {
        Standing::Indistinguishable
    };
    verdict
}

fn overall(entrants: &[EntrantVerdict]) -> Overall {
    if entrants.len() < 2 {
        return Overall::Alone;
    }
    let with = |standing| entrants.iter().position(|entrant| entrant.standing == standing);
    if let Some(entrant) = with(Standing::Leading) {
        return Overall::Leading { entrant };
    }
    let is_best = |index: &usize| entrants[*index].standing != Standing::Behind;
    let best = (0..entrants.len()).filter(is_best).collect();
    if with(Standing::Indistinguishable).is_some() {
        Overall::Indistinguishable { best }
    } else {
        Overall::TooFew { best }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(first: usize, second: usize, difference: f64, p: f64, discordant: usize) -> PairEvidence {
        PairEvidence { first, second, difference, p, discordant, clusters: 100, interval: None }
    }

    fn relations(verdict: &Verdict) -> Vec<Relation> {
        verdict.pairs.iter().map(|pair| pair.relation).collect()
    }

    #[test]
    fn one_that_beats_all_others_leads() {
        let evidence = [pair(0, 1, -0.3, 1e-6, 30), pair(0, 2, 0.01, 0.8, 30), pair(1, 2, 0.31, 1e-7, 31)];
        let verdict = decide(3, &evidence, &Rule::default());
        assert_eq!(verdict.overall, Overall::Leading { entrant: 1 });
        assert_eq!(relations(&verdict), [Relation::Worse, Relation::Indistinguishable, Relation::Better]);
        assert_eq!(verdict.entrants[1].beats, [0, 2]);
        assert_eq!(verdict.entrants[0].standing, Standing::Behind);
        assert_eq!((&verdict.entrants[0].beaten_by, &verdict.entrants[0].indistinguishable), (&vec![1], &vec![2]));
    }

    #[test]
    fn two_at_the_top_that_enough_cases_do_not_tell_apart() {
        let evidence = [pair(0, 1, 0.02, 0.6, 40), pair(0, 2, 0.3, 1e-6, 40), pair(1, 2, 0.28, 1e-6, 40)];
        let verdict = decide(3, &evidence, &Rule::default());
        assert_eq!(verdict.overall, Overall::Indistinguishable { best: vec![0, 1] });
        assert_eq!(verdict.entrants[2].standing, Standing::Behind);
    }

    #[test]
    fn six_discordant_cases_are_needed_for_two_entrants_and_nine_for_five() {
        let one_way = |discordant: usize| 2.0 / f64::powi(2.0, discordant as i32);
        for (discordant, relation) in [(5, Relation::TooFew), (6, Relation::Better)] {
            let verdict = decide(2, &[pair(0, 1, 0.1, one_way(discordant), discordant)], &Rule::default());
            assert_eq!(relations(&verdict), [relation]);
            assert_eq!(verdict.pairs[0].grounds.unwrap().needed, Some(6));
        }
        for (discordant, relation) in [(8, Relation::TooFew), (9, Relation::Better)] {
            let pairs = (0..5).flat_map(|first| (first + 1..5).map(move |second| (first, second)));
            let evidence: Vec<_> = pairs
                .map(|(first, second)| match first {
                    0 if second == 1 => pair(0, 1, 0.1, one_way(discordant), discordant),
                    _ => pair(first, second, 0.0, 1.0, 0),
                })
                .collect();
            let verdict = decide(5, &evidence, &Rule::default());
            assert_eq!(verdict.pairs[0].relation, relation);
            assert_eq!(verdict.pairs[0].grounds.unwrap().needed, Some(9));
        }
    }

    #[test]
    fn few_differences_on_a_large_set_are_no_lack_of_cases() {
        let alike = |clusters| PairEvidence { clusters, ..pair(0, 1, 0.001, 1.0, 3) };
        assert_eq!(relations(&decide(2, &[alike(100)], &Rule::default())), [Relation::TooFew]);
        assert_eq!(relations(&decide(2, &[alike(120)], &Rule::default())), [Relation::Indistinguishable]);
        let strict = Rule { relevant: 0.0, ..Rule::default() };
        assert_eq!(relations(&decide(2, &[alike(120)], &strict)), [Relation::TooFew]);
        assert_eq!(decide(2, &[alike(9)], &Rule::default()).overall, Overall::TooFew { best: vec![0, 1] });
    }

    #[test]
    fn what_could_not_be_tested_decides_nothing() {
        let verdict = decide(2, &[pair(0, 1, f64::NAN, f64::NAN, 0)], &Rule::default());
        assert_eq!((verdict.pairs[0].p, verdict.pairs[0].adjusted), (1.0, 1.0));
        assert_eq!(verdict.overall, Overall::TooFew { best: vec![0, 1] });
        let impossible = decide(2, &[pair(0, 1, f64::NAN, 0.0, 50)], &Rule::default());
        assert_eq!(relations(&impossible), [Relation::Indistinguishable]);
    }

    #[test]
    fn a_verdict_kept_without_its_grounds_is_read_and_written_as_it_was() {
        let kept = r#"{"first":0,"second":1,"difference":0.1,"p":0.2,"adjusted":0.2,"relation":"too-few"}"#;
        let verdict: PairVerdict = serde_json::from_str(kept).unwrap();
        assert_eq!(verdict.grounds, None);
        assert_eq!(serde_json::to_string(&verdict).unwrap(), kept);
        let never = Rule { alpha: 0.0, ..Rule::default() };
        assert_eq!(decide(2, &[pair(0, 1, 0.1, 0.0, 90)], &never).pairs[0].grounds.unwrap().needed, None);
    }

    #[test]
    fn without_two_entrants_there_is_no_verdict() {
        assert_eq!(decide(0, &[], &Rule::default()).overall, Overall::Alone);
        let one = decide(1, &[pair(0, 0, 1.0, 0.0, 9), pair(0, 1, 1.0, 0.0, 9)], &Rule::default());
        assert_eq!((one.overall, one.pairs.len()), (Overall::Alone, 0));
        assert_eq!(one.entrants[0].standing, Standing::Alone);
    }

    #[test]
    fn a_pair_without_evidence_leaves_no_leader() {
        let verdict = decide(3, &[pair(0, 1, 0.3, 1e-6, 30)], &Rule::default());
        assert_eq!(verdict.overall, Overall::TooFew { best: vec![0, 2] });
    }
}
