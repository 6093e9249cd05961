//! A write that is sent again under its key is not done again.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::Server;
use crate::{copy, problem, token};

const YANK: &str = "/releases/baseline/floor/0.1.0/yank";

#[test]
fn a_write_is_done_once_for_each_key() {
    let (app, operator) = copy();
    let server = Server::over(&app.db(), &[]);
    let yank = |token: &str, key: &str, reason: &str| {
        let request = server.api(Method::POST, YANK, token).header("idempotency-key", key);
        request.json(&json!({ "reason": reason })).send().unwrap()
    };
    let rows = || {
        let all: Value = server.api(Method::GET, "/audit?limit=200", &operator).send().unwrap().json().unwrap();
        assert!(all["next"].is_null());
        all["items"].as_array().unwrap().iter().filter(|row| row["action"] == "release.yanked").count()
    };
    let before = rows();
    let first = yank(&operator, "\"k-1\"", "leaks");
    assert_eq!(first.status(), StatusCode::OK);
    assert!(!first.headers().contains_key("idempotency-replayed"));
    let first = first.text().unwrap();
    let again = yank(&operator, "k-1", "leaks");
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.headers()["content-type"], "application/json");
    assert_eq!((again.text().unwrap(), rows()), (first, before + 1));

    problem(yank(&operator, "k-1", "another reason"), 422, "idempotency-key-reused");
    problem(yank(&operator, &"k".repeat(201), "leaks"), 400, "bad-idempotency-key");
    problem(yank(&operator, "k-2", ""), 422, "bad-content");
    assert_eq!(yank(&operator, "k-2", "leaks").status(), StatusCode::OK, "a refusal is not kept");
    assert_eq!(rows(), before + 2);
}

#[test]
fn a_key_is_its_callers_own_and_outlives_the_server() {
    let (app, operator) = copy();
    let own = token(&app, &["--holder", "li", "--vendor", "baseline"]);
    let yank = |server: &Server, token: &str| {
        let request = server.api(Method::POST, YANK, token).header("idempotency-key", "k");
        request.json(&json!({ "reason": "leaks" })).send().unwrap()
    };
    let is_replayed = |response: &reqwest::blocking::Response| response.headers().contains_key("idempotency-replayed");
    let server = Server::over(&app.db(), &[]);
    assert!(!is_replayed(&yank(&server, &operator)));
    assert!(!is_replayed(&yank(&server, &own)));
    drop(server);
    let server = Server::over(&app.db(), &[]);
    assert!(is_replayed(&yank(&server, &operator)) && is_replayed(&yank(&server, &own)));
}

#[test]
fn of_several_at_once_one_is_done() {
    let (app, operator) = copy();
    let server = Server::over(&app.db(), &[]);
    let statuses: Vec<StatusCode> = std::thread::scope(|scope| {
        let send = || {
            let request = server.api(Method::POST, YANK, &operator).header("idempotency-key", "k");
            request.json(&json!({ "reason": "leaks" })).send().unwrap().status()
        };
        let all: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.contains(&StatusCode::OK), "{statuses:?}");
    assert!(statuses.iter().all(|status| [StatusCode::OK, StatusCode::CONFLICT].contains(status)), "{statuses:?}");
    let rows: Value = server.api(Method::GET, "/audit?limit=200", &operator).send().unwrap().json().unwrap();
    let yanked = rows["items"].as_array().unwrap().iter().filter(|row| row["action"] == "release.yanked").count();
    assert_eq!((yanked, &rows["next"]), (1, &Value::Null));
}
