//! Picks from a heap by beam search (Lowerre 1976): after each pick only the most promising plans are kept, by cost so
//! far and what every thing that is left costs at least.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Solved;

#[derive(Deserialize)]
struct Scene {
    start: Spot,
    tool: String,
    change_cost: i64,
    objects: Vec<Object>,
}

#[derive(Deserialize)]
struct Object {
    id: String,
    at: Spot,
    on: Vec<String>,
    target: bool,
    tray: Spot,
    tools: BTreeMap<String, i64>,
}

/// Centimetres east and north.
type Spot = (i64, i64);

/// How many plans are kept after each pick.
const BEAM: usize = 4;

/// A plan so far.
#[derive(Clone)]
struct Plan<'a> {
    cost: i64,
    /// What it costs at least in the end.
    promise: i64,
    arm: Spot,
    held: &'a str,
    picks: Vec<(usize, &'a str)>,
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read, or that things lie on each other in a ring.
pub fn answer(input: &Value) -> Result<Solved, String> {
    let scene = Scene::deserialize(input).map_err(|error| error.to_string())?;
    let above = above(&scene.objects);
    let must = must_go(&scene.objects, &above);
    let least: i64 = must.iter().map(|&index| at_least(&scene.objects[index])).sum();
    let mut beam = vec![Plan { cost: 0, promise: least, arm: scene.start, held: &scene.tool, picks: Vec::new() }];
    for _ in 0..must.len() {
        let mut grown: Vec<Plan> = beam.iter().flat_map(|plan| grow(&scene, &above, &must, plan)).collect();
        grown.sort_by_key(|plan| plan.promise);
        beam = keep_best(grown);
    }
    let best = beam.into_iter().min_by_key(|plan| plan.cost).ok_or("nothing that must go lies free")?;
    let picks: Vec<Value> =
        best.picks.iter().map(|&(object, tool)| json!({"object": scene.objects[object].id, "tool": tool})).collect();
    let rationale = format!("集束搜索（宽度 {BEAM}）：{} 次抓取，总代价 {}。", picks.len(), best.cost);
    Ok(Solved { output: json!({ "picks": picks }), rationale, proved: false })
}

/// For every object those that rest on it.
fn above(objects: &[Object]) -> Vec<Vec<usize>> {
    let rests = |other: &Object, id: &str| other.on.iter().any(|on| on == id);
    objects
        .iter()
        .map(|object| (0..objects.len()).filter(|&other| rests(&objects[other], &object.id)).collect())
        .collect()
}

/// The targets and all that lies above them.
fn must_go(objects: &[Object], above: &[Vec<usize>]) -> Vec<usize> {
    let mut goes = vec![false; objects.len()];
    let mut open: Vec<usize> = (0..objects.len()).filter(|&index| objects[index].target).collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut goes[index], true) {
            open.extend(&above[index]);
        }
    }
    (0..objects.len()).filter(|&index| goes[index]).collect()
}

/// What picking the object costs at least, wherever the arm comes from.
fn at_least(object: &Object) -> i64 {
    way(object.at, object.tray) + object.tools.values().min().copied().unwrap_or(0)
}

fn way(from: Spot, to: Spot) -> i64 {
    (from.0 - to.0).abs() + (from.1 - to.1).abs()
}

/// The plan with one pick more, in every way there is.
fn grow<'a>(scene: &'a Scene, above: &[Vec<usize>], must: &[usize], plan: &Plan<'a>) -> Vec<Plan<'a>> {
    let gone = |index: usize| plan.picks.iter().any(|&(picked, _)| picked == index);
    let free = must.iter().copied().filter(|&index| !gone(index) && above[index].iter().all(|&other| gone(other)));
    free.flat_map(|index| {
        let object = &scene.objects[index];
        object.tools.iter().map(move |(tool, time)| (index, object, tool.as_str(), *time))
    })
    .map(|(index, object, tool, time)| {
        let change = if tool == plan.held { 0 } else { scene.change_cost };
        let step = way(plan.arm, object.at) + way(object.at, object.tray) + time + change;
        let mut picks = plan.picks.clone();
        picks.push((index, tool));
        let promise = plan.promise + step - at_least(object);
        Plan { cost: plan.cost + step, promise, arm: object.tray, held: tool, picks }
    })
    .collect()
}

/// The most promising plans, one for each set of things gone with the same arm and tool.
fn keep_best(sorted: Vec<Plan<'_>>) -> Vec<Plan<'_>> {
    let mut seen: HashSet<(Vec<usize>, Spot, &str)> = HashSet::new();
    let mut kept = Vec::new();
    for plan in sorted {
        let mut set: Vec<usize> = plan.picks.iter().map(|&(index, _)| index).collect();
        set.sort_unstable();
        if seen.insert((set, plan.arm, plan.held)) {
            kept.push(plan);
            if kept.len() == BEAM {
                break;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> Value {
        let object = |id: &str, east: i64, on: &[&str], target: bool, tools: Value| json!({"id": id, "name": "盒", "at": [east, 0], "on": on, "target": target, "tray": [0, 10], "tools": tools});
        json!({
            "start": [0, 0], "tool": "吸盘", "change_cost": 30,
            "objects": [
                object("A", 20, &[], true, json!({"夹爪": 5})),
                object("B", 22, &["A"], false, json!({"吸盘": 4, "夹爪": 6})),
                object("C", 5, &[], false, json!({"吸盘": 4})),
            ],
        })
    }

    /// By hand: B with the cup is 22 + 4 + 32 = 58, then A with the jaws 30 + 30 + 5 + 30 = 95: 153.
    #[test]
    fn the_cheapest_picks_are_found() {
        let solved = answer(&input()).unwrap();
        assert_eq!(solved.output["picks"][0], json!({"object": "B", "tool": "吸盘"}));
        assert!(solved.rationale.contains("153"), "{}", solved.rationale);
    }

    #[test]
    fn a_ring_is_told() {
        let mut ring = input();
        ring["objects"][0]["on"] = json!(["B"]);
        assert!(answer(&ring).is_err());
    }
}
