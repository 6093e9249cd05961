//! Where a catalogue's files come from: the binary itself, or a folder on disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_embed::Embed;

use super::fault::{Fault, Faults, Reason};

/// Files by their path inside the folder, `/` between parts.
pub type Files = BTreeMap<String, Cow<'static, [u8]>>;

#[derive(Embed)]
#[folder = "catalogue"]
struct Embedded;

/// The catalogue that the binary carries, by scenario folder.
pub fn embedded() -> BTreeMap<String, Files> {
    let mut folders: BTreeMap<String, Files> = BTreeMap::new();
    for path in Embedded::iter() {
        if let Some((id, rest)) = path.split_once('/')
            && let Some(file) = Embedded::get(&path)
        {
            folders.entry(id.to_owned()).or_default().insert(rest.to_owned(), file.data);
        }
    }
    folders
}

/// The files of one scenario's folder that the binary carries; none where there is no such folder.
pub fn embedded_one(id: &str) -> Files {
    let below = |path: &str| path.strip_prefix(id)?.strip_prefix('/').map(str::to_owned);
    Embedded::iter().filter_map(|path| Some((below(&path)?, Embedded::get(&path)?.data))).collect()
}

/// The catalogue in a folder on disk, by scenario folder. Names that start with a dot are passed over.
///
/// # Errors
/// Every folder or file that cannot be read.
pub fn on_disk(root: &Path) -> Result<BTreeMap<String, Files>, Faults> {
    let mut faults = Vec::new();
    let mut folders = BTreeMap::new();
    for (name, is_folder) in children(root, "", &mut faults) {
        if is_folder {
            let mut files = Files::new();
            read_below(&root.join(&name), &name, "", &mut files, &mut faults);
            folders.insert(name, files);
        }
    }
    if folders.is_empty() && faults.is_empty() {
        faults.push(Fault::of(root.display().to_string(), Reason::Missing));
    }
    if faults.is_empty() { Ok(folders) } else { Err(Faults(faults)) }
}

/// One scenario's folder on disk: its name and its files.
///
/// # Errors
/// Every file that cannot be read, or a path that names no folder.
pub fn one_on_disk(folder: &Path) -> Result<(String, Files), Faults> {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let Some(name) = whole.file_name().and_then(|name| name.to_str()).filter(|_| whole.is_dir()) else {
        return Err(Faults(vec![Fault::of(folder.display().to_string(), Reason::Missing)]));
    };
    let (mut files, mut faults) = (Files::new(), Vec::new());
    read_below(&whole, name, "", &mut files, &mut faults);
    if faults.is_empty() { Ok((name.to_owned(), files)) } else { Err(Faults(faults)) }
}

fn children(folder: &Path, shown: &str, faults: &mut Vec<Fault>) -> Vec<(String, bool)> {
    let name = if shown.is_empty() { folder.display().to_string() } else { shown.to_owned() };
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) => {
            faults.push(Fault::of(name, Reason::Unreadable(error.to_string())));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for child in listing.flatten() {
        let Ok(child_name) = child.file_name().into_string() else {
            faults.push(Fault::of(&name, Reason::Unreadable("a file name is not UTF-8".to_owned())));
            continue;
        };
        if !child_name.starts_with('.') {
            found.push((child_name, child.path().is_dir()));
        }
    }
    found
}

fn read_below(folder: &Path, id: &str, prefix: &str, files: &mut Files, faults: &mut Vec<Fault>) {
    for (name, is_folder) in children(folder, &format!("{id}/{prefix}"), faults) {
        let path = format!("{prefix}{name}");
        if is_folder {
            read_below(&folder.join(&name), id, &format!("{path}/"), files, faults);
            continue;
        }
        match fs::read(folder.join(&name)) {
            Ok(bytes) => drop(files.insert(path, Cow::Owned(bytes))),
            Err(error) => faults.push(Fault::of(format!("{id}/{path}"), Reason::Unreadable(error.to_string()))),
        }
    }
}
