//! An operator's own: a scenario from an empty folder to the registry, and private cases of a built-in one.

use std::fs;
use std::path::Path;

use tongtai::registry::case::Visibility;

use crate::support::{App, session};

/// Writes what a person would write.
fn fill_in(folder: &Path) {
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("待填写", "已写明").replace("TO FILL IN", "written")).unwrap();
    }
}

#[test]
fn a_scenario_goes_from_an_empty_folder_into_the_registry() {
    let app = App::published();
    let made = app.tongtai(["scenario", "new", "parking-guide", "--kind", "decide"]).lang("zh").run().succeeded();
    assert!(made.stdout.contains("tongtai scenario check"), "{}", made.stdout);
    let folder = app.path().join("parking-guide");

    let todo = app.tongtai(["scenario", "check", "parking-guide"]).lang("zh").run();
    assert_eq!(todo.code, Some(1));
    assert!(todo.stderr.contains("共 12 处问题"), "{}", todo.stderr);
    assert!(
        todo.stderr.contains("parking-guide/scenario.toml:") && todo.stderr.contains("pain 尚待填写"),
        "{}",
        todo.stderr
    );

    fill_in(&folder);
    let sound = app.tongtai(["scenario", "check", "parking-guide"]).run().succeeded();
    assert!(sound.stdout.contains("parking-guide is sound: contract 1.0.0, 4 cases"), "{}", sound.stdout);
    let imported = app.tongtai(["scenario", "import", "parking-guide"]).run().succeeded();
    assert!(imported.stdout.contains("1 public and 3 hidden cases"), "{}", imported.stdout);
    let again = app.tongtai(["scenario", "import", "parking-guide"]).run().succeeded();
    assert!(again.stdout.contains("in the registry already"), "{}", again.stdout);

    // Nobody enters it yet, which is said; the other scenarios are none the worse for it.
    let alone = app.tongtai(["compare", "parking-guide"]).run();
    assert_eq!(alone.code, Some(2));
    assert!(alone.stderr.contains("no agent that is asked for enters parking-guide"), "{}", alone.stderr);

    // The same version with another case is another contract.
    let cases = folder.join("cases.jsonl");
    let text = fs::read_to_string(&cases).unwrap();
    fs::write(&cases, text.replace("30000", "40000")).unwrap();
    let changed = app.tongtai(["scenario", "import", "parking-guide"]).run();
    assert_eq!(changed.code, Some(1));
    assert!(changed.stderr.contains("1.0.0"), "{}", changed.stderr);
    let terms = folder.join("scenario.toml");
    let text = fs::read_to_string(&terms).unwrap();
    fs::write(&terms, text.replace("version = \"1.0.0\"", "version = \"1.1.0\"")).unwrap();
    app.tongtai(["scenario", "import", "parking-guide"]).run().succeeded();
    let versions: Vec<String> =
        app.registry().contracts("parking-guide").unwrap().iter().map(|kept| kept.version.to_string()).collect();
    assert_eq!(versions, ["1.1.0", "1.0.0"]);
}

#[test]
fn a_faulty_folder_is_refused_whole_and_a_built_in_id_is_not_an_operators() {
    let app = App::published();
    app.tongtai(["scenario", "new", "parking-guide"]).run().succeeded();
    let folder = app.path().join("parking-guide");
    fill_in(&folder);
    let cases = folder.join("cases.jsonl");
    let text = fs::read_to_string(&cases).unwrap();
    fs::write(&cases, text.replacen("\"text\"", "\"txt\"", 1).replace("0004", "0003")).unwrap();
    let refused = app.tongtai(["scenario", "import", "parking-guide"]).run();
    assert_eq!(refused.code, Some(1));
    for place in ["parking-guide/cases.jsonl:1", "parking-guide/cases.jsonl:4"] {
        assert!(refused.stderr.contains(place), "{place} in {}", refused.stderr);
    }
    assert!(app.registry().scenario_record("parking-guide").is_err(), "nothing of it was loaded");

    let twice = app.tongtai(["scenario", "new", "parking-guide"]).run();
    assert_eq!(twice.code, Some(2));
    assert!(fs::read_to_string(&cases).unwrap().contains("\"txt\""), "what was there is left alone");
    for (id, why) in [("tide-prediction", "built-in"), ("Parking", "lower-case"), ("../up", "lower-case")] {
        let refused = app.tongtai(["scenario", "new", id]).run();
        assert_eq!(refused.code, Some(2), "{id}");
        assert!(refused.stderr.contains(why), "{}", refused.stderr);
    }
}

#[test]
fn private_cases_make_a_new_contract_version_that_is_compared_by_itself() {
    let app = App::published();
    app.compare(["womens-tumour", "--cases", "10"]);
    let before = app.registry().latest_contract("womens-tumour").unwrap();
    let kept = app.registry().cases(before.id).unwrap();
    let public = kept.iter().filter(|kept| kept.visibility == Visibility::Public).count();
    let lines: Vec<String> = kept[..20]
        .iter()
        .enumerate()
        .map(|(place, kept)| {
            let mut case = kept.case.clone();
            case.id = format!("own-{place}");
            serde_json::to_string(&case).unwrap()
        })
        .collect();
    fs::write(app.path().join("own.jsonl"), lines.join("\n")).unwrap();

    let imported = app.tongtai(["cases", "import", "womens-tumour", "own.jsonl", "--replace"]).run().succeeded();
    assert!(imported.stdout.contains("-private.1"), "{}", imported.stdout);
    let after = app.registry().latest_contract("womens-tumour").unwrap();
    assert!(after.version > before.version);
    assert_eq!(app.registry().case_counts(after.id).unwrap(), (public as u64, 20));

    // The page's latest result is of the contract of today, which has none yet; then it has one of its own.
    assert_eq!(app.registry().latest_finished("womens-tumour").unwrap(), None);
    let (_, document) = app.compare(["womens-tumour", "--cases", "10"]);
    assert_eq!(session(&document, "womens-tumour")["summary"]["contract"], after.version.to_string());
    assert!(app.registry().latest_finished("womens-tumour").unwrap().is_some());

    // The same ids again would be two cases of one name; all such faults are told at once, by their lines.
    let again = app.tongtai(["cases", "import", "womens-tumour", "own.jsonl"]).lang("zh").run();
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("共 20 处问题") && again.stderr.contains("own.jsonl:20"), "{}", again.stderr);
    assert_eq!(app.registry().contracts("womens-tumour").unwrap().len(), 2);
}
