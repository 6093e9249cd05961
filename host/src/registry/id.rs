//! Row ids, each a type of its own so that one is never taken for another.

use std::fmt;
use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id of this number, which may or may not be that of a row.
            pub fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number.
            pub fn number(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

row_id! {
    /// A release of an agent.
    ReleaseId;
    /// One version of a scenario's contract.
    ContractId;
    /// A case of a contract.
    CaseId;
    /// A comparison session.
    SessionId;
    /// A release taking part in a session.
    EntrantId;
    /// Somebody who signs in.
    AccountId;
    /// A token.
    TokenId;
    /// A key of a vendor's.
    KeyId;
    /// An upload on its way through admission.
    SubmissionId;
}
