//! `tongtai scenario`: an operator's own scenarios, from an empty folder to the registry.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::Database;
use super::print;
use super::problem::Problem;
use super::stage;
use super::wait;
use crate::catalogue::load;
use crate::catalogue::skeleton::{self, Beginning};
use crate::language::Language;
use crate::publish;
use crate::registry::Actor;
use crate::registry::scenario::Loaded;

/// An operator's own scenarios.
#[derive(Debug, Subcommand)]
pub enum Scenario {
    /// 新建场景文件夹 · Begin a scenario in a folder of its own
    New(New),
    /// 检查场景文件夹 · Check a scenario's folder and name every fault
    Check {
        /// 场景文件夹 · The scenario's folder
        folder: PathBuf,
    },
    /// 导入登记库 · Check a scenario's folder and load it into the registry
    Import(Import),
}

/// What `scenario new` is asked.
#[derive(Debug, Args)]
pub struct New {
    /// 场景编号：小写英文单词，以连字符相连 · The id: lower-case words joined by hyphens
    id: String,
    /// 任务类型 · The kind of task
    #[arg(long, value_enum, default_value_t = Kind::Classify)]
    kind: Kind,
    /// 建在此文件夹下 · In this folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    into: PathBuf,
}

/// What `scenario import` is asked.
#[derive(Debug, Args)]
pub struct Import {
    /// 场景文件夹 · The scenario's folder
    folder: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// The kinds of task that there is a beginning for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// 分类判别 · One label
    Classify,
    /// 按规则测算 · A decision and its figures
    Decide,
    /// 信息抽取 · Fields of a text
    Extract,
}

impl Scenario {
    /// Does what is asked.
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self {
            Self::New(new) => new.run(language),
            Self::Check { folder } => check(&folder, language),
            Self::Import(import) => import.run(language),
        }
    }
}

impl New {
    fn run(&self, language: Language) -> Result<(), Problem> {
        let id = &self.id;
        if !skeleton::is_id(id) {
            return Err(Problem::usage(
                format!("“{id}”不能作场景编号：请用 3 至 60 个字符的小写英文单词，以连字符相连，如 parking-guide。"),
                format!(
                    "\u{201c}{id}\u{201d} cannot be an id: use lower-case words joined by hyphens, 3 to 60 characters, such as parking-guide"
                ),
            ));
        }
        refuse_embedded(id)?;
        let folder = self.into.join(id);
        let shown = folder.display();
        self.write(&folder).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Problem::usage(
                format!("{shown} 已存在，未作改动：请换一个编号，或用 --into 另选文件夹。"),
                format!(
                    "{shown} is there already and was left alone: choose another id, or another folder with --into"
                ),
            ),
            io::ErrorKind::NotFound => Problem::usage(
                format!("{} 不存在：请给出已有的文件夹。", self.into.display()),
                format!("{} does not exist: name a folder that does", self.into.display()),
            ),
            _ => Problem::failure(format!("无法写入 {shown}：{error}"), format!("{shown} cannot be written: {error}")),
        })?;
        print::line(language.pick(
            format!(
                "已建立 {shown}。\n下一步：填好各文件中的「待填写」，换上真实案例，再运行 tongtai scenario check {shown}"
            ),
            format!(
                "made {shown}\nnext: write what says TO FILL IN, put real cases in, then run tongtai scenario check {shown}"
            ),
        ));
        Ok(())
    }

    /// All files or, where one cannot be written, none.
    fn write(&self, folder: &Path) -> io::Result<()> {
        let beginning = match self.kind {
            Kind::Classify => Beginning::Classify,
            Kind::Decide => Beginning::Decide,
            Kind::Extract => Beginning::Extract,
        };
        let today = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let review = today.saturating_add(jiff::Span::new().years(1)).to_string();
        fs::create_dir(folder)?;
        let written = skeleton::files(&self.id, beginning, &review)
            .into_iter()
            .try_for_each(|(path, content)| fs::write(folder.join(path), content))
            .and_then(|()| fs::create_dir(folder.join("materials")));
        if written.is_err() {
            // It was made a moment ago and holds nothing of anybody's.
            let _ = fs::remove_dir_all(folder);
        }
        written
    }
}

fn check(folder: &Path, language: Language) -> Result<(), Problem> {
    let entry = load::one_on_disk(folder).map_err(Problem::of_folder)?;
    let (id, cases) = (&entry.scenario.id, entry.cases.len());
    let version = &entry.scenario.contract.version;
    print::line(language.pick(
        format!("场景 {id} 无误：合约 {version}，{cases} 个案例，{} 份材料。", entry.materials.len()),
        format!("{id} is sound: contract {version}, {cases} cases, {} materials", entry.materials.len()),
    ));
    Ok(())
}

impl Import {
    fn run(&self, language: Language) -> Result<(), Problem> {
        let entry = load::one_on_disk(&self.folder).map_err(Problem::of_folder)?;
        let id = &entry.scenario.id;
        refuse_embedded(id)?;
        let mut registry = wait::to_write(&self.database.db, language)?;
        publish::load_catalogue(&mut registry, &Actor::system(), &stage::catalogue(None)?)?;
        let loaded = publish::load_scenario(&mut registry, &Actor::operator(), &entry)?;
        let (public, hidden) = registry.case_counts(loaded.id())?;
        let version = &entry.scenario.contract.version;
        print::line(match loaded {
            Loaded::Now(_) => language.pick(
                format!(
                    "已导入 {id} 合约 {version}：公开案例 {public}，隐藏案例 {hidden}。有智能体参评后运行 tongtai compare {id}"
                ),
                format!(
                    "imported {id}, contract {version}: {public} public and {hidden} hidden cases; once an agent enters it, run tongtai compare {id}"
                ),
            ),
            Loaded::AlreadyThere(_) => language.pick(
                format!("{id} 合约 {version} 已在登记库中且内容相同，合约未作改动。"),
                format!("contract {version} of {id} is in the registry already, with the same content"),
            ),
        });
        Ok(())
    }
}

/// The catalogue's own scenarios are not an operator's to replace.
fn refuse_embedded(id: &str) -> Result<(), Problem> {
    if load::embedded_ids().iter().all(|embedded| embedded != id) {
        return Ok(());
    }
    Err(Problem::usage(
        format!("{id} 是程序自带的场景：请换一个编号；若要加入自有案例，请用 tongtai cases import。"),
        format!(
            "{id} is a scenario of the built-in catalogue: choose another id, or add your own cases with tongtai cases import"
        ),
    ))
}
