//! Tokens are shown once, permit what they say, and end.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{App, Server};

/// Makes a token and gives its text.
fn create(app: &App, args: &[&str]) -> String {
    let done = app.tongtai(["token", "create", "--holder", "li"]).args(args.iter().copied()).run().succeeded();
    let text = done.stdout.trim().to_owned();
    assert_eq!(text.lines().count(), 1, "the token alone is on standard output: {text}");
    text
}

#[test]
fn a_token_says_what_it_permits_until_it_is_revoked() {
    let app = App::empty();
    let owner = create(&app, &["--vendor", "acme", "--action", "manage"]);
    let plain = create(&app, &["--vendor", "acme"]);
    let server = Server::over(&app.db(), &[]);
    let whoami = |token: &str| server.api(Method::GET, "/whoami", token).send().unwrap();

    let told: Value = whoami(&plain).json().unwrap();
    assert_eq!(told["vendor"], "acme");
    assert_eq!(told["actions"], serde_json::json!(["read", "publish", "yank"]));
    assert!(!told.to_string().contains(&plain));

    let refused = server.api(Method::GET, "/tokens", &plain).send().unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    let problem: Value = refused.json().unwrap();
    assert_eq!((&problem["code"], &problem["status"]), (&"not-permitted".into(), &403.into()));

    let listed: Value = server.api(Method::GET, "/tokens", &owner).send().unwrap().json().unwrap();
    let ids: Vec<i64> = listed["items"].as_array().unwrap().iter().map(|token| token["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [2, 1]);
    let revoked = server.api(Method::DELETE, "/tokens/2", &owner).send().unwrap();
    assert_eq!(revoked.status(), StatusCode::NO_CONTENT);
    let ended = whoami(&plain);
    assert_eq!(
        (ended.status(), &ended.headers()["www-authenticate"]),
        (StatusCode::UNAUTHORIZED, &"Bearer".parse().unwrap())
    );
    assert_eq!(whoami("tongtai_nobody").status(), StatusCode::UNAUTHORIZED);
    let nothing = server.client.get(format!("{}/api/v1/whoami", server.address)).send().unwrap();
    assert_eq!(nothing.json::<Value>().unwrap()["code"], "no-token");

    let shown = app.tongtai(["token", "list"]).run().succeeded().stdout;
    assert!(shown.contains("revoked") && shown.contains("good"), "{shown}");
    assert!(!shown.contains("tongtai_"), "{shown}");
}

#[test]
fn another_vendors_token_is_not_for_anyone_to_end() {
    let app = App::empty();
    create(&app, &["--vendor", "acme"]);
    let other = create(&app, &["--vendor", "rival", "--action", "manage"]);
    let operator = create(&app, &[]);
    let server = Server::over(&app.db(), &[]);
    let end = |token: &str| server.api(Method::DELETE, "/tokens/1", token).send().unwrap().status();
    assert_eq!(end(&other), StatusCode::FORBIDDEN);
    assert_eq!(end(&operator), StatusCode::NO_CONTENT);
    let unknown = server.api(Method::DELETE, "/tokens/99", &operator).send().unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}
