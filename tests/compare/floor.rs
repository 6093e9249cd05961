//! All twelve scenarios: every useful agent is worth more than the naive answer, and none of them breaks.

use serde_json::Value;

use crate::document;
use crate::support::{App, sessions};

const ANSWERS: [&str; 2] = ["answered", "declined"];

#[test]
fn every_useful_agent_is_clearly_above_the_floor_in_every_scenario() {
    let (done, document) = App::published().compare(["--all", "--cases", "40"]);
    assert_eq!(sessions(&document).len(), 12, "{}", done.stdout);
    assert_eq!(document::faults(&document), [] as [String; 0]);
    for session in sessions(&document) {
        let summary = &session["summary"];
        let scenario = &summary["scenario"];
        let entrants = summary["entrants"].as_array().unwrap();
        assert_eq!(entrants[0]["vendor"], "baseline", "{scenario}: the floor stands first");
        assert!(entrants.len() > 1, "{scenario} has a useful agent");
        for entrant in entrants {
            let name = format!("{scenario}: {}/{}", entrant["vendor"], entrant["agent"]);
            assert_eq!(entrant["prepared"], "answered", "{name}");
            for part in [&entrant["hidden"], &entrant["public"]] {
                let outcomes = part["outcomes"].as_object().unwrap();
                assert!(outcomes.keys().all(|outcome| ANSWERS.contains(&outcome.as_str())), "{name}: {outcomes:?}");
            }
        }
        let floor = bounds(&entrants[0]);
        for (place, entrant) in entrants.iter().enumerate().skip(1) {
            let name = format!("{scenario}: {}/{}", entrant["vendor"], entrant["agent"]);
            assert!(bounds(entrant).0 > floor.1, "{name}: {:?} is not above {floor:?}", bounds(entrant));
            let beats = summary["verdict"]["entrants"][place]["beats"].as_array().unwrap();
            assert!(beats.contains(&Value::from(0)), "{name} is found better than the floor");
        }
    }
}

/// The 95 % interval on hidden cases.
fn bounds(entrant: &Value) -> (f64, f64) {
    let interval = &entrant["hidden"]["interval"];
    (interval["low"].as_f64().unwrap(), interval["high"].as_f64().unwrap())
}
