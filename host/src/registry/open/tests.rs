use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::registry::audit::Verdict;
use crate::registry::fixture::{cases, run};
use crate::registry::{Actor, blob};

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("registry.db")
}

/// A closed registry with a session in it.
fn filled(folder: &TempDir) -> PathBuf {
    Registry::create_in(folder).running();
    path(folder)
}

fn refused(path: &Path, mode: Mode) -> Error {
    let error = Registry::open(path, mode).unwrap_err();
    assert!(error.to_string().contains("registry.db"), "{error}");
    assert_eq!(error.data()["path"], path.to_str().unwrap());
    error
}

#[test]
fn a_new_registry_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Registry::create_in(&folder);
    let pragma = |name| registry.connection.pragma_query_value(None, name, |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(registry.connection.pragma_query_value(None, "foreign_keys", |row| row.get(0)), Ok(1));
    #[cfg(unix)]
    for name in ["registry.db", "registry.db-lock", "registry.db-wal"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(registry.audit_rows(0, 9).unwrap()[0].action, "registry.created");
}

#[test]
fn the_secret_is_drawn_once_and_shown_nowhere() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let secret = Registry::create_in(&folder).secret().unwrap();
    assert_eq!(Registry::create_in(&folder).secret().unwrap(), secret);
    assert_eq!(Registry::open(path(&folder), Mode::Read).unwrap().secret().unwrap(), secret);
    assert_ne!(Registry::create_in(&other).secret().unwrap(), secret);
    assert_eq!(format!("{secret:?}"), "Secret(…)");
    let log = Registry::create_in(&folder).audit_rows(0, 99).unwrap();
    assert_eq!(log.len(), 1);
}

#[test]
fn a_second_writer_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Registry::create_in(&folder);
    let error = refused(&path(&folder), Mode::Write);
    assert_eq!(error.code(), "registry-locked");
    assert!(error.to_string().contains("registry.db-lock"), "{error}");
    drop(registry);
    Registry::open(path(&folder), Mode::Write).unwrap();
}

#[test]
fn readers_go_on_beside_a_writer_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Registry::create_in(&folder);
    let mut reader = Registry::open(path(&folder), Mode::Read).unwrap();
    let second = writer.reader().unwrap();
    writer.ensure_vendor(&Actor::operator(), "classic").unwrap();
    assert_eq!(reader.vendors().unwrap(), ["classic"]);
    assert_eq!(second.vendors().unwrap(), ["classic"]);
    let error = reader.ensure_vendor(&Actor::operator(), "other").unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
    drop(writer);
    assert_eq!(reader.vendors().unwrap(), ["classic"]);
}

#[test]
fn only_a_writer_makes_a_registry() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refused(&path(&folder), Mode::Read), Error::Absent { .. }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    fs::write(path(&folder), "").unwrap();
    assert!(matches!(refused(&path(&folder), Mode::Read), Error::OlderSchema { found: 0, .. }));
    Registry::open(path(&folder), Mode::Write).unwrap();
    Registry::open(path(&folder), Mode::Read).unwrap();
}

#[test]
fn another_file_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = path(&folder);
    fs::write(&path, "这不是数据库。".repeat(200)).unwrap();
    for mode in [Mode::Read, Mode::Write] {
        let before = fs::read(&path).unwrap();
        assert!(matches!(refused(&path, mode), Error::NotADatabase { .. }));
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    for application_id in [0, 0x4750_4b47] {
        fs::remove_file(&path).unwrap();
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "application_id", application_id).unwrap();
        other.execute_batch("CREATE TABLE vendor (id INTEGER PRIMARY KEY)").unwrap();
        drop(other);
        for mode in [Mode::Read, Mode::Write] {
            let before = fs::read(&path).unwrap();
            let error = refused(&path, mode);
            assert!(matches!(error, Error::ForeignDatabase { application_id: found, .. } if found == application_id));
            assert_eq!(fs::read(&path).unwrap(), before);
        }
    }
}

#[test]
fn a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    drop(raw);
    for mode in [Mode::Read, Mode::Write] {
        let error = refused(&path, mode);
        assert!(matches!(error, Error::NewerSchema { found, supported, .. } if found == supported + 1), "{error}");
    }
}

#[test]
fn a_damaged_file_is_told_from_a_strange_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let whole = fs::read(&path).unwrap();
    let mut torn = whole.clone();
    for byte in &mut torn[8 * 4096..20 * 4096] {
        *byte = 0xa5;
    }
    for damaged in [&torn[..], &whole[..whole.len() / 2]] {
        fs::write(&path, damaged).unwrap();
        for mode in [Mode::Read, Mode::Write] {
            let error = refused(&path, mode);
            assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
        }
    }
    fs::write(&path, &whole).unwrap();
    Registry::open(&path, Mode::Write).unwrap();
}

#[test]
fn damage_met_later_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let registry = Registry::create_in(&folder);
    registry.connection.execute_batch("DROP TRIGGER audit_kept_from_update; UPDATE audit SET at = 'noon'").unwrap();
    let error = registry.audit_rows(0, 9).unwrap_err();
    assert!(matches!(&error, Error::Corrupt { path, .. } if path == registry.path()), "{error}");
}

#[test]
fn where_nothing_can_be_written_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent").join("registry.db");
    assert!(matches!(refused(&absent, Mode::Write), Error::Unwritable { .. }));
    fs::create_dir(path(&folder)).unwrap();
    for mode in [Mode::Read, Mode::Write] {
        assert!(matches!(refused(&path(&folder), mode), Error::Unreadable { .. }));
    }
}

#[test]
fn a_full_disk_takes_the_change_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, ids) = registry.running();
    let pages: i64 = registry.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    registry.connection.pragma_update(None, "max_page_count", pages + 8).unwrap();
    let before = registry.audit_head().unwrap();

    let error = registry.publish("large", "0.1.0", &vec![1; 200_000]).unwrap_err();
    assert!(matches!(&error, Error::DiskFull { path } if path == registry.path()), "{error}");
    let mut long = run(entrants[0], ids[1], 1.0);
    long.output = Some("x".repeat(200_000));
    let error = registry.insert_runs(session, &[run(entrants[0], ids[0], 1.0), long]).unwrap_err();
    assert!(matches!(error, Error::DiskFull { .. }), "{error}");
    assert_eq!(registry.session(session).unwrap().runs_done, 0);
    assert_eq!((registry.rows("run"), registry.rows("agent"), registry.audit_head().unwrap()), (0, 2, before));

    registry.connection.pragma_update(None, "max_page_count", pages + 10_000).unwrap();
    registry.publish("large", "0.1.0", &vec![1; 200_000]).unwrap();
    assert!(matches!(registry.verify_audit(Some(before)).unwrap(), Verdict::Intact { .. }));
}

#[test]
fn what_was_committed_outlives_a_kill_and_what_was_not_is_gone() {
    let (folder, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, ids) = registry.running();
    registry.insert_runs(session, &[run(entrants[0], ids[0], 1.0)]).unwrap();
    // As the process was killed within a change: what SQLite had in the files then is all that is left.
    registry.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    registry.connection.execute("UPDATE session SET runs_done = 2", []).unwrap();
    registry.connection.cache_flush().unwrap();
    for name in ["registry.db", "registry.db-wal"] {
        fs::copy(folder.path().join(name), after.path().join(name)).unwrap();
    }

    let reader = Registry::open(path(&after), Mode::Read).unwrap();
    assert_eq!(reader.session(session).unwrap().runs_done, 1);
    drop(reader);
    let mut registry = Registry::create_in(&after);
    assert_eq!(registry.done(session).unwrap().len(), 1);
    registry.start_session(&Actor::operator(), session).unwrap();
    assert_eq!(registry.insert_runs(session, &[run(entrants[0], ids[1], 1.0)]).unwrap(), 1);
    assert_eq!(registry.session(session).unwrap().runs_done, 2);
    assert!(matches!(registry.verify_audit(None).unwrap(), Verdict::Intact { .. }));
}

#[test]
fn a_closed_registry_is_one_file() {
    let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = filled(&folder);
    fs::copy(file, path(&copy)).unwrap();
    let registry = Registry::open(path(&copy), Mode::Read).unwrap();
    assert_eq!((registry.rows("entrant"), registry.rows("contract_case")), (2, 4));
}

#[test]
fn what_is_kept_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, ids) = registry.running();
    registry.insert_runs(session, &[run(entrants[0], ids[0], 1.0)]).unwrap();
    let release = registry.entrants(session).unwrap()[0].release;
    registry.yank(&Actor::operator(), release, "leaks").unwrap();
    let ended = "INSERT INTO submission (vendor, agent, version, digest, size, via, actor, at, ending, ended_at)
        VALUES ('classic', 'linear', '1.0.0', zeroblob(32), 1, 'api', 'li', '', 'refused', '')";
    registry.connection.execute(ended, []).unwrap();

    let mut statement = registry.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<Vec<String>, _>>().unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    // Of a session and a submission the progress changes, which triggers of their own keep going forward; when a token was
    // last used, answers to repeated requests and who is signed in are of no weight.
    let changing = ["session", "submission", "token_use", "idempotency", "signin", "signin_failure"];
    for table in tables.iter().filter(|table| !changing.contains(&table.as_str())) {
        let triggers: i64 = registry
            .connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1", [table], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(triggers, 2, "{table}");
    }
    for change in [
        "UPDATE run SET score = 1",
        "DELETE FROM run",
        "INSERT OR REPLACE INTO run SELECT * FROM run",
        "UPDATE release SET version = '9.9.9'",
        "INSERT OR REPLACE INTO release SELECT * FROM release",
        "DELETE FROM yank",
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "DELETE FROM session",
        "UPDATE contract_case SET expected = '0'",
        "UPDATE secret SET at = ''",
        "UPDATE submission SET digest = randomblob(32)",
        "UPDATE submission SET report = '{}'",
        "DELETE FROM submission",
    ] {
        assert!(registry.connection.execute(change, []).is_err(), "{change}");
    }
}

#[test]
fn a_blob_that_something_names_cannot_be_wanting() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    registry.load("1.0.0", b"x", &cases(1)).unwrap();
    let insert = "INSERT INTO material VALUES (1, 9, 'other', 'text/plain', ?1)";
    let absent = registry.write(|transaction| Ok(transaction.execute(insert, [crate::registry::Digest::ZERO])?));
    assert!(absent.is_err());
    let kept = registry.write(|transaction| {
        let digest = blob::put(transaction, b"other")?;
        Ok(transaction.execute(insert, [digest])?)
    });
    assert_eq!(kept.unwrap(), 1);
}
