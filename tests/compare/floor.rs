//! All scenarios: in each a useful agent is clearly worth more than the naive answer, and no agent breaks.

use serde_json::Value;
use tongtai::catalogue::load;

use crate::document;
use crate::support::{App, sessions};

const ANSWERS: [&str; 2] = ["answered", "declined"];
/// Scenarios whose signal is faint by nature: a hundred cases do not tell it from chance, so all of them are run.
const FAINT: [&str; 2] = ["stroke-plaque", "trade-credit"];

#[test]
fn a_useful_agent_is_clearly_above_the_floor_in_every_scenario() {
    let app = App::published();
    let (done, document) = app.compare(["--all", "--cases", "100"]);
    assert_eq!(sessions(&document).len(), load::embedded_ids().len(), "{}", done.stdout);
    assert_eq!(document::faults(&document), [] as [String; 0]);
    let (_, whole) = app.compare(FAINT);
    let is_faint = |session: &&Value| FAINT.iter().any(|id| session["summary"]["scenario"] == *id);
    assert_eq!(sessions(&whole).iter().filter(is_faint).count(), FAINT.len());
    for session in sessions(&document).iter().filter(|session| !is_faint(session)).chain(sessions(&whole)) {
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
        let is_clear = |(place, entrant): (usize, &Value)| {
            let beats = summary["verdict"]["entrants"][place]["beats"].as_array().unwrap();
            bounds(entrant).0 > floor.1 && beats.contains(&Value::from(0))
        };
        assert!(entrants.iter().enumerate().skip(1).any(is_clear), "{scenario}: nobody is clearly above {floor:?}");
        for entrant in &entrants[1..] {
            let score = |entrant: &Value| entrant["hidden"]["score"].as_f64().unwrap();
            assert!(score(entrant) > score(&entrants[0]), "{scenario}: {}/{}", entrant["vendor"], entrant["agent"]);
        }
    }
}

/// The 95 % interval on hidden cases.
fn bounds(entrant: &Value) -> (f64, f64) {
    let interval = &entrant["hidden"]["interval"];
    (interval["low"].as_f64().unwrap(), interval["high"].as_f64().unwrap())
}
