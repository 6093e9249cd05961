//! Collection rounds by simulated annealing (Osman 1993) from one vehicle a stop: a stop moves to another round, two
//! stops or the ends of two rounds change places, or a piece of a round is turned.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;
use crate::random::Random;

#[derive(Deserialize)]
struct Region {
    hubs: Vec<String>,
    stops: Vec<Stop>,
    km: Vec<Vec<i64>>,
    capacity: i64,
    max_km: i64,
    vehicle_cost: i64,
    km_cost: i64,
}

#[derive(Deserialize)]
struct Stop {
    id: String,
    load: i64,
}

/// A round's stops in order; its hub is whichever serves it best.
type Round = Vec<usize>;

/// Fuel that one move costs, measured in the sandbox and rounded up.
const FUEL_A_MOVE: u64 = 2000;

/// Answers one case, using about a tenth of the fuel.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value, fuel: u64, seed: u64) -> Result<Solved, String> {
    let region = Region::deserialize(input).map_err(|error| error.to_string())?;
    let places = region.hubs.len() + region.stops.len();
    if region.km.len() != places || region.km.iter().any(|row| row.len() != places) {
        return Err("the distances are no square over hubs and stops".to_owned());
    }
    let alone: Option<Vec<Round>> =
        (0..region.stops.len()).map(|stop| region.cost(&[stop]).map(|_| vec![stop])).collect();
    let alone = alone.ok_or("a stop is beyond what any vehicle can do")?;
    let moves = usize::try_from(fuel / 10 / FUEL_A_MOVE).unwrap_or(usize::MAX).min(40_000);
    let (cost, rounds) = anneal(&region, alone, moves, &mut Random::new(seed));
    let routes: Vec<Value> = rounds
        .iter()
        .filter_map(|round| {
            let (_, hub) = region.cost(round)?;
            let ids: Vec<&str> = round.iter().map(|&stop| region.stops[stop].id.as_str()).collect();
            Some(json!({"hub": region.hubs[hub], "stops": ids}))
        })
        .collect();
    let rationale = format!("模拟退火尝试 {moves} 次调整，共 {} 条线路，总成本 {cost} 元。", routes.len());
    Ok(Solved { output: json!({ "routes": routes }), rationale, proved: false })
}

impl Region {
    /// The round's cost from the hub that serves it best, and that hub; nothing where no vehicle can drive it.
    fn cost(&self, round: &[usize]) -> Option<(i64, usize)> {
        let place = |stop: usize| self.hubs.len() + stop;
        let (&first, &last) = (round.first()?, round.last()?);
        if round.iter().map(|&stop| self.stops[stop].load).sum::<i64>() > self.capacity {
            return None;
        }
        let inner: i64 = round.windows(2).map(|pair| self.km[place(pair[0])][place(pair[1])]).sum();
        let ends = |hub: usize| self.km[hub][place(first)] + self.km[place(last)][hub];
        let (km, hub) = (0..self.hubs.len()).map(|hub| (inner + ends(hub), hub)).min()?;
        (km <= self.max_km).then_some((self.vehicle_cost + self.km_cost * km, hub))
    }

    fn cost_or_nothing(&self, round: &[usize]) -> Option<i64> {
        if round.is_empty() { Some(0) } else { self.cost(round).map(|(cost, _)| cost) }
    }
}

/// The cheapest rounds found and their cost.
fn anneal(region: &Region, rounds: Vec<Round>, moves: usize, random: &mut Random) -> (i64, Vec<Round>) {
    let mut costs: Vec<i64> = rounds.iter().map(|round| region.cost_or_nothing(round).unwrap_or(0)).collect();
    let mut rounds = rounds;
    let mut total: i64 = costs.iter().sum();
    let (mut least, mut best) = (total, rounds.clone());
    let start = region.vehicle_cost as f64 * 0.5 + region.km_cost as f64 * 10.0;
    for round in 0..moves {
        let heat = start * (1.0 - round as f64 / moves as f64).powi(3);
        let (one, two) = (random.below(rounds.len()), random.below(rounds.len()));
        let Some((left, right)) = change(&rounds, one, two, random) else { continue };
        let Some(left_cost) = region.cost_or_nothing(&left) else { continue };
        let right_cost = if one == two { Some(0) } else { region.cost_or_nothing(&right) };
        let Some(right_cost) = right_cost else { continue };
        let before = costs[one] + if one == two { 0 } else { costs[two] };
        let worse = (left_cost + right_cost - before) as f64;
        if worse <= 0.0 || random.unit() < (-worse / heat.max(1e-9)).exp() {
            total += left_cost + right_cost - before;
            (rounds[one], costs[one]) = (left, left_cost);
            if one != two {
                (rounds[two], costs[two]) = (right, right_cost);
            }
            if total < least {
                (least, best) = (total, rounds.clone());
            }
        }
    }
    (least, best.into_iter().filter(|round| !round.is_empty()).collect())
}

/// Both rounds after a random move, or nothing where this pair of rounds allows none.
fn change(rounds: &[Round], one: usize, two: usize, random: &mut Random) -> Option<(Round, Round)> {
    let (mut left, mut right) = (rounds[one].clone(), rounds[two].clone());
    if left.is_empty() {
        return None;
    }
    let from = random.below(left.len());
    if one == two {
        let to = random.below(left.len());
        left[from.min(to)..=from.max(to)].reverse();
        return Some((left, right));
    }
    match random.below(3) {
        0 => {
            let stop = left.remove(from);
            right.insert(random.below(right.len() + 1), stop);
        }
        1 if !right.is_empty() => {
            let to = random.below(right.len());
            std::mem::swap(&mut left[from], &mut right[to]);
        }
        _ => {
            // The ends of both rounds change places.
            let tail = left.split_off(from);
            let to = random.below(right.len() + 1);
            left.extend(right.split_off(to));
            right.extend(tail);
        }
    }
    Some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> Value {
        let stop = |id: &str, load: i64| json!({"id": id, "place": "天门", "load": load});
        json!({
            "hubs": ["天门", "潜江"], "stops": [stop("S1", 4), stop("S2", 5), stop("S3", 3)],
            "km": [[0, 50, 10, 20, 40], [50, 0, 45, 35, 5], [10, 45, 0, 12, 38], [20, 35, 12, 0, 30], [40, 5, 38, 30, 0]],
            "capacity": 9, "max_km": 100, "vehicle_cost": 100, "km_cost": 2,
        })
    }

    /// By hand: 天门 takes S1 and S2 (42 km), 潜江 takes S3 (10 km): 2 × 100 + 2 × 52 = 304.
    #[test]
    fn the_best_plan_is_found() {
        let solved = answer(&input(), 20_000_000, 3).unwrap();
        assert!(solved.rationale.contains("总成本 304 元"), "{}", solved.rationale);
    }

    #[test]
    fn no_fuel_gives_one_vehicle_a_stop_and_a_stop_out_of_reach_is_told() {
        assert_eq!(answer(&input(), 0, 3).unwrap().output["routes"].as_array().unwrap().len(), 3);
        let mut heavy = input();
        heavy["stops"][0]["load"] = json!(10);
        assert!(answer(&heavy, 0, 3).is_err());
        let mut torn = input();
        torn["km"] = json!([[0]]);
        assert!(answer(&torn, 0, 3).is_err());
    }
}
