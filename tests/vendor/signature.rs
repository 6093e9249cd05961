//! Signed releases: what is refused, what is checked when a release is run, and checking without a registry.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::support::App;
use crate::told::Told;

/// Writes two private keys of another program, and gives their public keys.
fn keys(app: &App) -> [String; 2] {
    let golden = include_str!("../golden/signature/signatures.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    [("one.pem", 0), ("two.pem", 1)].map(|(name, index)| {
        fs::write(app.path().join(name), golden[index]["private-pem"].as_str().unwrap()).unwrap();
        golden[index]["public"].as_str().unwrap().to_owned()
    })
}

fn run(app: &App, line: &str) -> String {
    app.tongtai(line.split(' ')).run().succeeded().stdout
}

#[test]
fn each_refusal_of_a_signature_says_what_to_do() {
    let app = App::published();
    let [one, two] = keys(&app);
    fs::write(app.path().join("agent.wasm"), b"\0asm\x0d\0\x01\0").unwrap();
    fs::write(app.path().join("other.wasm"), b"\0asm\x0d\0\x01\0other").unwrap();
    run(&app, "vendor add tidewater --owner li");
    run(&app, "sign agent.wasm tidewater/agent@1.0.0 --key one.pem");
    let mut told = Told::by(&app);
    told.ask("publish agent.wasm tidewater/agent@1.0.0 --signature agent.wasm.sig");
    run(&app, &format!("vendor key add tidewater {one} --label first"));
    for line in [
        "publish agent.wasm tidewater/agent@1.0.0",
        "publish agent.wasm tidewater/agent@1.0.0 --key two.pem",
        "publish other.wasm tidewater/agent@1.0.1 --signature agent.wasm.sig",
        "publish agent.wasm tidewater/agent@1.0.0 --key agent.wasm.sig",
        "publish agent.wasm tidewater/agent@1.0.0 --signature one.pem",
        "sign agent.wasm tidewater/agent@1.0.0 --key missing.pem",
        "vendor key add tidewater ed25519:AAAA",
    ] {
        told.ask(line);
    }
    told.ask(&format!("vendor key add tidewater {one}"));
    run(&app, &format!("vendor key add tidewater {two} --label second"));
    run(&app, "vendor key retire tidewater 1 --reason lost");
    told.ask("publish agent.wasm tidewater/agent@1.0.0 --key one.pem");
    told.ask(&format!("sign --verify other.wasm --signature agent.wasm.sig --public-key {two}"));
    insta::assert_snapshot!(told.text());
    let listed = run(&app, "vendor key list tidewater");
    assert!(listed.contains("retired") && listed.contains("active") && listed.contains(&two), "{listed}");
    let verified = run(&app, &format!("sign --verify agent.wasm --signature agent.wasm.sig --public-key {one}"));
    assert!(verified.contains("the signature holds"), "{verified}");
    run(&app, "audit verify");
}

#[test]
fn a_key_is_made_for_its_owners_eyes_alone_and_never_over_another() {
    let app = App::empty();
    let public = run(&app, "key new mine.pem");
    assert!(public.starts_with("ed25519:") && public.lines().count() == 1, "{public}");
    assert_eq!(run(&app, "key show mine.pem"), public);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(app.path().join("mine.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    app.tongtai(["key", "new", "mine.pem"]).run().ended(2).says(&["mine.pem", "there already"]);
    assert_eq!(run(&app, "key show mine.pem"), public);
}

#[test]
fn a_signed_release_takes_part_until_its_signature_was_altered() {
    let app = App::published();
    let [one, _] = keys(&app);
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/dist/rules-sizes.wasm");
    fs::copy(dist, app.path().join("agent.wasm")).unwrap();
    run(&app, "vendor add tidewater --owner li");
    run(&app, &format!("vendor key add tidewater {one}"));
    for said in ["published", "there already"] {
        let done = run(&app, "publish agent.wasm tidewater/sizes@1.0.0 --key one.pem");
        assert!(done.contains(said), "{done}");
    }
    let compare = "compare size-advice --cases 4 --entrant tidewater/sizes";
    run(&app, compare);
    let connection = Connection::open(app.db()).unwrap();
    connection
        .execute_batch("DROP TRIGGER signature_kept_from_update; UPDATE signature SET bytes = zeroblob(64)")
        .unwrap();
    drop(connection);
    let refused = app.tongtai(compare.split(' ')).run().ended(1);
    refused.says(&["tidewater/sizes@1.0.0", "does not verify", "compare it with a backup"]);
}
