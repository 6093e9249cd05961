//! Stand-ins for WASI 0.2: all that Python and JavaScript toolchains import, and nothing behind it.
//!
//! The clock is virtual, random bytes come from the call's seed, there is no file, no variable, no argument and no
//! network, and standard output goes to the run's log. Nothing here sleeps, reads or asks the machine anything. What
//! is left out ends the call when it is called, with its name. State is made by the first call that needs it, so that a
//! component that calls none of this pays nothing.

mod clock;
mod environment;
mod random;
mod sockets;
mod streams;

use wasmtime::component::types::{ComponentInstance, ComponentItem};
use wasmtime::component::{Component, Linker, LinkerInstance, ResourceType};
use wasmtime::{Engine, StoreContextMut};

use super::guest::{Guest, Log};

/// The release line that is offered; any patch of it.
pub(super) const VERSION: &str = "0.2";

/// The packages of that line whose interfaces may be imported. `wasi:http` is there because JavaScript toolchains
/// import it whether they use it or not; calling it is refused.
const PACKAGES: [&str; 7] =
    ["wasi:cli", "wasi:clocks", "wasi:filesystem", "wasi:http", "wasi:io", "wasi:random", "wasi:sockets"];

/// The store as the stand-ins' functions get it.
type Cx<'a> = StoreContextMut<'a, Guest>;

/// A call that the sandbox does not let go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// What was called has nothing behind it.
    #[error("{0} is not offered")]
    NotOffered(String),
    /// The agent asked to end with this exit code.
    #[error("exit with code {0}")]
    Exit(u8),
}

/// The state behind the stand-ins of one instance.
pub(super) struct StandIns {
    clock: clock::Clock,
    random: random::Random,
    output: streams::Output,
}

impl StandIns {
    pub(super) fn new(seed: u64) -> Self {
        Self { clock: clock::Clock::default(), random: random::Random::new(seed), output: streams::Output::default() }
    }

    /// Logs what was written without a line's end.
    pub(super) fn finish(&mut self, log: &mut Log) {
        self.output.finish(log);
    }
}

/// Whether an interface of this name, with its version, may be imported.
pub(super) fn offers(import: &str) -> bool {
    let Some((base, version)) = import.split_once('@') else { return false };
    let package = base.split('/').next().unwrap_or_default();
    let patch = version.strip_prefix(VERSION).map(|rest| rest.strip_prefix('.').unwrap_or(rest));
    PACKAGES.contains(&package) && patch.is_some_and(|patch| patch.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Offers a component every WASI interface that it imports.
pub(super) fn link(linker: &mut Linker<Guest>, engine: &Engine, component: &Component) -> wasmtime::Result<()> {
    for (name, import) in component.component_type().imports(engine) {
        if let (true, ComponentItem::ComponentInstance(interface)) = (offers(name), &import.ty) {
            link_interface(linker, engine, name, interface)?;
        }
    }
    Ok(())
}

fn link_interface(
    linker: &mut Linker<Guest>,
    engine: &Engine,
    name: &str,
    interface: &ComponentInstance,
) -> wasmtime::Result<()> {
    let mut instance = linker.instance(name)?;
    for (item, export) in interface.exports(engine) {
        match export.ty {
            ComponentItem::Resource(_) => resource(&mut instance, item)?,
            ComponentItem::ComponentFunc(_) => {
                let refused = format!("{name} {item}");
                instance.func_new(item, move |_, _, _, _| Err(Refusal::NotOffered(refused.clone()).into()))?;
            }
            _ => {}
        }
    }
    // What has something behind it takes the place of its refusal.
    match name.split('@').next().unwrap_or_default() {
        "wasi:clocks/monotonic-clock" => clock::link_monotonic(&mut instance),
        "wasi:clocks/wall-clock" => clock::link_wall(&mut instance),
        "wasi:io/poll" => clock::link_poll(&mut instance),
        "wasi:io/streams" => streams::link(&mut instance),
        "wasi:random/random" | "wasi:random/insecure" | "wasi:random/insecure-seed" => random::link(&mut instance),
        "wasi:cli/environment" => environment::link(&mut instance),
        "wasi:cli/exit" => environment::link_exit(&mut instance),
        "wasi:cli/stdin" | "wasi:cli/stdout" | "wasi:cli/stderr" => streams::link_standard(&mut instance),
        "wasi:cli/terminal-stdin" | "wasi:cli/terminal-stdout" | "wasi:cli/terminal-stderr" => {
            environment::link_terminals(&mut instance)
        }
        "wasi:filesystem/preopens" => environment::link_preopens(&mut instance),
        "wasi:sockets/instance-network"
        | "wasi:sockets/tcp-create-socket"
        | "wasi:sockets/udp-create-socket"
        | "wasi:sockets/ip-name-lookup" => sockets::link(&mut instance),
        _ => Ok(()),
    }
}

/// Defines a resource type. Most never have a value: nothing gives one out.
fn resource(instance: &mut LinkerInstance<'_, Guest>, name: &str) -> wasmtime::Result<()> {
    let ty = match name {
        "pollable" => {
            let drop = |mut cx: Cx<'_>, rep| {
                cx.data_mut().stand_ins().clock.forget(rep);
                Ok(())
            };
            return instance.resource(name, ResourceType::host::<clock::Pollable>(), drop);
        }
        "input-stream" => ResourceType::host::<streams::InputStream>(),
        "output-stream" => ResourceType::host::<streams::OutputStream>(),
        "error" => ResourceType::host::<streams::IoError>(),
        "terminal-input" => ResourceType::host::<environment::TerminalInput>(),
        "terminal-output" => ResourceType::host::<environment::TerminalOutput>(),
        "descriptor" => ResourceType::host::<environment::Descriptor>(),
        "network" => ResourceType::host::<sockets::Network>(),
        "tcp-socket" => ResourceType::host::<sockets::TcpSocket>(),
        "udp-socket" => ResourceType::host::<sockets::UdpSocket>(),
        "resolve-address-stream" => ResourceType::host::<sockets::ResolveAddressStream>(),
        _ => ResourceType::host_dynamic(0),
    };
    instance.resource(name, ty, |_, _| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_patch_of_the_line_is_offered_and_no_other_line() {
        for import in ["wasi:io/poll@0.2.0", "wasi:cli/exit@0.2.12", "wasi:http/types@0.2.3"] {
            assert!(offers(import), "{import}");
        }
        for import in
            ["wasi:io/poll@0.3.0", "wasi:io/poll@0.20.0", "wasi:io/poll", "wasi:nn/tensor@0.2.0", "a:b/c@0.2.0"]
        {
            assert!(!offers(import), "{import}");
        }
    }
}
