//! A vendor begins: what `tongtai new` writes, and what it refuses. `test_build.py` beside this builds and checks it.

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use support::App;

/// Every file below a folder, by path and in order.
fn listing(folder: &Path) -> String {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    let mut shown: Vec<_> =
        paths.iter().map(|path| format!("{}\n", path.strip_prefix(folder).unwrap().display())).collect();
    shown.sort();
    shown.concat()
}

/// The listing and README of a project with these arguments. Figures of contracts are left out.
fn project<'a>(args: impl IntoIterator<Item = &'a str>) -> String {
    let app = App::empty();
    app.tongtai(["new", "my-agent"]).args(args).run().succeeded();
    assert!(!app.db().exists(), "a project needs no registry");
    let folder = app.path().join("my-agent");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(readme.lines().count() <= 45, "a screen");
    format!("{}\n{readme}", listing(&folder))
}

#[test]
fn a_project_in_rust_that_learns_from_a_table() {
    insta::assert_snapshot!(project(["--lang", "rust"]));
}

#[test]
fn a_project_in_javascript_that_learns_from_texts() {
    insta::assert_snapshot!(project(["--lang", "js", "--scenario", "hotline-routing", "--vendor", "river-soft"]));
}

#[test]
fn a_project_in_python_that_starts_at_the_floor() {
    insta::assert_snapshot!(project(["--lang", "python", "--scenario", "septal-myectomy"]));
}

#[test]
fn a_project_carries_its_scenario_and_the_interface() {
    let app = App::empty();
    let done = app.tongtai(["new", "my-agent", "--lang", "js"]).locale("zh_CN.UTF-8").run().succeeded();
    assert!(done.stdout.contains("已建立 ./my-agent") && done.stdout.contains("钓鱼与涉诈链接识别"), "{}", done.stdout);
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for (ours, source) in [
        ("wit/agent.wit", "wit/agent.wit"),
        ("scenario/cases.jsonl", "host/catalogue/phishing/cases.jsonl"),
        ("scenario/materials/train.csv", "host/catalogue/phishing/materials/train.csv"),
        ("scenario/PROVENANCE.md", "host/catalogue/phishing/PROVENANCE.md"),
    ] {
        let read = |path: &Path| fs::read(path).unwrap();
        assert!(read(&app.path().join("my-agent").join(ours)) == read(&Path::new(root).join(source)), "{ours}");
    }
}

#[test]
fn every_mistake_is_named_at_once_and_nothing_is_made() {
    let app = App::empty();
    let asked = ["new", "My_Agent", "--lang", "js", "--vendor", "我们", "--scenario", "phising"];
    let done = app.tongtai(asked).run().ended(2).says(&[
        "“My_Agent” cannot be an agent's name",
        "“我们” cannot be a vendor's name",
        "there is no scenario phising: did you mean phishing?",
    ]);
    assert_eq!(done.stderr.lines().count(), 3, "{}", done.stderr);
    let done = app.tongtai(asked).locale("zh_CN.UTF-8").run().ended(2);
    done.says(&["错误：“My_Agent”不能作智能体名称", "“我们”不能作厂商名称", "您是否指 phishing？"]);
    app.tongtai(["new", "my-agent", "--lang", "cobol"]).run().ended(2).says(&["rust", "js", "python"]);
    app.tongtai(["new", "my-agent"]).run().ended(2).says(&["--lang"]);
    let nowhere = ["new", "my-agent", "--lang", "js", "--into", "nowhere"];
    app.tongtai(nowhere).run().ended(2).says(&["nowhere does not exist"]);
    assert_eq!(fs::read_dir(app.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn what_is_there_is_left_alone() {
    let app = App::empty();
    let folder = app.path().join("my-agent");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let asked = ["new", "my-agent", "--lang", "rust", "--scenario", "phising"];
    app.tongtai(asked).run().ended(2).says(&["my-agent is there already and was left alone", "did you mean phishing?"]);
    app.tongtai(asked).locale("zh_CN.UTF-8").run().ended(2).says(&["已存在，未作改动", "您是否指 phishing？"]);
    assert_eq!(listing(&folder), "notes.txt\n");
    fs::write(app.path().join("a-file"), "mine").unwrap();
    app.tongtai(["new", "a-file", "--lang", "js"]).run().ended(2).says(&["a-file is there already"]);
    assert_eq!(fs::read_to_string(app.path().join("a-file")).unwrap(), "mine");
}
