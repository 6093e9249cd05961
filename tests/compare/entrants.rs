//! Who takes part: by name, by version, and never a yanked release.

use semver::Version;
use serde_json::Value;
use tongtai::registry::Actor;
use tongtai::registry::release::{NewRelease, Origin, Profile, Release, ReleaseFilter};

use crate::support::{App, session};

fn entrants(document: &Value, scenario: &str) -> Vec<String> {
    let entrants = session(document, scenario)["summary"]["entrants"].as_array().unwrap();
    let text = |entrant: &Value, field: &str| entrant[field].as_str().unwrap().to_owned();
    entrants
        .iter()
        .map(|entrant| format!("{}/{}@{}", text(entrant, "vendor"), text(entrant, "agent"), text(entrant, "version")))
        .collect()
}

/// Those of them that are releases of one agent.
fn of<'a>(entrants: &'a [String], agent: &str) -> Vec<&'a str> {
    entrants.iter().map(String::as_str).filter(|name| name.starts_with(&format!("{agent}@"))).collect()
}

fn release(app: &App, vendor: &str, agent: &str, version: &str) -> Release {
    let filter = ReleaseFilter { vendor: Some(vendor), agent: Some(agent), scenario: None };
    let releases = app.registry().releases(filter).unwrap();
    releases.into_iter().find(|release| release.version.to_string() == version).unwrap()
}

/// Publishes the bundled `classic/linear` under more versions.
fn publish_again(app: &App, versions: &[&str]) {
    let scenarios = release(app, "classic", "linear", "0.1.0").profile.scenarios;
    versions.iter().for_each(|version| publish_for(app, version, scenarios.clone()));
}

/// Publishes the bundled `classic/linear` under another version that says it enters these scenarios.
fn publish_for(app: &App, version: &str, scenarios: Vec<String>) {
    let first = release(app, "classic", "linear", "0.1.0");
    let mut registry = app.registry_to_change();
    let new = NewRelease {
        vendor: "classic",
        agent: "linear",
        version: &Version::parse(version).unwrap(),
        component: &registry.blob(first.digest).unwrap(),
        profile: &Profile { scenarios, ..first.profile },
        admission: &first.admission,
        origin: Origin::Outside(None),
    };
    registry.publish_release(&Actor::operator(), &new).unwrap();
}

fn yank(app: &App, release: &str) {
    app.tongtai(["yank", release, "--reason", "示例数据有误"]).run().succeeded();
}

#[test]
fn a_requirement_chooses_the_newest_version_that_fits() {
    let app = App::published();
    publish_again(&app, &["0.1.1", "0.2.0"]);
    let asked = ["womens-tumour", "--cases", "6"];
    let all = app.compare(asked).1;
    let all = entrants(&all, "womens-tumour");
    assert_eq!(
        (all[0].as_str(), &of(&all, "classic/linear")[..]),
        ("baseline/floor@0.1.0", &["classic/linear@0.2.0"][..])
    );
    for (requirement, chosen) in [
        ("classic/linear@^0.1", "classic/linear@0.1.1"),
        ("classic/linear@=0.1.0", "classic/linear@0.1.0"),
        ("classic/linear", "classic/linear@0.2.0"),
    ] {
        let (done, document) = app.compare(asked.into_iter().chain(["--entrant", requirement]));
        assert_eq!(entrants(&document, "womens-tumour"), [chosen]);
        assert!(done.stdout.contains("no other entrant"), "{}", done.stdout);
    }
    let both = ["--entrant", "classic/linear@^0.1", "--entrant", "baseline/floor"];
    let (_, document) = app.compare(asked.into_iter().chain(both));
    assert_eq!(
        entrants(&document, "womens-tumour"),
        ["baseline/floor@0.1.0", "classic/linear@0.1.1"],
        "the floor first"
    );
}

#[test]
fn a_pre_release_takes_part_only_where_it_is_named() {
    let app = App::published();
    publish_again(&app, &["0.2.0-rc.1", "0.2.0-rc.2"]);
    let asked = ["womens-tumour", "--cases", "6"];
    let all = entrants(&app.compare(asked).1, "womens-tumour");
    assert_eq!(of(&all, "classic/linear"), ["classic/linear@0.1.0"]);
    for (requirement, chosen) in [
        ("classic/linear", "classic/linear@0.1.0"),
        ("classic/linear@>=0.1.0", "classic/linear@0.1.0"),
        ("classic/linear@=0.2.0-rc.1", "classic/linear@0.2.0-rc.1"),
        ("classic/linear@^0.2.0-rc.1", "classic/linear@0.2.0-rc.2"),
    ] {
        let (_, document) = app.compare(asked.into_iter().chain(["--entrant", requirement]));
        assert_eq!(entrants(&document, "womens-tumour"), [chosen], "{requirement}");
    }
    let asked = ["compare", "womens-tumour", "--entrant", "classic/linear@^0.2"];
    app.tongtai(asked).run().ended(2).says(&["takes part where it is named, as classic/linear@=0.2.0-rc.2"]);
}

#[test]
fn a_yanked_release_enters_no_new_session() {
    let app = App::published();
    publish_again(&app, &["0.2.0"]);
    yank(&app, "classic/linear@0.2.0");
    yank(&app, "series/harmonic@0.1.0");
    let (_, document) = app.compare(["womens-tumour", "tide-prediction", "--cases", "6"]);
    assert_eq!(of(&entrants(&document, "womens-tumour"), "classic/linear"), ["classic/linear@0.1.0"]);
    assert_eq!(entrants(&document, "tide-prediction"), ["baseline/floor@0.1.0"]);

    let asked = ["compare", "tide-prediction", "--cases", "6", "--entrant", "series/harmonic"];
    app.tongtai(asked).run().ended(2).says(&["series/harmonic", "not yanked", "0.1.0"]);
    let asked = ["compare", "womens-tumour", "--entrant", "classic/linear@^0.2"];
    app.tongtai(asked).lang("zh").run().ended(2).says(&["classic/linear", "^0.2", "未撤回"]);

    let undo = ["yank", "classic/linear@0.2.0", "--reason", "数据已更正", "--undo"];
    app.tongtai(undo).run().succeeded();
    app.tongtai(asked).args(["--cases", "6"]).run().succeeded();
}

#[test]
fn a_scenario_that_no_named_entrant_enters_is_passed_over() {
    let app = App::published();
    let asked = ["womens-tumour", "tide-prediction", "--cases", "6", "--entrant", "series/harmonic"];
    let (_, document) = app.compare(asked);
    assert_eq!(document["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(entrants(&document, "tide-prediction"), ["series/harmonic@0.1.0"]);
}

#[test]
fn an_entrant_whose_version_enters_nothing_chosen_is_no_empty_comparison() {
    let app = App::published();
    publish_for(&app, "0.2.0", vec!["garment-vision".to_owned()]);
    let asked = ["compare", "womens-tumour", "--cases", "6", "--entrant"];
    let done = app.tongtai(asked).args(["classic/linear"]).run().ended(2);
    done.says(&["classic/linear@0.2.0 enters none of the scenarios chosen"]);
    app.tongtai(asked).args(["classic/linear@^0.1"]).run().succeeded();
}
