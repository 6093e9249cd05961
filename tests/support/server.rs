//! A server of the real binary, for stories told over HTTP.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::StatusCode;
use reqwest::blocking::{Client, RequestBuilder, Response};

/// A server of its own for each test.
pub struct Server {
    process: Child,
    pub address: String,
    pub client: Client,
}

impl Server {
    /// Starts one over this registry, with these arguments more.
    pub fn over(db: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tongtai"))
            .args(["serve", "--port", "0", "--db"])
            .arg(db)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().trim_end_matches('/').replace("0.0.0.0", "127.0.0.1");
        assert!(address.starts_with("http://127.0.0.1:"), "the first line is the address: {first:?}");
        let client = Client::builder().no_proxy().build().unwrap();
        Self { process, address, client }
    }

    pub fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.address)).send().unwrap()
    }

    /// A page that is there.
    pub fn page(&self, path: &str) -> String {
        let response = self.get(path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().unwrap()
    }

    /// A request to the API with a token.
    pub fn api(&self, method: reqwest::Method, path: &str, token: &str) -> RequestBuilder {
        self.client.request(method, format!("{}/api/v1{path}", self.address)).bearer_auth(token)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
