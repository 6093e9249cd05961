//! How many scenarios have come how far, against what the plan asks for.

use super::card::Card;
use super::words;
use crate::catalogue::maturity::{Maturity, STAGES};
use crate::web::reader::Reader;

/// How many typical scenarios the district's plan asks for by 2028: 《硚口区科技创新和产业创新融合发展行动方案（2026—2028年）》.
pub const GOAL: usize = 40;

/// How far the district is.
pub struct Ladder {
    /// What the plan asks for.
    pub goal: usize,
    /// All scenarios.
    pub scenarios: usize,
    /// Those at the last stage, which alone count towards the goal.
    pub typical: usize,
    /// All cases, where there is a registry.
    pub cases: u64,
    /// The stages, from the first.
    pub rungs: Vec<Rung>,
}

/// A stage.
pub struct Rung {
    /// Its name in the address and in the style sheet.
    pub key: String,
    /// Its name for people.
    pub name: &'static str,
    /// What it takes to be there.
    pub meaning: &'static str,
    /// How many are there.
    pub count: usize,
    /// Where its piece of the bar begins and how wide it is, of 1000.
    pub span: (usize, usize),
}

impl Ladder {
    /// Of all scenarios. The bar reaches to the goal, or to all scenarios where they are more; the furthest stage
    /// stands first in it.
    pub fn of(cards: &[Card], reader: &Reader) -> Self {
        let whole = cards.len().max(GOAL);
        let count = |stage: Maturity| cards.iter().filter(|card| card.maturity == stage).count();
        let mut before = 0;
        let mut rungs: Vec<Rung> = Vec::new();
        for stage in STAGES.into_iter().rev() {
            let count = count(stage);
            let from = before * 1000 / whole;
            before += count;
            let (name, meaning) = (words::maturity(stage), words::maturity_meaning(stage));
            rungs.push(Rung {
                key: stage_key(stage).to_owned(),
                name: reader.language.pick(name.0, name.1),
                meaning: reader.language.pick(meaning.0, meaning.1),
                count,
                span: (from, before * 1000 / whole - from),
            });
        }
        rungs.reverse();
        let cases = cards.iter().filter_map(|card| Some(card.public_cases? + card.hidden_cases?)).sum();
        Self { goal: GOAL, scenarios: cards.len(), typical: count(Maturity::Typical), cases, rungs }
    }

    /// Where the goal stands on the bar, of 1000.
    pub fn goal_at(&self) -> usize {
        self.goal * 1000 / self.scenarios.max(self.goal)
    }
}

/// A stage's name in addresses and in the style sheet.
pub fn stage_key(stage: Maturity) -> &'static str {
    match stage {
        Maturity::Called => "called",
        Maturity::Trial => "trial",
        Maturity::Comparable => "comparable",
        Maturity::Judged => "judged",
        Maturity::Typical => "typical",
    }
}
