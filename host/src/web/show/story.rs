//! A scenario as its page tells it, from the registry's record or the catalogue that the binary carries.

use serde::Deserialize;
use serde_json::Value;

use super::words;
use crate::catalogue::scenario::{Part, Source, TaskKind};
use crate::catalogue::{Entry, Words};
use crate::web::problem::Problem;
use crate::web::reader::Reader;

/// What a page shows of a scenario's record. Fields of a newer program are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Story {
    /// The scenario's id.
    pub id: String,
    /// Where it belongs.
    pub part: Part,
    /// What sort of task it is.
    pub kind: TaskKind,
    /// Where its cases come from.
    pub source: Vec<Source>,
    /// When its contract is looked at again.
    pub review_date: String,
    /// 名称
    pub title: Words,
    /// One sentence.
    pub summary: Words,
    /// 领域
    pub domain: Words,
    /// 需求单位
    pub demander: Words,
    /// 痛点
    pub pain: Words,
    /// 任务
    pub task: Words,
    /// 成效指标与基线
    pub measure: Words,
    /// 风险
    pub risk: Words,
    /// 人工介入
    pub human: Words,
    /// 法律依据
    #[serde(default)]
    pub legal: Option<Words>,
    /// What the contract says, as its file writes it.
    pub contract: crate::catalogue::scenario::ContractTerms,
    /// Where the cases come from.
    pub cases: Origin,
    /// PROVENANCE.md.
    #[serde(default)]
    pub provenance: String,
}

/// Where cases come from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Origin {
    /// Their licence.
    pub licence: String,
    /// One line of provenance.
    pub source: String,
}

impl Story {
    /// Of a record that the registry keeps.
    ///
    /// # Errors
    /// [`Problem::Broken`] where this program cannot read the record.
    pub fn of_record(record: Value) -> Result<Self, Problem> {
        Ok(serde_json::from_value(record)?)
    }

    /// Of the catalogue that the binary carries.
    pub fn of_entry(entry: &Entry) -> Self {
        let scenario = entry.scenario.clone();
        Self {
            id: scenario.id,
            part: scenario.part,
            kind: scenario.kind,
            source: scenario.source,
            review_date: scenario.review_date,
            title: scenario.title,
            summary: scenario.summary,
            domain: scenario.domain,
            demander: scenario.demander,
            pain: scenario.pain,
            task: scenario.task,
            measure: scenario.measure,
            risk: scenario.risk,
            human: scenario.human,
            legal: scenario.legal,
            contract: scenario.contract,
            cases: Origin { licence: scenario.cases.licence, source: scenario.cases.source },
            provenance: entry.provenance.clone(),
        }
    }

    /// The kind of task in words.
    pub fn kind_name(&self, reader: &Reader) -> &'static str {
        let (zh, en) = words::kind(self.kind);
        reader.language.pick(zh, en)
    }

    /// Where it belongs, in words.
    pub fn part_name(&self, reader: &Reader) -> &'static str {
        let (zh, en) = words::part(self.part);
        reader.language.pick(zh, en)
    }

    /// The part's name in addresses.
    pub fn part_anchor(&self) -> &'static str {
        words::part_anchor(self.part)
    }

    /// Where its cases come from, in words.
    pub fn source_names(&self, reader: &Reader) -> String {
        let names = self.source.iter().map(|source| words::source(*source));
        let names: Vec<_> = names.map(|(zh, en)| reader.language.pick(zh, en)).collect();
        names.join(reader.say("、", ", "))
    }
}
