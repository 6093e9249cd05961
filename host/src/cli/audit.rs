//! `tongtai audit`: the hash chain of the audit log.

use clap::Subcommand;

use super::Database;
use super::print;
use super::problem::Problem;
use crate::language::Language;
use crate::registry::audit::{Fault, Verdict};
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
                print::line(language.pick(zh, en));
                Ok(())
            }
            Verdict::Broken { seq, fault } => {
                let zh = match fault {
                    Fault::Missing => "缺少这一条",
                    Fault::Unchained => "这一条与上一条不相接",
                    Fault::Altered => "这一条写入后被改动过",
                    Fault::NotTheNoted => "这一条与别处记下的不一致",
                };
                Err(Problem::failure(
                    format!("审计链在第 {seq} 条断开：{zh}。此后的记录不可采信，请与备份比对。"),
                    format!(
                        "the audit chain breaks at row {seq}: {fault}; believe no row from there on, and compare with a backup"
                    ),
                ))
            }
        }
    }
}
