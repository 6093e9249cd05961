//! What the user stories share: a folder of their own, the real binary in it, and what it answered.

#![allow(dead_code, unused_imports, reason = "each test binary uses a part of it")]

mod base;
mod command;
mod document;
mod server;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tongtai::registry::{Mode, Registry};

pub use self::base::base;
pub use self::command::{Done, Tongtai};
pub use self::document::{assert_same, runs, session, sessions, strings, without_volatile};
pub use self::server::Server;

/// A folder with a registry in it, or without one yet.
pub struct App {
    folder: TempDir,
}

impl App {
    /// Nothing is there yet.
    pub fn empty() -> Self {
        // Beside the base, so that compiled code can be linked instead of copied.
        Self { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() }
    }

    /// No registry yet, but the compiled code of the bundled agents, so that publishing them is quick.
    pub fn compiled() -> Self {
        let app = Self::empty();
        base::link_all(&base().folder().join("registry.db-compiled"), &app.compiled_folder());
        app
    }

    /// A copy of the base: the bundled agents are published and nothing is compared.
    pub fn published() -> Self {
        let app = Self::compiled();
        fs::copy(base().folder().join("registry.db"), app.db()).unwrap();
        app
    }

    /// Another folder with a copy of this registry as it is now. No process may be writing to it.
    pub fn copy(&self) -> Self {
        let app = Self::compiled();
        fs::copy(self.db(), app.db()).unwrap();
        app
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn db(&self) -> PathBuf {
        self.path().join("registry.db")
    }

    pub fn compiled_folder(&self) -> PathBuf {
        self.path().join("registry.db-compiled")
    }

    /// The registry, for reading beside whoever writes.
    pub fn registry(&self) -> Registry {
        Registry::open(self.db(), Mode::Read).unwrap()
    }

    /// The registry, for changing what no command changes yet.
    pub fn registry_to_change(&self) -> Registry {
        Registry::open(self.db(), Mode::Write).unwrap()
    }

    /// The binary, in this folder, in English.
    pub fn tongtai<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Tongtai {
        Tongtai::new(self.path(), args)
    }

    /// `compare` of these scenarios with more arguments; gives what it printed and the document that it wrote.
    pub fn compare<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> (Done, serde_json::Value) {
        let file = self.path().join("document.json");
        let _ = fs::remove_file(&file);
        let done = self.tongtai(["compare", "--json", "document.json"]).args(args).run().succeeded();
        let document = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        (done, document)
    }
}
