//! What the host keeps beside one instance while it lives: its meter, its log, and (only for components that use WASI)
//! its stand-ins.

use serde::{Deserialize, Serialize};
use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, WasmStr};

use super::limits::{Limits, Meter};
use super::wasi::StandIns;
use super::world::Level;

/// The most lines of log that are kept with a run.
const LOG_LINES: usize = 1000;

/// Where a line of log came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// `log.write` with `debug`.
    Debug,
    /// `log.write` with `info`.
    Info,
    /// `log.write` with `warn`.
    Warn,
    /// `log.write` with `error`.
    Error,
    /// A line written to standard output.
    Stdout,
    /// A line written to standard error.
    Stderr,
}

impl From<Level> for Channel {
    fn from(level: Level) -> Self {
        match level {
            Level::Debug => Self::Debug,
            Level::Info => Self::Info,
            Level::Warn => Self::Warn,
            Level::Error => Self::Error,
        }
    }
}

/// One line of an agent's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Where it came from.
    pub channel: Channel,
    /// What it says; ends with `…` where the bound cut it.
    pub text: String,
}

/// A bounded log: what is past the bound is dropped and counted.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) lines: Vec<LogLine>,
    pub(super) dropped: u64,
    room: usize,
}

impl Log {
    pub(super) fn new(bytes: usize) -> Self {
        Self { lines: Vec::new(), dropped: 0, room: bytes }
    }

    /// Adds a line, cut to the room that is left; once there is none, lines are only counted.
    pub(super) fn push(&mut self, channel: Channel, text: &str) {
        if self.is_full() {
            self.dropped += 1;
            return;
        }
        let text = if text.len() <= self.room {
            self.room -= text.len();
            text.to_owned()
        } else {
            let cut = text.floor_char_boundary(self.room);
            self.room = 0;
            format!("{}…", &text[..cut])
        };
        self.lines.push(LogLine { channel, text });
    }

    /// Whether every further line will be dropped.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0 || self.lines.len() >= LOG_LINES
    }
}

/// The store's data.
pub(super) struct Guest {
    pub(super) meter: Meter,
    pub(super) log: Log,
    pub(super) seed: u64,
    /// Made by the first WASI call: components that make none pay nothing.
    pub(super) stand_ins: Option<Box<StandIns>>,
}

impl Guest {
    pub(super) fn new(seed: u64, limits: &Limits) -> Self {
        Self { meter: Meter::new(limits.memory), log: Log::new(limits.log), seed, stand_ins: None }
    }

    /// The stand-ins for WASI, made when first asked for.
    pub(super) fn stand_ins(&mut self) -> &mut StandIns {
        self.stand_ins.get_or_insert_with(|| Box::new(StandIns::new(self.seed)))
    }
}

/// Charges an agent one unit of fuel for each byte that the host makes or copies for it, so that work is not free
/// because the host does it.
pub(super) fn charge(store: &mut StoreContextMut<'_, Guest>, bytes: usize) -> wasmtime::Result<()> {
    match store.get_fuel()?.checked_sub(bytes as u64) {
        Some(left) => store.set_fuel(left),
        None => {
            store.set_fuel(0)?;
            Err(wasmtime::Trap::OutOfFuel.into())
        }
    }
}

/// Offers the interface `log` to components.
pub(super) fn link_log(linker: &mut Linker<Guest>, name: &str) -> wasmtime::Result<()> {
    linker.instance(name)?.func_wrap(
        "write",
        |mut store: StoreContextMut<'_, Guest>, (level, message): (Level, WasmStr)| {
            if store.data().log.is_full() {
                store.data_mut().log.dropped += 1;
                return Ok(());
            }
            let message = message.to_str(&store)?.into_owned();
            charge(&mut store, message.len())?;
            store.data_mut().log.push(level.into(), &message);
            Ok(())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_past_the_bound_is_cut_at_a_character_and_the_rest_counted() {
        let mut log = Log::new(10);
        log.push(Channel::Info, "abc");
        log.push(Channel::Warn, "一二三四");
        log.push(Channel::Error, "x");
        log.push(Channel::Error, "");
        let texts: Vec<_> = log.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["abc", "一二…"]);
        assert_eq!(log.dropped, 2);
    }

    #[test]
    fn empty_lines_are_bounded_too() {
        let mut log = Log::new(10);
        for _ in 0..LOG_LINES + 5 {
            log.push(Channel::Stdout, "");
        }
        assert_eq!((log.lines.len(), log.dropped), (LOG_LINES, 5));
    }
}
