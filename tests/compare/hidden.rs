//! Hidden cases: each registry has its own, and what is printed or written tells nothing of them.

use std::collections::HashSet;

use tongtai::registry::case::{KeptCase, Visibility};

use crate::support::{App, session, strings};

fn cases(app: &App, scenario: &str, visibility: Visibility) -> Vec<KeptCase> {
    let registry = app.registry();
    let contract = registry.latest_contract(scenario).unwrap();
    registry.cases(contract.id).unwrap().into_iter().filter(|case| case.visibility == visibility).collect()
}

fn digests(cases: &[KeptCase]) -> HashSet<String> {
    cases.iter().map(|case| case.digest.to_string()).collect()
}

#[test]
fn another_registry_has_another_secret_and_other_hidden_cases() {
    let (one, other) = (App::compiled(), App::compiled());
    let asked = ["womens-tumour", "address-parsing", "--cases", "10"];
    let (_, first) = one.compare(asked);
    let (_, second) = other.compare(asked);
    assert_ne!(one.registry().secret().unwrap(), other.registry().secret().unwrap());
    let of = |app: &App, scenario, visibility| digests(&cases(app, scenario, visibility));
    let (public, hidden) = (Visibility::Public, Visibility::Hidden);

    // Made by a generator: all hidden cases are new, the public ones are those in the repository.
    assert_eq!(of(&one, "address-parsing", public), of(&other, "address-parsing", public));
    assert_eq!(of(&one, "address-parsing", hidden).len(), 200);
    assert!(of(&one, "address-parsing", hidden).is_disjoint(&of(&other, "address-parsing", hidden)));

    // Drawn from a file: other ones are hidden, of the same.
    let all = |app| of(app, "womens-tumour", public).union(&of(app, "womens-tumour", hidden)).cloned().collect();
    let (all_of_one, all_of_other): (HashSet<String>, HashSet<String>) = (all(&one), all(&other));
    assert_eq!(all_of_one, all_of_other);
    assert_ne!(of(&one, "womens-tumour", hidden), of(&other, "womens-tumour", hidden));

    let plans = |document: &serde_json::Value| document["sessions"][0]["plan-digest"].clone();
    assert_ne!(plans(&first), plans(&second));
}

#[test]
fn nothing_that_is_written_or_printed_holds_a_hidden_case() {
    let app = App::published();
    let scenarios = ["address-parsing", "policy-qa", "code-review"];
    let (done, document) = app.compare(scenarios.into_iter().chain(["--cases", "40"]));
    let said = [document.to_string(), done.stdout, done.stderr].concat();
    for scenario in scenarios {
        let hidden = cases(&app, scenario, Visibility::Hidden);
        let took_part = session(&document, scenario)["runs"].as_array().unwrap();
        assert!(took_part.iter().any(|run| run["visibility"] == "hidden"), "hidden cases of {scenario} took part");
        // A digest of few possible answers is as good as the answer.
        assert!(hidden.iter().all(|case| !said.contains(&case.digest.to_string())));
        for case in hidden.iter().map(|kept| &kept.case) {
            for value in [&case.input, &case.expected] {
                // Shorter texts are field names and labels, which the contract tells anyone.
                let telling = strings(value).into_iter().filter(|text| text.chars().count() >= 8);
                for text in telling.map(str::to_owned).chain([value.to_string()]) {
                    let text = text.lines().max_by_key(|line| line.len()).unwrap_or_default();
                    assert!(!said.contains(text), "{scenario}, case {}: {text}", case.id);
                }
            }
        }
    }
}
