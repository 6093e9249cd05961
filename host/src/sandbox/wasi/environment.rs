//! What an agent sees around itself: nothing. And its exit, which ends the call.

use wasmtime::component::{LinkerInstance, Resource};

use super::{Cx, Refusal};
use crate::sandbox::guest::Guest;

/// Never given out: there is no terminal.
pub(super) struct TerminalInput;
/// Never given out: there is no terminal.
pub(super) struct TerminalOutput;
/// Never given out: there is no file.
pub(super) struct Descriptor;

pub(super) fn link(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("get-environment", |_: Cx<'_>, (): ()| Ok((Vec::<(String, String)>::new(),)))?;
    instance.func_wrap("get-arguments", |_: Cx<'_>, (): ()| Ok((Vec::<String>::new(),)))?;
    instance.func_wrap("initial-cwd", |_: Cx<'_>, (): ()| Ok((None::<String>,)))
}

pub(super) fn link_exit(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    let exit = |code| -> wasmtime::Result<()> { Err(Refusal::Exit(code).into()) };
    instance.func_wrap("exit", move |_: Cx<'_>, (status,): (Result<(), ()>,)| exit(u8::from(status.is_err())))?;
    instance.func_wrap("exit-with-code", move |_: Cx<'_>, (code,): (u8,)| exit(code))
}

pub(super) fn link_terminals(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("get-terminal-stdin", |_: Cx<'_>, (): ()| Ok((None::<Resource<TerminalInput>>,)))?;
    for name in ["get-terminal-stdout", "get-terminal-stderr"] {
        instance.func_wrap(name, |_: Cx<'_>, (): ()| Ok((None::<Resource<TerminalOutput>>,)))?;
    }
    Ok(())
}

pub(super) fn link_preopens(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("get-directories", |_: Cx<'_>, (): ()| Ok((Vec::<(Resource<Descriptor>, String)>::new(),)))
}
