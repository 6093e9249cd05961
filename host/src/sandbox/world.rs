//! The records of `wit/agent.wit` as this host sees them.
//!
//! What goes into an agent borrows (a state of many MiB is not copied for each case); what comes out is owned. They
//! are written by hand and not generated so that the case path lowers straight from the caller's memory and checks only
//! the export that it calls.

use serde::{Deserialize, Serialize};
use wasmtime::component::{ComponentType, Lift, Lower};

use super::limits::Limits;
use crate::catalogue::Words;

/// The package that agents are built against, with the version that this host offers.
pub(super) const PACKAGE: &str = "tongtai:agent";
/// The version of [`PACKAGE`] that this host offers.
pub(super) const VERSION: &str = "0.1.0";

/// A text in both languages, as an agent gives it.
#[derive(Debug, Clone, PartialEq, Eq, ComponentType, Lift, Serialize, Deserialize)]
#[component(record)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self { zh: text.zh, en: text.en }
    }
}

/// What an agent says of itself.
#[derive(Debug, Clone, PartialEq, Eq, ComponentType, Lift, Serialize, Deserialize)]
#[component(record)]
pub struct Profile {
    /// Its name for people.
    pub title: Text,
    /// How it works.
    pub summary: Text,
    /// Ids of the scenarios that it enters.
    pub scenarios: Vec<String>,
}

/// One piece of reference data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ComponentType, Lower)]
#[component(record)]
pub struct Material<'a> {
    /// The name under which the contract lists it.
    pub name: &'a str,
    /// Its media type.
    #[component(name = "media-type")]
    pub media_type: &'a str,
    /// Its bytes.
    pub content: &'a [u8],
}

/// What `prepare` gets; its limits are added from those of the call.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'a> {
    /// The scenario's id.
    pub scenario: &'a str,
    /// The version of the scenario's contract.
    pub contract: &'a str,
    /// The session's seed.
    pub seed: u64,
    /// The scenario's materials, in the contract's order.
    pub materials: &'a [Material<'a>],
}

/// What `answer` gets: one case; its limits are added from those of the call.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The scenario's id.
    pub scenario: &'a str,
    /// The version of the scenario's contract.
    pub contract: &'a str,
    /// A seed drawn from the session's seed and the case.
    pub seed: u64,
    /// What the agent's `prepare` returned.
    pub state: &'a [u8],
    /// The case's input, JSON.
    pub input: &'a str,
}

/// An answer to one case.
#[derive(Debug, Clone, PartialEq, ComponentType, Lift, Serialize, Deserialize)]
#[component(record)]
pub struct Answer {
    /// JSON, not yet checked against the contract's output schema.
    pub output: String,
    /// How sure the agent is: finite, from 0 to 1 (anything else has become an invalid output).
    pub confidence: Option<f64>,
    /// Why, in words.
    pub rationale: Option<String>,
}

/// Why an agent declines.
#[derive(Debug, Clone, PartialEq, Eq, ComponentType, Lift, Serialize, Deserialize)]
#[component(variant)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "reason")]
pub enum Failure {
    /// Not this scenario, or not this version of its contract.
    #[component(name = "unsupported")]
    Unsupported(String),
    /// The input, the materials or the state could not be read.
    #[component(name = "unreadable")]
    Unreadable(String),
    /// Understood, but prefers not to answer.
    #[component(name = "unsure")]
    Unsure(String),
}

impl Failure {
    /// The agent's own words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Unsupported(reason) | Self::Unreadable(reason) | Self::Unsure(reason) => reason,
        }
    }
}

/// How serious a log line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ComponentType, Lift)]
#[component(enum)]
#[repr(u8)]
#[expect(dead_code, reason = "made by lifting")]
pub(super) enum Level {
    #[component(name = "debug")]
    Debug,
    #[component(name = "info")]
    Info,
    #[component(name = "warn")]
    Warn,
    #[component(name = "error")]
    Error,
}

/// The bounds of a call as the agent is told of them.
#[derive(Debug, Clone, Copy, ComponentType, Lower)]
#[component(record)]
pub(super) struct LimitsRecord {
    fuel: u64,
    memory: u64,
    time: u64,
    output: u64,
}

impl From<&Limits> for LimitsRecord {
    fn from(limits: &Limits) -> Self {
        Self {
            fuel: limits.fuel,
            memory: limits.memory,
            time: u64::try_from(limits.time.as_millis()).unwrap_or(u64::MAX),
            output: limits.output as u64,
        }
    }
}

/// `brief` as it is lowered.
#[derive(Debug, Clone, Copy, ComponentType, Lower)]
#[component(record)]
pub(super) struct BriefRecord<'a> {
    scenario: &'a str,
    contract: &'a str,
    seed: u64,
    limits: LimitsRecord,
    materials: &'a [Material<'a>],
}

impl<'a> BriefRecord<'a> {
    pub(super) fn new(brief: &Brief<'a>, limits: &Limits) -> Self {
        let Brief { scenario, contract, seed, materials } = *brief;
        Self { scenario, contract, seed, limits: limits.into(), materials }
    }
}

/// `task` as it is lowered.
#[derive(Debug, Clone, Copy, ComponentType, Lower)]
#[component(record)]
pub(super) struct TaskRecord<'a> {
    scenario: &'a str,
    contract: &'a str,
    seed: u64,
    limits: LimitsRecord,
    state: &'a [u8],
    input: &'a str,
}

impl<'a> TaskRecord<'a> {
    pub(super) fn new(task: &Task<'a>, limits: &Limits) -> Self {
        let Task { scenario, contract, seed, state, input } = *task;
        Self { scenario, contract, seed, limits: limits.into(), state, input }
    }
}
