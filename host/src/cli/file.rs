//! Files of people's that commands read and write.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::problem::Problem;

/// A file's bytes.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// A file's text.
pub fn text(path: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// Writes a file that must not be there yet.
pub fn write_new(path: &Path, text: &str, is_secret: bool) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_secret {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let shown = path.display();
        match error.kind() {
            io::ErrorKind::AlreadyExists => Problem::usage(
                format!("{shown} 已存在，未作改动：请另选文件名。"),
                format!("{shown} is there already and was left as it is: choose another name"),
            ),
            _ => Problem::failure(format!("无法写入 {shown}：{error}"), format!("{shown} cannot be written: {error}")),
        }
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let shown = path.display();
    Problem::usage(format!("无法读取 {shown}：{error}"), format!("{shown} cannot be read: {error}"))
}
