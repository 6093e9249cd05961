//! Admission: what a component must be before it may take part, one file a rule.
//!
//! `tongtai check` and an upload run the same rules in the same order, from the cheapest to the dearest: size,
//! structure, compiling, interface, start-up, profile, conformance. A rule that needs what an earlier one did not give
//! is not asked. Within a rule every fault is told, not the first. What could not be checked for a reason that is not
//! the component's is kept apart from what failed.

mod capability;
mod conformance;
mod contracts;
mod interface;
mod profile;
mod report;
mod size;
mod startup;
mod structure;

use crate::catalogue::sha256;
use crate::sandbox::{Component, LoadError, Sandbox};

pub use capability::Capability;
pub use contracts::{Contract, Contracts, Embedded};
pub use report::{Check, Report, Rule, State, Tried, Verdict};
pub use size::MOST_BYTES;

/// What happens while a component is admitted.
#[derive(Debug)]
pub enum Event<'a> {
    /// It came to this state.
    Reached(State),
    /// A rule was asked.
    Checked(&'a Check),
    /// It is tried on a scenario's public cases.
    Trying {
        /// The scenario.
        scenario: &'a str,
        /// How many scenarios were tried before it.
        done: usize,
        /// How many there are.
        of: usize,
    },
}

/// How a component is admitted.
#[derive(Clone, Copy)]
pub struct Admission<'a> {
    /// Runs it.
    pub sandbox: &'a Sandbox,
    /// The contracts that it is tried under.
    pub contracts: &'a dyn Contracts,
    /// Only this scenario, of those that it enters.
    pub only: Option<&'a str>,
    /// The most public cases of a scenario that it is tried on.
    pub cases: usize,
    /// Threads that run cases.
    pub threads: usize,
}

/// The most public cases of a scenario that an upload is tried on.
pub const CASES: usize = 50;

impl Admission<'_> {
    /// Asks every rule of a component.
    pub fn admit(&self, component: &[u8], watch: &mut dyn FnMut(Event<'_>)) -> Report {
        let mut report = Report::new(sha256(component), component.len());
        watch(Event::Reached(State::Received));
        self.ask(component, &mut report, watch);
        report
    }

    fn ask(&self, component: &[u8], report: &mut Report, watch: &mut dyn FnMut(Event<'_>)) -> Option<()> {
        report.add(size::check(component), watch)?;
        report.add(structure::check(component), watch)?;
        report.reach(State::Validated, watch);
        let loaded = self.sandbox.load(&report.digest, || Ok::<_, std::io::Error>(component.to_vec()));
        let failed = loaded.as_ref().err();
        report.add(compiling(failed), watch)?;
        report.add(interface::check(failed), watch)?;
        let loaded = loaded.ok()?;
        report.capabilities = capability::used(&loaded.imports());
        report.reach(State::Compiled, watch);
        let (check, startup, told) = startup::check(&loaded);
        report.startup = Some(startup);
        report.add(check, watch)?;
        let told = told?;
        report.profile = Some(told.clone());
        report.add(profile::check(&told, self.contracts, self.only), watch)?;
        let (check, tried) = conformance::check(self, &loaded, &told, watch);
        report.tried = tried;
        report.add(check, watch)?;
        report.reach(State::Conformant, watch);
        Some(())
    }

    /// How a component that is loaded does on one scenario's public cases, on the same ones as in admission; none where
    /// there is no such scenario.
    ///
    /// # Errors
    /// Why the contract cannot be had, in words.
    pub fn attempt(&self, component: &Component, scenario: &str) -> Result<Option<Tried>, String> {
        conformance::attempt(self, component, scenario)
    }
}

/// The rule that it compiles, from what loading it gave.
fn compiling(failed: Option<&LoadError>) -> Check {
    match failed {
        None | Some(LoadError::World(_)) => Check::passed(Rule::Compiling),
        Some(error @ (LoadError::NoCompiler(_) | LoadError::Bytes(_))) => {
            Check::could_not(Rule::Compiling, error.words())
        }
        Some(error) => Check::failed(Rule::Compiling, vec![error.words()]),
    }
}
