//! No answer has a hidden case's input or expected output, whoever asks.

use serde_json::Value;
use tongtai::registry::case::Visibility;

use crate::support::Server;
use crate::{COMPARED, problem, server};

/// Every answer that tells of the compared scenario, as text.
fn answers(server: &Server, token: &str, is_local: bool) -> Vec<String> {
    let session = server.read("/sessions")["items"][0]["id"].as_i64().unwrap();
    let mut paths = vec![
        "/scenarios?limit=200".to_owned(),
        "/scenarios/garment-vision".to_owned(),
        "/scenarios/garment-vision/cases?limit=200".to_owned(),
        format!("/sessions/{session}"),
        format!("/sessions/{session}/cases?limit=50"),
        "/releases?limit=200".to_owned(),
        "/agents?limit=200".to_owned(),
        "/audit?limit=200".to_owned(),
    ];
    if is_local {
        paths.push(format!("/sessions/{session}/cases?visibility=hidden&limit=50"));
    }
    let mut all = Vec::new();
    for path in paths {
        let response = server.api(reqwest::Method::GET, &path, token).send().unwrap();
        assert!(response.status().is_success(), "{path}");
        all.push(response.text().unwrap());
    }
    all
}

#[test]
fn a_hidden_case_is_in_no_answer() {
    let registry = COMPARED.0.registry();
    let contract = registry.latest_contract("garment-vision").unwrap();
    let hidden: Vec<_> =
        registry.cases(contract.id).unwrap().into_iter().filter(|kept| kept.visibility == Visibility::Hidden).collect();
    assert!(hidden.len() > 100);
    let elsewhere = Server::over(&COMPARED.0.db(), &["--host", "0.0.0.0"]);
    let (here, token) = server();
    let all = [answers(&here, token, true), answers(&elsewhere, token, false)].concat();
    let public = server().0.read("/scenarios/garment-vision/cases?limit=1")["items"][0]["input"].to_string();
    assert!(all.iter().any(|answer| answer.contains(&public)), "what is looked for is found where it is public");
    for kept in &hidden {
        let input = kept.case.input.to_string();
        assert!(input.len() > 100, "an input that no other text holds by chance");
        assert!(!all.iter().any(|answer| answer.contains(&input)), "{}", kept.case.id);
    }
}

#[test]
fn hidden_runs_are_told_here_without_their_content_and_elsewhere_not_at_all() {
    let (here, _) = server();
    let session = here.read("/sessions")["items"][0]["id"].as_i64().unwrap();
    let path = format!("/sessions/{session}/cases?visibility=hidden");
    let cases = here.read(&path);
    let cases = cases["items"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        assert_eq!((&case["input"], &case["expected"], &case["group"]), (&Value::Null, &Value::Null, &Value::Null));
        assert!(case["runs"].as_array().unwrap().iter().all(|run| run["said"].is_null() && run["score"].is_number()));
    }
    let elsewhere = Server::over(&COMPARED.0.db(), &["--host", "0.0.0.0"]);
    problem(elsewhere.get(&format!("/api/v1{path}")), 403, "not-answered");
    let misled = here.client.get(format!("{}/api/v1/sessions", here.address)).header("host", "evil.example").send();
    problem(misled.unwrap(), 421, "wrong-host");
}
