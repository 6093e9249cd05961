//! Another secret makes other hidden cases, and the scores stay what they were: no agent knows its answers beforehand.

use serde_json::Value;

use crate::support::{App, session};

/// Generated scenarios of several techniques and languages.
const SCENARIOS: [&str; 4] = ["address-parsing", "brain-haemorrhage", "order-matching", "voucher-matching"];

/// Each entrant's name, its score on hidden cases, and how wide the 95 % interval is.
fn scores(document: &Value, scenario: &str) -> Vec<(String, f64, f64)> {
    let entrants = session(document, scenario)["summary"]["entrants"].as_array().unwrap().clone();
    let score = |entrant: &Value| {
        let hidden = &entrant["hidden"];
        let bound = |key: &str| hidden["interval"][key].as_f64().unwrap();
        let name = format!("{}/{}", entrant["vendor"].as_str().unwrap(), entrant["agent"].as_str().unwrap());
        (name, hidden["score"].as_f64().unwrap(), bound("high") - bound("low"))
    };
    entrants.iter().map(score).collect()
}

#[test]
fn with_another_secret_the_scores_stay_within_their_intervals() {
    let (one, other) = (App::published(), App::compiled());
    let (_, first) = one.compare(SCENARIOS);
    let (_, second) = other.compare(SCENARIOS);
    assert_ne!(one.registry().secret().unwrap(), other.registry().secret().unwrap());
    for scenario in SCENARIOS {
        let (first, second) = (scores(&first, scenario), scores(&second, scenario));
        assert!(first.len() >= 2 && first.len() == second.len());
        for ((name, score, width), (_, again, width_again)) in first.iter().zip(&second) {
            // Secrets are drawn afresh each time, so that a bound of 95 % would fail now and then by chance alone: two
            // draws lie further apart than both intervals are wide less than once in a million.
            assert!((score - again).abs() <= width + width_again, "{scenario} {name}: {score} and {again}");
        }
        let (floor, best) = (&first[0], first.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap());
        assert_eq!(floor.0, "baseline/floor");
        assert!(best.1 - best.2 > floor.1 + floor.2, "{scenario}: {best:?} is not clearly above {floor:?}");
    }
}
