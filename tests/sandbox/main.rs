//! The sandbox from outside: how calls end, what agents cannot see, that nothing depends on the machine, and which
//! components are let in. The components are written in WebAssembly text (`components/`), so that no toolchain is needed.

mod agents;
mod demo;
mod determinism;
mod isolation;
mod loading;
mod outcomes;
mod rust_probes;
