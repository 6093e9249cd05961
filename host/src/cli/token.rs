//! `tongtai token`: what vendors' tools present instead of a password. At the registry's own machine, for its operator.

use clap::{Args, Subcommand, ValueEnum};
use jiff::{Timestamp, ToSpan as _};

use super::Database;
use super::print;
use super::problem::Problem;
use super::table;
use super::wait;
use crate::language::Language;
use crate::registry::token::{Action, NewToken, Token};
use crate::registry::{self, Actor, Mode, Registry, TokenId};

/// What `token` is asked.
#[derive(Debug, Args)]
pub struct Tokens {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 新建令牌，只显示一次 · Make a token; it is shown once
    Create(Create),
    /// 列出令牌 · List tokens
    List(List),
    /// 撤销令牌 · End a token now
    Revoke(Revoke),
}

#[derive(Debug, Args)]
struct Create {
    /// 所代表的厂商；省略时为管理员令牌 · The vendor that it acts for; without one it is the operator's
    #[arg(long)]
    vendor: Option<String>,
    /// 权限，可多次给出 · What it may do, once or more
    #[arg(long = "action", value_name = "ACTION", value_enum)]
    actions: Vec<Permitted>,
    /// 持有人 · Who holds it
    #[arg(long)]
    holder: String,
    /// 用途 · What it is for
    #[arg(long, default_value = "")]
    label: String,
    /// 有效天数 · Days until it ends
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
struct List {
    /// 只列此厂商 · Only those of this vendor
    #[arg(long)]
    vendor: Option<String>,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
struct Revoke {
    /// 令牌编号 · The token's number
    id: TokenId,
    /// 原因，记入审计日志 · Why, for the audit log
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    database: Database,
}

/// What a vendor's token can permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Permitted {
    Read,
    Publish,
    Yank,
    Manage,
}

impl From<Permitted> for Action {
    fn from(permitted: Permitted) -> Self {
        match permitted {
            Permitted::Read => Self::Read,
            Permitted::Publish => Self::Publish,
            Permitted::Yank => Self::Yank,
            Permitted::Manage => Self::Manage,
        }
    }
}

impl Tokens {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self.verb {
            Verb::Create(create) => create.run(language),
            Verb::List(list) => list.run(language),
            Verb::Revoke(revoke) => revoke.run(language),
        }
    }
}

impl Create {
    /// The token alone goes to standard output, so that it can be kept without being seen.
    fn run(self, language: Language) -> Result<(), Problem> {
        let mut actions: Vec<Action> = self.actions.iter().copied().map(Action::from).collect();
        match (&self.vendor, actions.is_empty()) {
            (None, true) => actions.push(Action::Operate),
            (Some(_), true) => actions.extend([Action::Read, Action::Publish, Action::Yank]),
            (None, false) => {
                return Err(Problem::usage(
                    "管理员令牌拥有全部权限，不能再给 --action；厂商令牌请加 --vendor。",
                    "the operator's token permits everything: leave out --action, or name a --vendor",
                ));
            }
            (Some(_), false) => {}
        }
        let expires_at = Timestamp::now() + (i64::from(self.days) * 24).hours();
        let mut registry = wait::to_write(&self.database.db, language)?;
        let new = NewToken {
            label: &self.label,
            holder: &self.holder,
            vendor: self.vendor.as_deref(),
            actions: &actions,
            expires_at,
        };
        if let Some(vendor) = &self.vendor {
            self.found(&mut registry, vendor, language)?;
        }
        let (id, plain) = registry.create_token(&Actor::operator(), &new)?;
        let names = actions.iter().map(|action| action.name()).collect::<Vec<_>>().join(" ");
        let until = expires_at.strftime("%Y-%m-%d");
        eprintln!(
            "{}",
            language.pick(
                format!("令牌 {id}（权限：{names}；{until} 到期）。下面的令牌只显示这一次，请妥善保存："),
                format!("token {id} ({names}; until {until}). It is shown this once; keep it safe:"),
            )
        );
        print::line(plain.expose());
        Ok(())
    }
}

impl Create {
    /// The holder of the first token of a vendor without members is its first owner.
    fn found(&self, registry: &mut Registry, vendor: &str, language: Language) -> Result<(), Problem> {
        let has_members = match registry.members(vendor) {
            Ok(members) => !members.is_empty(),
            Err(registry::Error::UnknownVendor { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        if !has_members {
            let holder = &self.holder;
            registry.add_vendor(&Actor::operator(), vendor, holder, false)?;
            eprintln!(
                "{}",
                language.pick(
                    format!("{holder} 已登记为厂商 {vendor} 的负责人。"),
                    format!("{holder} is now the owner of {vendor}"),
                )
            );
        }
        Ok(())
    }
}

impl List {
    fn run(self, language: Language) -> Result<(), Problem> {
        let registry = Registry::open(&self.database.db, Mode::Read)?;
        let tokens = registry.tokens(self.vendor.as_deref())?;
        if tokens.is_empty() {
            print::line(language.pick(
                "还没有令牌；用 tongtai token create 新建。",
                "there is no token yet: make one with tongtai token create",
            ));
            return Ok(());
        }
        let head = language.pick(
            ["编号", "厂商", "持有人", "用途", "权限", "到期", "最近使用", "状态"],
            ["id", "vendor", "holder", "for", "permits", "until", "last used", "state"],
        );
        let rows = tokens.iter().map(|token| row(token, language));
        print::line(table::plain(head, rows));
        Ok(())
    }
}

fn row(token: &Token, language: Language) -> [String; 8] {
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    let now = Timestamp::now();
    let state = if token.revoked_at.is_some() {
        language.pick("已撤销", "revoked")
    } else if token.ends_soon(now) {
        language.pick("有效，即将到期", "good, ends soon")
    } else if token.is_good(now) {
        language.pick("有效", "good")
    } else {
        language.pick("已过期", "past its end")
    };
    [
        token.id.to_string(),
        token.vendor.clone().unwrap_or_else(|| language.pick("（管理员）", "(operator)").to_owned()),
        token.holder.clone(),
        token.label.clone(),
        token.actions.iter().map(|action| action.name()).collect::<Vec<_>>().join(" "),
        day(token.expires_at),
        token.used_at.map_or_else(|| "–".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M").to_string()),
        state.to_owned(),
    ]
}

impl Revoke {
    fn run(self, language: Language) -> Result<(), Problem> {
        let mut registry = wait::to_write(&self.database.db, language)?;
        registry.revoke_token(&Actor::operator(), self.id, &self.reason)?;
        let id = self.id;
        print::line(language.pick(format!("令牌 {id} 已撤销。"), format!("token {id} is revoked")));
        Ok(())
    }
}
