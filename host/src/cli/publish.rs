//! `tongtai publish`: a component becomes a release.

use std::path::PathBuf;

use clap::Args;

use super::Database;
use super::check_report;
use super::file;
use super::print;
use super::problem::Problem;
use super::release_name::ReleaseName;
use super::signing::Signing;
use super::stage::{self, Stage};
use crate::admission::Event;
use crate::language::Language;
use crate::publish::{self, Submission};
use crate::registry::Actor;
use crate::registry::release::Published;

/// What `publish` is asked.
#[derive(Debug, Args)]
pub struct Publish {
    /// 组件文件 · The component's file
    component: PathBuf,
    /// 发布为 · What it is published as: vendor/agent@1.2.3
    release: String,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    database: Database,
}

impl Publish {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let ReleaseName { vendor, agent, version } = ReleaseName::read(&self.release)?;
        let component = file::bytes(&self.component)?;
        let signature = self.signing.over(&self.release, &component)?;
        let mut stage = Stage::set(&self.database.db, &stage::catalogue(None)?, None, language)?;
        let submission = Submission {
            vendor: &vendor,
            agent: &agent,
            version: &version,
            component: &component,
            signature: signature.as_ref(),
        };
        let Stage { registry, sandbox, threads } = &mut stage;
        let name = &self.release;
        let mut watch = |event: Event<'_>| progress(&event, language);
        let (published, _) = publish::submit(registry, sandbox, &Actor::operator(), &submission, *threads, &mut watch)?;
        let (zh, en) = match published {
            Published::Now(_) => (format!("已发布 {name}。"), format!("published {name}")),
            Published::AlreadyThere(_) => (
                format!("{name} 已存在且内容相同，未作改动。"),
                format!("{name} is there already, with the same bytes"),
            ),
        };
        print::line(language.pick(zh, en));
        Ok(())
    }
}

/// How far admission is: a Python component takes some seconds to compile and to be tried.
fn progress(event: &Event<'_>, language: Language) {
    match event {
        Event::Reached(state) => eprintln!("→ {}", language.of(&state.words())),
        Event::Trying { scenario, done, of } => eprintln!("  {}", check_report::trying(scenario, *done, *of, language)),
        Event::Checked(_) => {}
    }
}
