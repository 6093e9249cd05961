//! What is wrong with a catalogue folder: every fault at once, each with its file, its line and its reason.

use std::fmt;

use super::scenario::Words;

/// One fault of a catalogue folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The file, relative to the catalogue folder.
    pub file: String,
    /// The line, from 1, where the fault belongs to one.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a catalogue folder is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Reason {
    /// A file that every scenario needs is not there.
    #[error("this file is missing")]
    Missing,
    /// The file could not be read.
    #[error("this file cannot be read: {0}")]
    Unreadable(String),
    /// `scenario.toml` does not parse or lacks a field.
    #[error("not a valid scenario.toml: {0}")]
    Terms(String),
    /// Not JSON.
    #[error("not valid JSON: {0}")]
    Json(String),
    /// The schema is JSON but not a JSON Schema.
    #[error("not a valid JSON Schema: {0}")]
    Schema(String),
    /// The id is not the folder's name.
    #[error("the id is \u{201c}{0}\u{201d} but the folder has another name")]
    IdIsNotFolder(String),
    /// A text that people read is empty.
    #[error("{0} is empty in Chinese or in English")]
    EmptyWords(&'static str),
    /// A text that somebody must still write.
    #[error("{0} is still to be filled in")]
    ToFillIn(String),
    /// The licence or source of data is not given.
    #[error("{0} has no licence or no source")]
    NoLicence(String),
    /// A file that PROVENANCE.md does not name.
    #[error("PROVENANCE.md does not say where this file is from")]
    NoProvenance,
    /// No source kind is given.
    #[error("source lists none of R, G, D, H")]
    NoSource,
    /// The review date is not a date.
    #[error("review-date \u{201c}{0}\u{201d} is not a date of the form 2027-06-30")]
    ReviewDate(String),
    /// A limit is 0.
    #[error("the limit {0} is 0")]
    ZeroLimit(&'static str),
    /// The hidden share or count cannot be.
    #[error("hidden cases: {0}")]
    HiddenPlan(String),
    /// A file in `materials/` that the contract does not list.
    #[error("this file is in materials/ but scenario.toml does not list it")]
    UnlistedMaterial,
    /// There is no case.
    #[error("there is no case in this file")]
    NoCase,
    /// A case id that repeats.
    #[error("case id \u{201c}{0}\u{201d} stands on an earlier line too")]
    RepeatedCase(String),
    /// A case id that another case of the contract has.
    #[error("case id \u{201c}{0}\u{201d} is taken by another case of this contract")]
    TakenCase(String),
    /// A weight that is not a number above 0.
    #[error("case \u{201c}{id}\u{201d} has weight {weight}: it must be a number above 0")]
    Weight {
        /// The case.
        id: String,
        /// Its weight.
        weight: f64,
    },
    /// An input that breaks the input schema.
    #[error("case \u{201c}{id}\u{201d} breaks input.schema.json at {at}: {what}")]
    Input {
        /// The case.
        id: String,
        /// JSON pointer into the input.
        at: String,
        /// The violation.
        what: String,
    },
    /// An expected output that the metric cannot judge by.
    #[error("case \u{201c}{id}\u{201d} cannot be judged: {what}")]
    Expected {
        /// The case.
        id: String,
        /// What the metric lacks.
        what: String,
    },
    /// A line of `contracts.lock` that is none, or is there twice.
    #[error("\u{201c}{0}\u{201d} is not a line of its own of scenario, version and digest")]
    LockLine(String),
    /// A contract that is not what its version was.
    #[error(
        "contract version {0} was given out with other cases, schemas, materials, limits or metric: raise the version"
    )]
    ContractChanged(String),
    /// A contract version that `contracts.lock` does not have.
    #[error("contract version {0} is not in contracts.lock: add it with tongtai catalogue lock")]
    NotLocked(String),
    /// The generator does not make the public cases that are in the file.
    #[error("the generator failed: {0}")]
    Generator(String),
}

impl Reason {
    /// The reason in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Missing => "缺少此文件".to_owned(),
            Self::Unreadable(why) => format!("无法读取此文件：{why}"),
            Self::Terms(why) => format!("scenario.toml 不符合格式：{why}"),
            Self::Json(why) => format!("不是有效的 JSON：{why}"),
            Self::Schema(why) => format!("不是有效的 JSON Schema：{why}"),
            Self::IdIsNotFolder(id) => format!("id 为“{id}”，与文件夹名不一致"),
            Self::EmptyWords(field) => format!("{field} 的中文或英文为空"),
            Self::ToFillIn(what) => format!("{what} 尚待填写"),
            Self::NoLicence(what) => format!("{what} 未写明许可或来源"),
            Self::NoProvenance => "PROVENANCE.md 未说明此文件的来源".to_owned(),
            Self::NoSource => "source 未列出 R、G、D、H 中任何一种".to_owned(),
            Self::ReviewDate(text) => format!("review-date“{text}”不是形如 2027-06-30 的日期"),
            Self::ZeroLimit(which) => format!("限额 {which} 为 0"),
            Self::HiddenPlan(why) => format!("隐藏案例设置有误：{why}"),
            Self::UnlistedMaterial => "该文件在 materials/ 中，但 scenario.toml 未列出".to_owned(),
            Self::NoCase => "文件中没有任何案例".to_owned(),
            Self::RepeatedCase(id) => format!("案例编号“{id}”与前面的行重复"),
            Self::TakenCase(id) => format!("案例编号“{id}”已被本合约的其他案例使用"),
            Self::Weight { id, weight } => format!("案例“{id}”的权重为 {weight}，应为大于 0 的数"),
            Self::Input { id, at, what } => format!("案例“{id}”的输入在 {at} 处不符合 input.schema.json：{what}"),
            Self::Expected { id, what } => format!("案例“{id}”无法评判：{what}"),
            Self::LockLine(line) => format!("“{line}”不是单独一行的 场景 版本 摘要"),
            Self::ContractChanged(version) => {
                format!("合约 {version} 的案例、格式、材料、限额或指标与已发布的不同：请升版本号")
            }
            Self::NotLocked(version) => {
                format!("contracts.lock 中没有合约 {version}：请运行 tongtai catalogue lock 登记")
            }
            Self::Generator(why) => format!("生成器出错：{why}"),
        }
    }
}

impl Fault {
    /// A fault of a whole file.
    pub fn of(file: impl Into<String>, reason: Reason) -> Self {
        Self { file: file.into(), line: None, reason }
    }

    /// A fault at a line of a file, from 1.
    pub fn at(file: impl Into<String>, line: usize, reason: Reason) -> Self {
        Self { file: file.into(), line: Some(line), reason }
    }

    fn place(&self) -> String {
        self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file))
    }

    /// Place and reason, in both languages.
    pub fn words(&self) -> Words {
        Words {
            zh: format!("{}：{}", self.place(), self.reason.zh()),
            en: format!("{}: {}", self.place(), self.reason),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.reason)
    }
}

/// All faults of a catalogue folder, never none.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Faults(pub Vec<Fault>);
