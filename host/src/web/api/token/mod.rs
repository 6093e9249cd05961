//! Tokens.

pub(super) mod list;
pub(super) mod revoke;
pub(super) mod whoami;
