//! `tongtai vendor`: vendors with their members and keys, at the registry's own machine, for its operator.

use clap::{Args, Subcommand, ValueEnum};

use super::Database;
use super::print;
use super::problem::Problem;
use super::signing;
use super::table;
use super::wait;
use crate::language::Language;
use crate::registry::member::MemberRole;
use crate::registry::{Actor, KeyId, Mode, Registry};

/// Vendors.
#[derive(Debug, Subcommand)]
pub enum Vendor {
    /// 登记厂商及其首位负责人 · Add a vendor with its first owner
    Add(Add),
    /// 成员 · Who acts for a vendor
    #[command(subcommand)]
    Member(Member),
    /// 签名公钥 · Keys with which a vendor's releases are signed
    #[command(subcommand)]
    Key(Key),
}

#[derive(Debug, Args)]
pub struct Add {
    /// 厂商名 · The vendor's name
    name: String,
    /// 首位负责人 · The first owner
    #[arg(long)]
    owner: String,
    /// 名称与已有厂商相近也予登记 · Add it though its name is like another's
    #[arg(long)]
    allow_similar: bool,
    #[command(flatten)]
    database: Database,
}

/// Who acts for a vendor.
#[derive(Debug, Subcommand)]
pub enum Member {
    /// 加入成员，或改变其角色 · Add somebody, or give them another role
    Add {
        /// 厂商名 · The vendor's name
        vendor: String,
        /// 姓名 · Who
        name: String,
        /// 角色 · Owners manage members, tokens and keys
        #[arg(long, value_enum, default_value_t = Role::Member)]
        role: Role,
        #[command(flatten)]
        database: Database,
    },
    /// 移除成员，其令牌随即失效 · Remove somebody; their tokens end
    Remove {
        /// 厂商名 · The vendor's name
        vendor: String,
        /// 姓名 · Who
        name: String,
        #[command(flatten)]
        database: Database,
    },
    /// 列出成员 · List them
    List {
        /// 厂商名 · The vendor's name
        vendor: String,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    Owner,
    Member,
}

/// Keys with which a vendor's releases are signed.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// 登记公钥；此后该厂商的上传必须签名 · Register a public key; from then on the vendor's uploads must be signed
    Add {
        /// 厂商名 · The vendor's name
        vendor: String,
        /// 公钥（ed25519:… 或 PEM 文件） · The public key: ed25519:… or a PEM file
        key: String,
        /// 用途 · What it is
        #[arg(long, default_value = "")]
        label: String,
        #[command(flatten)]
        database: Database,
    },
    /// 停用密钥；已签的版本仍然有效 · Retire a key; what it signed stays signed
    Retire {
        /// 厂商名 · The vendor's name
        vendor: String,
        /// 密钥编号 · The key's number
        key: KeyId,
        /// 原因，记入审计日志 · Why, for the audit log
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        database: Database,
    },
    /// 列出密钥 · List them
    List {
        /// 厂商名 · The vendor's name
        vendor: String,
        #[command(flatten)]
        database: Database,
    },
}

impl Vendor {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self {
            Self::Add(add) => add.run(language),
            Self::Member(member) => member.run(language),
            Self::Key(key) => key.run(language),
        }
    }
}

impl Add {
    fn run(self, language: Language) -> Result<(), Problem> {
        let Self { name, owner, allow_similar, database } = self;
        let mut registry = wait::to_write(&database.db, language)?;
        registry.add_vendor(&Actor::operator(), &name, &owner, allow_similar)?;
        print::line(language.pick(
            format!(
                "厂商 {name} 已登记，负责人为 {owner}。下一步：tongtai token create --vendor {name} --holder {owner}"
            ),
            format!(
                "{name} is added, and {owner} owns it. Next: tongtai token create --vendor {name} --holder {owner}"
            ),
        ));
        Ok(())
    }
}

impl Member {
    fn run(self, language: Language) -> Result<(), Problem> {
        let by = Actor::operator();
        match self {
            Self::Add { vendor, name, role, database } => {
                let mut registry = wait::to_write(&database.db, language)?;
                let (role, zh, en) = match role {
                    Role::Owner => (MemberRole::Owner, "负责人", "an owner"),
                    Role::Member => (MemberRole::Member, "成员", "a member"),
                };
                registry.set_member(&by, &vendor, &name, role)?;
                print::line(
                    language.pick(format!("{name} 现为厂商 {vendor} 的{zh}。"), format!("{name} is {en} of {vendor}")),
                );
            }
            Self::Remove { vendor, name, database } => {
                let mut registry = wait::to_write(&database.db, language)?;
                let ended = registry.remove_member(&by, &vendor, &name)?.len();
                print::line(language.pick(
                    format!("{name} 不再是厂商 {vendor} 的成员；其 {ended} 个令牌已撤销。"),
                    format!("{name} is no member of {vendor} any more, and {ended} token(s) of theirs are revoked"),
                ));
            }
            Self::List { vendor, database } => {
                let members = Registry::open(&database.db, Mode::Read)?.members(&vendor)?;
                let rows = members.into_iter().map(|member| {
                    let role = match member.role {
                        MemberRole::Owner => language.pick("负责人", "owner"),
                        MemberRole::Member => language.pick("成员", "member"),
                    };
                    [member.name, role.to_owned(), member.since.strftime("%Y-%m-%d").to_string()]
                });
                print::line(table::plain(language.pick(["姓名", "角色", "自"], ["name", "role", "since"]), rows));
            }
        }
        Ok(())
    }
}

impl Key {
    fn run(self, language: Language) -> Result<(), Problem> {
        let by = Actor::operator();
        match self {
            Self::Add { vendor, key, label, database } => {
                let public = signing::public_key(&key)?;
                let mut registry = wait::to_write(&database.db, language)?;
                let id = registry.add_vendor_key(&by, &vendor, public, &label)?;
                print::line(language.pick(
                    format!("密钥 {id} 已登记；此后厂商 {vendor} 的上传必须签名。"),
                    format!("key {id} is registered: from now on uploads of {vendor} must be signed"),
                ));
            }
            Self::Retire { vendor, key, reason, database } => {
                let mut registry = wait::to_write(&database.db, language)?;
                registry.retire_vendor_key(&by, &vendor, key, &reason)?;
                print::line(language.pick(
                    format!("密钥 {key} 已停用，已签的版本仍然有效。"),
                    format!("key {key} is retired; what it signed stays signed"),
                ));
            }
            Self::List { vendor, database } => {
                let keys = Registry::open(&database.db, Mode::Read)?.vendor_keys(&vendor)?;
                let rows = keys.into_iter().map(|key| {
                    let state = if key.is_active() {
                        language.pick("在用", "active")
                    } else {
                        language.pick("已停用", "retired")
                    };
                    let added = key.added_at.strftime("%Y-%m-%d").to_string();
                    [key.id.to_string(), key.public.to_string(), key.label, added, state.to_owned()]
                });
                let head = language
                    .pick(["编号", "公钥", "用途", "登记", "状态"], ["id", "public key", "for", "added", "state"]);
                print::line(table::plain(head, rows));
            }
        }
        Ok(())
    }
}
