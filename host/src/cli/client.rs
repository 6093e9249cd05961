//! A client of `/api/v1`.

use std::time::Duration;

use serde_json::Value;
use ureq::http::{Response, StatusCode, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

use super::account::Account;
use super::problem::Problem;
use crate::catalogue::Words;

/// How long a server may take to be reached.
const CONNECTING: Duration = Duration::from_secs(15);
/// How long it may take until it begins to answer.
const ANSWERING: Duration = Duration::from_secs(60);
/// The most bytes of an answer that is read whole.
const MOST_BYTES: u64 = 16 << 20;

/// A client with an account.
pub struct Client {
    agent: Agent,
    account: Account,
}

impl Client {
    pub fn new(account: Account) -> Self {
        let mut config = Agent::config_builder()
            .user_agent(concat!("tongtai/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING))
            // The machine's own certificates: an authority of one's own house is among them.
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if is_this_machine(&account.server) {
            config = config.proxy(None);
        }
        Self { agent: config.build().into(), account }
    }

    /// The server's address.
    pub fn server(&self) -> &str {
        &self.account.server
    }

    /// Whether the token travels where others may read it.
    pub fn is_open(&self) -> bool {
        self.account.server.starts_with("http:") && !is_this_machine(&self.account.server)
    }

    /// Asks for what is at this path below `/api/v1`.
    pub fn get(&self, path: &str) -> Result<Value, Problem> {
        let request = self.agent.get(self.url(path)).header("authorization", self.bearer());
        self.answer(request.call())
    }

    /// The address of a path below `/api/v1`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.account.server)
    }

    /// What goes into `Authorization`.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.account.token)
    }

    /// The JSON that was answered, or what the server says is wrong.
    pub fn answer(&self, answer: Result<Response<Body>, ureq::Error>) -> Result<Value, Problem> {
        let mut response = answer.map_err(|error| self.unreachable(&error))?;
        let status = response.status();
        let body = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec();
        let body = body.map_err(|error| self.unreachable(&error))?;
        let json = serde_json::from_slice::<Value>(&body).ok();
        if status.is_success() {
            return if body.is_empty() { Ok(Value::Null) } else { json.ok_or_else(|| self.no_tongtai(status)) };
        }
        Err(json.as_ref().and_then(refusal).unwrap_or_else(|| self.no_tongtai(status)))
    }

    fn unreachable(&self, error: &ureq::Error) -> Problem {
        let server = self.server();
        Problem::failure(
            format!("无法连接 {server}：{error}。请检查地址、网络与证书后重试。"),
            format!(
                "{server} cannot be reached: {error}. Check the address, the network and its certificate, and try again"
            ),
        )
    }

    fn no_tongtai(&self, status: StatusCode) -> Problem {
        let server = self.server();
        Problem::failure(
            format!("{server} 的答复（{status}）不像同台服务：请检查地址。"),
            format!("what {server} answers ({status}) is not a Tongtai server's: check the address"),
        )
    }
}

/// What a problem (RFC 9457) says, with every fault that it lists.
fn refusal(problem: &Value) -> Option<Problem> {
    let words = |value: &Value| {
        let of = |name: &str| value[name].as_str().map(str::to_owned);
        Some(Words { zh: of("detail-zh")?, en: of("detail-en")? })
    };
    let mut lines = vec![words(problem)?];
    for fault in problem["errors"].as_array().into_iter().flatten() {
        let place = fault["pointer"].as_str().or(fault["parameter"].as_str()).unwrap_or_default();
        let at = |text: String| if place.is_empty() { text } else { format!("{place}: {text}") };
        lines.extend(words(fault).map(|words| Words { zh: at(words.zh), en: at(words.en) }));
    }
    Some(Problem::failures(lines))
}

/// Whether an address is of this machine, where no proxy stands between and nobody listens.
fn is_this_machine(server: &str) -> bool {
    let uri = server.parse::<Uri>().ok();
    let host = uri.as_ref().and_then(|uri| uri.host()).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::language::Language;

    #[test]
    fn a_problem_is_said_with_every_fault() {
        let told = json!({
            "detail-zh": "内容不合要求", "detail-en": "The content is not as it must be",
            "errors": [{ "pointer": "/days", "detail-zh": "不得大于 366", "detail-en": "must be 366 or less" }]
        });
        let shown = refusal(&told).unwrap().shown(Language::En);
        assert_eq!(shown, "error: The content is not as it must be\nerror: /days: must be 366 or less\n");
        assert!(refusal(&json!({ "message": "nginx" })).is_none());
    }

    #[test]
    fn a_token_travels_openly_by_plain_http_to_another_machine_alone() {
        let is_open = |server: &str| Client::new(Account { server: server.to_owned(), token: String::new() }).is_open();
        assert!(is_open("http://10.0.0.1:8717"));
        for server in ["https://10.0.0.1", "http://127.0.0.1:1", "http://[::1]:1", "http://localhost"] {
            assert!(!is_open(server), "{server}");
        }
    }
}
