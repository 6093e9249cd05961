//! Answers to writes that carried an idempotency key: a write that is sent again is answered as the first time.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{OptionalExtension, params};

use super::error::Result;
use super::{Actor, Digest, Registry, clock, column};

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The digest of what was asked.
    pub request: Digest,
    /// The HTTP status.
    pub status: u16,
    /// The headers that belong to the answer.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Answers from before this time count no more: they are kept for a day.
fn horizon(now: Timestamp) -> String {
    clock::text(now - 24.hours())
}

impl Registry {
    /// The answer that this actor had under this key within the last day.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn recall(&self, actor: &Actor, key: &str, now: Timestamp) -> Result<Option<Answer>> {
        self.read(|connection| {
            let sql =
                "SELECT request, status, headers, body FROM idempotency WHERE actor = ?1 AND key = ?2 AND at > ?3";
            let found =
                connection.prepare_cached(sql)?.query_row(params![actor.to_string(), key, horizon(now)], |row| {
                    Ok(Answer {
                        request: row.get("request")?,
                        status: row.get("status")?,
                        headers: column::json(row, "headers")?,
                        body: row.get("body")?,
                    })
                });
            Ok(found.optional()?)
        })
    }

    /// Keeps an answer, and removes all that are older than a day.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn keep_answer(&mut self, actor: &Actor, key: &str, answer: &Answer, now: Timestamp) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM idempotency WHERE at <= ?1", [horizon(now)])?;
            transaction.execute(
                "INSERT OR REPLACE INTO idempotency (actor, key, request, status, headers, body, at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    actor.to_string(),
                    key,
                    answer.request,
                    answer.status,
                    column::to_json(&answer.headers)?,
                    answer.body,
                    clock::text(now)
                ],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_actors_and_lasts_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let (by, other, now) = (Actor::operator(), Actor::named("vendor:acme:li"), Timestamp::now());
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let answer = Answer { request: Digest::of(b"asked"), status: 201, headers, body: b"{}".to_vec() };
        registry.keep_answer(&by, "k", &answer, now).unwrap();
        assert_eq!(registry.recall(&by, "k", now + 23.hours()).unwrap(), Some(answer.clone()));
        assert_eq!(registry.recall(&by, "k", now + 25.hours()).unwrap(), None);
        assert_eq!(registry.recall(&other, "k", now).unwrap(), None);
        assert_eq!(registry.recall(&by, "l", now).unwrap(), None);
        registry.keep_answer(&other, "k", &answer, now + 25.hours()).unwrap();
        assert_eq!(registry.rows("idempotency"), 1, "what is past its day is removed");
    }
}
