//! The real binary, started as people start it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A command that is about to run, with what it is given on standard input.
pub struct Tongtai(Command, Option<String>);

impl Tongtai {
    pub fn new<'a>(folder: &Path, args: impl IntoIterator<Item = &'a str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongtai"));
        for variable in ["LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE"] {
            command.env_remove(variable);
        }
        command.current_dir(folder).env("LANG", "C").args(args);
        Self(command, None)
    }

    pub fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.args(args);
        self
    }

    pub fn lang(self, code: &'static str) -> Self {
        self.args(["--lang", code])
    }

    pub fn locale(mut self, locale: &str) -> Self {
        self.0.env("LANG", locale);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Gives it this on standard input.
    pub fn input(mut self, text: &str) -> Self {
        self.1 = Some(text.to_owned());
        self
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Done {
        let Some(input) = self.1 else {
            let output = self.0.stdin(Stdio::null()).output().unwrap();
            return Done::of(&self.0, output);
        };
        self.0.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = self.0.spawn().unwrap();
        // A command that is refused before it reads has closed its end: no fault of the story.
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        Done::of(&self.0, process.wait_with_output().unwrap())
    }

    /// Starts it, for a story that does something beside.
    pub fn start(mut self) -> Running {
        let quiet = self.0.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Running(quiet.spawn().unwrap())
    }
}

/// A process that a story started; it is killed at the latest when the story ends.
pub struct Running(Child);

impl Running {
    /// `kill -9`.
    pub fn kill(mut self) {
        assert!(self.is_running(), "it ended before it was killed: the story needs more cases");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub fn is_running(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a command answered.
#[derive(Debug)]
pub struct Done {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    asked: String,
}

impl Done {
    fn of(command: &Command, output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            asked: command.get_args().map(|arg| arg.to_string_lossy()).collect::<Vec<_>>().join(" "),
        }
    }

    #[track_caller]
    pub fn succeeded(self) -> Self {
        self.ended(0)
    }

    /// It ended with this exit code, and without a panic.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "tongtai {}\n{}\n{}", self.asked, self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "tongtai {}\n{}", self.asked, self.stderr);
        self
    }

    /// Its errors hold each of these.
    #[track_caller]
    pub fn says(self, wanted: &[&str]) -> Self {
        for words in wanted {
            assert!(self.stderr.contains(words), "tongtai {} does not say {words:?}:\n{}", self.asked, self.stderr);
        }
        self
    }
}
