//! The registry that stories copy: made once a test binary by the real command.
//!
//! Compiling the bundled agents takes most of a minute in a debug build, so their compiled code is kept between test
//! runs in Cargo's folder for that. It is keyed by component and engine, so what is kept is never out of date.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;
use tongtai::registry::{Mode, Registry};

use super::command::Tongtai;

/// The bundled agents, published, and nothing compared but one case.
pub struct Base {
    folder: PathBuf,
}

/// The base of this test binary.
pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(Base::make)
}

impl Base {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn make() -> Self {
        let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (kept, folder) = (tmp.join("compiled"), tmp.join(concat!("base-", env!("CARGO_CRATE_NAME"))));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let (db, compiled) = (folder.join("registry.db"), folder.join("registry.db-compiled"));
        link_all(&kept, &compiled);
        drop(Registry::open(&db, Mode::Write).unwrap());
        fix_secret(&db, 7);
        let arguments = ["compare", "womens-tumour", "--entrant", "baseline/floor", "--cases", "1"];
        Tongtai::new(&folder, arguments).run().succeeded();
        link_all(&compiled, &kept);
        Self { folder }
    }
}

/// Links every file of a folder into another, which is made where it is missing.
pub fn link_all(from: &Path, to: &Path) {
    private_folder(to);
    let Ok(files) = fs::read_dir(from) else { return };
    for file in files {
        let file = file.unwrap();
        let there = to.join(file.file_name());
        if !there.exists() {
            fs::hard_link(file.path(), there).unwrap();
        }
    }
}

fn private_folder(path: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).unwrap();
}

/// Gives a registry that nothing was loaded into yet a secret that is the same in every test run, so that stories
/// about scores do not hang on which cases are hidden this time.
fn fix_secret(db: &Path, byte: u8) {
    let connection = Connection::open(db).unwrap();
    let trigger: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'secret_kept_from_update'", [], |row| row.get(0))
        .unwrap();
    let secret = hex::encode([byte; 32]);
    connection
        .execute_batch(&format!(
            "BEGIN; DROP TRIGGER secret_kept_from_update; UPDATE secret SET bytes = x'{secret}'; {trigger}; COMMIT"
        ))
        .unwrap();
}
