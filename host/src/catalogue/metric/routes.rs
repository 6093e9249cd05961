//! Vehicles' rounds from several hubs: does each keep within load and distance, and how near is their cost to the
//! least?
//!
//! The capacitated vehicle routing problem with several depots and limited distance (Toth & Vigo, *Vehicle Routing*,
//! ch. 1): each stop is visited once by one vehicle, each vehicle returns to the hub it left. A plan costs
//! `vehicle_cost` for each round and `km_cost` for each kilometre. The score is reference ÷ cost (see
//! [`super::ratio`]), and 0 for a plan that breaks any rule; each breach is named.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges the hub and the stops of every round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Routes {}

/// The input.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Region {
    /// The hubs' names.
    pub(crate) hubs: Vec<String>,
    pub(crate) stops: Vec<Stop>,
    /// Kilometres between any two places, the hubs first, then the stops; the same both ways.
    pub(crate) km: Vec<Vec<i64>>,
    /// What a vehicle may carry.
    pub(crate) capacity: i64,
    /// How far a round may go.
    pub(crate) max_km: i64,
    /// What a round costs whatever its length, in yuan.
    pub(crate) vehicle_cost: i64,
    /// What a kilometre costs, in yuan.
    pub(crate) km_cost: i64,
}

/// A workshop whose goods are fetched.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Stop {
    pub(crate) id: String,
    /// The city that it belongs to; any hub may serve it.
    pub(crate) place: String,
    pub(crate) load: i64,
}

/// One broken rule.
#[derive(Debug)]
enum Violation<'a> {
    /// The round at this index has no hub or no stops.
    NoRound { index: usize },
    /// No hub has this name.
    NoHub { index: usize, name: &'a str },
    /// No stop has this id.
    NoStop { index: usize, id: String },
    /// The stop is visited more than once.
    Twice { stop: &'a str },
    /// The stop is not visited.
    Missed { stop: &'a str },
    /// The round carries more than a vehicle may.
    Load { index: usize, load: i64, capacity: i64 },
    /// The round is longer than a vehicle may go.
    Far { index: usize, km: i64, max_km: i64 },
}

impl Region {
    pub(crate) fn read(input: &Value) -> Result<Self, String> {
        let region = Self::deserialize(input).map_err(|error| format!("the input is no region: {error}"))?;
        let places = region.hubs.len() + region.stops.len();
        let square = region.km.len() == places && region.km.iter().all(|row| row.len() == places);
        let within = |value: i64| (0..=1_000_000).contains(&value);
        let even = (0..places).all(|a| (0..a).all(|b| region.km[a][b] == region.km[b][a] && within(region.km[a][b])));
        if !square || !even {
            return Err("the distances are no square with the same kilometres both ways".to_owned());
        }
        let numbers = [region.capacity, region.max_km, region.vehicle_cost, region.km_cost];
        if region.hubs.is_empty() || !numbers.into_iter().chain(region.stops.iter().map(|stop| stop.load)).all(within) {
            return Err("there is no hub, or a number is out of bounds".to_owned());
        }
        let ids: HashSet<&str> = region.stops.iter().map(|stop| stop.id.as_str()).collect();
        if ids.len() < region.stops.len() || region.hubs.iter().collect::<HashSet<_>>().len() < region.hubs.len() {
            return Err("two stops have one id or two hubs one name".to_owned());
        }
        Ok(region)
    }

    /// Kilometres of a round from a hub through these stops and back.
    pub(crate) fn length(&self, hub: usize, stops: &[usize]) -> i64 {
        let place = |stop: usize| self.hubs.len() + stop;
        let path = std::iter::once(hub).chain(stops.iter().map(|&stop| place(stop)));
        let next = stops.iter().map(|&stop| place(stop)).chain(std::iter::once(hub));
        path.zip(next).map(|(from, to)| self.km[from][to]).sum()
    }

    /// The plan's cost in yuan, or every rule that it breaks.
    fn cost<'a>(&'a self, output: &'a Value) -> Result<i64, Vec<Violation<'a>>> {
        let stops: HashMap<&str, usize> =
            self.stops.iter().enumerate().map(|(index, stop)| (stop.id.as_str(), index)).collect();
        let (mut cost, mut broken, mut seen) = (0, Vec::new(), HashSet::new());
        for (index, round) in output.get("routes").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let listed = round.get("stops").and_then(Value::as_array).filter(|listed| !listed.is_empty());
            let (Some(name), Some(listed)) = (round.get("hub").and_then(Value::as_str), listed) else {
                broken.push(Violation::NoRound { index });
                continue;
            };
            let mut visited = Vec::new();
            for entry in listed {
                let stop = entry.as_str().and_then(|id| stops.get(id).copied());
                let Some(stop) = stop else {
                    let id = entry.as_str().map_or_else(|| entry.to_string(), str::to_owned);
                    broken.push(Violation::NoStop { index, id });
                    continue;
                };
                visited.push(stop);
                if !seen.insert(stop) {
                    broken.push(Violation::Twice { stop: &self.stops[stop].id });
                }
            }
            let load: i64 = visited.iter().map(|&stop| self.stops[stop].load).sum();
            if load > self.capacity {
                broken.push(Violation::Load { index, load, capacity: self.capacity });
            }
            let Some(hub) = self.hubs.iter().position(|hub| hub == name) else {
                broken.push(Violation::NoHub { index, name });
                continue;
            };
            let km = self.length(hub, &visited);
            if km > self.max_km {
                broken.push(Violation::Far { index, km, max_km: self.max_km });
            }
            cost += self.vehicle_cost + self.km_cost * km;
        }
        let missed = (0..self.stops.len()).filter(|stop| !seen.contains(stop));
        broken.extend(missed.map(|stop| Violation::Missed { stop: &self.stops[stop].id }));
        if broken.is_empty() { Ok(cost) } else { Err(broken) }
    }

    fn cost_or_words(&self, output: &Value) -> Result<i64, Vec<Words>> {
        self.cost(output).map_err(|broken| broken.iter().map(Violation::words).collect())
    }
}

impl Violation<'_> {
    fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::NoRound { index } => (
                format!("第 {} 条线路缺少出发枢纽或停靠点", index + 1),
                format!("round {} lacks a hub or stops", index + 1),
            ),
            Self::NoHub { index, name } => (
                format!("第 {} 条线路的枢纽「{name}」不存在", index + 1),
                format!("round {}: there is no hub {name}", index + 1),
            ),
            Self::NoStop { index, id } => (
                format!("第 {} 条线路的停靠点「{id}」不存在", index + 1),
                format!("round {}: there is no stop {id}", index + 1),
            ),
            Self::Twice { stop } => {
                (format!("停靠点 {stop} 被重复停靠"), format!("stop {stop} is visited more than once"))
            }
            Self::Missed { stop } => (format!("停靠点 {stop} 无车前往"), format!("stop {stop} is not visited")),
            Self::Load { index, load, capacity } => (
                format!("第 {} 条线路装载 {load}，超过单车载量 {capacity}", index + 1),
                format!("round {} carries {load}, a vehicle takes {capacity}", index + 1),
            ),
            Self::Far { index, km, max_km } => (
                format!("第 {} 条线路全程 {km} 公里，超过单程上限 {max_km} 公里", index + 1),
                format!("round {} is {km} km long, a vehicle may go {max_km} km", index + 1),
            ),
        };
        Words { zh, en }
    }
}

impl Judge for Routes {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(region), Some(reference)) = (Region::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        reference.judge(Aim::Least, "cost", region.cost_or_words(output))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::lower("cost", Words::new("配送成本", "Cost of the rounds"), "CNY"))
    }

    /// The plan shown (`routes` of the expected output) must keep every rule and cost what the optimum says, or not beat
    /// the bound.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let region = Region::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Least, region.cost_or_words(expected))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input() -> Value {
        let stop = |id: &str, load: i64| json!({"id": id, "place": "天门", "load": load});
        json!({
            "hubs": ["天门", "潜江"], "stops": [stop("S1", 4), stop("S2", 5), stop("S3", 3)],
            "km": [[0, 50, 10, 20, 40], [50, 0, 45, 35, 5], [10, 45, 0, 12, 38], [20, 35, 12, 0, 30], [40, 5, 38, 30, 0]],
            "capacity": 9, "max_km": 100, "vehicle_cost": 100, "km_cost": 2,
        })
    }

    fn judge(routes: &Value) -> Judgement {
        Routes {}.judge(&input(), &json!({"optimum": 304}), &json!({ "routes": routes }))
    }

    /// By hand: 天门 to S1, S2 and back is 10 + 12 + 20 = 42 km, 潜江 to S3 and back 10 km: 2 × 100 + 2 × 52 = 304. With
    /// S3 from 天门 as well (80 km) it is 200 + 2 × 122 = 444.
    #[test]
    fn vehicles_and_kilometres_are_charged() {
        let shared = judge(&json!([{"hub": "天门", "stops": ["S1", "S2"]}, {"hub": "潜江", "stops": ["S3"]}]));
        assert_eq!((shared.score, shared.figures[1].1, shared.remarks.len()), (1.0, 304.0, 0));
        let alone = judge(&json!([{"hub": "天门", "stops": ["S2", "S1"]}, {"hub": "天门", "stops": ["S3"]}]));
        assert!((alone.score - 304.0 / 444.0).abs() < 1e-12);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let broken = judge(&json!([
            {"hub": "潜江", "stops": ["S1", "S2", "S1"]}, {"hub": "武汉", "stops": ["S9"]}, {"hub": "天门", "stops": []},
        ]));
        let en: Vec<&str> = broken.remarks.iter().map(|words| words.en.as_str()).collect();
        assert_eq!(
            en,
            [
                "stop S1 is visited more than once",
                "round 1 carries 13, a vehicle takes 9",
                "round 1 is 114 km long, a vehicle may go 100 km",
                "round 2: there is no stop S9",
                "round 2: there is no hub 武汉",
                "round 3 lacks a hub or stops",
                "stop S3 is not visited",
            ]
        );
        assert_eq!(judge(&json!([])).remarks.len(), 3);
        assert_eq!(judge(&json!([7, {"hub": "天门", "stops": [4]}])).score, 0.0);
    }

    #[test]
    fn a_case_whose_plan_belies_its_reference_is_refused() {
        let routes = json!([{"hub": "天门", "stops": ["S1", "S2"]}, {"hub": "潜江", "stops": ["S3"]}]);
        let check = |key: &str, value: i64| Routes {}.check(&input(), &json!({key: value, "routes": routes}));
        assert_eq!((check("optimum", 304), check("bound", 300)), (Ok(()), Ok(())));
        assert!(check("optimum", 300).is_err() && check("bound", 305).is_err());
        let mut uneven = input();
        uneven["km"][0][1] = json!(51);
        assert!(Routes {}.check(&uneven, &json!({"bound": 1, "routes": routes})).is_err());
    }
}
