//! A disk that is full.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{App, assert_same};

/// A small disk of its own, mounted in a folder.
struct Disk(PathBuf);

impl Disk {
    /// None, with a line that says so, where this user may not mount.
    fn mount(folder: &Path, size: u64) -> Option<Self> {
        fs::create_dir(folder).unwrap();
        let options = format!("size={size},mode=700");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder).output();
        match mount {
            Ok(done) if done.status.success() => Some(Self(folder.to_owned())),
            Ok(done) => skip(&String::from_utf8_lossy(&done.stderr)),
            Err(error) => skip(&error.to_string()),
        }
    }

    /// Leaves nothing free but so many bytes.
    fn fill_but(&self, free: usize) {
        let mut filler = File::create(self.0.join("filler")).unwrap();
        while filler.write_all(&[1; 4096]).is_ok() {}
        let length = filler.metadata().unwrap().len();
        filler.set_len(length - free as u64).unwrap();
    }

    fn free(&self) {
        fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn skip(reason: &str) -> Option<Disk> {
    eprintln!("skipped: a small disk cannot be mounted here ({})", reason.trim());
    None
}

/// Enough to write more than what is left free.
const ASKED: [&str; 3] = ["code-review", "--threads", "1"];

#[test]
fn a_full_disk_ends_the_command_and_freed_space_lets_it_go_on() {
    let app = App::published();
    let undisturbed = app.copy();
    let size = fs::metadata(app.db()).unwrap().len();
    let folder = app.path().join("disk");
    let Some(disk) = Disk::mount(&folder, size + (16 << 20)) else { return };
    fs::copy(app.db(), folder.join("registry.db")).unwrap();
    // The cache of compiled code is elsewhere: it is the registry that is to run out of space.
    symlink(app.compiled_folder(), folder.join("registry.db-compiled")).unwrap();
    disk.fill_but(400 << 10);

    let asked = || ["compare", "--db", "disk/registry.db"].into_iter().chain(ASKED);
    app.tongtai(asked()).run().ended(1).says(&["the disk that holds disk/registry.db is full", "free some space"]);
    app.tongtai(asked()).lang("zh").run().ended(1).says(&["所在磁盘已满", "请腾出空间后重试"]);
    app.tongtai(["audit", "verify", "--db", "disk/registry.db"]).run().succeeded();

    disk.free();
    let (done, document) = app.compare(ASKED.into_iter().chain(["--db", "disk/registry.db"]));
    assert!(done.stderr.contains("going on with an unfinished session"), "{}", done.stderr);
    assert_same(&document, &undisturbed.compare(ASKED).1);
    app.tongtai(["audit", "verify", "--db", "disk/registry.db"]).run().succeeded();
}

#[test]
fn a_document_that_does_not_fit_is_not_there_in_part() {
    let app = App::published();
    let folder = app.path().join("disk");
    let Some(_disk) = Disk::mount(&folder, 16 << 10) else { return };
    let asked = ["compare", "womens-tumour", "--cases", "40", "--json", "disk/results.json"];
    app.tongtai(asked)
        .run()
        .ended(1)
        .says(&["the results are kept in the registry", "disk/results.json cannot be written"]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert!(app.registry().latest_finished("womens-tumour").unwrap().is_some());
}
