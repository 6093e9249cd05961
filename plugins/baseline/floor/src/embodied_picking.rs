//! The floor of `embodied-picking`: target by target as listed.
//!
//! For each target in turn, whatever rests on it is moved away first, the topmost before what it rests on; each thing
//! is held with the first tool named for it.

use crate::Material;
use serde_json::{Value, json};

/// Reads the scenario's materials into this floor's state: there are none.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case.
///
/// # Errors
/// Says what could not be read.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let objects = input["objects"].as_array().ok_or("no objects")?;
    let mut gone = vec![false; objects.len()];
    let mut picks = Vec::new();
    for index in 0..objects.len() {
        if objects[index]["target"] == true {
            dig(objects, index, &mut gone, &mut picks)?;
        }
    }
    Ok(json!({ "picks": picks }))
}

/// Picks the object after everything above it.
fn dig(objects: &[Value], index: usize, gone: &mut [bool], picks: &mut Vec<Value>) -> Result<(), String> {
    // Marked at once, so that even a heap that goes round in a ring comes to an end.
    if std::mem::replace(&mut gone[index], true) {
        return Ok(());
    }
    let id = &objects[index]["id"];
    for above in 0..objects.len() {
        if objects[above]["on"].as_array().is_some_and(|on| on.contains(id)) {
            dig(objects, above, gone, picks)?;
        }
    }
    let tool =
        objects[index]["tools"].as_object().and_then(|tools| tools.keys().next()).ok_or("an object without a tool")?;
    picks.push(json!({"object": id, "tool": tool}));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_above_a_target_goes_first() {
        let object = |id: &str, on: &[&str], target: bool| json!({"id": id, "on": on, "target": target, "tools": {"吸盘": 3, "夹爪": 1}});
        let heap =
            [object("A", &[], true), object("B", &["A"], false), object("C", &["B"], true), object("D", &[], false)];
        let picks: Vec<Value> = ["C", "B", "A"].iter().map(|id| json!({"object": id, "tool": "吸盘"})).collect();
        assert_eq!(answer(&[], &json!({ "objects": heap })), Ok(json!({ "picks": picks })));
    }
}
