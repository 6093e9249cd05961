//! `tongtai cases`: cases of the catalogue.

use std::io::{self, Write as _};

use clap::Subcommand;

use super::names;
use super::problem::Problem;
use crate::catalogue::scenario::Hidden;
use crate::catalogue::{generate, hidden, load};

/// Cases.
#[derive(Debug, Subcommand)]
pub enum Cases {
    /// 重新生成公开案例 · Print the public cases of a generated scenario, as cases.jsonl holds them
    Generate {
        /// 场景编号 · The scenario's id
        scenario: String,
    },
}

impl Cases {
    pub fn run(self) -> Result<(), Problem> {
        let Self::Generate { scenario } = self;
        // Only the terms: the cases in the file may be the ones that are to be made anew.
        let Some(terms) = load::embedded_terms(&scenario)? else {
            let known = load::embedded_ids();
            let known = known.iter().map(String::as_str);
            return Err(Problem::usages(vec![names::unknown_scenario(&scenario, known)]));
        };
        let Hidden::Generate { generator, public_seed, public_count, settings, .. } = &terms.cases.hidden else {
            return Err(Problem::usage(
                format!("场景 {scenario} 的案例来自文件，不是生成的。"),
                format!("the cases of {scenario} come from a file and are not generated"),
            ));
        };
        let cases = generate::generate(*generator, hidden::public_seed(*public_seed), "p", *public_count, settings)
            .map_err(|reason| Problem::failure(format!("生成失败：{reason}"), reason))?;
        let mut out = io::stdout().lock();
        for case in cases {
            let line = serde_json::to_string(&case).map_err(io::Error::other);
            line.and_then(|line| writeln!(out, "{line}"))
                .map_err(|error| Problem::failure(format!("无法输出：{error}"), format!("cannot print: {error}")))?;
        }
        Ok(())
    }
}
