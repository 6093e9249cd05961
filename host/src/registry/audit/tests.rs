use proptest::prelude::*;
use rusqlite::types::Value as Sql;

use super::*;
use crate::registry::schema;

/// A log of these actors and details, on a database of its own whose triggers no longer keep it.
fn log(rows: &[(String, String)]) -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    schema::migrate(&mut connection, 0).unwrap();
    connection.execute_batch("DROP TRIGGER audit_kept_from_update; DROP TRIGGER audit_kept_from_delete;").unwrap();
    let transaction = connection.transaction().unwrap();
    for (actor, detail) in rows {
        let (actor, detail) = (Actor::named(actor), json!({ "b": detail, "a": 1.0 }));
        append(&transaction, &Entry { actor: &actor, action: "tested", subject: "log", detail }).unwrap();
    }
    transaction.commit().unwrap();
    connection
}

fn row(connection: &Connection, seq: i64) -> Raw {
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE seq = ?1");
    connection.query_row(&sql, [seq], Raw::read).unwrap()
}

fn intact(connection: &Connection) -> Head {
    match verify(connection, None).unwrap() {
        Verdict::Intact { head } => head,
        broken @ Verdict::Broken { .. } => panic!("{broken:?}"),
    }
}

fn three() -> Connection {
    log(&["甲", "乙", "丙"].map(|actor| (actor.to_owned(), "x".to_owned())))
}

#[test]
fn the_hash_is_what_the_documentation_says() {
    let connection = three();
    let (first, second) = (row(&connection, 1), row(&connection, 2));
    let text = format!(r#"["{}",2,"{}","乙","tested","log",{{"a":1,"b":"x"}}]"#, hex::encode(&first.hash), second.at);
    assert_eq!(second.hash, Digest::of(text.as_bytes()).bytes());
    assert_eq!(first.previous, [0; 32]);
    assert_eq!(intact(&connection), head(&connection).unwrap());
}

#[test]
fn an_empty_log_is_intact() {
    let connection = log(&[]);
    assert_eq!(intact(&connection), Head { seq: 0, hash: Digest::ZERO });
}

#[test]
fn a_row_that_was_changed_and_hashed_anew_breaks_the_next() {
    let connection = three();
    let mut changed = row(&connection, 2);
    changed.actor = "丁".to_owned();
    let hash = changed.digest();
    connection.execute("UPDATE audit SET actor = '丁', hash = ?1 WHERE seq = 2", [hash]).unwrap();
    assert_eq!(verify(&connection, None).unwrap(), Verdict::Broken { seq: 3, fault: Fault::Unchained });
}

#[test]
fn a_head_noted_elsewhere_shows_what_the_chain_cannot() {
    let connection = three();
    let noted = intact(&connection);
    assert_eq!(verify(&connection, Some(noted)).unwrap(), Verdict::Intact { head: noted });
    let mut changed = row(&connection, 3);
    changed.subject = "other".to_owned();
    let hash = changed.digest();
    connection.execute("UPDATE audit SET subject = 'other', hash = ?1 WHERE seq = 3", [hash]).unwrap();
    intact(&connection);
    assert_eq!(verify(&connection, Some(noted)).unwrap(), Verdict::Broken { seq: 3, fault: Fault::NotTheNoted });
    connection.execute("DELETE FROM audit WHERE seq = 3", []).unwrap();
    intact(&connection);
    assert_eq!(verify(&connection, Some(noted)).unwrap(), Verdict::Broken { seq: 3, fault: Fault::Missing });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_single_change_of_a_row_is_found_there(
        rows in prop::collection::vec((".{0,6}", ".{0,12}"), 1..9),
        which in any::<prop::sample::Index>(),
        column in 0..7_usize,
        text in ".{0,8}",
        flip in 0..256_usize,
    ) {
        let connection = log(&rows);
        let seq = which.index(rows.len()) as i64 + 1;
        let raw = row(&connection, seq);
        let flipped = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            bytes[flip / 8] ^= 1 << (flip % 8);
            Sql::Blob(bytes)
        };
        let (name, old, new) = match column {
            0 => ("at", Sql::Text(raw.at), Sql::Text(text)),
            1 => ("actor", Sql::Text(raw.actor), Sql::Text(text)),
            2 => ("action", Sql::Text(raw.action), Sql::Text(text)),
            3 => ("subject", Sql::Text(raw.subject), Sql::Text(text)),
            4 => ("detail", Sql::Text(raw.detail.clone()), Sql::Text(format!("{} ", raw.detail))),
            5 => ("previous", Sql::Blob(raw.previous.clone()), flipped(&raw.previous)),
            _ => ("hash", Sql::Blob(raw.hash.clone()), flipped(&raw.hash)),
        };
        prop_assume!(old != new);
        connection.execute(&format!("UPDATE audit SET {name} = ?1 WHERE seq = ?2"), params![new, seq]).unwrap();
        let fault = if name == "previous" { Fault::Unchained } else { Fault::Altered };
        prop_assert_eq!(verify(&connection, None).unwrap(), Verdict::Broken { seq, fault });
    }

    #[test]
    fn a_missing_or_moved_row_is_found(rows in prop::collection::vec((".{0,6}", ".{0,6}"), 2..9), which in any::<prop::sample::Index>()) {
        let connection = log(&rows);
        let seq = which.index(rows.len() - 1) as i64 + 1;
        connection.execute("UPDATE audit SET seq = seq + 100 WHERE seq = ?1", [seq]).unwrap();
        prop_assert_eq!(verify(&connection, None).unwrap(), Verdict::Broken { seq, fault: Fault::Missing });
        connection.execute("DELETE FROM audit WHERE seq = ?1", [seq + 100]).unwrap();
        prop_assert_eq!(verify(&connection, None).unwrap(), Verdict::Broken { seq, fault: Fault::Missing });
    }
}
