//! A vendor's pages: agents, releases, scores by version, what changed, and badges.

use std::fs;

use reqwest::StatusCode;

use crate::support::{App, Server};

/// A bundled component with a custom section more, so that its bytes are others and what it does is the same.
fn variant(app: &App, file: &str, note: &str) -> String {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/dist/");
    let mut bytes = fs::read(format!("{dist}{file}")).unwrap();
    let name = "note";
    bytes.push(0);
    bytes.push(u8::try_from(1 + name.len() + note.len()).unwrap());
    bytes.push(u8::try_from(name.len()).unwrap());
    bytes.extend(name.bytes().chain(note.bytes()));
    let path = app.path().join(format!("{note}.wasm"));
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn an_agents_page_follows_it_through_its_versions() {
    let app = App::published();
    let compare = |version: &str| {
        let entrant = format!("acme/one@={version}");
        let args = ["compare", "womens-tumour", "--cases", "40", "--entrant", "baseline/floor", "--entrant", &entrant];
        app.tongtai(args).run().succeeded();
    };
    for (version, note) in [("0.1.0", "first"), ("0.2.0", "second")] {
        let file = variant(&app, "classic-linear.wasm", note);
        app.tongtai(["publish", &file, &format!("acme/one@{version}")]).run().succeeded();
        compare(version);
    }
    app.tongtai(["yank", "acme/one@0.1.0", "--reason", "超时过多"]).run().succeeded();
    let server = Server::over(&app.db(), &[]);

    let all = server.page("/vendors");
    assert!(all.contains("/agents/acme/one") && all.contains("/agents/baseline/floor"));
    let own = server.page("/vendors/acme");
    assert!(own.contains("acme/one 0.2.0") && !own.contains("/agents/baseline/floor"));

    let page = server.page("/agents/acme/one");
    assert!(page.contains("已撤回") && page.contains("超时过多"));
    let trend = page.split("class=\"trend\"").nth(1).unwrap().split("</svg>").next().unwrap();
    assert_eq!(trend.matches("class=\"dot\"").count(), 2, "a point a version: {trend}");
    assert_eq!(trend.matches("class=\"span\"").count(), 2);

    let difference = "/agents/acme/one/difference?scenario=womens-tumour&amp;from=0.1.0&amp;to=0.2.0";
    assert!(page.contains(difference));
    let difference = server.page(&difference.replace("&amp;", "&"));
    assert!(difference.contains("两个版本在每个公开案例上的答案都相同"));

    let release = server.page("/agents/acme/one/releases/0.2.0");
    assert!(release.contains("公开案例试跑") && release.contains("SHA-256"));
    assert_eq!(release.matches("class=\"good\"").count(), 7, "every rule holds");
    assert!(server.page("/agents/baseline/floor/releases/0.1.0").contains("随程序自带的演示智能体"));

    let badge = server.get("/badges/acme/one/womens-tumour.svg");
    assert_eq!(badge.headers()["content-type"], "image/svg+xml");
    assert_eq!(badge.headers()["cross-origin-resource-policy"], "cross-origin");
    assert!(badge.text().unwrap().contains("0.2.0 "));
}

#[test]
fn what_is_not_there_is_said_to_be_not_there() {
    let app = App::published();
    let server = Server::over(&app.db(), &[]);
    for path in [
        "/vendors/nobody",
        "/agents/baseline/nothing",
        "/agents/baseline/floor/releases/9.9.9",
        "/agents/baseline/floor/releases/x",
        "/agents/baseline/floor/difference?scenario=womens-tumour&from=0.1.0&to=9.9.9",
        "/badges/baseline/nothing/womens-tumour.svg",
        "/badges/baseline/floor/nothing.svg",
        "/badges/baseline/floor/womens-tumour.png",
    ] {
        assert_eq!(server.get(path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    let badge = server.get("/badges/baseline/floor/phishing.svg").text().unwrap();
    assert!(badge.contains("尚未比较"), "{badge}");
    let page = server.page("/agents/baseline/floor");
    assert!(page.contains("tongtai compare phishing"));
}
