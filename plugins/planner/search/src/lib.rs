//! Search for schedules, paths, assignments and other plans.
//!
//! One module a scenario, each with a technique of its own, named in its first lines. Nothing is prepared and nothing
//! is kept: each case is solved from its input alone.

pub mod cluster;
pub mod heap;
pub mod job_shop;
pub mod navigation;
pub mod orders;
mod random;
pub mod rounds;
pub mod stock;
pub mod streets;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// The ids of the scenarios that this agent enters.
const SCENARIOS: &[&str] = &[
    "beidou-map-matching",
    "cluster-logistics",
    "compute-scheduling",
    "embodied-navigation",
    "embodied-picking",
    "flexible-production",
    "order-matching",
    "replenishment",
];

/// An answer and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// What the scenario's output schema asks for.
    pub output: Value,
    /// Why, for people.
    pub rationale: String,
    /// Whether the answer is known to be the best there is.
    pub proved: bool,
}

/// Answers one case of a scenario, or nothing where this agent does not enter it.
pub fn solve(scenario: &str, input: &Value, fuel: u64, seed: u64) -> Option<Result<Solved, String>> {
    match scenario {
        "beidou-map-matching" => Some(streets::answer(input)),
        "cluster-logistics" => Some(rounds::answer(input, fuel, seed)),
        "compute-scheduling" => Some(cluster::answer(input, fuel, seed)),
        "flexible-production" => Some(job_shop::answer(input, fuel, seed)),
        "replenishment" => Some(stock::answer(input)),
        "embodied-picking" => Some(heap::answer(input)),
        "embodied-navigation" => Some(navigation::answer(input)),
        "order-matching" => Some(orders::answer(input)),
        _ => None,
    }
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "启发式搜索规划".into(), en: "Search planner".into() },
            summary: Text {
                zh: "技术演示：为每类问题选用一种搜索方法（禁忌搜索、模拟退火、A*、集束搜索、匈牙利算法等）；每题独立求解，不依赖任何预存答案。"
                    .into(),
                en: "A demonstration of the technique: one search method for each kind of plan (tabu search, annealing, \
                     A*, beam search, the Hungarian method and others). Each case is solved from its input alone."
                    .into(),
            },
            scenarios: SCENARIOS.iter().map(|&id| id.into()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        if SCENARIOS.contains(&brief.scenario.as_str()) {
            Ok(Vec::new())
        } else {
            Err(Failure::Unsupported(brief.scenario))
        }
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let solved = solve(&task.scenario, &input, task.limits.fuel, task.seed)
            .ok_or(Failure::Unsupported(task.scenario))?
            .map_err(Failure::Unreadable)?;
        Ok(Answer {
            output: solved.output.to_string(),
            // Where the best is not proved, this agent cannot tell how likely it is to have found it.
            confidence: solved.proved.then_some(1.0),
            rationale: Some(solved.rationale),
        })
    }
}

bindings::export!(Agent with_types_in bindings);
