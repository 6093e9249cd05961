//! Tabu search over critical blocks, begun anew from shaken good plans when it gets stuck.
//!
//! After Nowicki & Smutnicki (Management Science 42:797, 1996) with the wider neighbourhood of Balas & Vazacopoulos:
//! the best allowed move is made each round even when it makes things worse, and what it turned round may not be
//! turned back for a while, unless that would be the best plan yet.

use super::dispatch::{self, RULES};
use super::plan::{Move, Plan};
use super::shop::Shop;
use crate::random::Random;

/// For how many rounds a pair of steps may not be turned back, at least, and how many more at random.
const TENURE: (usize, usize) = (10, 8);

/// Rounds without a better plan after which the search begins anew from the best one.
const PATIENCE: usize = 600;

/// Random moves that shake a plan, at least, and how many more at random.
const SHAKE: (usize, usize) = (5, 20);

/// The best plan found in so many rounds.
pub fn search(shop: &Shop, rounds: usize, random: &mut Random) -> Plan {
    let mut best = first(shop, random);
    let bound = shop.lower_bound();
    let mut walk = Walk::new(shop, best.clone());
    let mut stuck = 0;
    for round in 1..=rounds {
        if best.makespan() <= bound {
            break;
        }
        if !walk.step(shop, round, best.makespan(), random) {
            break;
        }
        if walk.plan.makespan() < best.makespan() {
            best = walk.plan.clone();
            stuck = 0;
        } else {
            stuck += 1;
        }
        if stuck > PATIENCE {
            stuck = 0;
            walk.restart(shop, best.clone(), random);
        }
    }
    best
}

/// The shortest of the plans that the dispatching rules give.
fn first(shop: &Shop, random: &mut Random) -> Plan {
    let plans = RULES.into_iter().filter_map(|rule| Plan::new(shop, dispatch::queues(shop, rule, random)));
    // Dispatching never contradicts the jobs; one job after another is sound whatever it does.
    plans.min_by_key(Plan::makespan).unwrap_or_else(|| one_after_another(shop))
}

fn one_after_another(shop: &Shop) -> Plan {
    let mut queues = vec![Vec::new(); shop.machines];
    for step in 0..shop.len() {
        queues[shop.machine[step]].push(step);
    }
    Plan::new(shop, queues).unwrap_or_else(|| Plan::empty(shop))
}

/// The plan that the search is at, and what it may not turn back.
struct Walk {
    plan: Plan,
    /// Until which round the second step may not be put ahead of the first, at first × steps + second.
    forbidden: Vec<usize>,
    moves: Vec<Move>,
    line: Vec<usize>,
    heads: Vec<u32>,
}

impl Walk {
    fn new(shop: &Shop, plan: Plan) -> Self {
        let forbidden = vec![0; shop.len() * shop.len()];
        Self { plan, forbidden, moves: Vec::new(), line: Vec::new(), heads: Vec::new() }
    }

    /// Makes the best allowed move; false where there is none at all, which means that nothing is shorter.
    fn step(&mut self, shop: &Shop, round: usize, best: u32, random: &mut Random) -> bool {
        let mut moves = std::mem::take(&mut self.moves);
        self.plan.moves(shop, &mut moves);
        let mut chosen: Option<(u32, usize)> = None;
        let mut ties = 1;
        for (index, &mv) in moves.iter().enumerate() {
            let estimate = self.plan.estimate(shop, mv, &mut self.line, &mut self.heads);
            if self.is_forbidden(shop, mv, round) && estimate >= best {
                continue;
            }
            match chosen {
                Some((least, _)) if estimate > least => {}
                Some((least, _)) if estimate == least => {
                    ties += 1;
                    if random.below(ties) == 0 {
                        chosen = Some((estimate, index));
                    }
                }
                _ => {
                    chosen = Some((estimate, index));
                    ties = 1;
                }
            }
        }
        let any = !moves.is_empty();
        if any {
            let index = chosen.map_or_else(|| random.below(moves.len()), |(_, index)| index);
            self.make(shop, moves[index], round, random);
        }
        self.moves = moves;
        any
    }

    /// Makes a move and forbids turning it back.
    fn make(&mut self, shop: &Shop, mv: Move, round: usize, random: &mut Random) {
        let step = self.plan.step_at(mv.machine, mv.from);
        if !self.plan.apply(shop, mv) {
            return;
        }
        let until = round + TENURE.0 + random.below(TENURE.1);
        let passed = if mv.from < mv.to { mv.from..mv.to } else { mv.to + 1..mv.from + 1 };
        for place in passed {
            let other = self.plan.step_at(mv.machine, place);
            let (ahead, behind) = if mv.from < mv.to { (other, step) } else { (step, other) };
            self.forbidden[ahead * shop.len() + behind] = until;
        }
    }

    /// Whether the move turns back a pair that was turned not long ago.
    fn is_forbidden(&self, shop: &Shop, mv: Move, round: usize) -> bool {
        let step = self.plan.step_at(mv.machine, mv.from);
        let passed = if mv.from < mv.to { mv.from + 1..mv.to + 1 } else { mv.to..mv.from };
        passed.into_iter().any(|place| {
            let other = self.plan.step_at(mv.machine, place);
            let (ahead, behind) = if mv.from < mv.to { (step, other) } else { (other, step) };
            self.forbidden[ahead * shop.len() + behind] > round
        })
    }

    /// Goes back to a good plan and shakes it.
    fn restart(&mut self, shop: &Shop, plan: Plan, random: &mut Random) {
        self.plan = plan;
        self.forbidden.fill(0);
        for _ in 0..SHAKE.0 + random.below(SHAKE.1) {
            let mut moves = std::mem::take(&mut self.moves);
            self.plan.moves(shop, &mut moves);
            if !moves.is_empty() {
                let mv = moves[random.below(moves.len())];
                self.plan.apply(shop, mv);
            }
            self.moves = moves;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Random shops of six jobs on five machines.
    fn shop(random: &mut Random) -> Shop {
        let jobs: Vec<_> = (0..6)
            .map(|_| {
                let mut route: Vec<usize> = (0..5).collect();
                for last in (1..5).rev() {
                    route.swap(last, random.below(last + 1));
                }
                let steps: Vec<_> =
                    route.iter().map(|machine| json!({"machine": machine, "minutes": 1 + random.below(40)})).collect();
                json!({ "steps": steps })
            })
            .collect();
        Shop::read(&json!({"machines": ["a", "b", "c", "d", "e"], "jobs": jobs})).unwrap()
    }

    /// Every step after the one ahead in its job, and no two at once on a machine.
    fn is_feasible(shop: &Shop, plan: &Plan) -> bool {
        let starts: Vec<u32> = plan.starts(shop).concat();
        let end = |step: usize| starts[step] + shop.minutes[step];
        let chains = (0..shop.len()).all(|step| {
            let next = shop.job_after[step];
            next == shop.len() || starts[next] >= end(step)
        });
        let machines = (0..shop.len())
            .all(|a| (0..a).all(|b| shop.machine[a] != shop.machine[b] || starts[a] >= end(b) || starts[b] >= end(a)));
        chains && machines && (0..shop.len()).map(end).max() == Some(plan.makespan())
    }

    #[test]
    fn searching_keeps_plans_feasible_and_never_ends_longer_than_it_began() {
        let mut random = Random::new(11);
        for _ in 0..20 {
            let shop = shop(&mut random);
            let start = first(&shop, &mut random);
            let found = search(&shop, 2000, &mut random);
            assert!(is_feasible(&shop, &start) && is_feasible(&shop, &found));
            assert!(found.makespan() <= start.makespan() && found.makespan() >= shop.lower_bound());
        }
    }
}
