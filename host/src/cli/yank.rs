//! `tongtai yank`: a release is kept out of new sessions. Its bytes stay, so that old sessions still replay.

use clap::Args;

use super::Database;
use super::print;
use super::problem::Problem;
use super::release_name::ReleaseName;
use super::wait;
use crate::language::Language;
use crate::registry::Actor;
use crate::registry::release::ReleaseFilter;

/// What `yank` is asked.
#[derive(Debug, Args)]
pub struct Yank {
    /// 版本 · The release: vendor/agent@1.2.3
    release: String,
    /// 原因，记入审计日志 · Why, for the audit log
    #[arg(long)]
    reason: String,
    /// 取消撤回 · Let it into new sessions again
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    database: Database,
}

impl Yank {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let ReleaseName { vendor, agent, version } = ReleaseName::read(&self.release)?;
        let mut registry = wait::to_write(&self.database.db, language)?;
        let filter = ReleaseFilter { vendor: Some(&vendor), agent: Some(&agent), scenario: None };
        let found = registry.releases(filter)?.into_iter().find(|release| release.version == version);
        let name = &self.release;
        let Some(release) = found else {
            return Err(Problem::usage(format!("登记库中没有 {name}。"), format!("the registry has no {name}")));
        };
        let (zh, en) = if self.undo {
            registry.unyank(&Actor::operator(), release.id, &self.reason)?;
            (format!("{name} 已恢复，可参加新的比较。"), format!("{name} enters new sessions again"))
        } else {
            registry.yank(&Actor::operator(), release.id, &self.reason)?;
            (format!("{name} 已撤回，不再参加新的比较。"), format!("{name} is yanked and enters no new session"))
        };
        print::line(language.pick(zh, en));
        Ok(())
    }
}
