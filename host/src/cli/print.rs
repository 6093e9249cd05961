//! What a command says on standard output.

use std::fmt::Display;
use std::io::{self, Write as _};

/// Prints a line. A reader that has gone away, as `head` does, is no reason to stop the work or to complain.
pub fn line(text: impl Display) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}
