//! 综合评分法: one total from criteria with weights, and how it hangs on the weights.
//!
//! Each criterion has a weight of points, 100 in all, and gives an entrant a share of them, from 0 to 1: the total is
//! the sum of weight × share (财政部令第87号 第五十五条). Of two entrants with the same total the order is not decided here.

/// What all weights come to.
const FULL: f64 = 100.0;
/// Totals that are this near are the same: rounding is far below it, and any score that is written down far above.
const SAME: f64 = 1e-9;

/// Weights, shares or quotes that give no total.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadComposite {
    /// A weight is below 0 or not a number.
    #[error("the weight of criterion {criterion} is {weight}: it must be a number from 0 to 100")]
    BadWeight {
        /// Whose.
        criterion: usize,
        /// The weight.
        weight: f64,
    },
    /// The weights do not come to 100.
    #[error("the weights come to {sum}, not to 100")]
    NotHundred {
        /// What they come to.
        sum: f64,
    },
    /// An entrant has more shares than there are criteria, or fewer.
    #[error("entrant {entrant} has {shares} shares for {criteria} criteria")]
    Uneven {
        /// Who.
        entrant: usize,
        /// How many.
        shares: usize,
        /// How many there should be.
        criteria: usize,
    },
    /// A share is not in [0, 1].
    #[error("entrant {entrant} has a share of {share} in criterion {criterion}: it must be from 0 to 1")]
    BadShare {
        /// Whose.
        entrant: usize,
        /// In what.
        criterion: usize,
        /// The share.
        share: f64,
    },
    /// A quote is not a number above 0.
    #[error("entrant {entrant} quotes {quote}: it must be a number above 0")]
    BadQuote {
        /// Whose.
        entrant: usize,
        /// The quote.
        quote: f64,
    },
}

/// The share of the price's weight that each quote gets: 基准价 ÷ 报价, the lowest valid quote being the 基准价
/// (财政部令第87号 第五十五条, where price points are this × 100 and are then weighed). None for an entrant whose quote is not
/// valid: it is no basis for the others and gets no share; whether it stays in is not decided here.
///
/// # Errors
/// [`BadComposite::BadQuote`].
pub fn price_shares(quotes: &[Option<f64>]) -> Result<Vec<Option<f64>>, BadComposite> {
    let valid = || quotes.iter().enumerate().filter_map(|(entrant, quote)| Some((entrant, (*quote)?)));
    if let Some((entrant, quote)) = valid().find(|(_, quote)| !(quote.is_finite() && *quote > 0.0)) {
        return Err(BadComposite::BadQuote { entrant, quote });
    }
    let lowest = valid().map(|(_, quote)| quote).fold(f64::INFINITY, f64::min);
    Ok(quotes.iter().map(|quote| quote.map(|quote| lowest / quote)).collect())
}

/// Criteria's weights with every entrant's shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    weights: Vec<f64>,
    shares: Vec<Vec<f64>>,
}

/// Places of entrants, the best first; those with the same total stand together.
pub type Order = Vec<Vec<usize>>;

/// The order between two weights of a criterion, all between them alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// From this weight.
    pub from: f64,
    /// To this.
    pub to: f64,
    /// What order holds between them.
    pub order: Order,
}

/// The weight of a criterion at which two entrants have the same total, and on either side of which they have not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// The weight.
    pub weight: f64,
    /// Who is ahead where the weight is smaller.
    pub ahead_below: usize,
    /// Who is ahead where it is larger.
    pub ahead_above: usize,
}

/// What becomes of the order where one criterion's weight moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// Which criterion.
    pub criterion: usize,
    /// The smallest weight tried.
    pub from: f64,
    /// The largest.
    pub to: f64,
    /// Where two entrants change places, the smallest weight first.
    pub crossings: Vec<Crossing>,
    /// The order from each crossing to the next.
    pub stretches: Vec<Stretch>,
}

impl Sensitivity {
    /// Whether the order is one and the same all over.
    pub fn is_stable(&self) -> bool {
        self.crossings.is_empty()
    }
}

impl Composite {
    /// Entrants' shares, a row an entrant, under these weights of criteria.
    ///
    /// # Errors
    /// [`BadComposite`].
    pub fn new(weights: Vec<f64>, shares: Vec<Vec<f64>>) -> Result<Self, BadComposite> {
        let in_range = |weight: &f64| (0.0..=FULL).contains(weight);
        if let Some(criterion) = weights.iter().position(|weight| !in_range(weight)) {
            return Err(BadComposite::BadWeight { criterion, weight: weights[criterion] });
        }
        let sum: f64 = weights.iter().sum();
        if (sum - FULL).abs() > SAME {
            return Err(BadComposite::NotHundred { sum });
        }
        for (entrant, row) in shares.iter().enumerate() {
            if row.len() != weights.len() {
                return Err(BadComposite::Uneven { entrant, shares: row.len(), criteria: weights.len() });
            }
            if let Some(criterion) = row.iter().position(|share| !(0.0..=1.0).contains(share)) {
                return Err(BadComposite::BadShare { entrant, criterion, share: row[criterion] });
            }
        }
        Ok(Self { weights, shares })
    }

    /// Each entrant's total, from 0 to 100.
    pub fn totals(&self) -> Vec<f64> {
        let total = |shares: &Vec<f64>| shares.iter().zip(&self.weights).map(|(share, weight)| share * weight).sum();
        self.shares.iter().map(total).collect()
    }

    /// Who is ahead of whom.
    pub fn order(&self) -> Order {
        order(&self.totals())
    }

    /// The order where each criterion's weight in turn moves up and down by so many points, within 0 and 100, and the
    /// others keep their proportions and make up the rest. A criterion of weight 100 leaves no proportions to keep and
    /// stays where it is.
    pub fn sensitivity(&self, reach: f64) -> Vec<Sensitivity> {
        (0..self.weights.len()).map(|criterion| self.moved(criterion, reach.max(0.0))).collect()
    }

    fn moved(&self, criterion: usize, reach: f64) -> Sensitivity {
        let weight = self.weights[criterion];
        let others = FULL - weight;
        let reach = if others < SAME { 0.0 } else { reach };
        let (from, to) = ((weight - reach).max(0.0), (weight + reach).min(FULL));
        let lines: Vec<Line> = self.shares.iter().map(|shares| self.line(criterion, shares)).collect();
        let mut crossings: Vec<Crossing> = (0..lines.len())
            .flat_map(|one| (one + 1..lines.len()).map(move |other| (one, other)))
            .filter_map(|(one, other)| crossing(&lines, one, other))
            .filter(|crossing| (from - SAME..=to + SAME).contains(&crossing.weight) && from < to)
            .map(|crossing| Crossing { weight: crossing.weight.clamp(from, to), ..crossing })
            .collect();
        crossings.sort_by(|a, b| a.weight.total_cmp(&b.weight));
        let stretches = stretches(&lines, from, to, &crossings);
        Sensitivity { criterion, from, to, crossings, stretches }
    }

    /// An entrant's total as the criterion's weight moves.
    fn line(&self, criterion: usize, shares: &[f64]) -> Line {
        let rest = |list: &[f64]| -> Vec<f64> {
            list.iter().enumerate().filter(|(place, _)| *place != criterion).map(|(_, value)| *value).collect()
        };
        let (weights, others) = (rest(&self.weights), rest(shares));
        let sum: f64 = weights.iter().sum();
        let gained: f64 = weights.iter().zip(&others).map(|(weight, share)| weight * share).sum();
        Line { of_it: shares[criterion], of_others: if sum > 0.0 { gained / sum } else { 0.0 } }
    }
}

/// A total of x · `of_it` + (100 − x) · `of_others` where the criterion's weight is x.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// The share in the criterion.
    of_it: f64,
    /// The mean share in the others, by their weights.
    of_others: f64,
}

impl Line {
    fn at(self, weight: f64) -> f64 {
        weight * self.of_it + (FULL - weight) * self.of_others
    }
}

/// `None` where the difference of the two never turns.
fn crossing(lines: &[Line], one: usize, other: usize) -> Option<Crossing> {
    let in_it = lines[one].of_it - lines[other].of_it;
    let in_others = lines[one].of_others - lines[other].of_others;
    let slope = in_it - in_others;
    // The difference is in_others · 100 + slope · x. Where it does not change by what counts as a tie, it does not turn.
    if slope.abs() * FULL < SAME {
        return None;
    }
    let (ahead_below, ahead_above) = if slope > 0.0 { (other, one) } else { (one, other) };
    Some(Crossing { weight: -FULL * in_others / slope, ahead_below, ahead_above })
}

/// The order between each two neighbours of the ends and the crossings.
fn stretches(lines: &[Line], from: f64, to: f64, crossings: &[Crossing]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut start = from;
    for end in crossings.iter().map(|crossing| crossing.weight).chain([to]) {
        if end - start > SAME || (from == to && stretches.is_empty()) {
            let middle = start + (end - start) / 2.0;
            let totals: Vec<f64> = lines.iter().map(|line| line.at(middle)).collect();
            stretches.push(Stretch { from: start, to: end, order: order(&totals) });
            start = end;
        }
    }
    stretches
}

fn order(totals: &[f64]) -> Order {
    let mut places: Vec<usize> = (0..totals.len()).collect();
    places.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
    let mut order: Order = Vec::new();
    for place in places {
        match order.last_mut() {
            Some(level) if (totals[level[0]] - totals[place]).abs() <= SAME => level.push(place),
            _ => order.push(vec![place]),
        }
    }
    order.iter_mut().for_each(|level| level.sort_unstable());
    order
}

#[cfg(test)]
mod tests;
