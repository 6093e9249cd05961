//! The sandbox: runs an agent's component on one case, on a fresh instance, within its limits, cut off from the world.
//!
//! This is the only room that names wasmtime. From outside it is three things: a [`Sandbox`] loads a component's bytes
//! (compiling them once and keeping the code on disk), a [`Component`] is called, and each [`Call`] says how it ended
//! and what it cost. The same component on the same case with the same seed gives the same bytes and the same fuel.

mod cache;
mod compiler;
mod component;
mod engine;
mod guest;
mod interface;
mod limits;
mod load;
mod outcome;
mod shape;
mod slots;
mod trap;
mod wasi;
mod world;

pub use cache::CacheError;
pub use compiler::{COMMAND, Compiler, Excess, compile_here};
pub use component::Component;
pub use engine::{Sandbox, SandboxError, Settings};
pub use guest::{Channel, LogLine};
pub use interface::Fault;
pub use limits::Limits;
pub use load::{LoadError, NotAComponent};
pub use outcome::{Call, Outcome};
pub use trap::Trap;
pub use world::{Answer, Brief, Failure, Material, Profile, Task, Text};
