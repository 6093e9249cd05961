//! From a component's bytes to something that can be called: compiled once, kept on disk, checked against the world.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use sha2::{Digest as _, Sha256};
use wasmtime::component as wasm;
use wasmtime::component::Linker;

use super::compiler::{self, Compiler, Excess};
use super::component::{Component, Parts};
use super::engine::{Room, Sandbox};
use super::guest;
use super::interface::{self, Fault};
use super::wasi;
use super::world::{PACKAGE, VERSION};
use crate::catalogue::Words;

/// Why bytes did not become a component that can be called.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The digest is not 64 lower-case hexadecimal digits.
    #[error("`{0}` is not a SHA-256 digest in lower-case hexadecimal")]
    Digest(String),
    /// The bytes could not be had.
    #[error("the component's bytes could not be read: {0}")]
    Bytes(Box<dyn std::error::Error + Send + Sync>),
    /// The bytes are not the ones that the digest names.
    #[error("the component's bytes have the digest {found}, not {wanted}")]
    OtherDigest {
        /// The digest asked for.
        wanted: String,
        /// The digest of the bytes.
        found: String,
    },
    /// The bytes are not a component at all.
    #[error("{}", .0.words().en)]
    NotAComponent(NotAComponent),
    /// The component is malformed, or asks for more than any component gets.
    #[error("the component is not valid: {0}")]
    Invalid(String),
    /// Compiling it came to no end within its bounds.
    #[error("{}", .0.words().en)]
    TooCostly(Excess),
    /// It could not be compiled for a reason that is not the component's.
    #[error("the compiler could not be started: {0}")]
    NoCompiler(std::io::Error),
    /// The component is no agent: every fault.
    #[error("the component is not an agent: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    World(Vec<Fault>),
}

impl LoadError {
    /// The reason as sentences for people.
    pub fn words(&self) -> Words {
        let en = self.to_string();
        let zh = match self {
            Self::Digest(digest) => format!("“{digest}”不是小写十六进制的 SHA-256 摘要。"),
            Self::Bytes(error) => format!("无法读取组件内容：{error}。"),
            Self::OtherDigest { wanted, found } => format!("组件内容的摘要为 {found}，与登记的 {wanted} 不符。"),
            Self::NotAComponent(kind) => return kind.words(),
            Self::Invalid(detail) => format!("组件无效：{detail}。"),
            Self::TooCostly(excess) => return excess.words(),
            Self::NoCompiler(error) => format!("编译进程无法启动：{error}。"),
            Self::World(faults) => {
                let all: String = faults.iter().map(|fault| fault.words().zh).collect();
                format!("组件不符合智能体接口，共 {} 处：{all}", faults.len())
            }
        };
        Words { zh, en }
    }
}

/// What bytes are that are not a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAComponent {
    /// Nothing.
    Empty,
    /// A WebAssembly module that was not made into a component.
    CoreModule,
    /// A component in a format that this host does not know.
    OtherFormat,
    /// A text.
    Text,
    /// Compressed.
    Compressed,
    /// A program for some processor, or code that some engine compiled.
    Native,
    /// Something else.
    Unknown,
}

impl NotAComponent {
    /// What else than a component the bytes are, if they are.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [b'\0', b'a', b's', b'm', 0x0d, 0, 1, 0, ..] => return None,
            [b'\0', b'a', b's', b'm', 1, 0, 0, 0, ..] => Self::CoreModule,
            [b'\0', b'a', b's', b'm', ..] => Self::OtherFormat,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] => Self::Compressed,
            [0x7f, b'E', b'L', b'F', ..] | [b'M', b'Z', ..] => Self::Native,
            [] => Self::Empty,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Text,
            _ => Self::Unknown,
        })
    }

    /// What it is and what to do, as sentences.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Empty => ("文件是空的。".into(), "The file is empty.".into()),
            Self::CoreModule => (
                format!(
                    "这是 WebAssembly 核心模块，不是组件。请用 wasm-tools component new 按 {PACKAGE}@{VERSION} 的 world agent 封装为组件。"
                ),
                format!(
                    "This is a core WebAssembly module, not a component. Make it one for the world `agent` of \
                     {PACKAGE}@{VERSION}, with `wasm-tools component new`."
                ),
            ),
            Self::OtherFormat => (
                "这是本机不认识的 WebAssembly 格式版本。请用当前的组件工具链重新构建。".into(),
                "This is WebAssembly in a format that this host does not know. Rebuild with a current component \
                 toolchain."
                    .into(),
            ),
            Self::Text => (
                "这是文本，不是组件。请提交构建产物 .wasm 文件。".into(),
                "This is text, not a component. Send the .wasm file that the build makes.".into(),
            ),
            Self::Compressed => (
                "这是压缩文件，不是组件。请先解压，再提交其中的 .wasm 文件。".into(),
                "This is a compressed file, not a component. Unpack it and send the .wasm file.".into(),
            ),
            Self::Native => (
                "这是本地机器码程序，不是组件。请以 WebAssembly 组件为目标重新构建。".into(),
                "This is a native program, not a component. Build for WebAssembly components.".into(),
            ),
            Self::Unknown => ("这不是 WebAssembly 组件。".into(), "This is not a WebAssembly component.".into()),
        };
        Words { zh, en }
    }
}

/// Components that are in use, so that one loaded twice is one.
#[derive(Default)]
pub(super) struct Loaded {
    by_digest: Mutex<HashMap<String, Weak<Parts>>>,
    /// Held while compiling, which uses every core by itself; whoever waited looks again.
    compiling: Mutex<()>,
}

impl Loaded {
    fn get(&self, digest: &str) -> Option<Component> {
        lock(&self.by_digest).get(digest)?.upgrade().map(Component)
    }

    fn insert(&self, digest: &str, parts: Parts) -> Component {
        let parts = Arc::new(parts);
        let mut by_digest = lock(&self.by_digest);
        by_digest.retain(|_, parts| parts.strong_count() > 0);
        by_digest.insert(digest.to_owned(), Arc::downgrade(&parts));
        Component(parts)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sandbox {
    /// Makes the component with this digest (SHA-256 of its bytes, lower-case hexadecimal) ready to be called. Its
    /// bytes are asked for only where no compiled code is kept for it.
    pub fn load<E>(&self, digest: &str, bytes: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Component, LoadError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if digest.len() != 64 || !digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(LoadError::Digest(digest.to_owned()));
        }
        let room = &*self.0;
        if let Some(component) = room.loaded.get(digest) {
            return Ok(component);
        }
        if let Some(code) = room.kept(digest) {
            return self.admit(digest, &code);
        }
        // Held until the component can be found by those who wait here.
        let _turn = lock(&room.loaded.compiling);
        if let Some(component) = room.loaded.get(digest) {
            return Ok(component);
        }
        let code = match room.kept(digest) {
            Some(code) => code,
            None => room.compile(digest, bytes)?,
        };
        self.admit(digest, &code)
    }

    /// Checks a component against the world and links it.
    fn admit(&self, digest: &str, code: &wasm::Component) -> Result<Component, LoadError> {
        let engine = &self.0.engine;
        let faults = interface::faults(engine, code);
        if !faults.is_empty() {
            return Err(LoadError::World(faults));
        }
        let invalid = |error: wasmtime::Error| LoadError::Invalid(format!("{error:#}"));
        let mut linker = Linker::new(engine);
        linker.allow_shadowing(true);
        guest::link_log(&mut linker, &format!("{PACKAGE}/log@{VERSION}")).map_err(invalid)?;
        wasi::link(&mut linker, engine, code).map_err(invalid)?;
        let linked = linker.instantiate_pre(code).map_err(invalid)?;
        let parts = Parts::new(self.clone(), linked).map_err(invalid)?;
        Ok(self.0.loaded.insert(digest, parts))
    }
}

impl Room {
    /// The code kept on disk for a component; none where there is none that can be used.
    fn kept(&self, digest: &str) -> Option<wasm::Component> {
        let code = match self.cache.as_ref()?.read(digest) {
            Ok(code) => code?,
            Err(unfit) => {
                tracing::warn!(digest, %unfit, "compiled code is not used and made anew");
                return None;
            }
        };
        // SAFETY: the engine trusts these bytes to be what it wrote. They were read from a file and folder that only
        // this user can write to, are checked to be whole, and name this component, engine and settings.
        match unsafe { wasm::Component::deserialize(&self.engine, code.bytes()) } {
            Ok(component) => Some(component),
            Err(error) => {
                tracing::warn!(digest, %error, "compiled code is not used and made anew");
                None
            }
        }
    }

    fn compile<E>(&self, digest: &str, bytes: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<wasm::Component, LoadError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let bytes = bytes().map_err(|error| LoadError::Bytes(error.into()))?;
        let found = hex::encode(Sha256::digest(&bytes));
        if found != digest {
            return Err(LoadError::OtherDigest { wanted: digest.to_owned(), found });
        }
        if let Some(kind) = NotAComponent::of(&bytes) {
            return Err(LoadError::NotAComponent(kind));
        }
        let invalid = |error: wasmtime::Error| LoadError::Invalid(format!("{error:#}"));
        let code = match &self.compiler {
            Compiler::Here => self.engine.precompile_component(&bytes).map_err(invalid)?,
            Compiler::Apart(program) => compiler::compile_apart(program, &bytes)?,
        };
        // SAFETY: these bytes were made just now by this engine's compiler, in this process or in one of this program,
        // and came from it directly.
        let component = unsafe { wasm::Component::deserialize(&self.engine, &code) }.map_err(invalid)?;
        self.compiled.fetch_add(1, Ordering::Relaxed);
        if let Some(cache) = &self.cache
            && let Err(error) = cache.write(digest, &code)
        {
            tracing::warn!(digest, %error, "compiled code is not kept: it will be made again next time");
        }
        Ok(component)
    }
}
