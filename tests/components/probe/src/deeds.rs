//! Loops, traps, floods and odd answers.

use crate::bindings::tongtai::agent::log::{Level, write};
use crate::bindings::{Answer, Failure};
use serde_json::{Value, json};
use std::hint::black_box;

/// Never returns.
#[inline(never)]
pub fn spin() -> Value {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

/// Executes the instruction `unreachable`.
#[inline(never)]
pub fn unreachable() -> Value {
    // Something to do first: of functions that do nothing but trap, the compiler keeps one, under any of their names.
    black_box("unreachable");
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    std::process::abort();
}

/// Recurses `depth` deep, with a frame that cannot be turned into a loop.
pub fn overflow(depth: u64) -> Value {
    json!({"depth": descend(depth)})
}

/// One level of the recursion: some memory of its own, used after the call. Returns how many levels are below.
#[inline(never)]
fn descend(left: u64) -> u64 {
    let frame = black_box([left; 8]);
    if left == 0 { 0 } else { descend(black_box(left - 1)) + frame[7].min(1) }
}

/// A JSON output of exactly `n` bytes, and of 11 where `n` is less.
pub fn text_output(n: u64) -> String {
    let filling = usize::try_from(n).unwrap_or(usize::MAX).saturating_sub(r#"{"text":""}"#.len());
    format!(r#"{{"text":"{}"}}"#, "x".repeat(filling))
}

/// A small output with a rationale of `n` bytes.
pub fn with_rationale(n: u64) -> Answer {
    let rationale = "x".repeat(usize::try_from(n).unwrap_or(usize::MAX));
    Answer { output: "{}".into(), confidence: None, rationale: Some(rationale) }
}

/// A small output with a confidence, NaN where none is given.
pub fn with_confidence(confidence: Option<f64>) -> Answer {
    Answer { output: "{}".into(), confidence: Some(confidence.unwrap_or(f64::NAN)), rationale: None }
}

/// Writes `lines` log lines of `size` bytes, at each level in turn.
pub fn log_flood(lines: u64, size: u64) -> Value {
    let line = "x".repeat(usize::try_from(size).unwrap_or(usize::MAX));
    let levels = [Level::Debug, Level::Info, Level::Warn, Level::Error];
    for level in (0..lines).zip(levels.into_iter().cycle()).map(|(_, level)| level) {
        write(level, &line);
    }
    json!({"lines": lines})
}

/// The failure of this name; `unsure` where there is no such name.
pub fn failure(why: &str, words: &str) -> Failure {
    match why {
        "unsupported" => Failure::Unsupported(words.into()),
        "unreadable" => Failure::Unreadable(words.into()),
        _ => Failure::Unsure(words.into()),
    }
}
