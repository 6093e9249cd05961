//! How values that SQLite does not know are read from and written to a column.

use std::error::Error;
use std::str::FromStr;

use rusqlite::types::Type;
use rusqlite::{Row, RowIndex};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a column of text that parses: a version, a time, a seed.
pub(super) fn parsed<T, E>(row: &Row<'_>, index: impl RowIndex) -> rusqlite::Result<T>
where
    T: FromStr<Err = E>,
    E: Error + Send + Sync + 'static,
{
    row.get_ref(index)?.as_str()?.parse().map_err(unreadable)
}

/// Reads a column of text that may be NULL and parses else.
pub(super) fn parsed_option<T, E>(row: &Row<'_>, index: impl RowIndex) -> rusqlite::Result<Option<T>>
where
    T: FromStr<Err = E>,
    E: Error + Send + Sync + 'static,
{
    row.get_ref(index)?.as_str_or_null()?.map(|text| text.parse().map_err(unreadable)).transpose()
}

/// Reads a column of JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, index: impl RowIndex) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(index)?.as_str()?).map_err(unreadable)
}

/// Reads a column of JSON that may be NULL.
pub(super) fn json_option<T: DeserializeOwned>(row: &Row<'_>, index: impl RowIndex) -> rusqlite::Result<Option<T>> {
    row.get_ref(index)?.as_str_or_null()?.map(|text| serde_json::from_str(text).map_err(unreadable)).transpose()
}

/// Reads a column that counts something and so is never below 0.
pub(super) fn count(row: &Row<'_>, index: impl RowIndex) -> rusqlite::Result<u64> {
    let number: i64 = row.get(index)?;
    u64::try_from(number).map_err(unreadable)
}

/// A count as SQLite holds it; one beyond 2⁶³ − 1, which no limit lets happen, is held as that.
pub(super) fn from_count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A value as a column of JSON holds it.
pub(super) fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn unreadable(error: impl Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
