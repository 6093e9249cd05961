//! The bounds of one call, and the meter that holds its memory to them.

use std::time::Duration;

use wasmtime::ResourceLimiter;

use crate::catalogue::scenario::CallLimits;

/// Bytes of log kept with a run where nothing else is said.
const LOG_BYTES: usize = 64 * 1024;
/// How often the engine's epoch moves on: the grain of the time limit.
pub(super) const TICK: Duration = Duration::from_millis(10);
/// An agent may hand the host this much at once (a log line, a write to standard output) even where its output is
/// bounded more tightly.
const TRANSFER_FLOOR: usize = 1024 * 1024;
/// Room for the fixed-size parts of what is handed over.
const TRANSFER_ROOM: usize = 64 * 1024;

/// The bounds of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Units of fuel (计量单位), start-up included.
    pub fuel: u64,
    /// Bytes of linear memory, summed over the component's memories.
    pub memory: u64,
    /// Wall-clock time, start-up and host calls included.
    pub time: Duration,
    /// Bytes of the state (`prepare`), or of output and rationale together (`answer`).
    pub output: usize,
    /// Bytes of log that are kept.
    pub log: usize,
}

impl From<&CallLimits> for Limits {
    fn from(limits: &CallLimits) -> Self {
        Self {
            fuel: limits.fuel,
            memory: limits.memory_mib.saturating_mul(1 << 20),
            time: Duration::from_millis(limits.time_ms),
            output: usize::try_from(limits.output_kib.saturating_mul(1 << 10)).unwrap_or(usize::MAX),
            log: LOG_BYTES,
        }
    }
}

impl Limits {
    /// The bounds of `profile`, which belongs to no contract: enough for an interpreter to start and say a few words.
    pub fn for_profile() -> Self {
        Self {
            fuel: 5_000_000_000,
            memory: 256 << 20,
            time: Duration::from_secs(20),
            output: 64 * 1024,
            log: LOG_BYTES,
        }
    }

    /// Epoch ticks from now until the time is surely up: one more than fit, as the first may come at once.
    pub(super) fn ticks(&self) -> u64 {
        let whole = self.time.as_millis().div_ceil(TICK.as_millis());
        u64::try_from(whole).unwrap_or(u64::MAX / 2).saturating_add(1).min(u64::MAX / 2)
    }

    /// The most bytes that one call across the border may copy out of the agent.
    pub(super) fn transfer(&self) -> usize {
        self.output.max(TRANSFER_FLOOR).saturating_add(TRANSFER_ROOM)
    }
}

/// Counts an instance's linear memory and ends the call where it would go past the limit.
///
/// Ending it there (and not letting `memory.grow` return -1) makes going over a limit one outcome in every language,
/// and leaves a mark that says which limit it was.
#[derive(Debug)]
pub(super) struct Meter {
    limit: u64,
    used: u64,
    /// What the agent would have had, had it not been refused.
    pub(super) refused: Option<u64>,
}

/// The call was ended because it asked for more memory than its limit.
#[derive(Debug, thiserror::Error)]
#[error("asked for {wanted} bytes of memory where {limit} are allowed")]
struct OverMemory {
    wanted: u64,
    limit: u64,
}

impl Meter {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, used: 0, refused: None }
    }

    /// The most bytes that were in use. Linear memory never shrinks, so what is in use is the peak.
    pub(super) fn peak(&self) -> u64 {
        self.used
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        // The memory's own maximum is the module's business: `memory.grow` returns -1, as the specification says.
        if maximum.is_some_and(|maximum| desired > maximum) && current > 0 {
            return Ok(false);
        }
        let wanted = self.used.saturating_add(desired.saturating_sub(current) as u64);
        if wanted > self.limit {
            self.refused = Some(wanted);
            return Err(OverMemory { wanted, limit: self.limit }.into());
        }
        self.used = wanted;
        Ok(true)
    }

    fn table_growing(&mut self, _current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        // Tables are bounded by the pool, whose bound comes as `maximum`.
        Ok(maximum.is_none_or(|maximum| desired <= maximum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter() -> Meter {
        Meter::new(300)
    }

    #[test]
    fn memories_are_summed() {
        let mut meter = meter();
        assert!(meter.memory_growing(0, 100, None).unwrap());
        assert!(meter.memory_growing(0, 150, None).unwrap());
        assert!(meter.memory_growing(100, 150, None).unwrap());
        assert_eq!(meter.peak(), 300);
        assert!(meter.memory_growing(150, 151, None).is_err());
        assert_eq!(meter.refused, Some(301));
        assert_eq!(meter.peak(), 300, "what is refused is not counted");
    }

    #[test]
    fn a_modules_own_maximum_is_not_the_limit() {
        let mut meter = meter();
        assert!(meter.memory_growing(0, 100, Some(200)).unwrap());
        assert!(!meter.memory_growing(100, 250, Some(200)).unwrap());
        assert_eq!(meter.refused, None);
        assert_eq!(meter.peak(), 100);
    }

    #[test]
    fn ticks_never_end_early() {
        let limits = |ms| Limits { time: Duration::from_millis(ms), ..Limits::for_profile() };
        assert_eq!(limits(1).ticks(), 2);
        assert_eq!(limits(10).ticks(), 2);
        assert_eq!(limits(11).ticks(), 3);
        assert_eq!(limits(u64::MAX).ticks(), u64::MAX.div_ceil(10) + 1);
    }
}
