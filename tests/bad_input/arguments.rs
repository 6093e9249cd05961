//! Commands that were asked wrongly: exit code 2, every mistake named at once, and nothing done.

use std::fs;

use crate::support::App;

#[test]
fn a_misspelt_scenario_is_met_with_the_nearest_one() {
    let app = App::empty();
    let asked = ["compare", "garmet-vision", "tide-predictoin", "zzz", "womens-tumour"];
    let done = app.tongtai(asked).run().ended(2);
    let done = done.says(&["no scenario garmet-vision: did you mean garment-vision?"]);
    let done = done.says(&["no scenario tide-predictoin: did you mean tide-prediction?", "no scenario zzz"]);
    assert_eq!(done.stderr.lines().count(), 3, "a line each, and none for the one that is right: {}", done.stderr);
    let done = app.tongtai(asked).lang("zh").run().ended(2);
    done.says(&["错误：没有名为 garmet-vision 的场景。您是否指 garment-vision？", "没有名为 zzz 的场景。"]);
    assert_eq!(fs::read_dir(app.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn the_language_follows_the_locale() {
    let asked = ["compare", "garmet-vision"];
    let app = App::empty();
    app.tongtai(asked).locale("zh_CN.UTF-8").run().ended(2).says(&["您是否指"]);
    app.tongtai(asked).locale("de_DE.UTF-8").run().ended(2).says(&["did you mean"]);
    app.tongtai(asked).locale("zh_CN.UTF-8").lang("en").run().ended(2).says(&["did you mean"]);
}

#[test]
fn misspelt_entrants_are_met_with_the_nearest_ones() {
    let app = App::published();
    let mut asked = vec!["compare", "womens-tumour"];
    for entrant in ["clasic/linear", "series/harmonics@^0.1", "classic/linear@^9", "text/bm25", "baseline/floor"] {
        asked.extend(["--entrant", entrant]);
    }
    let sessions = app.registry().sessions(None).unwrap().len();
    let done = app.tongtai(asked).run().ended(2).says(&[
        "no agent clasic/linear: did you mean classic/linear?",
        "no agent series/harmonics: did you mean series/harmonic?",
        "classic/linear has no version that fits ^9",
        "text/bm25@0.1.0 enters none of the scenarios chosen",
    ]);
    assert_eq!(done.stderr.lines().count(), 4, "{}", done.stderr);
    assert_eq!(app.registry().sessions(None).unwrap().len(), sessions);
}

#[test]
fn entrants_of_another_form_are_named_all_at_once() {
    let app = App::empty();
    let mut asked = vec!["compare", "womens-tumour"];
    for entrant in ["linear", "a/b/c", "/b", "classic/linear@one"] {
        asked.extend(["--entrant", entrant]);
    }
    let done = app.tongtai(asked).run().ended(2).says(&["“linear”", "“a/b/c”", "“/b”", "vendor/agent@^1", "“one”"]);
    assert_eq!(done.stderr.lines().count(), 4, "{}", done.stderr);
    assert!(!app.db().exists());
}

#[test]
fn numbers_out_of_range_are_refused() {
    let app = App::empty();
    for (option, value) in
        [("--cases", "0"), ("--cases", "-3"), ("--cases", "many"), ("--threads", "0"), ("--seed", "-1")]
    {
        let argument = format!("{option}={value}");
        app.tongtai(["compare", "womens-tumour", argument.as_str()]).run().ended(2).says(&[option, value]);
    }
    app.tongtai(["compare", "womens-tumour", "--all"]).run().ended(2).says(&["--all"]);
    assert!(!app.db().exists());
}

#[test]
fn a_file_that_could_not_be_written_is_known_before_the_work() {
    let app = App::empty();
    fs::create_dir(app.path().join("folder")).unwrap();
    for target in ["missing/results.json", "folder"] {
        let asked = ["compare", "womens-tumour", "--json", target];
        app.tongtai(asked).run().ended(2).says(&[target, "name a file in a folder that exists"]);
        app.tongtai(asked).lang("zh").run().ended(2).says(&[target, "请给出已有文件夹中的文件名"]);
    }
    assert!(!app.db().exists());
}

#[test]
fn results_are_not_written_over_the_registry() {
    let app = App::published();
    let before = fs::read(app.db()).unwrap();
    std::os::unix::fs::symlink("registry.db", app.path().join("link.json")).unwrap();
    for target in ["registry.db", "./registry.db", "link.json"] {
        let asked = ["compare", "womens-tumour", "--cases", "4", "--json", target];
        app.tongtai(asked).run().ended(2).says(&["--json and --db name one file"]);
        app.tongtai(asked).lang("zh").run().ended(2).says(&["--json 与 --db 指向同一文件"]);
    }
    let fresh = App::empty();
    let asked = ["compare", "womens-tumour", "--json", "new.db", "--db", "new.db"];
    fresh.tongtai(asked).run().ended(2).says(&["--json and --db name one file"]);
    assert!(fs::read(app.db()).unwrap() == before);
}

#[test]
fn a_generator_is_asked_of_a_scenario_that_there_is() {
    let app = App::empty();
    app.tongtai(["cases", "generate", "adress-parsing"]).run().ended(2).says(&["did you mean address-parsing?"]);
}
