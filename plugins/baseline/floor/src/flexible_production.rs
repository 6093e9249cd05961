//! The floor of `flexible-production`: first come, first served, one order after another.
//!
//! The orders are taken as they are listed. Each step starts once the step ahead of it is done and its machine has
//! finished everything that was put on it before; gaps are never filled.

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
    let machines = input["machines"].as_array().ok_or("no machines")?;
    let mut free = vec![0_u64; machines.len()];
    let mut starts = Vec::new();
    for job in input["jobs"].as_array().ok_or("no jobs")? {
        let mut ready = 0;
        let mut row = Vec::new();
        for step in job["steps"].as_array().ok_or("a job without steps")? {
            let minutes = step["minutes"].as_u64().ok_or("a step without minutes")?;
            let machine = step["machine"].as_u64().and_then(|machine| usize::try_from(machine).ok());
            let free = machine.and_then(|machine| free.get_mut(machine)).ok_or("a step on no known machine")?;
            let start = ready.max(*free);
            ready = start + minutes;
            *free = ready;
            row.push(start);
        }
        starts.push(row);
    }
    Ok(json!({ "starts": starts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_queue_in_the_order_listed() {
        let input = json!({"machines": ["a", "b"], "jobs": [
            {"steps": [{"machine": 0, "minutes": 3}, {"machine": 1, "minutes": 2}]},
            {"steps": [{"machine": 1, "minutes": 2}, {"machine": 0, "minutes": 4}]}]});
        assert_eq!(answer(&[], &input), Ok(json!({"starts": [[0, 3], [5, 7]]})));
    }

    #[test]
    fn an_unknown_machine_is_said() {
        let input = json!({"machines": ["a"], "jobs": [{"steps": [{"machine": 1, "minutes": 3}]}]});
        assert_eq!(answer(&[], &input), Err("a step on no known machine".to_owned()));
    }
}
