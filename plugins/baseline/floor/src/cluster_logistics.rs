//! The floor of `cluster-logistics`: each city for itself, in the order of calls.
//!
//! Each city's stops are loaded as they are listed onto a vehicle of its own hub; where a stop would be too much or too
//! far, the next vehicle begins with it.

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
    let hubs = input["hubs"].as_array().ok_or("no hubs")?;
    let stops = input["stops"].as_array().ok_or("no stops")?;
    let km = |from: usize, to: usize| input["km"][from][to].as_i64().ok_or("a distance is missing");
    let (capacity, max_km) = (number(input, "capacity")?, number(input, "max_km")?);
    let mut routes = Vec::new();
    for (hub, name) in hubs.iter().enumerate() {
        let (mut round, mut load, mut gone, mut here) = (Vec::new(), 0, 0, hub);
        for (index, stop) in stops.iter().enumerate().filter(|(_, stop)| stop["place"] == *name) {
            let there = hubs.len() + index;
            let own = number(stop, "load")?;
            let far = gone + km(here, there)? + km(there, hub)?;
            if !round.is_empty() && (load + own > capacity || far > max_km) {
                routes.push(json!({"hub": name, "stops": std::mem::take(&mut round)}));
                (load, gone, here) = (0, 0, hub);
            }
            round.push(stop["id"].clone());
            (load, gone, here) = (load + own, gone + km(here, there)?, there);
        }
        if !round.is_empty() {
            routes.push(json!({"hub": name, "stops": round}));
        }
    }
    Ok(json!({ "routes": routes }))
}

fn number(value: &Value, key: &str) -> Result<i64, String> {
    value[key].as_i64().ok_or_else(|| format!("{key} is no whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_city_loads_its_own_vehicles_in_order() {
        let stop = |id: &str, place: &str, load: i64| json!({"id": id, "place": place, "load": load});
        let mut input = json!({
            "hubs": ["天门", "潜江"],
            "stops": [stop("S1", "天门", 4), stop("S2", "潜江", 5), stop("S3", "天门", 4), stop("S4", "天门", 2)],
            "km": vec![vec![10; 6]; 6], "capacity": 8, "max_km": 100,
        });
        let route = |hub: &str, stops: &[&str]| json!({"hub": hub, "stops": stops});
        let by_load = json!([route("天门", &["S1", "S3"]), route("天门", &["S4"]), route("潜江", &["S2"])]);
        assert_eq!(answer(&[], &input), Ok(json!({ "routes": by_load })));
        input["max_km"] = json!(20);
        assert_eq!(answer(&[], &input).unwrap()["routes"].as_array().unwrap().len(), 4);
    }
}
