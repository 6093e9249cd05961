//! How strongly each entrant is preferred, from ballots on pairs of them.
//!
//! The model is that of Bradley and Terry, "Rank analysis of incomplete block designs", Biometrika 39 (1952): of two
//! entrants with log-strengths a and b, the first is preferred with chance 1 / (1 + exp(b − a)).
//!
//! - *A tie* is half a win for each.
//! - *Neither is fit* (均不合格) is a tie as well: it prefers neither. That both were found wanting is a matter of no
//!   strength, which only compares; [`Tally::unfit`] counts it, to be shown beside.
//! - *The prior* is that each entrant has also met a phantom opponent of log-strength 0, with half a win and half a loss
//!   in each of so many meetings: the type III generalized logistic prior of Whelan, "Prior distributions for the
//!   Bradley–Terry model of paired comparisons" (arXiv:1712.05311, 2017), which turns its sign where winning and losing
//!   are exchanged. So a winner of all has a finite strength, groups that never met are comparable, though by the
//!   prior alone, and an entrant without a ballot has log-strength 0.
//!
//! The strengths are the maximum of the posterior density of the log-strengths, by Newton's method with halved steps
//! (the density is log-concave). Hunter, "MM algorithms for generalized Bradley–Terry models", Annals of Statistics 32
//! (2004), finds the same point in many more steps where groups hang together by the prior alone.

use super::bootstrap::{Bootstrap, read_off, replicates};
use super::design::Design;
use super::interval::Interval;
use super::symmetric::solve;

/// Newton steps before giving up: ten are rarely needed.
const STEPS: usize = 200;

/// What a ballot says of two entrants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// The first is better.
    First,
    /// The second is better.
    Second,
    /// Both are as good.
    Tie,
    /// 均不合格: both are bad.
    NeitherFit,
}

/// A ballot on two entrants, who are given by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duel {
    /// The one.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// What the ballot says.
    pub preference: Preference,
}

impl Duel {
    /// How much of a win the first and the second have of it.
    fn wins(&self) -> (f64, f64) {
        match self.preference {
            Preference::First => (1.0, 0.0),
            Preference::Second => (0.0, 1.0),
            Preference::Tie | Preference::NeitherFit => (0.5, 0.5),
        }
    }
}

/// How an entrant's ballots came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many preferred it.
    pub won: u32,
    /// How many preferred the other.
    pub lost: u32,
    /// How many preferred neither, [`Tally::unfit`] among them.
    pub tied: u32,
    /// How many found it and the other unfit.
    pub unfit: u32,
}

/// What kind of record a tally is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// There is no ballot on it: its strength is the prior's alone.
    Unjudged,
    /// Every ballot preferred it: how strong it is, is bounded by the prior alone.
    AllWon,
    /// No ballot preferred it, and none was a tie.
    AllLost,
    /// Every ballot was a tie.
    AllTied,
    /// Some of these.
    Mixed,
}

impl Tally {
    /// Of which kind it is.
    pub fn record(&self) -> Record {
        match (self.won, self.lost, self.tied) {
            (0, 0, 0) => Record::Unjudged,
            (_, 0, 0) => Record::AllWon,
            (0, _, 0) => Record::AllLost,
            (0, 0, _) => Record::AllTied,
            _ => Record::Mixed,
        }
    }

    fn add(&mut self, duel: &Duel, is_first: bool) {
        match duel.preference {
            Preference::First if is_first => self.won += 1,
            Preference::Second if !is_first => self.won += 1,
            Preference::First | Preference::Second => self.lost += 1,
            Preference::Tie => self.tied += 1,
            Preference::NeitherFit => (self.tied, self.unfit) = (self.tied + 1, self.unfit + 1),
        }
    }
}

/// An entrant's strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// Natural logarithm of the strength; 0 is the phantom opponent's.
    pub log: f64,
    /// Interval of `log`. None where there are fewer than two pieces to resample, or where the record is not
    /// [`Record::Mixed`]: resampling ballots that all say the same would claim to be certain.
    pub interval: Option<Interval>,
    /// What it was found from.
    pub tally: Tally,
}

impl Strength {
    /// The chance of being preferred to the phantom opponent, in (0, 1): over all entrants it averages one half.
    pub fn chance(&self) -> f64 {
        logistic(self.log)
    }

    /// The chance of being preferred to the other, in (0, 1).
    pub fn chance_against(&self, other: &Self) -> f64 {
        logistic(self.log - other.log)
    }
}

/// Ballots that give no strengths.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadDuels {
    /// The design is of more cases than there are ballots, or fewer.
    #[error("{duels} ballots on pairs, but a design of {cases}")]
    Unequal {
        /// How many ballots.
        duels: usize,
        /// How many the design has.
        cases: usize,
    },
    /// A ballot names an entrant that is not there.
    #[error("ballot {duel} is on entrant {entrant}, but there are {entrants}")]
    NoSuchEntrant {
        /// Which ballot.
        duel: usize,
        /// Whom it names.
        entrant: usize,
        /// How many there are.
        entrants: usize,
    },
    /// A ballot names one entrant twice.
    #[error("ballot {duel} compares entrant {entrant} with itself")]
    Itself {
        /// Which ballot.
        duel: usize,
        /// Whom it names.
        entrant: usize,
    },
    /// The prior is not a number above 0.
    #[error("the prior is {prior} meetings: it must be a number above 0")]
    BadPrior {
        /// The prior.
        prior: f64,
    },
    /// Weights or the prior are so large or so small that no maximum was found.
    #[error("no strengths were found: the weights or the prior are beyond reason")]
    NotFound,
}

/// Strengths of so many entrants, in order, with intervals.
///
/// `design` gives each ballot its weight and says which are drawn together: those of one member, or those on one case.
/// `prior` is the number of meetings with the phantom opponent: 1 is usual. The bootstrap's seed settles the intervals.
///
/// # Errors
/// [`BadDuels`].
pub fn bradley_terry(
    entrants: usize,
    duels: &[Duel],
    design: &Design,
    prior: f64,
    bootstrap: &Bootstrap,
) -> Result<Vec<Strength>, BadDuels> {
    check(entrants, duels, design, prior)?;
    let tournament = Tournament { entrants, duels, design, prior };
    let all: Vec<u32> = (0..design.clusters() as u32).collect();
    let logs = tournament.logs(&all, &vec![0.0; entrants]).ok_or(BadDuels::NotFound)?;
    let intervals = tournament.intervals(&logs, bootstrap).unwrap_or_else(|| vec![None; entrants]);
    let mut tallies = vec![Tally::default(); entrants];
    for duel in duels {
        tallies[duel.first].add(duel, true);
        tallies[duel.second].add(duel, false);
    }
    let strength = |(place, log): (usize, f64)| {
        let tally = tallies[place];
        let interval = intervals[place].filter(|_| tally.record() == Record::Mixed);
        Strength { log, interval, tally }
    };
    Ok(logs.into_iter().enumerate().map(strength).collect())
}

fn check(entrants: usize, duels: &[Duel], design: &Design, prior: f64) -> Result<(), BadDuels> {
    if !(prior.is_finite() && prior > 0.0) {
        return Err(BadDuels::BadPrior { prior });
    }
    if duels.len() != design.cases() {
        return Err(BadDuels::Unequal { duels: duels.len(), cases: design.cases() });
    }
    for (place, duel) in duels.iter().enumerate() {
        let entrant = duel.first.max(duel.second);
        if entrant >= entrants {
            return Err(BadDuels::NoSuchEntrant { duel: place, entrant, entrants });
        }
        if duel.first == duel.second {
            return Err(BadDuels::Itself { duel: place, entrant });
        }
    }
    Ok(())
}

/// Ballots on entrants, with everything that a fit needs.
pub(super) struct Tournament<'a> {
    pub(super) entrants: usize,
    pub(super) duels: &'a [Duel],
    pub(super) design: &'a Design,
    pub(super) prior: f64,
}

impl Tournament<'_> {
    /// Log-strengths by a resample of pieces, from a first guess.
    pub(super) fn logs(&self, drawn: &[u32], guess: &[f64]) -> Option<Vec<f64>> {
        let n = self.entrants;
        let mut wins = vec![0.0; n * n];
        for duel in drawn.iter().flat_map(|piece| &self.design.members()[*piece as usize]).map(|duel| *duel as usize) {
            let (Duel { first, second, .. }, weight) = (self.duels[duel], self.design.weights()[duel]);
            let (one, other) = self.duels[duel].wins();
            wins[first * n + second] += weight * one;
            wins[second * n + first] += weight * other;
        }
        Posterior { wins, prior: self.prior }.maximum(guess)
    }

    fn intervals(&self, observed: &[f64], bootstrap: &Bootstrap) -> Option<Vec<Option<Interval>>> {
        let clusters = self.design.clusters();
        if !bootstrap.can_resample(clusters) {
            return None;
        }
        let drawn = replicates(clusters, bootstrap.seed, bootstrap.resamples, |drawn| self.logs(drawn, observed))?;
        let without = |left_out: u32| {
            let rest: Vec<u32> = (0..clusters as u32).filter(|piece| *piece != left_out).collect();
            self.logs(&rest, observed)
        };
        let left_out =
            bootstrap.wants_jackknife().then(|| (0..clusters as u32).map(without).collect::<Option<Vec<_>>>());
        let left_out = left_out.unwrap_or_else(|| Some(Vec::new()))?;
        let of = |place: usize| {
            let mut sorted: Vec<f64> = drawn.iter().map(|logs| logs[place]).collect();
            sorted.sort_by(f64::total_cmp);
            read_off(observed[place], &sorted, bootstrap, || Some(left_out.iter().map(|logs| logs[place]).collect()))
        };
        Some((0..self.entrants).map(of).collect())
    }
}

/// The posterior density of log-strengths.
struct Posterior {
    /// Wins of each over each, row over column.
    wins: Vec<f64>,
    /// Meetings with the phantom opponent.
    prior: f64,
}

impl Posterior {
    fn maximum(&self, guess: &[f64]) -> Option<Vec<f64>> {
        let mut at = guess.to_vec();
        let mut loss = self.loss(&at);
        for _ in 0..STEPS {
            let (gradient, curvature) = self.slope(&at);
            let step = solve(curvature, &gradient)?;
            let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
            let moved = |share: f64| -> Vec<f64> { at.iter().zip(&step).map(|(at, part)| at - share * part).collect() };
            // Newton's error squares with each step, so after one so short nothing is left.
            if longest < 1e-8 {
                return Some(moved(1.0));
            }
            let shares = (0..60).map(|halvings| f64::exp2(-f64::from(halvings)));
            let better = |share| {
                let (moved, slack) = (moved(share), 1e-12 * loss.abs());
                let loss_there = self.loss(&moved);
                (loss_there <= loss + slack).then_some((moved, loss_there))
            };
            (at, loss) = { shares }.find_map(better)?;
        }
        None
    }

    /// Minus the logarithm of the density, but for a constant.
    fn loss(&self, at: &[f64]) -> f64 {
        let phantom: f64 = at.iter().map(|log| self.prior * (log_sum(*log, 0.0) - log / 2.0)).sum();
        let n = at.len();
        let pairs = (0..n).flat_map(|one| (0..n).map(move |other| (one, other)));
        let met: f64 = pairs
            .filter(|(one, other)| self.wins[one * n + other] > 0.0)
            .map(|(one, other)| self.wins[one * n + other] * (log_sum(at[one], at[other]) - at[one]))
            .sum();
        phantom + met
    }

    /// Gradient and Hessian of [`Posterior::loss`].
    fn slope(&self, at: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let n = at.len();
        let (mut gradient, mut curvature) = (vec![0.0; n], vec![0.0; n * n]);
        for one in 0..n {
            let chance = logistic(at[one]);
            gradient[one] += self.prior * (chance - 0.5);
            curvature[one * n + one] += self.prior * chance * (1.0 - chance);
            for other in one + 1..n {
                let (won, lost) = (self.wins[one * n + other], self.wins[other * n + one]);
                let chance = logistic(at[one] - at[other]);
                let pull = (won + lost) * chance - won;
                let spread = (won + lost) * chance * (1.0 - chance);
                gradient[one] += pull;
                gradient[other] -= pull;
                curvature[one * n + one] += spread;
                curvature[other * n + other] += spread;
                curvature[one * n + other] -= spread;
                curvature[other * n + one] -= spread;
            }
        }
        (gradient, curvature)
    }
}

/// 1 / (1 + exp(−x)). Of `libm`, as all here that ends in a figure: one seed gives one figure on every machine.
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// ln(exp(a) + exp(b)).
fn log_sum(a: f64, b: f64) -> f64 {
    a.max(b) + libm::log1p(libm::exp(-(a - b).abs()))
}

#[cfg(test)]
mod tests;
