//! A caller that asks too often waits; the others do not.

use reqwest::Method;
use reqwest::StatusCode;

use crate::support::Server;
use crate::{COMPARED, problem};

#[test]
fn who_asks_too_often_is_told_how_long_to_wait() {
    let (app, operator) = &*COMPARED;
    let server = Server::over(&app.db(), &["--rate", "3"]);
    let first = server.get("/api/v1/vendors");
    assert_eq!(
        (&first.headers()["ratelimit-limit"], &first.headers()["ratelimit-remaining"]),
        (&"3".parse().unwrap(), &"2".parse().unwrap())
    );
    // Tokens that are made up count as the address.
    server.api(Method::GET, "/whoami", "tongtai_a").send().unwrap();
    server.api(Method::GET, "/whoami", "tongtai_b").send().unwrap();
    let refused = server.api(Method::GET, "/whoami", "tongtai_c").send().unwrap();
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    assert_eq!(refused.headers()["ratelimit-remaining"], "0");
    problem(refused, 429, "too-many");
    let good = server.api(Method::GET, "/whoami", operator).send().unwrap();
    assert_eq!((good.status(), &good.headers()["ratelimit-remaining"]), (StatusCode::OK, &"2".parse().unwrap()));
    assert_eq!(server.get("/").status(), StatusCode::OK, "the pages are not counted");
}

#[test]
fn no_limit_is_said_by_0() {
    let server = Server::over(&COMPARED.0.db(), &["--rate", "0"]);
    assert!(!server.get("/api/v1/vendors").headers().contains_key("ratelimit-limit"));
}
