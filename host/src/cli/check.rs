//! `tongtai check`: what admission would say of a component, offline and with no registry.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::check_report as shown;
use super::file;
use super::names;
use super::print;
use super::problem::Problem;
use super::stage;
use crate::admission::{Admission, Embedded, Event, Report};
use crate::catalogue::entry::Entry;
use crate::compare::is_floor;
use crate::language::Language;
use crate::publish::{self, PublishError};
use crate::sandbox::{Sandbox, Settings};

/// Exit code where something could not be checked.
const COULD_NOT: u8 = 3;

/// What `check` is asked.
#[derive(Debug, Args)]
#[command(
    after_help = "退出码 · Exit codes: 0 合格 admitted; 1 不合格 refused; 2 用法有误 asked wrongly; 3 未能检查 could not check"
)]
pub struct Check {
    /// 组件文件 · The component's file
    component: PathBuf,
    /// 只在此场景试跑（默认为其参评的全部场景） · Try it on this scenario alone (default: all that it enters)
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// 每个场景最多试跑的公开案例数 · The most public cases of a scenario
    #[arg(long, value_name = "N", default_value_t = crate::admission::CASES, value_parser = at_least_one)]
    cases: usize,
    /// 逐例列出 · Show each case
    #[arg(long)]
    trace: bool,
    /// 以 JSON 输出到标准输出 · Print JSON to standard output instead
    #[arg(long)]
    json: bool,
    /// 场景目录（默认为程序自带） · A catalogue folder (default: the one that the program carries)
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| "应为 1 以上的整数 · a whole number of 1 or more".to_owned())
}

impl Check {
    pub fn run(self, language: Language) -> Result<ExitCode, Problem> {
        let component = file::bytes(&self.component)?;
        let entries = stage::catalogue(self.catalogue.as_deref())?;
        if let Some(scenario) = &self.scenario
            && !entries.iter().any(|entry| entry.scenario.id == *scenario)
        {
            let known = entries.iter().map(|entry| entry.scenario.id.as_str());
            return Err(Problem::usages(vec![names::unknown_scenario(scenario, known)]));
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let sandbox = Sandbox::new(&Settings { cache: None, slots: threads + 1, compiler: stage::compiler()? })?;
        let admission = Admission {
            sandbox: &sandbox,
            contracts: &Embedded(&entries),
            only: self.scenario.as_deref(),
            cases: self.cases,
            threads,
        };
        let report = admission.admit(&component, &mut |event| {
            // The checklist says the rest when all is asked.
            if let Event::Trying { scenario, done, of } = event {
                eprintln!("{}", shown::trying(scenario, done, of, language));
            }
        });
        let floor = Self::floor(&admission, &report)?;
        if self.json {
            print::line(json!({ "report": report, "floor": floor }));
        } else {
            print::line(self.shown(&report, &floor, &entries, language));
        }
        Ok(ExitCode::from(match &report {
            report if report.is_admitted() => 0,
            report if report.could_not_check() => COULD_NOT,
            _ => 1,
        }))
    }

    /// The floor's scores on the same cases, for comparison; empty where the component did not get that far.
    fn floor(admission: &Admission<'_>, report: &Report) -> Result<Value, Problem> {
        let mut scores = serde_json::Map::new();
        let bundled = publish::bundled()?;
        let floor = bundled.iter().find(|agent| is_floor(&agent.vendor, &agent.name));
        let Some(floor) = floor.filter(|_| !report.tried.is_empty()) else {
            return Ok(Value::Object(scores));
        };
        let component = admission.sandbox.load(&floor.sha256, || floor.component()).map_err(PublishError::Load)?;
        for tried in &report.tried {
            let floor = admission.attempt(&component, &tried.scenario).ok().flatten();
            if let Some(summary) = floor.and_then(|floor| floor.summary) {
                scores.insert(tried.scenario.clone(), json!({ "score": summary.score, "interval": summary.interval }));
            }
        }
        Ok(Value::Object(scores))
    }

    fn shown(&self, report: &Report, floor: &Value, entries: &[Entry], language: Language) -> String {
        let mut text = shown::report(report, language);
        text += &shown::scores(report, floor, entries, language);
        if self.trace {
            text += &shown::traces(report, language);
        }
        text + &shown::conclusion(report, language)
    }
}
