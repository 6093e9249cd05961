//! A catalogue folder with faults: every one is named with its file and its line, and nothing is loaded.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::App;

const ID: &str = "womens-tumour";

/// One way to break a scenario's folder, and what is then said of it.
struct Fault {
    break_it: fn(&Path),
    /// File and line, as the message begins.
    place: &'static str,
    en: &'static str,
    zh: &'static str,
}

fn edit(folder: &Path, file: &str, change: impl FnOnce(String) -> String) {
    let path = folder.join(file);
    let before = fs::read_to_string(&path).unwrap();
    let after = change(before.clone());
    assert_ne!(before, after, "{file} was changed");
    fs::write(path, after).unwrap();
}

/// Changes one line, counted from 1.
fn edit_line(folder: &Path, file: &str, number: usize, change: impl FnOnce(&str) -> String) {
    edit(folder, file, |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[number - 1] = change(&lines[number - 1]);
        lines.join("\n") + "\n"
    });
}

/// Gives a case a weight: the key goes first, before the id.
fn weigh(folder: &Path, line: usize, weight: &str) {
    edit_line(folder, "cases.jsonl", line, |case| case.replacen('{', &format!("{{\"weight\":{weight},"), 1));
}

const FAULTS: [Fault; 15] = [
    Fault {
        break_it: |folder| edit(folder, "input.schema.json", |text| text.replacen('{', "{,", 1)),
        place: "womens-tumour/input.schema.json:1",
        en: "not valid JSON",
        zh: "不是有效的 JSON",
    },
    Fault {
        break_it: |folder| edit(folder, "output.schema.json", |text| text.replacen("\"object\"", "\"objet\"", 1)),
        place: "womens-tumour/output.schema.json",
        en: "not a valid JSON Schema",
        zh: "不是有效的 JSON Schema",
    },
    Fault {
        break_it: |folder| {
            edit_line(folder, "cases.jsonl", 3, |case| case.replacen("\"input\":{", "\"input\":{\"surplus\":1,", 1));
        },
        place: "womens-tumour/cases.jsonl:3",
        en: "case “0003” breaks input.schema.json at /",
        zh: "案例“0003”的输入在 / 处不符合 input.schema.json",
    },
    Fault {
        break_it: |folder| edit_line(folder, "cases.jsonl", 4, |case| case.replace("\"label\"", "\"lable\"")),
        place: "womens-tumour/cases.jsonl:4",
        en: "case “0004” cannot be judged",
        zh: "案例“0004”无法评判",
    },
    Fault {
        break_it: |folder| weigh(folder, 5, "\"heavy\""),
        place: "womens-tumour/cases.jsonl:5",
        en: "not valid JSON: invalid type: string \"heavy\"",
        zh: "不是有效的 JSON",
    },
    Fault {
        break_it: |folder| weigh(folder, 6, "0"),
        place: "womens-tumour/cases.jsonl:6",
        en: "case “0006” has weight 0: it must be a number above 0",
        zh: "案例“0006”的权重为 0，应为大于 0 的数",
    },
    Fault {
        break_it: |folder| weigh(folder, 7, "-2.5"),
        place: "womens-tumour/cases.jsonl:7",
        en: "case “0007” has weight -2.5",
        zh: "案例“0007”的权重为 -2.5",
    },
    Fault {
        break_it: |folder| edit_line(folder, "cases.jsonl", 9, |case| case.replace("\"0009\"", "\"0008\"")),
        place: "womens-tumour/cases.jsonl:9",
        en: "case id “0008” stands on an earlier line too",
        zh: "案例编号“0008”与前面的行重复",
    },
    Fault {
        break_it: |folder| edit_line(folder, "cases.jsonl", 10, |case| case[..case.len() - 1].to_owned()),
        place: "womens-tumour/cases.jsonl:10",
        en: "not valid JSON: EOF",
        zh: "不是有效的 JSON",
    },
    Fault {
        break_it: |folder| fs::remove_file(folder.join("PROVENANCE.md")).unwrap(),
        place: "womens-tumour/PROVENANCE.md",
        en: "this file is missing",
        zh: "缺少此文件",
    },
    Fault {
        break_it: |folder| fs::write(folder.join("materials/more.csv"), "a,b\n").unwrap(),
        place: "womens-tumour/materials/more.csv",
        en: "scenario.toml does not list it",
        zh: "scenario.toml 未列出",
    },
    Fault {
        break_it: |folder| {
            edit(folder, "scenario.toml", |text| text.replacen("id = \"womens-tumour\"", "id = \"mens-tumour\"", 1));
        },
        place: "womens-tumour/scenario.toml:1",
        en: "the id is “mens-tumour” but the folder has another name",
        zh: "id 为“mens-tumour”，与文件夹名不一致",
    },
    Fault {
        break_it: |folder| {
            edit(folder, "scenario.toml", |text| {
                let (before, cases) = text.split_once("[cases]").unwrap();
                format!("{before}[cases]{}", cases.replacen("licence = \"CC-BY-4.0\"", "licence = \" \"", 1))
            });
        },
        place: "womens-tumour/scenario.toml:79",
        en: "cases.jsonl has no licence or no source",
        zh: "cases.jsonl 未写明许可或来源",
    },
    Fault {
        break_it: |folder| edit(folder, "scenario.toml", |text| text.replacen("2027-06-30", "next June", 1)),
        place: "womens-tumour/scenario.toml:5",
        en: "review-date “next June” is not a date",
        zh: "review-date“next June”不是",
    },
    Fault {
        break_it: |folder| fs::write(folder.join("more.csv"), "1,2\n").unwrap(),
        place: "womens-tumour/more.csv",
        en: "PROVENANCE.md does not say where this file is from",
        zh: "PROVENANCE.md 未说明此文件的来源",
    },
];

/// A catalogue of one scenario in a folder of its own.
fn catalogue(app: &App) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(ID);
    let to = app.path().join("catalogue").join(ID);
    copy(&from, &to);
    to
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for child in fs::read_dir(from).unwrap() {
        let child = child.unwrap();
        let target = to.join(child.file_name());
        if child.path().is_dir() {
            copy(&child.path(), &target);
        } else {
            fs::copy(child.path(), target).unwrap();
        }
    }
}

#[test]
fn a_sound_folder_is_sound() {
    let app = App::empty();
    catalogue(&app);
    let done = app.tongtai(["catalogue", "check", "catalogue"]).run().succeeded();
    assert_eq!(done.stdout, "the catalogue is sound: 1 scenarios, 320 cases.\n");
}

#[test]
fn each_fault_is_named_with_its_file_and_line() {
    for fault in FAULTS {
        let app = App::empty();
        (fault.break_it)(&catalogue(&app));
        let check = || app.tongtai(["catalogue", "check", "catalogue"]);
        let done = check().run().ended(1).says(&["1 fault(s), and nothing of it was loaded", fault.en]);
        let line = done.stderr.lines().nth(1).unwrap();
        assert!(line.starts_with(&format!("error: {}: ", fault.place)), "{}: {line}", fault.place);
        assert_eq!(done.stderr.lines().count(), 2, "{}", done.stderr);
        check().lang("zh").run().ended(1).says(&["场景目录有 1 处问题", &format!("{}：", fault.place), fault.zh]);
    }
}

#[test]
fn all_faults_are_named_at_once_and_no_registry_is_made() {
    let app = App::empty();
    let folder = catalogue(&app);
    // Without a schema that parses nothing could be said of the inputs, nor without PROVENANCE.md of a file it does not name.
    let together = &FAULTS[1..FAULTS.len() - 1];
    for fault in together {
        (fault.break_it)(&folder);
    }
    let asked = ["compare", "--all", "--catalogue", "catalogue"];
    let done = app.tongtai(asked).run().ended(1);
    for fault in together {
        let place = format!("error: {}: ", fault.place);
        let found = done.stderr.lines().any(|line| line.starts_with(&place) && line.contains(fault.en));
        assert!(found, "{place}{}\n{}", fault.en, done.stderr);
    }
    assert_eq!(done.stderr.lines().count(), 1 + together.len(), "{}", done.stderr);
    let done = app.tongtai(asked).lang("zh").run().ended(1);
    together.iter().for_each(|fault| assert!(done.stderr.contains(fault.zh), "{}\n{}", fault.zh, done.stderr));
    assert!(!app.db().exists());
}

#[test]
fn terms_that_do_not_parse_do_not_hide_what_is_wrong_elsewhere() {
    for (change, place, en) in [
        (("kind = \"classify\"", "kind = \"guess\""), "scenario.toml:3", "unknown variant `guess`"),
        (("[contract]\n", "[contract\n"), "scenario.toml:47", "not a valid scenario.toml"),
        (("review-date = \"2027-06-30\"\n", ""), "scenario.toml:1", "missing field `review-date`"),
    ] {
        let app = App::empty();
        let folder = catalogue(&app);
        edit(&folder, "scenario.toml", |text| text.replacen(change.0, change.1, 1));
        weigh(&folder, 5, "\"heavy\"");
        fs::remove_file(folder.join("PROVENANCE.md")).unwrap();
        let done = app.tongtai(["catalogue", "check", "catalogue"]).run().ended(1);
        let done = done.says(&["3 fault(s)", place, en, "cases.jsonl:5: ", "PROVENANCE.md: this file is missing"]);
        assert_eq!(done.stderr.lines().count(), 4, "{}", done.stderr);
    }
}

#[test]
fn a_folder_without_scenarios() {
    let app = App::empty();
    fs::create_dir(app.path().join("catalogue")).unwrap();
    for folder in ["catalogue", "nowhere"] {
        app.tongtai(["catalogue", "check", folder]).run().ended(1).says(&[folder]);
    }
}
