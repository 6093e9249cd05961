//! The command line: one file a command.

mod account;
mod audit;
mod cases;
mod catalogue;
mod check;
mod check_report;
mod client;
mod compare;
mod document;
mod entrants;
mod file;
mod key;
mod login;
mod names;
mod new;
mod print;
mod problem;
mod progress;
mod publish;
mod release_name;
mod scenario;
mod serve;
mod sign;
mod signing;
mod stage;
mod table;
mod token;
mod vendor;
mod wait;
mod yank;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
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
    #[arg(long, value_name = "zh|en")]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 同台比较 · Run every entrant on the same cases of one, several or all scenarios
    Compare(compare::Compare),
    /// 新建智能体项目 · Begin an agent of your own in Rust, JavaScript or Python
    New(new::New),
    /// 发布智能体 · Check a component and publish it as a release
    Publish(publish::Publish),
    /// 检查组件 · Check a component as admission does, offline
    Check(check::Check),
    /// Compile what comes on standard input (this program calls itself)
    #[command(name = sandbox::COMMAND, hide = true)]
    CompileComponent,
    /// 撤回版本 · Keep a release out of new sessions, or let it in again
    Yank(yank::Yank),
    /// 令牌 · Make, list and revoke what vendors' tools sign in with
    Token(token::Tokens),
    /// 厂商 · Vendors, their members and their keys
    #[command(subcommand)]
    Vendor(vendor::Vendor),
    /// 签名密钥 · Make a key that signs releases
    #[command(subcommand)]
    Key(key::Key),
    /// 签名 · Sign a component as a release, or check a signature offline
    Sign(sign::Sign),
    /// 登录服务器 · Keep a token for a server, once it is known to be good
    Login(login::Login),
    /// 退出登录 · Remove the token that is kept
    Logout(login::Logout),
    /// 查看当前令牌 · Whose token is in use, and what it permits
    Whoami(login::Whoami),
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
    let matches = command().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).with_writer(std::io::stderr).init();
    let language = language(&matches).unwrap_or_else(system_language);
    let done = match cli.command {
        Command::Compare(command) => command.run(language),
        Command::New(command) => command.run(language),
        Command::Check(command) => {
            return command.run(language).unwrap_or_else(|problem| failed(&problem, language));
        }
        Command::CompileComponent => return sandbox::compile_here(),
        Command::Publish(command) => command.run(language),
        Command::Yank(command) => command.run(language),
        Command::Token(command) => command.run(language),
        Command::Vendor(command) => command.run(language),
        Command::Key(command) => command.run(language),
        Command::Sign(command) => command.run(language),
        Command::Login(command) => command.run(language),
        Command::Logout(command) => command.run(language),
        Command::Whoami(command) => command.run(language),
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

/// The command line, where `--lang` may stand at any depth; but after `new` it is the programming language.
fn command() -> clap::Command {
    let command = Cli::command();
    let lang = command.get_arguments().find(|argument| argument.get_id() == "lang").cloned();
    command.mut_subcommands(|under| match &lang {
        Some(lang) if under.get_name() != "new" => under.arg(lang.clone().global(true)),
        _ => under,
    })
}

/// The language asked for, the deepest of several.
fn language(matches: &ArgMatches) -> Option<Language> {
    let below = matches.subcommand().and_then(|(_, under)| language(under));
    below.or_else(|| matches.try_get_one::<Language>("lang").ok().flatten().copied())
}

fn system_language() -> Language {
    sys_locale::get_locale().map_or(Language::En, |locale| Language::of_locale(&locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_may_stand_at_any_depth_but_is_another_thing_after_new() {
        command().debug_assert();
        let asked = |line: &str| language(&command().try_get_matches_from(line.split(' ')).unwrap());
        assert_eq!(asked("tongtai catalogue list"), None);
        assert_eq!(asked("tongtai --lang zh catalogue list"), Some(Language::Zh));
        assert_eq!(asked("tongtai catalogue --lang zh list"), Some(Language::Zh));
        assert_eq!(asked("tongtai catalogue list --lang zh"), Some(Language::Zh));
        assert_eq!(asked("tongtai --lang en catalogue list --lang zh"), Some(Language::Zh));
        assert_eq!(asked("tongtai --lang zh new my-agent --lang rust"), Some(Language::Zh));
        assert_eq!(asked("tongtai new my-agent --lang rust"), None);
    }
}
