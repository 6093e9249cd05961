//! Files in the registry's place that are not one, or not whole any more: refused, and left as they are.

use std::fs;

use rusqlite::Connection;
use tongtai::registry::release::ReleaseFilter;

use crate::support::App;

const COMPARE: [&str; 4] = ["compare", "womens-tumour", "--cases", "4"];
const VERIFY: [&str; 2] = ["audit", "verify"];
/// SQLite's page.
const PAGE: usize = 4096;

/// Both a command that writes and one that reads refuse the file, in both languages, and leave it as it is.
#[track_caller]
fn refused(app: &App, en: &str, zh: &str) {
    let before = fs::read(app.db()).unwrap();
    for asked in [&COMPARE[..], &VERIFY[..]] {
        let command = |language| app.tongtai(asked.iter().copied()).lang(language).run().ended(1);
        command("en").says(&["error: registry.db", en]);
        command("zh").says(&["错误：registry.db", zh]);
    }
    assert!(fs::read(app.db()).unwrap() == before, "the file was changed");
}

#[test]
fn a_file_that_is_no_database() {
    let app = App::empty();
    fs::write(app.db(), "不是数据库\n".repeat(1000)).unwrap();
    refused(&app, "is not a registry: it is not an SQLite database", "它不是 SQLite 数据库");
}

#[test]
fn another_application_s_database() {
    let app = App::empty();
    let connection = Connection::open(app.db()).unwrap();
    connection.execute_batch("CREATE TABLE invoice (id INTEGER PRIMARY KEY); PRAGMA user_version = 3").unwrap();
    drop(connection);
    refused(&app, "is a database of another application", "是其他程序的数据库");
}

#[test]
fn a_newer_registry() {
    let app = App::published();
    Connection::open(app.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    refused(&app, "schema version 99", "请使用更新的同台程序");
}

#[test]
fn a_file_that_was_cut_off() {
    let app = App::published();
    let whole = fs::read(app.db()).unwrap();
    fs::write(app.db(), &whole[..whole.len() / 2]).unwrap();
    refused(&app, "is damaged", "已损坏");
    fs::write(app.db(), &whole[..PAGE]).unwrap();
    refused(&app, "is damaged", "已损坏");
}

#[test]
fn pages_that_were_overwritten() {
    let app = App::published();
    let whole = fs::read(app.db()).unwrap();
    // The tree of the schema itself, and then trees of tables.
    for page in [0, 3, 8] {
        let mut bytes = whole.clone();
        let start = page * PAGE + if page == 0 { 100 } else { 0 };
        bytes[start..(page + 1) * PAGE].fill(0xa5);
        fs::write(app.db(), bytes).unwrap();
        refused(&app, "is damaged", "已损坏");
    }
}

#[test]
fn a_component_of_which_one_bit_changed_is_noticed_before_it_is_run() {
    let app = App::published();
    let registry = app.registry();
    let filter = ReleaseFilter { vendor: Some("classic"), agent: Some("linear"), scenario: None };
    let release = registry.releases(filter).unwrap().remove(0);
    let component = registry.blob(release.digest).unwrap();
    drop(registry);
    let mut bytes = fs::read(app.db()).unwrap();
    let piece = &component[component.len() / 2..][..64];
    let places: Vec<usize> = bytes.windows(64).enumerate().filter(|(_, at)| at == &piece).map(|(at, _)| at).collect();
    let [place] = places[..] else { panic!("the piece is there once: {places:?}") };
    bytes[place] ^= 1;
    fs::write(app.db(), &bytes).unwrap();
    // The code compiled before the damage would still be good.
    fs::remove_dir_all(app.compiled_folder()).unwrap();
    let done = app.tongtai(COMPARE).run().ended(1);
    done.says(&["classic/linear@0.1.0 cannot be loaded", &release.digest.to_string(), "put back the last good copy"]);
}

#[test]
fn a_folder_in_the_registry_s_place() {
    let app = App::empty();
    fs::create_dir(app.db()).unwrap();
    for asked in [&COMPARE[..], &VERIFY[..]] {
        app.tongtai(asked.iter().copied()).run().ended(1).says(&["error: registry.db cannot be "]);
        app.tongtai(asked.iter().copied()).lang("zh").run().ended(1).says(&["错误：无法", "registry.db"]);
    }
    assert_eq!(fs::read_dir(app.db()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_does_not_exist() {
    let app = App::empty();
    let asked = COMPARE.into_iter().chain(["--db", "nowhere/registry.db"]);
    app.tongtai(asked).run().ended(1).says(&["nowhere/registry.db cannot be written", "check that the folder exists"]);
    assert!(!app.path().join("nowhere").exists());
}
