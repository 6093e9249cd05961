//! How far a comparison is: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::print;
use crate::compare::Event;
use crate::language::Language;

/// Progress over all scenarios of one command.
pub struct Progress {
    bar: ProgressBar,
    plain: bool,
    language: Language,
    scenario: String,
    /// Runs of the scenarios before this one.
    before: u64,
    /// Of this scenario.
    runs: u64,
    /// The last tenth that a plain line told of.
    told: u64,
}

impl Progress {
    /// Of so many runs.
    pub fn new(runs: u64, language: Language) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(runs), target);
        let template = language.pick(
            "{bar:30} {pos}/{len} 次运行  已用 {elapsed}  约余 {eta}  {msg}",
            "{bar:30} {pos}/{len} runs  {elapsed} gone  about {eta} left  {msg}",
        );
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(std::time::Duration::from_millis(500));
        Self { bar, plain, language, scenario: String::new(), before: 0, runs: 0, told: 0 }
    }

    /// A scenario begins.
    pub fn scenario(&mut self, title: &str) {
        self.scenario = title.to_owned();
        self.bar.set_message(title.to_owned());
    }

    /// Something happened in its session.
    pub fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Started { runs, done } => {
                (self.runs, self.told) = (*runs, 0);
                self.at(*done);
                if *done > 0 {
                    self.line(&self.language.pick(
                        format!("{}：继续上次未完成的比较，已有 {done}/{runs} 次运行", self.scenario),
                        format!("{}: going on with an unfinished session, {done}/{runs} runs are kept", self.scenario),
                    ));
                }
            }
            Event::Prepared { entrant, outcome } => {
                if *outcome != "answered" {
                    let name = format!("{}/{}@{}", entrant.vendor, entrant.agent, entrant.version);
                    self.line(&self.language.pick(
                        format!("{}：{name} 准备未成功（{outcome}）", self.scenario),
                        format!("{}: preparing {name} did not succeed ({outcome})", self.scenario),
                    ));
                }
            }
            Event::Kept { done } => self.at(*done),
        }
    }

    /// A scenario is done, with its table.
    pub fn finished(&mut self, table: &str) {
        self.before += self.runs;
        self.bar.set_position(self.before);
        self.bar.suspend(|| print::line(table.trim_end_matches('\n')));
    }

    /// All is done.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }

    fn at(&mut self, done: u64) {
        self.bar.set_position(self.before + done);
        let tenth = (done * 10).checked_div(self.runs).unwrap_or(10);
        if self.plain && tenth > self.told {
            self.told = tenth;
            eprintln!("{} {done}/{}", self.scenario, self.runs);
        }
    }

    fn line(&self, text: &str) {
        if self.plain {
            eprintln!("{text}");
        } else {
            self.bar.suspend(|| eprintln!("{text}"));
        }
    }
}
