//! An audit log that was tampered with.

use std::fs;

use rusqlite::Connection;

use crate::support::App;

/// Changes the log behind the program's back.
fn tamper(app: &App, sql: &str) {
    let connection = Connection::open(app.db()).unwrap();
    connection.execute_batch("DROP TRIGGER audit_kept_from_update; DROP TRIGGER audit_kept_from_delete;").unwrap();
    assert!(connection.execute(sql, []).unwrap() > 0, "{sql} changed something");
}

#[test]
fn a_row_that_was_changed_or_removed_is_found() {
    for (sql, seq, fault) in [
        ("UPDATE audit SET actor = 'vendor:classic' WHERE seq = 5", 5, "changed after it was written"),
        ("UPDATE audit SET detail = '{}' WHERE seq = 7", 7, "changed after it was written"),
        ("UPDATE audit SET previous = zeroblob(32) WHERE seq = 4", 4, "does not follow"),
        ("DELETE FROM audit WHERE seq = 6", 6, "missing"),
    ] {
        let app = App::published();
        app.tongtai(["audit", "verify"]).run().succeeded();
        tamper(&app, sql);
        let done = app.tongtai(["audit", "verify"]).run().ended(1);
        done.says(&[&format!("breaks at row {seq}"), fault, "compare with a backup"]);
        app.tongtai(["audit", "verify"]).lang("zh").run().ended(1).says(&[&format!("第 {seq} 条"), "请与备份比对"]);
    }
}

#[test]
fn a_change_that_the_program_did_not_make_is_refused_by_the_file_itself() {
    let app = App::published();
    let before = fs::read(app.db()).unwrap();
    let connection = Connection::open(app.db()).unwrap();
    for sql in
        ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "DELETE FROM run", "UPDATE release SET version = '9'"]
    {
        let refused = connection.execute(sql, []).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
    }
    drop(connection);
    assert!(fs::read(app.db()).unwrap() == before);
}

#[test]
fn a_log_that_is_not_there_is_not_made() {
    let app = App::empty();
    app.tongtai(["audit", "verify"]).run().ended(1).says(&["there is no registry at registry.db", "check the path"]);
    app.tongtai(["audit", "verify"]).lang("zh").run().ended(1).says(&["registry.db 处没有登记库"]);
    assert_eq!(fs::read_dir(app.path()).unwrap().count(), 0);
}
