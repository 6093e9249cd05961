//! The pages.

/// (to come)
pub const ROOM: () = ();
