//! `tongtai catalogue`: the scenarios, and whether a folder of them is sound.

use std::path::PathBuf;

use clap::Subcommand;

use super::print;
use super::problem::Problem;
use super::stage;
use crate::language::Language;

/// The catalogue.
#[derive(Debug, Subcommand)]
pub enum Catalogue {
    /// 列出场景 · List the scenarios
    List {
        /// 场景目录（默认为程序自带） · A catalogue folder (default: the one that the program carries)
        folder: Option<PathBuf>,
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
            Self::Check { folder } => {
                let entries = stage::catalogue(folder.as_deref())?;
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
