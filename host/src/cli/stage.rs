//! Setting the stage: the registry with its catalogue, the sandbox, and the agents that the binary carries.

use std::path::{Path, PathBuf};

use semver::Version;

use super::problem::Problem;
use super::wait;
use crate::catalogue::Scenario;
use crate::catalogue::entry::Entry;
use crate::catalogue::load;
use crate::language::Language;
use crate::publish::{self, Submission, private};
use crate::registry::release::ReleaseFilter;
use crate::registry::{Actor, Mode, Registry};
use crate::sandbox::{Compiler, Sandbox, Settings};

/// A registry and a sandbox that are ready for sessions.
pub struct Stage {
    /// The registry, open for writing.
    pub registry: Registry,
    /// The sandbox, with its compiled code kept beside the registry.
    pub sandbox: Sandbox,
    /// Threads that run cases: one a core.
    pub threads: usize,
}

/// The catalogue that the binary carries, or the one in a folder.
pub fn catalogue(folder: Option<&Path>) -> Result<Vec<Entry>, Problem> {
    Ok(match folder {
        Some(folder) => load::on_disk(folder)?,
        None => load::embedded()?,
    })
}

/// The scenarios of these entries and, after them, those that an operator has imported into the registry.
///
/// A registry that cannot be read says so when it is opened for writing; here it only has nothing to add.
pub fn scenarios(db: &Path, entries: &[Entry]) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = entries.iter().map(|entry| entry.scenario.clone()).collect();
    let imported = |registry: &Registry| -> Vec<Scenario> {
        let overviews = registry.scenarios().unwrap_or_default();
        let others = overviews.iter().filter(|overview| entries.iter().all(|entry| entry.scenario.id != overview.id));
        others
            .filter_map(|overview| private::kept_scenario(registry, &overview.id).ok())
            .map(|(kept, _)| kept)
            .collect()
    };
    if let Ok(registry) = Registry::open(db, Mode::Read) {
        scenarios.extend(imported(&registry));
    }
    scenarios
}

/// Under which version of its contract a scenario is compared: that of its own terms, or the newest with private
/// cases that an operator made from it.
pub fn version(registry: &Registry, scenario: &Scenario) -> Result<Version, Problem> {
    let newest = registry.latest_contract(&scenario.id)?.version;
    let own = &scenario.contract.version;
    Ok(if private::is_private(&newest) && newest > *own { newest } else { own.clone() })
}

impl Stage {
    /// Opens or makes the registry, loads the catalogue into it and publishes the bundled agents.
    pub fn set(db: &Path, entries: &[Entry], threads: Option<usize>, language: Language) -> Result<Self, Problem> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.unwrap_or(cores).max(1);
        let mut registry = wait::to_write(db, language)?;
        publish::load_catalogue(&mut registry, &Actor::system(), entries)?;
        let settings = Settings { cache: Some(compiled_beside(db)), slots: threads + 1, compiler: compiler()? };
        let sandbox = Sandbox::new(&settings)?;
        let mut stage = Self { registry, sandbox, threads };
        stage.publish_bundled(language)?;
        Ok(stage)
    }

    /// Publishes the agents that the binary carries and the registry does not have yet.
    fn publish_bundled(&mut self, language: Language) -> Result<(), Problem> {
        for agent in publish::bundled()? {
            let filter = ReleaseFilter { vendor: Some(&agent.vendor), agent: Some(&agent.name), scenario: None };
            let there = self.registry.releases(filter)?;
            if there.iter().any(|release| release.digest.to_string() == agent.sha256) {
                continue;
            }
            let name = format!("{}/{}@{}", agent.vendor, agent.name, agent.version);
            // A published version never changes, so the registry's own stays; other agents are none the worse for it.
            if there.iter().any(|release| release.version == agent.version) {
                let zh = format!("{name} 在登记库中已有不同内容，沿用登记库中的版本。");
                let en = format!("{name} is in the registry with other bytes; the registry's own is kept");
                eprintln!("{}", language.pick(zh, en));
                continue;
            }
            eprintln!("{}", language.pick(format!("发布 {name} …"), format!("publishing {name} …")));
            let component = agent.component()?;
            let submission = Submission {
                vendor: &agent.vendor,
                agent: &agent.name,
                version: &agent.version,
                component: &component,
                signature: None,
            };
            publish::publish(&mut self.registry, &self.sandbox, &Actor::system(), &submission)?;
        }
        Ok(())
    }
}

/// Components are compiled by another process of this program.
pub fn compiler() -> Result<Compiler, Problem> {
    let program = std::env::current_exe().map_err(|error| {
        Problem::failure(
            format!("找不到本程序自身的文件，无法启动编译进程：{error}"),
            format!("this program's own file cannot be found, and the compiler's process not be started: {error}"),
        )
    })?;
    Ok(Compiler::Apart(program))
}

/// The folder of compiled code: a cache beside the registry's file.
fn compiled_beside(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push("-compiled");
    name.into()
}
