//! The command line: one file a command.

mod audit;
mod cases;
mod catalogue;
mod check;
mod check_report;
mod compare;
mod document;
mod entrants;
mod names;
mod print;
mod problem;
mod progress;
mod publish;
mod release_name;
mod scenario;
mod serve;
mod stage;
mod table;
mod yank;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tracing::level_filters::LevelFilter;

use crate::figures;
use crate::language::Language;
use crate::sandbox;
pub use problem::Problem;

/// 同台 Tongtai: 「人工智能+」 scenarios, sandboxed agents, one stage, results that anyone can replay.
#[derive(Debug, Parser)]
#[command(name = "tongtai", version, about, long_about = None)]
struct Cli {
    /// 界面语言 · Language of what is printed: zh or en (default: zh where the locale is Chinese)
    #[arg(long, global = true, value_name = "zh|en")]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 同台比较 · Run every entrant on the same cases of one, several or all scenarios
    Compare(compare::Compare),
    /// 发布智能体 · Check a component and publish it as a release
    Publish(publish::Publish),
    /// 检查组件 · Check a component as admission does, offline
    Check(check::Check),
    /// Compile what comes on standard input (this program calls itself)
    #[command(name = sandbox::COMMAND, hide = true)]
    CompileComponent,
    /// 撤回版本 · Keep a release out of new sessions, or let it in again
    Yank(yank::Yank),
    /// 启动网页 · Serve the pages on this machine
    Serve(serve::Serve),
    /// 审计日志 · Check the hash chain of the audit log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// 案例 · Make public cases again, or import your own hidden ones
    #[command(subcommand)]
    Cases(cases::Cases),
    /// 自有场景 · Begin, check or import a scenario of your own
    #[command(subcommand)]
    Scenario(scenario::Scenario),
    /// 场景目录 · List the scenarios, or check a catalogue folder
    #[command(subcommand)]
    Catalogue(catalogue::Catalogue),
}

/// Which registry.
#[derive(Debug, Clone, Args)]
struct Database {
    /// 登记库文件 · The registry's file
    #[arg(long, value_name = "PATH", default_value = "registry.db")]
    db: PathBuf,
}

/// Reads the command line and does what it says: exit code 0, 1 where it failed, 2 where it was asked wrongly.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).with_writer(std::io::stderr).init();
    let language = cli.lang.unwrap_or_else(system_language);
    let done = match cli.command {
        Command::Compare(command) => command.run(language),
        Command::Check(command) => {
            return command.run(language).unwrap_or_else(|problem| failed(&problem, language));
        }
        Command::CompileComponent => return sandbox::compile_here(),
        Command::Publish(command) => command.run(language),
        Command::Yank(command) => command.run(language),
        Command::Serve(command) => command.run(language),
        Command::Audit(command) => command.run(language),
        Command::Cases(command) => command.run(language),
        Command::Scenario(command) => command.run(language),
        Command::Catalogue(command) => command.run(language),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem, language),
    }
}

fn failed(problem: &Problem, language: Language) -> ExitCode {
    eprint!("{}", problem.shown(language));
    ExitCode::from(problem.exit_code())
}

fn system_language() -> Language {
    sys_locale::get_locale().map_or(Language::En, |locale| Language::of_locale(&locale))
}
