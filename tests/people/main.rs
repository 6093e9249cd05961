//! People come, sign in, and do what their roles permit.

#[path = "../support/mod.rs"]
mod support;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use support::App;

const PASSWORD: &str = "lantern-orbit-mustard-47";

/// A server whose first words on standard error, of the link for the operator, are read.
struct Server {
    process: Child,
    address: String,
    link: Option<String>,
}

impl Server {
    fn start(app: &App, expects_link: bool) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tongtai"))
            .args(["--lang", "en", "serve", "--port", "0", "--db"])
            .arg(app.db())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let mut said = BufReader::new(process.stderr.take().unwrap()).lines().map(Result::unwrap);
        let link = expects_link.then(|| said.find(|line| line.contains("/invitations/")).unwrap().trim().to_owned());
        // What is said later must find a reader, or the server would wait for one.
        std::thread::spawn(move || said.for_each(drop));
        Self { process, address: first.trim().trim_end_matches('/').to_owned(), link }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser of somebody's own: it keeps cookies and follows where it is led.
fn browser() -> Client {
    Client::builder().no_proxy().cookie_store(true).build().unwrap()
}

fn text(response: Response) -> String {
    assert_eq!(response.status(), StatusCode::OK, "{}", response.url());
    response.text().unwrap()
}

/// What a form of the page must carry.
fn csrf(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").expect("the page has a form");
    rest.split('"').next().unwrap().to_owned()
}

/// Uses a link for a new account.
fn accept(browser: &Client, link: &str, name: &str) -> Response {
    browser
        .post(link)
        .form(&[("name", name), ("display", &format!("{name}某")), ("password", PASSWORD), ("again", PASSWORD)])
        .send()
        .unwrap()
}

fn sign_in(browser: &Client, server: &Server, name: &str, password: &str, next: &str) -> Response {
    browser.post(server.at("/signin")).form(&[("name", name), ("password", password), ("next", next)]).send().unwrap()
}

#[test]
fn the_first_operator_comes_by_a_link_and_invites_others() {
    let app = App::empty();
    let server = Server::start(&app, true);
    let link = server.link.clone().unwrap();
    let operator = browser();
    let page = text(operator.get(&link).send().unwrap());
    assert!(page.contains("建立账号") && page.contains("管理员"));

    let weak = [("name", ""), ("display", ""), ("password", "12345"), ("again", "1234")];
    let page = text(operator.post(&link).form(&weak).send().unwrap());
    for fault in ["密码至少 10 个字符", "两次输入的密码不同", "请填写用户名与姓名"] {
        assert!(page.contains(fault), "every fault is told at once: {fault}");
    }
    let page = text(accept(&operator, &link, "wang"));
    assert!(page.contains("wang某") && page.contains("我的账号"), "{page}");
    assert_eq!(browser().get(&link).send().unwrap().status(), StatusCode::GONE);

    let people = text(operator.get(server.at("/people")).send().unwrap());
    let invite = |form: &[(&str, &str)]| text(operator.post(server.at("/people/invite")).form(form).send().unwrap());
    assert!(invite(&[("csrf", &csrf(&people))]).contains("请至少选择一个角色"));
    let page = invite(&[("csrf", &csrf(&people)), ("official", "1"), ("note", "李处长")]);
    let (_, rest) = page.split_once("<p class=\"address\">").unwrap();
    let invited = rest.split('<').next().unwrap();
    assert!(invited.starts_with(&server.address));

    let official = browser();
    text(accept(&official, invited, "li"));
    let refused = official.get(server.at("/people")).send().unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.text().unwrap().contains("您的账号没有此项权限"));

    let stranger = browser().get(server.at("/people")).send().unwrap();
    assert_eq!(stranger.url().path(), "/signin");
    assert!(stranger.url().query().unwrap().contains("next=%2Fpeople"));
}

#[test]
fn signing_in_lasts_over_a_restart_and_ends_with_signing_out() {
    let app = App::empty();
    let server = Server::start(&app, true);
    let first = browser();
    text(accept(&first, server.link.as_deref().unwrap(), "wang"));
    let other = browser();
    let page = text(sign_in(&other, &server, "WANG", PASSWORD, "/people"));
    assert!(page.contains("一次性链接"), "it went on to where it was asked");

    // Another server on the same port, so that the cookie is sent to it.
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    drop(server);
    let mut again = app.tongtai(["serve", "--port", &port]).start();
    let address = format!("http://127.0.0.1:{port}");
    let page = (0..100)
        .find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            other.get(format!("{address}/me")).send().ok()
        })
        .expect("the server starts again");
    let page = text(page);
    assert!(page.contains("wang某"));
    assert!(again.is_running());

    let forged = other.post(format!("{address}/signout")).form(&[("csrf", "guessed")]).send().unwrap();
    assert_eq!(forged.status(), StatusCode::FORBIDDEN);
    let elsewhere = other
        .post(format!("{address}/signout"))
        .header("origin", "http://evil.example")
        .form(&[("csrf", &csrf(&page))])
        .send()
        .unwrap();
    assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN);
    text(other.post(format!("{address}/signout")).form(&[("csrf", &csrf(&page))]).send().unwrap());
    assert_eq!(other.get(format!("{address}/me")).send().unwrap().url().path(), "/signin");
    assert_eq!(text(first.get(format!("{address}/me")).send().unwrap()).matches("wang某").count(), 2);
}

#[test]
fn five_failures_lock_the_name_and_say_nothing_of_whether_it_is_there() {
    let app = App::empty();
    let server = Server::start(&app, true);
    text(accept(&browser(), server.link.as_deref().unwrap(), "wang"));
    let attempt = |name: &str, password: &str| text(sign_in(&browser(), &server, name, password, ""));
    let wrong = "用户名或密码不正确";
    for _ in 0..5 {
        assert!(attempt("wang", "wrong password").contains(wrong));
        assert!(attempt("nobody", "wrong password").contains(wrong));
    }
    for name in ["wang", "nobody"] {
        let page = attempt(name, PASSWORD);
        assert!(page.contains("已暂停登录") && !page.contains(wrong), "{name}");
    }
}

#[test]
fn a_new_password_signs_out_everywhere_else() {
    let app = App::empty();
    let server = Server::start(&app, true);
    let (here, there) = (browser(), browser());
    text(accept(&here, server.link.as_deref().unwrap(), "wang"));
    text(sign_in(&there, &server, "wang", PASSWORD, "/me"));
    let page = text(here.get(server.at("/me")).send().unwrap());
    let change = |old: &str, new: &str| {
        let form = [("csrf", csrf(&page)), ("old", old.into()), ("password", new.into()), ("again", new.into())];
        text(here.post(server.at("/me/password")).form(&form).send().unwrap())
    };
    assert!(change("not it", "harbour-violet-teapot-93").contains("原密码不正确"));
    let page = change(PASSWORD, "harbour-violet-teapot-93");
    assert!(page.contains("wang某") && !page.contains("请改正"));
    assert_eq!(there.get(server.at("/me")).send().unwrap().url().path(), "/signin");
    let back = text(sign_in(&there, &server, "wang", "harbour-violet-teapot-93", "/me"));
    assert!(back.contains("wang某"));
}

#[test]
fn a_registry_of_an_older_version_is_brought_up_to_date_as_the_server_starts() {
    let app = App::empty();
    drop(app.registry_to_change());
    let connection = rusqlite::Connection::open(app.db()).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let before = |connection: &rusqlite::Connection| -> Vec<String> {
        connection.prepare(tables).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    // What the first version made, and nothing of those after it.
    let first = include_str!("../../host/src/registry/migrations/0001_foundation.sql");
    let later: Vec<String> =
        before(&connection).into_iter().filter(|table| !first.contains(&format!("CREATE TABLE {table} "))).collect();
    assert!(later.len() > 10, "{later:?}");
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    for table in &later {
        connection.execute(&format!("DROP TABLE {table}"), []).unwrap();
    }
    connection.pragma_update(None, "user_version", 1).unwrap();
    drop(connection);
    let server = Server::start(&app, true);
    text(accept(&browser(), server.link.as_deref().unwrap(), "wang"));
}
