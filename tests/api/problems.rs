//! What goes wrong is told as a problem, all of it at once, in the caller's language.

use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::{problem, server};

const YANK: &str = "/releases/baseline/floor/0.1.0/yank";

#[test]
fn every_fault_of_an_address_is_told_at_once() {
    let (server, _) = server();
    let told = problem(server.get("/api/v1/scenarios?limit=0&kind=nonsense&colour=red&q=a&q=b"), 400, "bad-request");
    insta::assert_json_snapshot!("bad-request", told);
}

#[test]
fn every_fault_of_a_body_is_told_with_its_place() {
    let (server, operator) = server();
    let told =
        problem(server.send(Method::POST, YANK, operator, &json!({ "reason": "", "why": 1 })), 422, "bad-content");
    insta::assert_json_snapshot!("bad-content", told);
    let post = |body: &'static str, kind: &'static str| {
        server.api(Method::POST, YANK, operator).header(CONTENT_TYPE, kind).body(body).send().unwrap()
    };
    problem(post("{\"reason\"", "application/json"), 400, "not-json");
    problem(post("reason=x", "application/x-www-form-urlencoded"), 415, "unsupported-media-type");
    let long = server.send(Method::POST, YANK, operator, &json!({ "reason": "x".repeat(300 * 1024) }));
    problem(long, 413, "too-large");
}

#[test]
fn the_language_is_the_callers_and_both_are_there() {
    let (server, _) = server();
    let asked = |language: &'static str| {
        let request = server.client.get(format!("{}/api/v1/vendors/nobody", server.address));
        let response = request.header(ACCEPT_LANGUAGE, language).send().unwrap();
        assert!(response.headers().contains_key("vary"));
        problem(response, 404, "unknown-vendor")
    };
    let (zh, en) = (asked("zh-CN,zh;q=0.9,en;q=0.8"), asked("en-GB,en;q=0.9"));
    assert_eq!((&zh["detail"], &en["detail"]), (&zh["detail-zh"], &zh["detail-en"]));
    assert_eq!((&zh["title"], &en["title"]), (&"没有这个厂商".into(), &"No such vendor".into()));
}

#[test]
fn whatever_is_refused_is_a_problem_that_can_be_looked_up() {
    let (server, operator) = server();
    let address = |path: &str| format!("{}/api/v1{path}", server.address);
    let refused: [(reqwest::blocking::Response, u16, &str); 7] = [
        (server.get("/api/v1/nothing/here"), 404, "no-such-address"),
        (server.client.post(address("/scenarios")).send().unwrap(), 405, "no-such-method"),
        (server.get("/api/v1/sessions/first"), 400, "bad-request"),
        (server.client.get(address("/vendors")).header(ACCEPT, "text/html").send().unwrap(), 406, "not-acceptable"),
        (server.api(Method::GET, "/audit", "tongtai_nobody").send().unwrap(), 401, "bad-token"),
        (server.api(Method::GET, "/releases/a/b/1.0.0/component", operator).send().unwrap(), 404, "unknown-release"),
        (server.get("/api/v1/agents/baseline/nothing"), 404, "unknown-agent"),
    ];
    for (response, status, code) in refused {
        let told = problem(response, status, code);
        let kind: Value = server.get(told["type"].as_str().unwrap()).json().unwrap();
        assert_eq!((&kind["code"], &kind["title-zh"]), (&told["code"], &told["title"]));
    }
    problem(server.get("/api/v1/problems/none-such"), 404, "unknown-problem");
}

#[test]
fn nothing_is_open_to_pages_of_elsewhere() {
    let (server, _) = server();
    let request =
        server.client.get(format!("{}/api/v1/vendors", server.address)).header("origin", "https://evil.example");
    let response = request.send().unwrap();
    assert!(!response.headers().keys().any(|name| name.as_str().starts_with("access-control")));
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
}
