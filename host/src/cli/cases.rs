//! `tongtai cases`: cases of the catalogue, and an operator's own.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Database;
use super::file;
use super::names;
use super::print;
use super::problem::Problem;
use super::stage;
use super::wait;
use crate::catalogue::scenario::Hidden;
use crate::catalogue::{generate, hidden, load};
use crate::language::Language;
use crate::publish;
use crate::publish::private::{self, Others};
use crate::registry::Actor;

/// Cases.
#[derive(Debug, Subcommand)]
pub enum Cases {
    /// 重新生成公开案例 · Print the public cases of a generated scenario, as cases.jsonl holds them
    Generate {
        /// 场景编号 · The scenario's id
        scenario: String,
    },
    /// 导入自有隐藏案例 · Add your own hidden cases to a scenario, as a new version of its contract in this registry
    Import(Import),
}

/// What `cases import` is asked.
#[derive(Debug, Args)]
pub struct Import {
    /// 场景编号 · The scenario's id
    scenario: String,
    /// 案例文件，每行一例，格式同 cases.jsonl · The cases, one a line as in cases.jsonl
    file: PathBuf,
    /// 只用这些作隐藏案例，不再用原有的 · Let these be the only hidden cases
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    database: Database,
}

impl Cases {
    /// Does what is asked.
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self {
            Self::Generate { scenario } => generate(&scenario),
            Self::Import(import) => import.run(language),
        }
    }
}

fn generate(scenario: &str) -> Result<(), Problem> {
    // Only the terms: the cases in the file may be the ones that are to be made anew.
    let Some(terms) = load::embedded_terms(scenario)? else {
        let known = load::embedded_ids();
        let known = known.iter().map(String::as_str);
        return Err(Problem::usages(vec![names::unknown_scenario(scenario, known)]));
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

impl Import {
    fn run(&self, language: Language) -> Result<(), Problem> {
        let shown = self.file.display().to_string();
        let text = file::bytes(&self.file)?;
        let entries = stage::catalogue(None)?;
        let known = stage::scenarios(&self.database.db, &entries);
        if known.iter().all(|scenario| scenario.id != self.scenario) {
            let known = known.iter().map(|scenario| scenario.id.as_str());
            return Err(Problem::usages(vec![names::unknown_scenario(&self.scenario, known)]));
        }
        let mut registry = wait::to_write(&self.database.db, language)?;
        publish::load_catalogue(&mut registry, &Actor::system(), &entries)?;
        let (scenario, contract) = private::kept_scenario(&registry, &self.scenario)?;
        let others = if self.replace { Others::HiddenReplaced } else { Others::Kept };
        let taken = private::taken(&registry, &contract, others)?;
        let cases =
            load::further_cases(&shown, text, &scenario, &contract.input_schema, &taken).map_err(Problem::of_folder)?;
        let count = cases.len();
        let version = private::import_cases(&mut registry, &Actor::operator(), &contract, cases, others)?;
        let id = &self.scenario;
        print::line(language.pick(
            format!("已为 {id} 导入 {count} 个自有隐藏案例，合约升为 {version}（原为 {}）；运行 tongtai compare {id} 即按新版比较，新旧版本的结果不同表。", contract.version),
            format!("{count} hidden cases of your own are in {id}, whose contract is now {version} (it was {}); tongtai compare {id} uses them, and results of the two versions never share a table", contract.version),
        ));
        Ok(())
    }
}
