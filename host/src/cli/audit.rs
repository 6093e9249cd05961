//! `tongtai audit`: the hash chain of the audit log.

use clap::Subcommand;

use super::Database;
use super::problem::Problem;
use crate::language::Language;
use crate::registry::audit::Verdict;
use crate::registry::{Mode, Registry};

/// The audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// 校验审计链 · Find the first break of the hash chain
    Verify {
        #[command(flatten)]
        database: Database,
    },
}

impl Audit {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let Self::Verify { database } = self;
        let registry = Registry::open(&database.db, Mode::Read)?;
        match registry.verify_audit(None)? {
            Verdict::Intact { head } => {
                let zh = format!("审计链完整：共 {} 条，最新一条的摘要为 {}。", head.seq, head.hash);
                let en = format!("the audit chain is whole: {} rows, head {}.", head.seq, head.hash);
                println!("{}", language.pick(zh, en));
                Ok(())
            }
            Verdict::Broken { seq, fault } => Err(Problem::failure(
                format!("审计链在第 {seq} 条断开：{fault}。此后的记录不可采信，请与备份比对。"),
                format!(
                    "the audit chain breaks at row {seq}: {fault}; believe no row from there on, and compare with a backup"
                ),
            )),
        }
    }
}
