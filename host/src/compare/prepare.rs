//! Preparing the entrants: each gets the scenario's materials once and returns its own state, kept by digest.

use std::sync::Arc;

use serde_json::json;

use super::judge;
use super::plan::Plan;
use super::run::{Event, RunError};
use crate::catalogue::scenario::{CallLimits, ContractTerms};
use crate::registry::entrant::{Entrant, Preparation};
use crate::registry::{Registry, SessionId};
use crate::sandbox::{Brief, Call, Component, Limits, Material, Outcome, Sandbox};

/// An entrant that is ready to answer, or that is known not to be.
pub(super) struct Ready {
    /// Who.
    pub entrant: Entrant,
    /// Its component.
    pub component: Component,
    /// Its state, or the code of how preparing it failed.
    pub state: Result<Arc<Vec<u8>>, String>,
}

/// Loads every entrant's component and prepares those that are not yet.
pub(super) fn ready(
    registry: &mut Registry,
    sandbox: &Sandbox,
    plan: &Plan,
    terms: &ContractTerms,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Ready>, RunError> {
    let session = registry.session(plan.session)?;
    let mut loaded = Vec::new();
    for entrant in registry.entrants(plan.session)? {
        registry.verify_signatures(entrant.release)?;
        let component = sandbox
            .load(&entrant.digest.to_string(), || registry.blob(entrant.digest))
            .map_err(|error| RunError::Load { agent: name(&entrant), error })?;
        loaded.push((entrant, component));
    }
    let calls = prepare_all(registry, plan, session.seed, &terms.prepare_limits, &loaded)?;
    let mut ready = Vec::new();
    for ((entrant, component), call) in loaded.into_iter().zip(calls) {
        let state = match call {
            Some(call) => keep(registry, &entrant, call, watch)?,
            None => kept_state(registry, plan.session, &entrant)?,
        };
        ready.push(Ready { entrant, component, state: state.map(Arc::new) });
    }
    Ok(ready)
}

fn name(entrant: &Entrant) -> String {
    format!("{}/{}@{}", entrant.vendor, entrant.agent, entrant.version)
}

/// Calls `prepare` of every entrant that has no preparation, all at once; the sandbox's slots bound how many run.
fn prepare_all(
    registry: &Registry,
    plan: &Plan,
    seed: u64,
    limits: &CallLimits,
    loaded: &[(Entrant, Component)],
) -> Result<Vec<Option<Call<Vec<u8>>>>, RunError> {
    let contents =
        plan.contract.materials.iter().map(|material| registry.blob(material.digest)).collect::<Result<Vec<_>, _>>()?;
    let materials: Vec<Material<'_>> = plan
        .contract
        .materials
        .iter()
        .zip(&contents)
        .map(|(material, content)| Material { name: &material.name, media_type: &material.media_type, content })
        .collect();
    let version = plan.contract.version.to_string();
    let brief = Brief { scenario: &plan.contract.scenario, contract: &version, seed, materials: &materials };
    let limits = Limits::from(limits);
    Ok(std::thread::scope(|scope| {
        let running: Vec<_> = loaded
            .iter()
            .map(|(entrant, component)| {
                let (brief, limits) = (&brief, &limits);
                entrant.preparation.is_none().then(|| scope.spawn(move || component.prepare(brief, limits)))
            })
            .collect();
        running.into_iter().map(|running| running.map(join)).collect()
    }))
}

/// The thread's result; a panic goes on in the caller.
fn join<T>(running: std::thread::ScopedJoinHandle<'_, T>) -> T {
    running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Keeps what preparing gave.
fn keep(
    registry: &mut Registry,
    entrant: &Entrant,
    call: Call<Vec<u8>>,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Result<Vec<u8>, String>, RunError> {
    let code = call.outcome.code();
    let preparation = Preparation {
        outcome: code.to_owned(),
        state: None,
        fuel: call.fuel,
        startup_fuel: call.startup_fuel,
        memory: call.memory,
        elapsed_us: u64::try_from(call.elapsed.as_micros()).unwrap_or(u64::MAX),
        detail: judge::detail(&call.outcome),
        log: json!(call.log),
        log_dropped: call.log_dropped,
    };
    let state = match call.outcome {
        Outcome::Answered(state) => Ok(state),
        _ => Err(code.to_owned()),
    };
    registry.record_preparation(entrant.id, &preparation, state.as_deref().ok())?;
    watch(Event::Prepared { entrant, outcome: code });
    Ok(state)
}

/// The state that an earlier process prepared.
fn kept_state(registry: &Registry, session: SessionId, entrant: &Entrant) -> Result<Result<Vec<u8>, String>, RunError> {
    match &entrant.preparation {
        Some(Preparation { state: Some(digest), .. }) => Ok(Ok(registry.blob(*digest)?)),
        Some(preparation) => Ok(Err(preparation.outcome.clone())),
        None => Err(RunError::NotPrepared { session, agent: name(entrant) }),
    }
}
