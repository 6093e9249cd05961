//! The file system.

use crate::bindings::wasi::filesystem::preopens::get_directories;
use crate::bindings::wasi::filesystem::types::{Descriptor, DescriptorFlags, OpenFlags, PathFlags};
use serde_json::{Value, json};

/// Paths that exist on an ordinary machine, and ways out of a directory.
const PATHS: [&str; 4] = ["etc/passwd", "/etc/passwd", "../../../../../../etc/passwd", "."];

/// The directories that the host gives, and what came of opening files in them. Without a directory there is
/// nothing to open a file with.
pub fn files() -> Value {
    let directories = get_directories();
    let names: Vec<_> = directories.iter().map(|(_, name)| name.as_str()).collect();
    let tried: Vec<_> = directories.iter().flat_map(|(directory, _)| PATHS.map(|path| open(directory, path))).collect();
    json!({"directories": names, "tried": tried})
}

/// Opens a path and reads its first bytes.
fn open(directory: &Descriptor, path: &str) -> Value {
    let read = directory
        .open_at(PathFlags::SYMLINK_FOLLOW, path, OpenFlags::empty(), DescriptorFlags::READ)
        .and_then(|file| file.read(16, 0));
    match read {
        Ok((bytes, _)) => json!({"path": path, "bytes": bytes.len()}),
        Err(error) => json!({"path": path, "error": format!("{error:?}")}),
    }
}
