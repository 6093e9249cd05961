//! The API as programs use it: the real binary over a registry that it made itself.

#[path = "../support/mod.rs"]
mod support;

mod document;
mod hidden;
mod idempotency;
mod limits;
mod problems;
mod reading;
mod releases;

use std::sync::LazyLock;

use reqwest::blocking::Response;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use support::{App, Server};

/// A registry with a compared scenario and an operator's token, made once for all tests; no test changes it.
static COMPARED: LazyLock<(App, String)> = LazyLock::new(|| {
    let app = App::published();
    app.compare(["garment-vision", "--cases", "12"]);
    let token = token(&app, &["--holder", "op"]);
    (app, token)
});

/// A copy of it to change.
fn copy() -> (App, String) {
    (COMPARED.0.copy(), COMPARED.1.clone())
}

/// Makes a token and gives its text.
fn token(app: &App, args: &[&str]) -> String {
    let done = app.tongtai(["token", "create"]).args(args.iter().copied()).run().succeeded();
    done.stdout.trim().to_owned()
}

/// A server over the compared registry, and the operator's token.
fn server() -> (Server, &'static str) {
    (Server::over(&COMPARED.0.db(), &[]), &COMPARED.1)
}

impl Server {
    /// What is read without a token.
    fn read(&self, path: &str) -> Value {
        let response = self.get(&format!("/api/v1{path}"));
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().unwrap()
    }

    /// A request with a token and a body.
    fn send(&self, method: Method, path: &str, token: &str, body: &Value) -> Response {
        self.api(method, path, token).json(body).send().unwrap()
    }
}

/// A problem, with the status and code that it must have.
#[track_caller]
fn problem(response: Response, status: u16, code: &str) -> Value {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.status().as_u16(), status);
    let told: Value = response.json().unwrap();
    assert_eq!((&told["code"], &told["status"]), (&code.into(), &status.into()), "{told}");
    assert_eq!(told["type"], format!("/api/v1/problems/{code}"));
    told
}
