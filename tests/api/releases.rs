//! Releases: read by anyone, downloaded by their vendor, yanked with a reason.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::Server;
use crate::{copy, problem, server, token};

const FLOOR: &str = "/releases/baseline/floor/0.1.0";

#[test]
fn a_release_is_told_and_its_component_comes_byte_for_byte() {
    let (server, operator) = server();
    let release = server.read(FLOOR);
    let listed = server.read("/releases?vendor=baseline&agent=floor");
    assert_eq!(listed["items"][0]["digest"], release["digest"]);
    assert_eq!(server.read("/agents/baseline/floor")["latest"], "0.1.0");
    assert_eq!(server.read("/vendors/baseline")["agents"], 1);
    let path = format!("{FLOOR}/component");
    let response = server.api(Method::GET, &path, operator).send().unwrap();
    assert_eq!(response.headers()["content-type"], "application/wasm");
    let bytes = response.bytes().unwrap();
    assert_eq!(tongtai::registry::Digest::of(&bytes).to_string(), release["digest"].as_str().unwrap());
    let tag = format!("\"{}\"", release["digest"].as_str().unwrap());
    let again = server.api(Method::GET, &path, operator).header("if-none-match", &tag).send().unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let tail = server.api(Method::GET, &path, operator).header("range", "bytes=-9").send().unwrap();
    assert_eq!(
        tail.headers()["content-range"],
        format!("bytes {}-{}/{}", bytes.len() - 9, bytes.len() - 1, bytes.len())
    );
    assert_eq!(tail.bytes().unwrap(), bytes[bytes.len() - 9..]);
    let beyond = server.api(Method::GET, &path, operator).header("range", "bytes=99999999999-").send().unwrap();
    problem(beyond, 416, "range-not-satisfiable");
    problem(server.get(&format!("/api/v1{path}")), 401, "no-token");
}

#[test]
fn a_vendor_yanks_its_own_and_takes_it_back() {
    let (app, operator) = copy();
    let own = token(&app, &["--holder", "li", "--vendor", "baseline"]);
    let other = token(&app, &["--holder", "wang", "--vendor", "acme"]);
    let server = Server::over(&app.db(), &[]);
    let reason = json!({ "reason": "评分前发现预处理有误" });
    let post = |verb: &str, token: &str| server.send(Method::POST, &format!("{FLOOR}/{verb}"), token, &reason);
    problem(post("yank", &other), 403, "not-permitted");
    let yanked: Value = post("yank", &own).json().unwrap();
    assert_eq!(yanked["yanked"], reason["reason"]);
    assert_eq!(server.read("/agents/baseline/floor")["latest"], Value::Null);
    let back: Value = post("unyank", &own).json().unwrap();
    assert_eq!(back["yanked"], Value::Null);
    let rows: Value = server.api(Method::GET, "/audit?limit=200", &operator).send().unwrap().json().unwrap();
    let rows = rows["items"].as_array().unwrap();
    assert!(
        rows.iter().any(|row| row["action"] == "release.yanked" && row["actor"] == "vendor:baseline:li")
            || rows.len() == 200
    );
}
