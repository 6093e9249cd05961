//! Heaps of things in a bin, some of which are wanted, with the cheapest order of picks as the truth.
//!
//! What is wanted lies low as often as not, so that others must go first; a cup and a jaw each hold some things only,
//! and changing them takes time. Picking what is nearest next changes tools too often.
//!
//! The oracle is dynamic programming over the sets of things that are gone, with the last thing and tool (Held & Karp
//! 1962, with precedence). Only things that are wanted or lie above them need to go: leaving out a needless pick
//! never makes the way or the changes of tool dearer.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::settings;
use crate::catalogue::Draft;
use crate::catalogue::metric::picking::{Object, Scene, way};

/// The tools: which comes first is the one held at first as often as not.
const TOOLS: [&str; 2] = ["吸盘", "夹爪"];

/// What lies in the bin, and the time of the cup and of the jaws; nothing where the tool cannot hold it.
const THINGS: [(&str, Option<i64>, Option<i64>); 8] = [
    ("纸盒", Some(8), Some(14)),
    ("服装袋", Some(10), None),
    ("瓶装水", None, Some(9)),
    ("鞋盒", Some(9), Some(16)),
    ("布卷", None, Some(12)),
    ("文件袋", Some(7), None),
    ("工具套", None, Some(11)),
    ("塑料周转盒", Some(12), Some(10)),
];

/// Trays for what is wanted, and the place where the rest is put down.
const TRAYS: [(i64, i64); 3] = [(0, -15), (50, -15), (100, -15)];
const ASIDE: (i64, i64) = (50, 60);

/// How many heaps in a row may have too much or too little to pick before the settings are given up.
const ATTEMPTS: usize = 10_000;

/// Makes `count` cases.
///
/// Settings: `objects`, `columns` and `needed` (things that must go), each `[least, most]`; `change-cost`,
/// `[least, most]`; `target-share`, how many things are wanted.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let objects = settings::range(settings, "objects", 1..=60)?;
    let columns = settings::range(settings, "columns", 1..=12)?;
    let needed = settings::range(settings, "needed", 1..=12)?;
    let change_cost = settings::range(settings, "change-cost", 0..=1000)?;
    let target_share = settings::share(settings, "target-share")?;
    let mut drafts = Vec::with_capacity(count);
    let mut failures = 0;
    while drafts.len() < count {
        let (objects, columns) = (rng.random_range(objects.clone()), rng.random_range(columns.clone()));
        let scene = Scene {
            start: (50, -20),
            tool: TOOLS[usize::from(rng.random_bool(0.5))].to_owned(),
            change_cost: rng.random_range(change_cost.clone()),
            objects: heap(rng, objects, columns, target_share),
        };
        let must = must_go(&scene);
        if !needed.contains(&i64::try_from(must.len()).unwrap_or(i64::MAX)) {
            failures += 1;
            if failures > ATTEMPTS {
                return Err("hardly any heap made with these settings has so many things to pick".to_owned());
            }
            continue;
        }
        failures = 0;
        let (optimum, picks) = cheapest(&scene, &must);
        let note = format!("{objects} 件物品，其中 {} 件须移出", must.len());
        let picks: Vec<Value> =
            picks.into_iter().map(|(object, tool)| json!({"object": scene.objects[object].id, "tool": tool})).collect();
        drafts
            .push(Draft { note: Some(note), ..Draft::new(json!(scene), json!({"optimum": optimum, "picks": picks})) });
    }
    Ok(drafts)
}

/// Things dropped one by one onto columns beside each other; a wide one rests on two columns.
fn heap(rng: &mut ChaCha8Rng, count: i64, columns: i64, target_share: f64) -> Vec<Object> {
    let columns = usize::try_from(columns).unwrap_or(1);
    let mut tops: Vec<Option<String>> = vec![None; columns];
    let mut objects = Vec::new();
    for number in 1..=count {
        let (name, cup, jaws) = THINGS[rng.random_range(0..THINGS.len())];
        let column = rng.random_range(0..columns);
        let wide = column + 1 < columns && rng.random_bool(0.3);
        let id = format!("W{number:02}");
        let covered = column..=column + usize::from(wide);
        let mut on: Vec<String> = tops[covered.clone()].iter().flatten().cloned().collect();
        on.dedup();
        tops[covered].fill(Some(id.clone()));
        let east = i64::try_from(column).unwrap_or(0) * 20 + if wide { 10 } else { 0 };
        let target = rng.random_bool(target_share);
        let tools: BTreeMap<String, i64> = TOOLS
            .iter()
            .zip([cup, jaws])
            .filter_map(|(tool, time)| Some(((*tool).to_owned(), time? + rng.random_range(0..=4))))
            .collect();
        objects.push(Object {
            id,
            name: name.to_owned(),
            at: (east + rng.random_range(-4..=4), rng.random_range(0..=40)),
            on,
            target,
            tray: if target { TRAYS[rng.random_range(0..TRAYS.len())] } else { ASIDE },
            tools,
        });
    }
    objects
}

/// What is wanted, and everything above it, in the order listed.
fn must_go(scene: &Scene) -> Vec<usize> {
    let mut goes: Vec<bool> = scene.objects.iter().map(|object| object.target).collect();
    for (index, object) in scene.objects.iter().enumerate() {
        // What it rests on is listed before it, so one pass from the bottom is enough.
        goes[index] |=
            scene.objects[..index].iter().zip(&goes).any(|(below, &gone)| gone && object.on.contains(&below.id));
    }
    (0..goes.len()).filter(|&index| goes[index]).collect()
}

/// A pick as the search sees it: everything by index.
struct Pick {
    /// The set of those that must go before.
    above: usize,
    times: [Option<i64>; 2],
}

/// The least cost and the picks that have it: object and tool.
fn cheapest(scene: &Scene, must: &[usize]) -> (i64, Vec<(usize, &'static str)>) {
    let count = must.len();
    let picks: Vec<Pick> = must.iter().map(|&index| pick(scene, must, index)).collect();
    let held = usize::from(scene.tool == TOOLS[1]);
    let place = |set: usize, last: usize, tool: usize| (set * count + last) * 2 + tool;
    let mut best = vec![i64::MAX; (1 << count) * count * 2];
    let mut before = vec![usize::MAX; best.len()];
    let leg = |from: Option<usize>, next: usize| {
        let from = from.map_or(scene.start, |from| scene.objects[must[from]].tray);
        let object = &scene.objects[must[next]];
        way(from, object.at) + way(object.at, object.tray)
    };
    let legs: Vec<Vec<i64>> = (0..count).map(|from| (0..count).map(|next| leg(Some(from), next)).collect()).collect();
    for set in 0..1_usize << count {
        let open: Vec<usize> = (0..count).filter(|&n| set & (1 << n) == 0 && picks[n].above & !set == 0).collect();
        // From the empty set there is one way only, from the start with the tool held.
        let froms = if set == 0 { vec![(0, held, 0)] } else { reached(&best, set, count) };
        for (last, tool, cost) in froms {
            for &next in &open {
                let leg = if set == 0 { leg(None, next) } else { legs[last][next] };
                for (with, time) in picks[next].times.iter().enumerate() {
                    let Some(time) = time else { continue };
                    let change = if with == tool { 0 } else { scene.change_cost };
                    let there = place(set | (1 << next), next, with);
                    if cost + leg + time + change < best[there] {
                        best[there] = cost + leg + time + change;
                        before[there] = place(set, last, tool);
                    }
                }
            }
        }
    }
    let full = (1 << count) - 1;
    let Some((last, tool, cost)) = reached(&best, full, count).into_iter().min_by_key(|&(.., cost)| cost) else {
        return (0, Vec::new());
    };
    let (mut order, mut at) = (Vec::new(), place(full, last, tool));
    while at / 2 / count != 0 {
        order.push((must[at / 2 % count], TOOLS[at % 2]));
        at = before[at];
    }
    order.reverse();
    (cost, order)
}

fn pick(scene: &Scene, must: &[usize], index: usize) -> Pick {
    let object = &scene.objects[index];
    let above = must.iter().enumerate().filter(|&(_, &other)| scene.objects[other].on.contains(&object.id));
    Pick { above: above.map(|(bit, _)| 1 << bit).sum(), times: TOOLS.map(|tool| object.tools.get(tool).copied()) }
}

/// The ends of the ways found to a set: last, tool and cost.
fn reached(best: &[i64], set: usize, count: usize) -> Vec<(usize, usize, i64)> {
    let here = &best[set * count * 2..(set + 1) * count * 2];
    let found = here.iter().enumerate().filter(|&(_, &cost)| cost < i64::MAX);
    found.map(|(index, &cost)| (index / 2, index % 2, cost)).collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::catalogue::metric::{Judge, Picking};

    fn settings(objects: &str, needed: &str) -> toml::Table {
        let text = format!(
            "objects = {objects}\ncolumns = [2, 5]\nneeded = {needed}\nchange-cost = [20, 80]\ntarget-share = 0.5"
        );
        toml::from_str(&text).unwrap()
    }

    /// The least cost by trying every order and tool, needless picks too.
    fn brute_force(scene: &Scene, gone: &mut Vec<usize>, arm: (i64, i64), held: &str) -> i64 {
        let done = (0..scene.objects.len()).all(|index| gone.contains(&index) || !scene.objects[index].target);
        let mut best = if done { 0 } else { i64::MAX / 2 };
        for (index, object) in scene.objects.iter().enumerate() {
            let buried = |other: usize| !gone.contains(&other) && scene.objects[other].on.contains(&object.id);
            if gone.contains(&index) || (0..scene.objects.len()).any(buried) {
                continue;
            }
            for (tool, time) in &object.tools {
                gone.push(index);
                let change = if tool == held { 0 } else { scene.change_cost };
                let here = way(arm, object.at) + way(object.at, object.tray) + time + change;
                best = best.min(here + brute_force(scene, gone, object.tray, tool));
                gone.pop();
            }
        }
        best
    }

    #[test]
    fn the_oracle_agrees_with_trying_every_order() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for draft in cases(&mut rng, 60, &settings("[3, 6]", "[1, 6]")).unwrap() {
            let scene = Scene::read(&draft.input).unwrap();
            let cost = brute_force(&scene, &mut Vec::new(), scene.start, &scene.tool);
            assert_eq!(draft.expected["optimum"], json!(cost));
        }
    }

    #[test]
    fn the_picks_shown_keep_every_rule_and_cost_the_optimum() {
        let mut rng = ChaCha8Rng::seed_from_u64(8);
        for draft in cases(&mut rng, 20, &settings("[12, 18]", "[8, 12]")).unwrap() {
            assert_eq!(Picking {}.check(&draft.input, &draft.expected), Ok(()));
        }
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        assert!(cases(&mut rng, 1, &settings("[12, 18]", "[8, 13]")).is_err());
        assert!(cases(&mut rng, 1, &settings("[2, 3]", "[8, 12]")).is_err());
    }
}
