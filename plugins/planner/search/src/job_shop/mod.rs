//! Job-shop schedules: dispatching rules for a start, then tabu search.

mod dispatch;
mod plan;
mod shop;
mod tabu;

use serde_json::{Value, json};

use crate::Solved;
use crate::random::Random;
use shop::Shop;

/// Fuel that one step costs in one round of the search, measured in the sandbox and rounded up.
const FUEL_A_STEP: u64 = 850;

/// Answers one case, using about a tenth of the fuel.
///
/// # Errors
/// Says what could not be read.
pub fn answer(input: &Value, fuel: u64, seed: u64) -> Result<Solved, String> {
    let shop = Shop::read(input)?;
    let steps = shop.len() as u64;
    let rounds = usize::try_from(fuel / 10 / (FUEL_A_STEP * steps.max(1))).unwrap_or(usize::MAX);
    let plan = tabu::search(&shop, rounds, &mut Random::new(seed));
    let bound = shop.lower_bound();
    let proved = plan.makespan() == bound;
    let rationale = if proved {
        format!("总完工时间 {} 分钟，已无法再缩短。", plan.makespan())
    } else {
        format!("禁忌搜索所得最好方案：总完工时间 {} 分钟（理论下界 {bound} 分钟）。", plan.makespan())
    };
    Ok(Solved { output: json!({"starts": plan.starts(&shop)}), rationale, proved })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ft06 of Fisher & Thompson 1963, optimum 55.
    fn ft06() -> Value {
        let machines = [
            [2, 0, 1, 3, 5, 4],
            [1, 2, 4, 5, 0, 3],
            [2, 3, 5, 0, 1, 4],
            [1, 0, 2, 3, 4, 5],
            [2, 1, 4, 5, 0, 3],
            [1, 3, 5, 0, 4, 2],
        ];
        let minutes = [
            [1, 3, 6, 7, 3, 6],
            [8, 5, 10, 10, 10, 4],
            [5, 4, 8, 9, 1, 7],
            [5, 5, 5, 3, 8, 9],
            [9, 3, 5, 4, 3, 1],
            [3, 3, 9, 10, 4, 1],
        ];
        let jobs: Vec<Value> = machines
            .iter()
            .zip(minutes)
            .map(|(machines, minutes)| {
                let steps: Vec<Value> = machines
                    .iter()
                    .zip(minutes)
                    .map(|(machine, minutes)| json!({"machine": machine, "minutes": minutes}))
                    .collect();
                json!({ "name": "J", "steps": steps })
            })
            .collect();
        json!({"machines": ["a", "b", "c", "d", "e", "f"], "jobs": jobs})
    }

    #[test]
    fn a_published_optimum_is_found() {
        let solved = answer(&ft06(), 1_000_000_000, 1).unwrap();
        assert!(solved.rationale.contains("55"), "{}", solved.rationale);
    }

    #[test]
    fn the_same_seed_gives_the_same_schedule() {
        let first = answer(&ft06(), 10_000_000, 7).unwrap().output;
        assert_eq!(answer(&ft06(), 10_000_000, 7).unwrap().output, first);
    }

    #[test]
    fn no_fuel_at_all_still_gives_a_schedule() {
        assert_eq!(answer(&ft06(), 0, 1).unwrap().output["starts"].as_array().unwrap().len(), 6);
    }
}
