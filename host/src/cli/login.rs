//! `tongtai login`, `logout` and `whoami`: this user's account at a server.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::Value;

use super::account::{self, Account};
use super::client::Client;
use super::file;
use super::print;
use super::problem::Problem;
use crate::language::Language;
use crate::registry::token::REMINDED;

/// What `login` is asked.
#[derive(Debug, Args)]
pub struct Login {
    #[arg(help = "服务器地址，如 https://tongtai.example · The server's address", long, value_name = "URL")]
    server: String,
    /// 从文件读取令牌（默认由标准输入读取，不回显） · Read the token from a file (default: from standard input, unseen)
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

/// What `logout` is asked.
#[derive(Debug, Args)]
pub struct Logout {}

/// What `whoami` is asked.
#[derive(Debug, Args)]
pub struct Whoami {
    /// 服务器地址（默认为已登录的） · The server's address (default: the one signed in to)
    #[arg(long, value_name = "URL")]
    server: Option<String>,
}

impl Login {
    /// A token that is not good is not kept.
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let server = account::address(&self.server)?;
        let account = Account { server, token: self.token(language)? };
        let client = Client::new(account.clone());
        if client.is_open() {
            let (zh, en) = (
                "提示：经 http 连接其他机器，令牌在途中可被他人读取；请尽量使用 https。",
                "note: by plain http to another machine, others on the way can read the token; use https where you can",
            );
            eprintln!("{}", language.pick(zh, en));
        }
        let token = client.get("/whoami")?;
        let path = account.keep()?;
        let (shown, server) = (path.display(), client.server());
        print::line(language.pick(format!("已登录 {server}："), format!("signed in to {server}:")));
        tell(&token, language);
        eprintln!(
            "{}",
            language.pick(
                format!("令牌保存在 {shown}，仅本人可读。"),
                format!("the token is kept in {shown}, for your eyes alone")
            )
        );
        Ok(())
    }

    fn token(&self, language: Language) -> Result<String, Problem> {
        let text = match &self.token_file {
            Some(path) => file::text(path)?,
            None => ask(language).map_err(|error| {
                Problem::failure(format!("无法读取令牌：{error}"), format!("the token cannot be read: {error}"))
            })?,
        };
        let text = text.trim();
        // It goes into a header: whatever else it is, it is one visible word.
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Problem::usage(
                "这不是令牌：令牌以 tongtai_ 开头，只有一行。",
                "this is no token: one begins with tongtai_ and is a single line",
            ));
        }
        Ok(text.to_owned())
    }
}

/// From the terminal unseen, or a line of whatever standard input is.
fn ask(language: Language) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(
            language.pick("请粘贴令牌（不回显）：", "Paste the token (it is not shown): "),
        );
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}

impl Logout {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let (zh, en) = if Account::forget()? {
            (
                "已退出：本机保存的令牌已删除；它在服务器上仍然有效，需要作废请撤销。",
                "signed out: the token is removed from this machine; it is still good until it is revoked",
            )
        } else {
            ("本来就没有登录。", "nobody was signed in")
        };
        print::line(language.pick(zh, en));
        Ok(())
    }
}

impl Whoami {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let client = Client::new(Account::current(self.server.as_deref())?);
        let token = client.get("/whoami")?;
        print::line(client.server());
        tell(&token, language);
        Ok(())
    }
}

/// Whose token it is, what it permits, and until when.
fn tell(token: &Value, language: Language) {
    let text = |name: &str| token[name].as_str().unwrap_or_default();
    let actions: Vec<&str> = token["actions"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let vendor = token["vendor"].as_str().unwrap_or(language.pick("（管理员）", "(operator)"));
    let until = text("expires-at").parse::<Timestamp>().ok();
    let day = until.map_or_else(String::new, |until| until.strftime("%Y-%m-%d").to_string());
    let (holder, actions) = (text("holder"), actions.join(" "));
    print::line(language.pick(
        format!("  厂商 {vendor}，持有人 {holder}，权限 {actions}，{day} 到期"),
        format!("  vendor {vendor}, holder {holder}, may {actions}, until {day}"),
    ));
    if let Some(until) = until {
        remind(until, language);
    }
}

/// Reminds those whose token ends within a week.
pub fn remind(until: Timestamp, language: Language) {
    let left = until.duration_since(Timestamp::now());
    if left >= REMINDED {
        return;
    }
    let days = left.as_hours().max(0) / 24;
    eprintln!(
        "{}",
        language.pick(
            format!("提示：令牌还有 {days} 天到期，请尽早申请新令牌。"),
            format!("note: the token ends in {days} day(s); have another made in time"),
        )
    );
}
