//! Why a call was trapped, in words that an official can read.

use serde::{Deserialize, Serialize};

use super::wasi::Refusal;
use crate::catalogue::Words;

/// Why a call broke off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "detail")]
pub enum Trap {
    /// The agent gave up by itself: a panic, a failed assertion, an uncaught exception.
    Unreachable,
    /// Calls nested too deeply.
    StackOverflow,
    /// A read or write outside of the agent's memory.
    MemoryOutOfBounds,
    /// A call through a table index that does not exist.
    TableOutOfBounds,
    /// A call through an empty table entry.
    IndirectCallToNull,
    /// A call through a table to a function of another type.
    IndirectCallMismatch,
    /// An integer division whose result does not fit.
    IntegerOverflow,
    /// An integer divided by zero.
    DivisionByZero,
    /// A float that is no integer, or too large for one, made into one.
    BadConversion,
    /// What the agent returned or handed to the host breaks the component model's rules: a string that is not
    /// Unicode, a list outside of its memory, a call back into itself.
    BrokenInterface(String),
    /// The agent ended itself with an exit code.
    Exit(u8),
    /// The agent called something that the sandbox does not offer.
    Refused(String),
    /// The agent handed the host more than this many bytes in one call.
    TooMuchAtOnce(u64),
    /// Any other trap, in the engine's words.
    Other(String),
    /// The host failed, not the agent.
    Host(String),
}

impl Trap {
    /// The reason as a sentence without its full stop.
    pub fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::Unreachable => (
                "智能体自行中止（程序断言失败或未捕获的异常）".into(),
                "the agent gave up by itself (a panic, a failed assertion or an uncaught exception)".into(),
            ),
            Self::StackOverflow => {
                ("函数调用层数过深，栈已耗尽".into(), "calls nested too deeply: stack overflow".into())
            }
            Self::MemoryOutOfBounds => {
                ("读写了自身内存范围以外的地址".into(), "read or wrote outside of its own memory".into())
            }
            Self::TableOutOfBounds => {
                ("通过不存在的函数表位置调用函数".into(), "called through a table index that does not exist".into())
            }
            Self::IndirectCallToNull => {
                ("通过空的函数表位置调用函数".into(), "called through an empty table entry".into())
            }
            Self::IndirectCallMismatch => {
                ("间接调用的函数类型不符".into(), "an indirect call met a function of another type".into())
            }
            Self::IntegerOverflow => ("整数运算溢出".into(), "an integer division overflowed".into()),
            Self::DivisionByZero => ("整数除以零".into(), "an integer was divided by zero".into()),
            Self::BadConversion => ("浮点数无法转换为整数".into(), "a float could not be made into an integer".into()),
            Self::BrokenInterface(detail) => {
                (format!("违反组件接口约定：{detail}"), format!("broke the component interface: {detail}"))
            }
            Self::Exit(code) => (
                format!("智能体以退出码 {code} 自行结束，未给出答复"),
                format!("the agent exited with code {code} and gave no answer"),
            ),
            Self::Refused(import) => (
                format!("智能体调用了沙箱不提供的功能 {import}"),
                format!("the agent called {import}, which the sandbox does not offer"),
            ),
            Self::TooMuchAtOnce(limit) => (
                format!("智能体一次交给主机的数据超过 {limit} 字节"),
                format!("the agent handed the host more than {limit} bytes in one call"),
            ),
            Self::Other(detail) => (format!("执行出错：{detail}"), format!("execution failed: {detail}")),
            Self::Host(detail) => (
                format!("本机运行环境故障，与参评智能体无关：{detail}"),
                format!("the host failed, not the agent: {detail}"),
            ),
        };
        Words { zh, en }
    }
}

impl From<wasmtime::Trap> for Trap {
    fn from(trap: wasmtime::Trap) -> Self {
        use wasmtime::Trap as T;
        match trap {
            T::UnreachableCodeReached => Self::Unreachable,
            T::StackOverflow => Self::StackOverflow,
            T::MemoryOutOfBounds | T::HeapMisaligned => Self::MemoryOutOfBounds,
            T::TableOutOfBounds => Self::TableOutOfBounds,
            T::IndirectCallToNull => Self::IndirectCallToNull,
            T::BadSignature => Self::IndirectCallMismatch,
            T::IntegerOverflow => Self::IntegerOverflow,
            T::IntegerDivisionByZero => Self::DivisionByZero,
            T::BadConversionToInteger => Self::BadConversion,
            T::CannotEnterComponent
            | T::CannotLeaveComponent
            | T::InvalidChar
            | T::StringOutOfBounds
            | T::ListOutOfBounds
            | T::InvalidDiscriminant
            | T::UnalignedPointer => Self::BrokenInterface(plain(&trap)),
            _ => Self::Other(plain(&trap)),
        }
    }
}

impl From<&Refusal> for Trap {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NotOffered(import) => Self::Refused(import.clone()),
            Refusal::Exit(code) => Self::Exit(*code),
        }
    }
}

/// The engine's description without its prefix.
fn plain(trap: &wasmtime::Trap) -> String {
    trap.to_string().trim_start_matches("wasm trap: ").to_owned()
}

/// The functions that were running when an error was raised, innermost first, by the names in the component; one that
/// called itself is named once, with how often.
pub(super) fn frames(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<wasmtime::WasmBacktrace>() else { return Vec::new() };
    let name = |frame: &wasmtime::FrameInfo| match frame.func_name() {
        Some(name) => readable(name),
        None => format!("function {}", frame.func_index()),
    };
    let names: Vec<String> = backtrace.frames().iter().map(name).collect();
    let runs = names.chunk_by(|one, next| one == next);
    runs.map(|run| if run.len() > 1 { format!("{} ×{}", run[0], run.len()) } else { run[0].clone() }).collect()
}

/// A function's name as its author wrote it, of bounded length: the component may name its functions as it likes.
fn readable(name: &str) -> String {
    /// No name that a person would read is longer.
    const MOST: usize = 300;
    let mut name = match name.len() <= 4 * MOST {
        true => format!("{:#}", rustc_demangle::demangle(name)),
        false => name[..name.ceil_char_boundary(MOST + 1)].to_owned(),
    };
    if name.len() > MOST {
        name.truncate(name.floor_char_boundary(MOST));
        name.push('…');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_demangled_and_bounded() {
        assert_eq!(readable("_ZN4core3fmt5write17h0123456789abcdefE"), "core::fmt::write");
        assert_eq!(readable("_RNvCsjv5eGsW7aX7_5agent6answer"), "agent::answer");
        assert_eq!(readable("divide"), "divide");
        for long in ["名".repeat(500), "名".repeat(101), "x".repeat(1_000_000)] {
            let name = readable(&long);
            assert!(name.len() <= 303 && name.ends_with('…'), "{name}");
        }
    }
}
