//! A component that is ready to be called, and one call of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use wasmtime::Store;
use wasmtime::component::{ComponentExportIndex, ComponentNamedList, InstancePre, Lift, Lower};

use super::engine::Sandbox;
use super::guest::Guest;
use super::limits::Limits;
use super::outcome::{self, Call, Outcome};
use super::world::{Answer, Brief, BriefRecord, Failure, Profile, Task, TaskRecord};

/// An agent's component. Cheap to clone; every call has a fresh instance, and calls may run at the same time.
#[derive(Clone)]
pub struct Component(pub(super) Arc<Parts>);

/// What the clones of a component share.
pub(super) struct Parts {
    sandbox: Sandbox,
    linked: InstancePre<Guest>,
    profile: ComponentExportIndex,
    prepare: ComponentExportIndex,
    answer: ComponentExportIndex,
}

impl Parts {
    pub(super) fn new(sandbox: Sandbox, linked: InstancePre<Guest>) -> wasmtime::Result<Self> {
        let export = |name: &str| {
            let index = linked.component().get_export_index(None, name);
            index.ok_or_else(|| wasmtime::format_err!("the export {name} cannot be found"))
        };
        let (profile, prepare, answer) = (export("profile")?, export("prepare")?, export("answer")?);
        Ok(Self { sandbox, linked, profile, prepare, answer })
    }
}

impl Component {
    /// The interfaces that it imports, with their versions.
    pub fn imports(&self) -> Vec<String> {
        let engine = &self.0.sandbox.0.engine;
        let ty = self.0.linked.component().component_type();
        ty.imports(engine).map(|(name, _)| name.to_owned()).collect()
    }

    /// Asks the agent what it is.
    pub fn profile(&self, limits: &Limits) -> Call<Profile> {
        self.call(&self.0.profile, 0, limits, (), |(profile,): (Profile,)| Outcome::Answered(profile))
    }

    /// Gives the agent the scenario's materials and gets its state.
    pub fn prepare(&self, brief: &Brief<'_>, limits: &Limits) -> Call<Vec<u8>> {
        let parameters = (BriefRecord::new(brief, limits),);
        self.call(
            &self.0.prepare,
            brief.seed,
            limits,
            parameters,
            |(result,): (Result<Vec<u8>, Failure>,)| match result {
                Ok(state) => too_large(state.len(), limits).unwrap_or(Outcome::Answered(state)),
                Err(failure) => declined(failure, limits),
            },
        )
    }

    /// Gives the agent one case.
    pub fn answer(&self, task: &Task<'_>, limits: &Limits) -> Call<Answer> {
        let parameters = (TaskRecord::new(task, limits),);
        self.call(&self.0.answer, task.seed, limits, parameters, |(result,): (Result<Answer, Failure>,)| match result {
            Ok(answer) => check(answer, limits),
            Err(failure) => declined(failure, limits),
        })
    }

    /// Calls an export on a fresh instance within the limits.
    fn call<P, R, T>(
        &self,
        export: &ComponentExportIndex,
        seed: u64,
        limits: &Limits,
        parameters: P,
        read: impl FnOnce(R) -> Outcome<T>,
    ) -> Call<T>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        let parts = &*self.0;
        let room = &*parts.sandbox.0;
        let _slot = room.slots.take();
        let started = Instant::now();
        let mut store = Store::new(&room.engine, Guest::new(seed, limits));
        let mut startup_fuel = None;
        let result = (|| {
            store.limiter(|guest| &mut guest.meter);
            store.set_epoch_deadline(limits.ticks());
            store.set_hostcall_fuel(limits.transfer());
            // Before instantiating, which runs the component's start-up code.
            store.set_fuel(limits.fuel)?;
            let instance = parts.linked.instantiate(&mut store)?;
            startup_fuel = Some(limits.fuel - store.get_fuel()?);
            instance.get_typed_func::<P, R>(&mut store, export)?.call(&mut store, parameters)
        })();
        let elapsed = started.elapsed();
        let fuel = limits.fuel - store.get_fuel().unwrap_or(0);
        let outcome = match result {
            // The epoch stops only the agent's own code; time that went by in the host counts all the same.
            Ok(_) if elapsed > limits.time => Outcome::OutOfTime { limit: limits.time },
            Ok(result) => read(result),
            Err(error) => outcome::of_error(&error, store.data(), limits),
        };
        finish(store.into_data(), outcome, fuel, startup_fuel, elapsed)
    }
}

fn finish<T>(guest: Guest, outcome: Outcome<T>, fuel: u64, startup_fuel: Option<u64>, elapsed: Duration) -> Call<T> {
    let Guest { meter, mut log, stand_ins, .. } = guest;
    if let Some(mut stand_ins) = stand_ins {
        stand_ins.finish(&mut log);
    }
    Call {
        outcome,
        fuel,
        startup_fuel: startup_fuel.unwrap_or(fuel),
        memory: meter.peak(),
        elapsed,
        log: log.lines,
        log_dropped: log.dropped,
    }
}

/// The outcome, if this many bytes are more than may be returned.
fn too_large<T>(bytes: usize, limits: &Limits) -> Option<Outcome<T>> {
    (bytes > limits.output).then_some(Outcome::OutputTooLarge { bytes: bytes as u64, limit: limits.output as u64 })
}

/// Declining, with a reason that is held to the output limit.
fn declined<T>(failure: Failure, limits: &Limits) -> Outcome<T> {
    too_large(failure.reason().len(), limits).unwrap_or(Outcome::Declined(failure))
}

/// Holds an answer to the output limit and its confidence to its range.
fn check(answer: Answer, limits: &Limits) -> Outcome<Answer> {
    let bytes = answer.output.len() + answer.rationale.as_ref().map_or(0, String::len);
    if let Some(outcome) = too_large(bytes, limits) {
        return outcome;
    }
    match answer.confidence {
        // NaN is in no range.
        Some(confidence) if !(0.0..=1.0).contains(&confidence) => Outcome::InvalidOutput {
            violations: vec![format!("confidence: {confidence} 不在 0 到 1 之间 (not between 0 and 1)")],
        },
        _ => Outcome::Answered(answer),
    }
}
