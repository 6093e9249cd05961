//! A gripper's picks from a heap: can each object be taken then, and how near is the cost to the least?
//!
//! An object may be picked once everything that rests on it is gone, with a tool that can hold it. A pick costs the
//! way from where the arm is to the object, the tool's own time for the object and the way to the object's tray; ways
//! are centimetres east and north added up, one unit each. Taking another tool than the last costs `change_cost`.
//! Every target must be picked; other objects only need to go where they are in the way. The score is reference ÷ cost
//! (see [`super::ratio`]), and 0 for picks that break any rule; each breach is named.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ratio::{self, Aim, NO_REFERENCE, Reference};
use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Judges the order of the picks and the tool of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Picking {}

/// Centimetres east and north.
pub(crate) type Spot = (i64, i64);

/// The input.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Scene {
    /// Where the arm is at first.
    pub(crate) start: Spot,
    /// The tool that it holds at first.
    pub(crate) tool: String,
    pub(crate) change_cost: i64,
    pub(crate) objects: Vec<Object>,
}

/// Something in the heap.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Object {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) at: Spot,
    /// Ids of the objects that it rests on; they cannot be picked while it is there.
    pub(crate) on: Vec<String>,
    /// Whether it must be picked.
    pub(crate) target: bool,
    /// The tray that it goes to.
    pub(crate) tray: Spot,
    /// The time of each tool that can hold it.
    pub(crate) tools: BTreeMap<String, i64>,
}

/// The steps between two spots, east and north added up.
pub(crate) fn way(from: Spot, to: Spot) -> i64 {
    (from.0 - to.0).abs() + (from.1 - to.1).abs()
}

/// One broken rule.
#[derive(Debug)]
enum Violation<'a> {
    /// The entry at this index lacks an object or a tool.
    NoPick { index: usize },
    /// No object has this id.
    NoObject { index: usize, id: &'a str },
    /// The object is picked more than once.
    Twice { object: &'a str },
    /// Something still rests on the object.
    Buried { object: &'a str, under: &'a str },
    /// The tool cannot hold the object.
    Tool { object: &'a str, tool: &'a str },
    /// The target is never picked.
    Left { object: &'a str },
}

impl Scene {
    pub(crate) fn read(input: &Value) -> Result<Self, String> {
        let scene = Self::deserialize(input).map_err(|error| format!("the input is no scene: {error}"))?;
        let ids: HashSet<&str> = scene.objects.iter().map(|object| object.id.as_str()).collect();
        if ids.len() < scene.objects.len() {
            return Err("two objects have one id".to_owned());
        }
        let near = |(east, north): Spot| (-100_000..=100_000).contains(&east) && (-100_000..=100_000).contains(&north);
        let within = |value: i64| (0..=1_000_000).contains(&value);
        let sound = |object: &Object| {
            near(object.at)
                && near(object.tray)
                && !object.tools.is_empty()
                && object.tools.values().all(|&t| within(t))
        };
        if !near(scene.start) || !within(scene.change_cost) || !scene.objects.iter().all(sound) {
            return Err("a spot or a cost is out of bounds, or an object has no tool".to_owned());
        }
        // Each object lies above those listed before it, so that the heap has a bottom.
        let mut below = HashSet::new();
        for object in &scene.objects {
            if !object.on.iter().all(|id| below.contains(id.as_str())) {
                return Err(format!("object {} rests on something that is not listed before it", object.id));
            }
            below.insert(object.id.as_str());
        }
        Ok(scene)
    }

    /// The picks' cost, or every rule that they break.
    fn cost<'a>(&'a self, output: &'a Value) -> Result<i64, Vec<Violation<'a>>> {
        let objects: HashMap<&str, &Object> = self.objects.iter().map(|object| (object.id.as_str(), object)).collect();
        let (mut cost, mut broken, mut gone) = (0, Vec::new(), HashSet::new());
        let (mut arm, mut held) = (self.start, self.tool.as_str());
        for (index, pick) in output.get("picks").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let text = |key: &str| pick.get(key).and_then(Value::as_str);
            let (Some(id), Some(tool)) = (text("object"), text("tool")) else {
                broken.push(Violation::NoPick { index });
                continue;
            };
            let Some(object) = objects.get(id) else {
                broken.push(Violation::NoObject { index, id });
                continue;
            };
            let above = self.objects.iter().filter(|other| other.on.iter().any(|on| on == id));
            let first = above.into_iter().find(|other| !gone.contains(other.id.as_str()));
            broken.extend(first.map(|other| Violation::Buried { object: id, under: &other.id }));
            if !gone.insert(id) {
                broken.push(Violation::Twice { object: id });
            }
            match object.tools.get(tool) {
                Some(time) => cost += time + way(arm, object.at) + way(object.at, object.tray),
                None => broken.push(Violation::Tool { object: id, tool }),
            }
            if tool != held {
                cost += self.change_cost;
            }
            (arm, held) = (object.tray, tool);
        }
        let left = self.objects.iter().filter(|object| object.target && !gone.contains(object.id.as_str()));
        broken.extend(left.map(|object| Violation::Left { object: &object.id }));
        if broken.is_empty() { Ok(cost) } else { Err(broken) }
    }

    fn cost_or_words(&self, output: &Value) -> Result<i64, Vec<Words>> {
        self.cost(output).map_err(|broken| broken.iter().map(Violation::words).collect())
    }
}

impl Violation<'_> {
    fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::NoPick { index } => (
                format!("第 {} 次抓取缺少物品或工具", index + 1),
                format!("pick {} lacks an object or a tool", index + 1),
            ),
            Self::NoObject { index, id } => (
                format!("第 {} 次抓取的物品「{id}」不存在", index + 1),
                format!("pick {}: there is no object {id}", index + 1),
            ),
            Self::Twice { object } => {
                (format!("物品 {object} 被重复抓取"), format!("object {object} is picked more than once"))
            }
            Self::Buried { object, under } => (
                format!("抓取物品 {object} 时，{under} 还压在上面"),
                format!("object {object} is picked while {under} rests on it"),
            ),
            Self::Tool { object, tool } => {
                (format!("「{tool}」抓不了物品 {object}"), format!("the tool {tool} cannot hold object {object}"))
            }
            Self::Left { object } => {
                (format!("目标物品 {object} 没有取出"), format!("target {object} is never picked"))
            }
        };
        Words { zh, en }
    }
}

impl Judge for Picking {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let (Ok(scene), Some(reference)) = (Scene::read(input), Reference::read(expected)) else {
            return Judgement::default();
        };
        reference.judge(Aim::Least, "cost", scene.cost_or_words(output))
    }

    fn unanswered(&self, _expected: &Value) -> Judgement {
        ratio::unanswered()
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        ratio::figures(Figure::lower("cost", Words::new("抓取代价", "Cost of the picks"), ""))
    }

    /// The picks shown (`picks` of the expected output) must keep every rule and cost what the optimum says.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        let scene = Scene::read(input)?;
        let reference = Reference::read(expected).ok_or(NO_REFERENCE)?;
        reference.check(Aim::Least, scene.cost_or_words(expected))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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

    fn judge(picks: &[(&str, &str)]) -> Judgement {
        let picks: Vec<Value> = picks.iter().map(|(object, tool)| json!({"object": object, "tool": tool})).collect();
        Picking {}.judge(&input(), &json!({"optimum": 125}), &json!({ "picks": picks }))
    }

    /// By hand: B with the cup is 22 + 4 + 32 = 58; then A with the jaws 30 + (20 + 10) + 5 + (20 + 10) = 95: 153. With
    /// the jaws all along the change comes first: 30 + 22 + 6 + 32 + 30 + 5 + 30 = 155.
    #[test]
    fn ways_tools_and_changes_are_charged() {
        assert_eq!(judge(&[("B", "吸盘"), ("A", "夹爪")]).figures[1].1, 153.0);
        let jaws = judge(&[("B", "夹爪"), ("A", "夹爪")]);
        assert_eq!((jaws.figures[1].1, jaws.remarks.len()), (155.0, 0));
        assert!((jaws.score - 125.0 / 155.0).abs() < 1e-12);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let en: Vec<String> = judge(&[("A", "吸盘"), ("C", "吸盘"), ("C", "吸盘"), ("X", "夹爪")])
            .remarks
            .into_iter()
            .map(|w| w.en)
            .collect();
        assert_eq!(
            en,
            [
                "object A is picked while B rests on it",
                "the tool 吸盘 cannot hold object A",
                "object C is picked more than once",
                "pick 4: there is no object X",
            ]
        );
        assert_eq!(judge(&[]).remarks[0].zh, "目标物品 A 没有取出");
        assert_eq!(Picking {}.judge(&input(), &json!({"optimum": 1}), &json!({"picks": [7]})).remarks.len(), 2);
    }

    #[test]
    fn a_case_whose_picks_belie_its_optimum_is_refused() {
        let picks = json!([{"object": "B", "tool": "吸盘"}, {"object": "A", "tool": "夹爪"}]);
        let check = |scene: &Value, value: i64| Picking {}.check(scene, &json!({"optimum": value, "picks": picks}));
        assert_eq!(check(&input(), 153), Ok(()));
        assert!(check(&input(), 152).is_err());
        let mut floating = input();
        floating["objects"][0]["on"] = json!(["B"]);
        assert!(check(&floating, 153).is_err());
    }
}
