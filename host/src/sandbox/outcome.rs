//! How a call ended and what it cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::guest::{Guest, LogLine};
use super::limits::Limits;
use super::trap::{self, Trap};
use super::wasi::Refusal;
use super::world::Failure;
use crate::catalogue::Words;

/// One call of one export on one fresh instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Call<T> {
    /// How it ended.
    pub outcome: Outcome<T>,
    /// Units of fuel (计量单位) in all: the verdict on cost, the same on every machine.
    pub fuel: u64,
    /// Those of them that were used before the export was called.
    pub startup_fuel: u64,
    /// The most bytes of linear memory in use.
    pub memory: u64,
    /// Wall-clock time, without waiting for a slot. Differs from run to run.
    pub elapsed: Duration,
    /// What the agent logged.
    pub log: Vec<LogLine>,
    /// Lines that were past the log's bound.
    pub log_dropped: u64,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "detail")]
pub enum Outcome<T> {
    /// The agent answered.
    Answered(T),
    /// The agent declined, with its reason.
    Declined(Failure),
    /// The answer is not JSON or not what the contract's schema asks for.
    InvalidOutput {
        /// Every violation found.
        violations: Vec<String>,
    },
    /// Used up its fuel.
    OutOfFuel {
        /// The limit in units of fuel.
        limit: u64,
    },
    /// Asked for more memory than allowed.
    OutOfMemory {
        /// What it would have had, in bytes.
        wanted: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Took longer than allowed.
    OutOfTime {
        /// The limit.
        limit: Duration,
    },
    /// Broke off.
    Trapped {
        /// Why.
        reason: Trap,
        /// The functions that were running, innermost first.
        frames: Vec<String>,
    },
    /// Returned more than allowed.
    OutputTooLarge {
        /// At least this many bytes; exact unless it is far over the limit.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl<T> Outcome<T> {
    /// The outcome's name in tables, exports and addresses.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::Declined(_) => "declined",
            Self::InvalidOutput { .. } => "invalid-output",
            Self::OutOfFuel { .. } => "out-of-fuel",
            Self::OutOfMemory { .. } => "out-of-memory",
            Self::OutOfTime { .. } => "out-of-time",
            Self::Trapped { .. } => "trapped",
            Self::OutputTooLarge { .. } => "output-too-large",
        }
    }

    /// What happened, as a sentence for people, naming the limit and its value where one was met.
    pub fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::Answered(_) => ("已答复。".into(), "Answered.".into()),
            Self::Declined(failure) => declined(failure),
            Self::InvalidOutput { violations } => (
                format!("答复不符合合约的输出格式，共 {} 处：{}。", violations.len(), violations.join("；")),
                format!(
                    "The answer breaks the contract's output schema in {} place(s): {}.",
                    violations.len(),
                    violations.join("; ")
                ),
            ),
            Self::OutOfFuel { limit } => (
                format!("计量用尽：超过上限 {limit} 计量单位。"),
                format!("Out of fuel: used more than the limit of {limit} units."),
            ),
            Self::OutOfMemory { wanted, limit } => (
                format!("内存超限：申请 {}，上限 {}。", size(*wanted), size(*limit)),
                format!("Out of memory: asked for {}, the limit is {}.", size(*wanted), size(*limit)),
            ),
            Self::OutOfTime { limit } => (
                format!("超时：超过上限 {} 毫秒。", limit.as_millis()),
                format!("Out of time: took longer than the limit of {} ms.", limit.as_millis()),
            ),
            Self::Trapped { reason, .. } => {
                let Words { zh, en } = reason.words();
                (format!("运行中断：{zh}。"), format!("Trapped: {en}."))
            }
            Self::OutputTooLarge { bytes, limit } => (
                format!("返回内容过大：至少 {}，上限 {}。", size(*bytes), size(*limit)),
                format!("Output too large: at least {}, the limit is {}.", size(*bytes), size(*limit)),
            ),
        };
        Words { zh, en }
    }

    /// The same outcome of another answer.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Answered(answer) => Outcome::Answered(change(answer)),
            Self::Declined(failure) => Outcome::Declined(failure),
            Self::InvalidOutput { violations } => Outcome::InvalidOutput { violations },
            Self::OutOfFuel { limit } => Outcome::OutOfFuel { limit },
            Self::OutOfMemory { wanted, limit } => Outcome::OutOfMemory { wanted, limit },
            Self::OutOfTime { limit } => Outcome::OutOfTime { limit },
            Self::Trapped { reason, frames } => Outcome::Trapped { reason, frames },
            Self::OutputTooLarge { bytes, limit } => Outcome::OutputTooLarge { bytes, limit },
        }
    }
}

fn declined(failure: &Failure) -> (String, String) {
    let reason = failure.reason();
    match failure {
        Failure::Unsupported(_) => (
            format!("智能体弃答：不参加该场景或该合约版本。其说明：{reason}"),
            format!("Declined: does not enter this scenario or this version of its contract. It says: {reason}"),
        ),
        Failure::Unreadable(_) => (
            format!("智能体弃答：无法读取输入、资料或自身状态。其说明：{reason}"),
            format!("Declined: could not read the input, the materials or its state. It says: {reason}"),
        ),
        Failure::Unsure(_) => (
            format!("智能体弃答：没有把握，选择不答。其说明：{reason}"),
            format!("Declined: prefers not to answer. It says: {reason}"),
        ),
    }
}

/// Bytes in a unit that people read, exact where it is whole.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    for (unit, name) in UNITS {
        if bytes >= unit {
            return match bytes % unit {
                0 => format!("{} {name}", bytes / unit),
                _ => format!("{:.2} {name}", bytes as f64 / unit as f64),
            };
        }
    }
    format!("{bytes} B")
}

/// What an error that ended a call means.
pub(super) fn of_error<T>(error: &wasmtime::Error, guest: &Guest, limits: &Limits) -> Outcome<T> {
    if let Some(wanted) = guest.meter.refused {
        return Outcome::OutOfMemory { wanted, limit: limits.memory };
    }
    let frames = trap::frames(error);
    let trapped = |reason| Outcome::Trapped { reason, frames: frames.clone() };
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return trapped(refusal.into());
    }
    match error.downcast_ref::<wasmtime::Trap>() {
        Some(wasmtime::Trap::OutOfFuel) => return Outcome::OutOfFuel { limit: limits.fuel },
        Some(wasmtime::Trap::Interrupt) => return Outcome::OutOfTime { limit: limits.time },
        Some(trap) => return trapped((*trap).into()),
        None => {}
    }
    // An error raised while the host reads what the agent hands over carries the agent's frames only where the agent
    // was calling the host; without frames it was returning.
    let detail = error.root_cause().to_string();
    if is_transfer_bound(&detail) {
        let bound = limits.transfer() as u64;
        return match frames.is_empty() {
            true => Outcome::OutputTooLarge { bytes: bound + 1, limit: limits.output as u64 },
            false => trapped(Trap::TooMuchAtOnce(bound)),
        };
    }
    if error.is::<wasmtime::PoolConcurrencyLimitError>() || error.is::<std::io::Error>() {
        return trapped(Trap::Host(detail));
    }
    trapped(Trap::BrokenInterface(detail))
}

/// Whether the engine refused to copy any more out of the agent. It gives this error no public type; a test holds
/// that its words are still these.
fn is_transfer_bound(detail: &str) -> bool {
    detail.contains("fuel allocated for hostcalls has been exhausted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact_where_they_are_whole() {
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1 << 20), "1 MiB");
        assert_eq!(size(256 << 20), "256 MiB");
        assert_eq!(size((256 << 20) + 65536), "256.06 MiB");
        assert_eq!(size(1 << 30), "1 GiB");
    }

    #[test]
    fn every_limit_is_named_with_its_value() {
        let outcomes: [(Outcome<()>, &str, &str); 4] = [
            (Outcome::OutOfFuel { limit: 12345 }, "12345", "12345"),
            (Outcome::OutOfMemory { wanted: 65 << 20, limit: 64 << 20 }, "64 MiB", "64 MiB"),
            (Outcome::OutOfTime { limit: Duration::from_secs(2) }, "2000 毫秒", "2000 ms"),
            (Outcome::OutputTooLarge { bytes: 3000, limit: 2048 }, "2 KiB", "2 KiB"),
        ];
        for (outcome, zh, en) in outcomes {
            let words = outcome.words();
            assert!(words.zh.contains(zh), "{}", words.zh);
            assert!(words.en.contains(en), "{}", words.en);
        }
    }
}
