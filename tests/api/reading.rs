//! What is read: the catalogue, contracts, comparisons.

use reqwest::header::{ETAG, IF_NONE_MATCH, LINK};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{App, Server};
use crate::{problem, server};

/// All items of a list, a page at a time by the address in `Link`.
fn walk(server: &Server, path: &str) -> Vec<Value> {
    let base = path.split('?').next().unwrap();
    let (mut all, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let response = server.get(&format!("/api/v1{path}"));
        let link = response.headers().get(LINK).map(|link| link.to_str().unwrap().to_owned());
        let page: Value = response.json().unwrap();
        assert_eq!(page["next"].is_string(), link.is_some());
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        next = link.map(|link| format!("{base}{}", link.split(['<', '>']).nth(1).unwrap()));
    }
    all
}

fn ids(items: &[Value], key: &str) -> Vec<String> {
    items.iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_catalogue_is_searched_filtered_and_paged() {
    let (server, _) = server();
    let all = walk(&server, "/scenarios?limit=7");
    assert_eq!(ids(&all, "id"), ids(&walk(&server, "/scenarios?limit=200"), "id"));
    assert!(all.len() >= 40);
    let found = |query: &str| ids(&walk(&server, &format!("/scenarios?{query}")), "id");
    assert_eq!(found("q=潮汐")[0], "tide-prediction");
    assert_eq!(found("maturity=comparable"), ["garment-vision"]);
    assert!(found("part=fashion-city&kind=classify").contains(&"garment-vision".to_owned()));
    assert!(found("part=fashion-city&q=潮汐").is_empty());
    assert!(found("industry=医疗健康").iter().all(|id| {
        all.iter().any(|item| item["id"] == **id && item["domain"]["zh"].as_str().unwrap().starts_with("医疗健康"))
    }));
}

#[test]
fn a_contract_has_all_that_an_author_needs() {
    let (server, _) = server();
    let scenario = server.read("/scenarios/garment-vision");
    assert_eq!(scenario["terms"]["version"], scenario["contract"]);
    assert!(scenario["terms"]["input-schema"]["properties"].is_object());
    let material = &scenario["terms"]["materials"][0];
    let address = format!("/api/v1/scenarios/garment-vision/materials/{}", material["name"].as_str().unwrap());
    let response = server.get(&address);
    assert_eq!(response.headers()[ETAG], format!("\"{}\"", material["digest"].as_str().unwrap()));
    let bytes = response.bytes().unwrap();
    assert_eq!(bytes.len() as u64, material["size"].as_u64().unwrap());
    assert_eq!(tongtai::registry::Digest::of(&bytes).to_string(), material["digest"].as_str().unwrap());
    let part = server.client.get(format!("{}{address}", server.address)).header("range", "bytes=3-6").send().unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().unwrap(), bytes[3..7]);

    let cases = walk(&server, "/scenarios/garment-vision/cases?limit=200");
    assert_eq!(cases.len() as u64, scenario["public-cases"].as_u64().unwrap());
}

#[test]
fn without_a_registry_the_built_in_catalogue_is_told() {
    let app = App::empty();
    let server = Server::over(&app.db(), &[]);
    let scenario = server.read("/scenarios/tide-prediction");
    assert_eq!((&scenario["public-cases"], &scenario["versions"]), (&Value::Null, &serde_json::json!([])));
    assert!(!server.read("/scenarios/tide-prediction/cases?limit=3")["items"].as_array().unwrap().is_empty());
    assert_eq!(server.read("/sessions")["items"], serde_json::json!([]));
    assert_eq!(server.read("/releases")["items"], serde_json::json!([]));
    problem(server.get("/api/v1/scenarios/none-such"), 404, "unknown-scenario");
    problem(server.get("/api/v1/sessions/1"), 404, "unknown-session");
}

#[test]
fn a_comparison_is_told_with_its_verdict_and_every_public_run() {
    let (server, _) = server();
    let session = server.read("/sessions?scenario=garment-vision&state=finished")["items"][0].clone();
    let id = session["id"].as_i64().unwrap();
    let whole = server.read(&format!("/sessions/{id}"));
    assert_eq!(whole["plan-digest"], session["plan-digest"]);
    let entrants = whole["entrants"].as_array().unwrap();
    assert_eq!(whole["summary"]["entrants"].as_array().unwrap().len(), entrants.len());
    let cases = walk(&server, &format!("/sessions/{id}/cases?limit=4"));
    assert_eq!(cases.len() as u64, whole["summary"]["public-cases"].as_u64().unwrap());
    for case in &cases {
        assert_eq!(case["runs"].as_array().unwrap().len(), entrants.len());
        assert!(case["expected"].is_object() && case["runs"][0]["said"]["output"].is_string(), "{case}");
    }
}

#[test]
fn what_was_had_is_not_sent_again() {
    let (server, _) = server();
    let first = server.get("/api/v1/scenarios/garment-vision");
    let tag = first.headers()[ETAG].clone();
    let address = format!("{}/api/v1/scenarios/garment-vision", server.address);
    let again = server.client.get(&address).header(IF_NONE_MATCH, &tag).send().unwrap();
    assert_eq!((again.status(), &again.headers()[ETAG]), (StatusCode::NOT_MODIFIED, &tag));
    assert!(again.bytes().unwrap().is_empty());
    let other = server.client.get(&address).header(IF_NONE_MATCH, "\"other\"").send().unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

#[test]
fn the_audit_log_is_the_operators_to_read() {
    let (server, operator) = server();
    let head: Value = server.api(Method::GET, "/audit/head", operator).send().unwrap().json().unwrap();
    let seq = head["seq"].as_i64().unwrap();
    let last: Value =
        server.api(Method::GET, &format!("/audit?after={}", seq - 1), operator).send().unwrap().json().unwrap();
    assert_eq!((&last["items"][0]["hash"], &last["items"][0]["seq"]), (&head["hash"], &head["seq"]));
    problem(server.get("/api/v1/audit"), 401, "no-token");
}
