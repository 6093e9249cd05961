//! What `scenario.toml` says.

use semver::Version;
use serde::{Deserialize, Serialize};

use super::generate::Family;
use super::metric::Metric;

/// A text in both languages of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The same in Chinese and in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// The part of the district's layout 一廊三城三带 (or the whole district) that a scenario belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// 滨江数创大走廊 · 汉江湾人工智能产业园
    Corridor,
    /// 汉正街时尚城
    FashionCity,
    /// 同济健康城
    HealthCity,
    /// 汉江湾数智城
    DigitalCity,
    /// 环海工大海洋工程产业带
    MarineBelt,
    /// 环信工大软件信息产业带
    SoftwareBelt,
    /// 环同济健康产业带
    HealthBelt,
    /// The whole district: policy and governance.
    District,
}

/// The kind of task, which decides what an answer looks like and how a page draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// One label.
    Classify,
    /// An ordered list.
    Rank,
    /// Figures of the future.
    Forecast,
    /// Fields out of a text or picture.
    Extract,
    /// A decision and its figures by rules.
    Decide,
    /// A plan that must hold together.
    Plan,
    /// Where something is wrong.
    Detect,
    /// A text.
    Generate,
}

/// Where a scenario's cases come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// Real open data.
    R,
    /// Made by a seeded generator whose truth is known.
    G,
    /// Decided by published rules.
    D,
    /// Written by hand.
    H,
}

/// A scenario as its `scenario.toml` gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenario {
    /// Lower-case words joined by hyphens, the folder's name.
    pub id: String,
    /// Where it belongs in the district's layout.
    pub part: Part,
    /// What sort of task it is.
    pub kind: TaskKind,
    /// Where its cases come from.
    pub source: Vec<Source>,
    /// When its contract is to be looked at again, `YYYY-MM-DD`.
    pub review_date: String,
    /// 名称
    pub title: Words,
    /// One sentence.
    pub summary: Words,
    /// 领域
    pub domain: Words,
    /// 需求单位: a role, never an invented organisation.
    pub demander: Words,
    /// 痛点
    pub pain: Words,
    /// 任务: what an entrant must do.
    pub task: Words,
    /// 成效指标与基线
    pub measure: Words,
    /// 风险
    pub risk: Words,
    /// 人工介入
    pub human: Words,
    /// 法律依据, where one applies.
    #[serde(default)]
    pub legal: Option<Words>,
    /// The typed promise.
    pub contract: ContractTerms,
    /// Where cases come from and which of them are hidden.
    pub cases: CasePlan,
}

/// The contract's terms apart from its schemas, which are files of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ContractTerms {
    /// Results are comparable only within one version.
    pub version: Version,
    /// Bounds of each `answer`.
    pub limits: CallLimits,
    /// Bounds of `prepare`.
    #[serde(default = "CallLimits::for_prepare")]
    pub prepare_limits: CallLimits,
    /// How an answer is judged.
    pub metric: Metric,
    /// What every entrant is given, in this order.
    #[serde(default, rename = "material")]
    pub materials: Vec<MaterialTerms>,
}

/// Bounds of one call into an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CallLimits {
    /// Units of fuel (计量单位).
    pub fuel: u64,
    /// Linear memory in MiB.
    pub memory_mib: u64,
    /// Wall-clock milliseconds, well clear of what the fuel takes.
    pub time_ms: u64,
    /// Output in KiB.
    pub output_kib: u64,
}

impl CallLimits {
    /// What `prepare` may use where `scenario.toml` does not say.
    pub fn for_prepare() -> Self {
        Self { fuel: 200_000_000_000, memory_mib: 512, time_ms: 120_000, output_kib: 16 * 1024 }
    }
}

/// One file of `materials/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MaterialTerms {
    /// The file's name, and the name under which agents get it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it is.
    pub title: Words,
    /// Its licence.
    pub licence: String,
    /// Where it is from.
    pub source: String,
}

/// Where cases come from and which of them are hidden. (serde cannot refuse unknown keys beside a flattened field.)
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CasePlan {
    /// Licence of the cases.
    pub licence: String,
    /// One line of provenance.
    pub source: String,
    /// How hidden cases come about.
    #[serde(flatten)]
    pub hidden: Hidden,
}

/// How the registry's secret makes hidden cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "hidden", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Hidden {
    /// The secret draws a share of `cases.jsonl`.
    Split {
        /// The hidden share of the cases, between 0 and 1.
        hidden_share: f64,
    },
    /// The secret seeds the generator that also made the public cases.
    Generate {
        /// Which generator.
        generator: Family,
        /// The seed of the public cases, which anyone can make again.
        public_seed: u64,
        /// How many public cases.
        public_count: usize,
        /// How many hidden ones.
        hidden_count: usize,
        /// The generator's own settings.
        #[serde(default)]
        settings: toml::Table,
    },
}
