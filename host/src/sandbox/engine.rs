//! The engine: one for the process, set up so that what an agent does depends on nothing but its input.

use std::hash::{Hash, Hasher};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sha2::{Digest as _, Sha256};
use wasmtime::{Config, Enabled, Engine, OptLevel, PoolingAllocationConfig, WasmBacktraceDetails};

use super::cache::{CacheError, CodeCache};
use super::compiler::Compiler;
use super::limits::TICK;
use super::load::Loaded;
use super::slots::Slots;

/// Raised whenever something below changes what compiled code does or what a run costs.
const SETTINGS_VERSION: u32 = 1;
/// The release of wasmtime that fuel is counted by; a test holds it to `Cargo.lock`.
const ENGINE_RELEASE: &str = "48.0.8";

/// The agent's own stack. Fixed, so that a recursion that is too deep here is too deep everywhere of this kind.
const STACK: usize = 1 << 20;
/// The most functions that a trap names.
const FRAMES: usize = 20;
/// Bytes of a memory that are cleared by hand and not given back to the system between two instances.
const KEEP_RESIDENT: usize = 4 << 20;
/// The same for tables.
const KEEP_TABLE_RESIDENT: usize = 64 << 10;
/// Core instances of one component (Python needs 38).
const CORE_INSTANCES: u32 = 128;
/// Memories of one component.
const MEMORIES: u32 = 8;
/// Tables of one component.
const TABLES: u32 = 32;
/// Elements of one table (Python and JavaScript need over 5,000 and 7,000).
const TABLE_ELEMENTS: usize = 1 << 16;
/// No single memory is larger, whatever its limit: the 32-bit address space.
const MEMORY: usize = 1 << 32;

/// How a [`Sandbox`] is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder for compiled code (made when missing, for its owner alone); none compiles anew in each process.
    pub cache: Option<PathBuf>,
    /// How many instances may live at once; callers past it wait.
    pub slots: usize,
    /// Where components are compiled.
    pub compiler: Compiler,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { cache: None, slots: cores + 1, compiler: Compiler::Here }
    }
}

/// Why a sandbox could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// Not one instance could live.
    #[error("a sandbox needs at least one slot and at most {most}, not {given}")]
    Slots {
        /// What was asked for.
        given: usize,
        /// The most there can be.
        most: usize,
    },
    /// The folder for compiled code cannot be trusted or made.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The engine does not start on this machine.
    #[error("the WebAssembly engine does not start on this machine: {0}")]
    Engine(String),
}

/// Runs components. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Sandbox(pub(super) Arc<Room>);

/// What the clones of a sandbox and its components share.
pub(super) struct Room {
    pub(super) engine: Engine,
    pub(super) cache: Option<CodeCache>,
    pub(super) slots: Slots,
    pub(super) compiler: Compiler,
    pub(super) compiled: AtomicU64,
    pub(super) loaded: Loaded,
}

impl Sandbox {
    /// Sets up the engine and starts the thread that moves its epoch on (it ends with the last clone).
    pub fn new(settings: &Settings) -> Result<Self, SandboxError> {
        const MOST: usize = 1024;
        if settings.slots == 0 || settings.slots > MOST {
            return Err(SandboxError::Slots { given: settings.slots, most: MOST });
        }
        let slots = u32::try_from(settings.slots).unwrap_or(u32::MAX);
        let engine = Engine::new(&config(slots)).map_err(|error| SandboxError::Engine(format!("{error:#}")))?;
        let cache = match &settings.cache {
            Some(folder) => CodeCache::open(folder, &code_identity(&engine))?,
            None => None,
        };
        start_ticking(&engine).map_err(|error| SandboxError::Engine(error.to_string()))?;
        Ok(Self(Arc::new(Room {
            engine,
            cache,
            slots: Slots::new(settings.slots),
            compiler: settings.compiler.clone(),
            compiled: AtomicU64::new(0),
            loaded: Loaded::default(),
        })))
    }

    /// What a figure of fuel means: two figures can be compared where this is the same. It names the engine's release,
    /// the copy-on-write start (without it, start-up copies would be charged) and the version of these settings, and
    /// nothing of the machine.
    pub fn identity(&self) -> String {
        format!("wasmtime {ENGINE_RELEASE}; copy-on-write start; canonical NaN; settings {SETTINGS_VERSION}")
    }

    /// How many times this sandbox has compiled a component.
    pub fn compiled(&self) -> u64 {
        self.0.compiled.load(Ordering::Relaxed)
    }
}

/// The engine's settings for this many instances at once.
pub(super) fn config(slots: u32) -> Config {
    let mut config = Config::new();
    // Cost and its bounds.
    config.consume_fuel(true).epoch_interruption(true).max_wasm_stack(STACK);
    // The same bytes everywhere. Threads are not built into this engine at all.
    config.cranelift_nan_canonicalization(true).relaxed_simd_deterministic(true).concurrency_support(false);
    // Names of functions in traps, and nothing read from the environment or from debug sections.
    config.wasm_backtrace_max_frames(NonZeroUsize::new(FRAMES));
    config.wasm_backtrace_details(WasmBacktraceDetails::Disable).generate_address_map(false);
    config.cranelift_opt_level(OptLevel::Speed).memory_init_cow(true);
    config.allocation_strategy(pool(slots));
    config
}

/// A pool in which every slot has what the largest component that is let in can need.
fn pool(slots: u32) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        .max_core_instances_per_component(CORE_INSTANCES)
        .max_memories_per_component(MEMORIES)
        .max_tables_per_component(TABLES)
        .total_core_instances(slots.saturating_mul(CORE_INSTANCES))
        .total_memories(slots.saturating_mul(MEMORIES))
        .total_tables(slots.saturating_mul(TABLES))
        .max_memories_per_module(MEMORIES)
        .max_tables_per_module(TABLES)
        .table_elements(TABLE_ELEMENTS)
        .max_memory_size(MEMORY)
        .linear_memory_keep_resident(KEEP_RESIDENT)
        .table_keep_resident(KEEP_TABLE_RESIDENT)
        .pagemap_scan(Enabled::Auto);
    pool
}

/// What compiled code can be used by: this engine on this kind of processor with these settings.
fn code_identity(engine: &Engine) -> String {
    /// Feeds what is hashed to SHA-256, whose result does not depend on the standard library's release.
    struct Sha(Sha256);
    impl Hasher for Sha {
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
        fn finish(&self) -> u64 {
            0
        }
    }
    let mut sha = Sha(Sha256::new());
    (SETTINGS_VERSION, ENGINE_RELEASE, engine.precompile_compatibility_hash()).hash(&mut sha);
    hex::encode(&sha.0.finalize()[..16])
}

/// Moves the engine's epoch on for as long as the engine lives.
fn start_ticking(engine: &Engine) -> std::io::Result<()> {
    let engine = engine.weak();
    let tick = move || {
        let began = Instant::now();
        let mut ticks = 0;
        loop {
            std::thread::sleep(TICK);
            let Some(engine) = engine.upgrade() else { return };
            // By the time that went by and not by the sleeps: on a busy machine a sleep ends late.
            let due = began.elapsed().as_millis() / TICK.as_millis();
            while ticks < due {
                engine.increment_epoch();
                ticks += 1;
            }
        }
    };
    std::thread::Builder::new().name("sandbox-clock".into()).spawn(tick).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_release_is_the_one_that_is_locked() {
        let lock = include_str!("../../../Cargo.lock");
        assert!(lock.contains(&format!("name = \"wasmtime\"\nversion = \"{ENGINE_RELEASE}\"\n")));
    }

    #[test]
    fn code_identity_is_stable_and_follows_the_settings() {
        let engine = |stack| Engine::new(config(1).max_wasm_stack(stack)).unwrap();
        let other = Engine::new(config(1).cranelift_nan_canonicalization(false)).unwrap();
        assert_eq!(code_identity(&engine(STACK)), code_identity(&engine(STACK)));
        assert_ne!(code_identity(&engine(STACK)), code_identity(&other));
    }

    #[test]
    fn slots_out_of_range_are_refused() {
        for slots in [0, 100_000] {
            let settings = Settings { cache: None, slots, compiler: Compiler::Here };
            assert!(matches!(Sandbox::new(&settings), Err(SandboxError::Slots { .. })));
        }
    }
}
