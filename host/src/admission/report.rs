//! What admission found: each rule with its verdict, and how far the component came.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Event;
use super::capability::Capability;
use crate::catalogue::Words;
use crate::compare::summary::PartSummary;
use crate::sandbox::Profile;

/// How far a component came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its bytes are here.
    Received,
    /// They are a component within bounds.
    Validated,
    /// It compiled, and is an agent.
    Compiled,
    /// It answered public cases as its contracts ask.
    Conformant,
    /// It is a release, and takes part in sessions.
    Comparable,
}

impl State {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Received, Self::Validated, Self::Compiled, Self::Conformant, Self::Comparable];

    /// Its name for people.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Received => ("已接收", "received"),
            Self::Validated => ("结构合格", "validated"),
            Self::Compiled => ("已编译", "compiled"),
            Self::Conformant => ("作答合格", "conformant"),
            Self::Comparable => ("可参评", "comparable"),
        };
        Words { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// A rule of admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Neither empty nor too large.
    Size,
    /// A well-formed component within bounds.
    Structure,
    /// It compiles within bounds.
    Compiling,
    /// Its exports and imports are those of the world.
    Interface,
    /// It starts, within bounds.
    Startup,
    /// What it says of itself is complete.
    Profile,
    /// It answers public cases.
    Conformance,
}

impl Rule {
    /// All, in the order in which they are asked.
    pub const ALL: [Self; 7] = [
        Self::Size,
        Self::Structure,
        Self::Compiling,
        Self::Interface,
        Self::Startup,
        Self::Profile,
        Self::Conformance,
    ];

    /// Its name for people.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Size => ("大小", "size"),
            Self::Structure => ("结构", "structure"),
            Self::Compiling => ("编译", "compiling"),
            Self::Interface => ("接口", "interface"),
            Self::Startup => ("启动", "start-up"),
            Self::Profile => ("自述", "profile"),
            Self::Conformance => ("公开案例", "public cases"),
        };
        Words { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// What a rule said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It does not: the component must change.
    Failed,
    /// It could not be asked for a reason that is not the component's: try again.
    CouldNotCheck,
}

/// A rule that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which.
    pub rule: Rule,
    /// What it said.
    pub verdict: Verdict,
    /// What it found, each with what to do about it: every fault, or remarks where it holds.
    pub findings: Vec<Words>,
}

impl Check {
    pub(super) fn passed(rule: Rule) -> Self {
        Self { rule, verdict: Verdict::Passed, findings: Vec::new() }
    }

    /// Failed where there is a finding.
    pub(super) fn failed(rule: Rule, findings: Vec<Words>) -> Self {
        let verdict = if findings.is_empty() { Verdict::Passed } else { Verdict::Failed };
        Self { rule, verdict, findings }
    }

    pub(super) fn could_not(rule: Rule, words: Words) -> Self {
        Self { rule, verdict: Verdict::CouldNotCheck, findings: vec![words] }
    }
}

/// What starting the component took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Startup {
    /// Units of fuel before an export is called.
    pub startup_fuel: u64,
    /// Units of fuel of `profile` in all.
    pub fuel: u64,
    /// Peak bytes of memory.
    pub memory: u64,
}

/// How it did on one scenario's public cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tried {
    /// The scenario's id.
    pub scenario: String,
    /// The contract's version.
    pub contract: String,
    /// How `prepare` ended.
    pub prepared: String,
    /// What it has to say beyond its name.
    pub prepare_detail: Value,
    /// Fuel of `prepare`.
    pub prepare_fuel: u64,
    /// The runs in figures; none where there is no run.
    pub summary: Option<PartSummary>,
    /// The runs, one a case.
    pub runs: Vec<TriedRun>,
}

/// One public case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TriedRun {
    /// The case's id.
    pub case: String,
    /// How it ended.
    pub outcome: String,
    /// In [0, 1].
    pub score: f64,
    /// What was wrong with the answer, in words.
    pub remarks: Vec<Words>,
    /// What else the outcome has to say.
    pub detail: Value,
    /// The output.
    pub output: Option<String>,
    /// Units of fuel.
    pub fuel: u64,
    /// What the agent logged.
    pub log: Value,
}

/// What admission found of a component.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub digest: String,
    /// Its bytes.
    pub size: usize,
    /// How far it came.
    pub state: State,
    /// The rules that were asked, in order.
    pub checks: Vec<Check>,
    /// What it imports, by what it could do with it.
    pub capabilities: Vec<Capability>,
    /// What starting it took, if it started.
    pub startup: Option<Startup>,
    /// What it says of itself, if it did.
    pub profile: Option<Profile>,
    /// How it did on public cases, a scenario each.
    pub tried: Vec<Tried>,
}

impl Report {
    pub(super) fn new(digest: String, size: usize) -> Self {
        Self {
            digest,
            size,
            state: State::Received,
            checks: Vec::new(),
            capabilities: Vec::new(),
            startup: None,
            profile: None,
            tried: Vec::new(),
        }
    }

    /// Whether every rule was asked and holds.
    pub fn is_admitted(&self) -> bool {
        self.state >= State::Conformant
    }

    /// Whether it is no verdict on the component: something could not be checked.
    pub fn could_not_check(&self) -> bool {
        self.checks.iter().any(|check| check.verdict == Verdict::CouldNotCheck)
    }

    /// Every fault, or what could not be checked.
    pub fn faults(&self) -> Vec<Words> {
        let failed = self.checks.iter().filter(|check| check.verdict != Verdict::Passed);
        failed.flat_map(|check| &check.findings).cloned().collect()
    }

    /// Adds a rule's verdict; nothing where the next one cannot be asked.
    pub(super) fn add(&mut self, check: Check, watch: &mut dyn FnMut(Event<'_>)) -> Option<()> {
        watch(Event::Checked(&check));
        let passed = check.verdict == Verdict::Passed;
        self.checks.push(check);
        passed.then_some(())
    }

    pub(super) fn reach(&mut self, state: State, watch: &mut dyn FnMut(Event<'_>)) {
        self.state = state;
        watch(Event::Reached(state));
    }
}
