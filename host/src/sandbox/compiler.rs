//! Compiling in a process of its own.
//!
//! Compiling is the one thing that is done to a vendor's bytes outside the sandbox: a component can be made so that it
//! takes the compiler's time or memory without end, or breaks it. So a process of its own does it, which has nothing
//! but those bytes, bounds of its own, and nobody to harm when it ends badly. The program is this one, called with
//! [`COMMAND`]; what it writes is trusted as what this process would have compiled.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal, setrlimit};
use wasmtime::Engine;

use super::engine::config;
use super::load::LoadError;
use crate::catalogue::Words;

/// The command under which a program of ours compiles: see [`compile_here`].
pub const COMMAND: &str = "compile-component";
/// Bytes of memory that compiling may use. CPython and its libraries take 1 GiB.
const MEMORY: u64 = 4 << 30;
/// Seconds of processor time.
const CPU_SECONDS: u64 = 300;
/// Wall-clock time.
const TIME: Duration = Duration::from_secs(180);
/// Exit code where the bytes are no component that could be compiled; the reason is on standard error.
const INVALID: u8 = 3;
/// The most of a reason that is read.
const REASON: u64 = 16 * 1024;

/// Where components are compiled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Compiler {
    /// In this process: for components that are trusted, and for tests.
    #[default]
    Here,
    /// In a process of its own that runs this program.
    Apart(PathBuf),
}

/// Why compiling came to no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// It took too long.
    #[error("compiling it took longer than {} seconds", TIME.as_secs())]
    Time,
    /// It took too much memory.
    #[error("compiling it took more than {} GiB of memory", MEMORY >> 30)]
    Memory,
    /// The compiler broke off.
    #[error("the compiler broke off on it")]
    Broken,
}

impl Excess {
    /// What happened and what to do, as sentences.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Time => (
                format!("编译用时超过 {} 秒。请减小组件中最大的函数，或去掉不用的代码后重新构建。", TIME.as_secs()),
                "Make its largest functions smaller, or leave out code that is not used, and rebuild.",
            ),
            Self::Memory => (
                format!("编译所需内存超过 {} GiB。请减小组件中最大的函数，或去掉不用的代码后重新构建。", MEMORY >> 30),
                "Make its largest functions smaller, or leave out code that is not used, and rebuild.",
            ),
            Self::Broken => (
                "编译器在处理该组件时中断。请换用当前版本的组件工具链重新构建；如仍如此，请把组件发给登记库的运行者。"
                    .to_owned(),
                "Rebuild it with a current component toolchain; if that does not help, send it to the registry's operator.",
            ),
        };
        let mut sentence = self.to_string();
        sentence[..1].make_ascii_uppercase();
        Words { zh, en: format!("{sentence}. {en}") }
    }
}

/// Compiles a component in a process of its own and returns the compiled code.
///
/// # Errors
/// [`LoadError::Invalid`], [`LoadError::TooCostly`], and [`LoadError::NoCompiler`] where the process could not be
/// started or spoken to.
pub(super) fn compile_apart(program: &Path, component: &[u8]) -> Result<Vec<u8>, LoadError> {
    let mut child = Command::new(program)
        .arg(OsStr::new(COMMAND))
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(LoadError::NoCompiler)?;
    let spoken = speak(&mut child, component);
    if spoken.is_err() {
        // What took too long is ended; what has ended already cannot be.
        let _ = child.kill();
    }
    let status = child.wait().map_err(LoadError::NoCompiler)?;
    match spoken {
        Ok((code, reason)) => ended(status, code, &reason),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => Err(LoadError::TooCostly(Excess::Time)),
        Err(error) => Err(LoadError::NoCompiler(error)),
    }
}

/// Gives the process its bytes and reads what it writes until it ends, or until the time is up.
fn speak(child: &mut Child, component: &[u8]) -> io::Result<(Vec<u8>, String)> {
    let missing = || io::Error::other("the process has no standard streams");
    let mut stdin = child.stdin.take().ok_or_else(missing)?;
    let mut stdout = child.stdout.take().ok_or_else(missing)?;
    let stderr = child.stderr.take().ok_or_else(missing)?;
    let component = component.to_vec();
    let (sender, receiver) = crossbeam_channel::bounded(1);
    // The threads end with the process, which closes its streams.
    std::thread::spawn(move || {
        // A process that ended before it read all says why on standard error.
        let _ = stdin.write_all(&component);
    });
    let reason = std::thread::spawn(move || {
        let mut reason = Vec::new();
        let _ = stderr.take(REASON).read_to_end(&mut reason);
        String::from_utf8_lossy(&reason).trim().to_owned()
    });
    std::thread::spawn(move || {
        let mut code = Vec::new();
        let read = stdout.read_to_end(&mut code).map(|_| code);
        // Nobody waits any more where the time was up.
        let _ = sender.send(read);
    });
    let code = receiver.recv_timeout(TIME).map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    let reason = reason.join().unwrap_or_default();
    Ok((code, reason))
}

/// What the process's end says.
fn ended(status: ExitStatus, code: Vec<u8>, reason: &str) -> Result<Vec<u8>, LoadError> {
    if status.success() {
        return Ok(code);
    }
    if status.code() == Some(i32::from(INVALID)) {
        return Err(LoadError::Invalid(reason.to_owned()));
    }
    let excess = match status.signal().and_then(Signal::from_named_raw) {
        Some(Signal::XCPU | Signal::KILL) => Excess::Time,
        _ if reason.contains("memory allocation") || reason.contains("Cannot allocate memory") => Excess::Memory,
        _ => Excess::Broken,
    };
    tracing::warn!(%status, reason, "a component could not be compiled");
    Err(LoadError::TooCostly(excess))
}

/// What [`COMMAND`] does: bounds itself, reads a component from standard input and writes compiled code to standard
/// output.
pub fn compile_here() -> ExitCode {
    let bounded = bound();
    let mut component = Vec::new();
    let read = bounded.and_then(|()| io::stdin().read_to_end(&mut component).map(|_| ()));
    if let Err(error) = read {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    let compiled = Engine::new(&config(1)).and_then(|engine| engine.precompile_component(&component));
    match compiled {
        Ok(code) => match io::stdout().write_all(&code) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(INVALID)
        }
    }
}

/// Bounds this process's memory and processor time. What it reserves without writing to it is not counted.
fn bound() -> io::Result<()> {
    let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::Data, limit(MEMORY))?;
    setrlimit(Resource::Cpu, limit(CPU_SECONDS))?;
    setrlimit(Resource::Core, limit(0))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(raw: i32) -> ExitStatus {
        ExitStatus::from_raw(raw)
    }

    #[test]
    fn how_the_process_ended_says_why() {
        assert_eq!(ended(status(0), vec![1], "").unwrap(), [1]);
        let invalid = ended(status(3 << 8), Vec::new(), "bad section").unwrap_err();
        assert!(matches!(invalid, LoadError::Invalid(reason) if reason == "bad section"));
        for (raw, reason, wanted) in [
            (24, "", Excess::Time),
            (9, "", Excess::Time),
            (6, "memory allocation of 17 bytes failed", Excess::Memory),
            (11, "", Excess::Broken),
            (101 << 8, "thread panicked", Excess::Broken),
        ] {
            let error = ended(status(raw), Vec::new(), reason).unwrap_err();
            assert!(matches!(error, LoadError::TooCostly(excess) if excess == wanted), "{raw}: {error}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_no_verdict_on_the_component() {
        let error = compile_apart(Path::new("/nowhere/tongtai"), b"").unwrap_err();
        assert!(matches!(error, LoadError::NoCompiler(_)), "{error}");
    }
}
