//! Who acts for a vendor, and what a new vendor may be called: each refusal as the operator sees it.

use reqwest::{Method, StatusCode};

use crate::support::{App, Server};
use crate::told::Told;

#[test]
fn each_refusal_of_a_name_or_a_member_says_what_to_do() {
    let app = App::empty();
    let run = |line: &str| app.tongtai(line.split(' ')).run().succeeded();
    run("vendor add tidewater --owner li");
    run("vendor member add tidewater wang");
    let mut told = Told::by(&app);
    for line in [
        "vendor add tide-water --owner wang",
        "vendor add tidewatre --owner wang",
        "vendor add t0ngtai --owner wang",
        "vendor add Tide_Water --owner wang",
        "vendor add tidewater --owner wang",
        "vendor member add tidewater a:b",
        "vendor member add nobody wang",
        "vendor member remove tidewater li",
        "vendor member add tidewater li --role member",
        "vendor member remove tidewater zhao",
        "token create --vendor tidewater --holder zhao",
        "token create --vendor tidewater --holder wang --action manage",
        "vendor key retire tidewater 7 --reason lost",
    ] {
        told.ask(line);
    }
    insta::assert_snapshot!(told.text());
    run("vendor add tidewaters --owner wang --allow-similar");
    let members = run("vendor member list tidewater").stdout;
    assert!(members.contains("li") && members.contains("owner") && members.contains("wang"), "{members}");
    run("audit verify");
}

#[test]
fn a_member_who_leaves_leaves_their_tokens() {
    let app = App::empty();
    app.tongtai(["vendor", "add", "tidewater", "--owner", "li"]).run().succeeded();
    app.tongtai(["vendor", "member", "add", "tidewater", "wang"]).run().succeeded();
    let create = ["token", "create", "--vendor", "tidewater", "--holder", "wang"];
    let token = app.tongtai(create).run().succeeded().stdout.trim().to_owned();
    let server = Server::over(&app.db(), &[]);
    let whoami = || server.api(Method::GET, "/whoami", &token).send().unwrap().status();
    assert_eq!(whoami(), StatusCode::OK);
    // The server has just noted the token's use, and holds the registry for a moment: the command waits.
    let done = app.tongtai(["vendor", "member", "remove", "tidewater", "wang"]).run().succeeded();
    assert!(done.stdout.contains("1 token(s)"), "{}", done.stdout);
    assert_eq!(whoami(), StatusCode::UNAUTHORIZED);
}
