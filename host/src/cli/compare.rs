//! `tongtai compare`: every entrant on the same cases, scenario by scenario.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::Database;
use super::document::{self, SessionDocument};
use super::entrants;
use super::figures;
use super::names;
use super::print;
use super::problem::Problem;
use super::progress::Progress;
use super::stage::{self, Stage};
use super::table;
use crate::catalogue::entry::Entry;
use crate::catalogue::{Scenario, Words};
use crate::compare::{self, Plan, Request, Wanted};
use crate::language::Language;
use crate::registry::Actor;

/// What `compare` is asked.
#[derive(Debug, Args)]
pub struct Compare {
    /// 场景编号，不写即全部 · Ids of scenarios; none means all
    scenarios: Vec<String>,
    /// 比较全部场景 · All scenarios
    #[arg(long, conflicts_with = "scenarios")]
    all: bool,
    #[command(flatten)]
    database: Database,
    /// 另存机器可读结果 · Write everything machine-readable to this file (docs/compare.schema.json)
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// 随机种子 · The seed that every random choice is drawn from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// 每个场景最多几例 · At most this many cases of each scenario, drawn by the seed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    cases: Option<u32>,
    /// 参评智能体，可重复 · Who takes part, such as classic/linear or classic/linear@^1; may be given several times
    #[arg(long = "entrant", value_name = "VENDOR/AGENT[@REQ]")]
    entrants: Vec<String>,
    /// 场景目录（默认为程序自带） · A catalogue folder (default: the one that the program carries)
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
    /// 线程数（默认为处理器核数） · Threads that run cases (default: one a core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl Compare {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let began = Instant::now();
        let entries = stage::catalogue(self.catalogue.as_deref())?;
        let chosen = self.chosen(&entries)?;
        let wanted = entrants::read(&self.entrants)?;
        self.check_target()?;
        let threads = self.threads.map(usize::from);
        let mut stage = Stage::set(&self.database.db, &entries, threads, language)?;
        entrants::check(&wanted, &stage.registry, &chosen)?;
        let cost = stage.sandbox.identity();
        let plans = self.plan(&mut stage, &chosen, &wanted, &cost, language)?;
        let runs = runs(&plans);
        let mut progress = Progress::new(runs, language);
        let mut sessions = Vec::new();
        let mut guest_ms = 0;
        for (scenario, plan) in &plans {
            progress.scenario(language.of(&scenario.title));
            let Stage { registry, sandbox, threads } = &mut stage;
            let by = Actor::operator();
            let summary = compare::run(registry, sandbox, &by, plan, *threads, &mut |event| progress.tell(&event))?;
            guest_ms += summary.guest_ms;
            progress.finished(&table::of(scenario, &summary, language));
            if self.json.is_some() {
                sessions.push(SessionDocument::of(registry, scenario, plan, summary)?);
            }
        }
        progress.end();
        let wall_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.write_json(&stage, &cost, wall_ms, &sessions, language)?;
        self.tell_end(&stage, plans.len(), runs, (wall_ms, guest_ms), language);
        Ok(())
    }

    /// The scenarios asked for, in the catalogue's order, imported ones last.
    fn chosen(&self, entries: &[Entry]) -> Result<Vec<Scenario>, Problem> {
        let all = match &self.catalogue {
            Some(_) => entries.iter().map(|entry| entry.scenario.clone()).collect(),
            None => stage::scenarios(&self.database.db, entries),
        };
        let known = || all.iter().map(|scenario| scenario.id.as_str());
        let unknown: Vec<Words> = self
            .scenarios
            .iter()
            .filter(|name| known().all(|id| id != name.as_str()))
            .map(|name| names::unknown_scenario(name, known()))
            .collect();
        if !unknown.is_empty() {
            return Err(Problem::usages(unknown));
        }
        let wanted = |scenario: &Scenario| self.scenarios.is_empty() || self.scenarios.contains(&scenario.id);
        Ok(all.into_iter().filter(wanted).collect())
    }

    /// A result that could not be written is better known before the work than after it.
    fn check_target(&self) -> Result<(), Problem> {
        let Some(path) = &self.json else { return Ok(()) };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
        if whole(path) == whole(&self.database.db) {
            return Err(Problem::usage(
                "--json 与 --db 指向同一文件：结果不能写在登记库上，请另给文件名。",
                "--json and --db name one file: the results cannot be written over the registry; give another name",
            ));
        }
        if path.is_dir() || !folder.is_dir() {
            let shown = path.display();
            return Err(Problem::usage(
                format!("无法写入 {shown}：请给出已有文件夹中的文件名。"),
                format!("{shown} cannot be written: name a file in a folder that exists"),
            ));
        }
        Ok(())
    }

    /// Plans every session first, so that the progress knows its end. A scenario that none of the entrants named
    /// enters is passed over.
    fn plan<'a>(
        &self,
        stage: &mut Stage,
        chosen: &'a [Scenario],
        wanted: &[Wanted],
        cost: &str,
        language: Language,
    ) -> Result<Vec<(&'a Scenario, Plan)>, Problem> {
        let mut plans = Vec::new();
        for scenario in chosen {
            let request = Request {
                scenario: &scenario.id,
                contract: &stage::version(&stage.registry, scenario)?,
                wanted,
                seed: self.seed,
                cases: self.cases.map(|cases| cases as usize),
                cost,
            };
            match compare::plan(&mut stage.registry, &Actor::operator(), &request) {
                Ok(plan) => plans.push((scenario, plan)),
                Err(compare::PlanError::NoEntrant { .. }) if !wanted.is_empty() || self.scenarios.is_empty() => {
                    let title = language.of(&scenario.title);
                    let zh = format!("跳过 {title}：没有智能体参评。");
                    eprintln!("{}", language.pick(zh, format!("passing over {title}: no agent enters it")));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(plans)
    }

    fn write_json(
        &self,
        stage: &Stage,
        cost: &str,
        wall_ms: u64,
        sessions: &[SessionDocument],
        language: Language,
    ) -> Result<(), Problem> {
        let Some(path) = &self.json else { return Ok(()) };
        let written = document::document(cost, stage.sandbox.compiled(), wall_ms, sessions)
            .map_err(std::io::Error::other)
            .and_then(|document| document::write(path, &document));
        let shown = path.display();
        match written {
            Ok(()) => {
                print::line(language.pick(format!("已写入 {shown}"), format!("wrote {shown}")));
                Ok(())
            }
            Err(error) => Err(Problem::failure(
                format!("比较结果已存入登记库，但无法写入 {shown}：{error}"),
                format!("the results are kept in the registry, but {shown} cannot be written: {error}"),
            )),
        }
    }

    fn tell_end(
        &self,
        stage: &Stage,
        scenarios: usize,
        runs: u64,
        (wall_ms, guest_ms): (u64, u64),
        language: Language,
    ) {
        let wall = figures::time(wall_ms as f64 * 1e3, language);
        let guest = figures::time(guest_ms as f64 * 1e3, language);
        let (compiled, threads, db) = (stage.sandbox.compiled(), stage.threads, self.database.db.display());
        print::line(
            language.pick(
                format!(
                    "{scenarios} 个场景，{runs} 次运行，用时 {wall}（智能体作答合计 {guest}，{threads} 线程），\
                     新编译组件 {compiled} 个。\n结果存于 {db}；运行 tongtai serve 在网页中逐例对照。"
                ),
                format!(
                    "{scenarios} scenarios, {runs} runs in {wall} (agents answered for {guest} in all, on {threads} \
                     threads); {compiled} components compiled.\nThe results are in {db}; tongtai serve shows them case by \
                     case."
                ),
            )
        );
    }
}

fn runs(plans: &[(&Scenario, Plan)]) -> u64 {
    plans.iter().map(|(_, plan)| plan.runs).sum()
}
