//! Opening the registry to write, where a server may hold it for a moment.

use std::path::Path;
use std::time::Duration;

use super::problem::Problem;
use crate::language::Language;
use crate::registry::Registry;

/// How long another's turn is waited for: a server lets go half a second after its last write, and only one that is kept
/// busy, or a long command, takes longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// After how long it is said what is waited for.
const SILENCE: Duration = Duration::from_millis(800);

/// Opens the registry to write, and waits a little where another process is writing.
pub fn to_write(db: &Path, language: Language) -> Result<Registry, Problem> {
    let mut is_told = false;
    let opened = Registry::open_in_turn(db, PATIENCE, |waited| {
        if !is_told && waited >= SILENCE {
            is_told = true;
            let (db, most) = (db.display(), PATIENCE.as_secs());
            let zh = format!("另一个进程正在写入 {db}，最多等待 {most} 秒 …");
            let en = format!("another process is writing to {db}; waiting up to {most} s …");
            eprintln!("{}", language.pick(zh, en));
        }
    });
    Ok(opened?)
}
