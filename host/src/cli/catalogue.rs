//! `tongtai catalogue`: the scenarios, and whether a folder of them is sound.

use std::io;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::print;
use super::problem::Problem;
use super::stage;
use crate::catalogue::load;
use crate::catalogue::lock::{FILE, Lock};
use crate::language::Language;

/// The catalogue.
#[derive(Debug, Subcommand)]
pub enum Catalogue {
    /// 列出场景 · List the scenarios
    List {
        /// 场景目录（默认为程序自带） · A catalogue folder (default: the one that the program carries)
        folder: Option<PathBuf>,
    },
    /// 登记新的合约版本 · Add new contract versions to a catalogue folder's contracts.lock; changed ones are refused
    Lock {
        /// 场景目录 · The catalogue folder
        folder: PathBuf,
    },
    /// 检查场景目录 · Check a catalogue folder and name every fault
    Check {
        /// 场景目录（默认为程序自带） · A catalogue folder (default: the one that the program carries)
        folder: Option<PathBuf>,
    },
}

impl Catalogue {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self {
            Self::List { folder } => {
                for entry in stage::catalogue(folder.as_deref())? {
                    print::line(format_args!("{}\t{}", entry.scenario.id, language.of(&entry.scenario.title)));
                }
            }
            Self::Lock { folder } => lock(&folder, language)?,
            Self::Check { folder } => {
                let entries = match &folder {
                    Some(folder) => load::on_disk(folder)?,
                    None => load::embedded_in_full()?,
                };
                if let Some(folder) = &folder
                    && let Some(lock) = read_lock(folder)?
                {
                    lock.check(&entries)?;
                }
                let scenarios = entries.len();
                let cases: usize = entries.iter().map(|entry| entry.cases.len()).sum();
                let zh = format!("目录无误：{scenarios} 个场景，{cases} 个案例。");
                let en = format!("the catalogue is sound: {scenarios} scenarios, {cases} cases.");
                print::line(language.pick(zh, en));
            }
        }
        Ok(())
    }
}

/// Adds the versions that are new. A version that changed is a fault, not a line to write over.
fn lock(folder: &Path, language: Language) -> Result<(), Problem> {
    let entries = stage::catalogue(Some(folder))?;
    let mut lock = read_lock(folder)?.unwrap_or_default();
    let before = lock.clone();
    lock.add(&entries);
    lock.check(&entries)?;
    let path = folder.join(FILE);
    if lock != before {
        std::fs::write(&path, lock.text()).map_err(|error| {
            let shown = path.display();
            Problem::failure(format!("无法写入 {shown}：{error}"), format!("{shown} cannot be written: {error}"))
        })?;
    }
    let shown = path.display();
    print::line(language.pick(format!("{shown} 已登记全部合约版本。"), format!("{shown} has every contract version")));
    Ok(())
}

fn read_lock(folder: &Path) -> Result<Option<Lock>, Problem> {
    let path = folder.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(Lock::read(&text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let shown = path.display();
            Err(Problem::failure(format!("无法读取 {shown}：{error}"), format!("{shown} cannot be read: {error}")))
        }
    }
}
