//! What went wrong, said to the person at the command line: what, where and what to do, all failures at once.

use crate::catalogue::{Fault, Faults, Words};
use crate::compare::{PlanError, RunError};
use crate::language::Language;
use crate::publish::{BundledError, ContractsError, PublishError};
use crate::registry;
use crate::sandbox::SandboxError;

/// A command that could not be done.
#[derive(Debug)]
pub struct Problem {
    exit_code: u8,
    lines: Vec<Words>,
}

impl Problem {
    /// The command was asked wrongly: exit code 2.
    pub fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::usages(vec![Words { zh: zh.into(), en: en.into() }])
    }

    /// Several things that were asked wrongly.
    pub fn usages(lines: Vec<Words>) -> Self {
        Self { exit_code: 2, lines }
    }

    /// The command failed: exit code 1.
    pub fn failure(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::failures(vec![Words { zh: zh.into(), en: en.into() }])
    }

    /// Several things that failed.
    pub fn failures(lines: Vec<Words>) -> Self {
        Self { exit_code: 1, lines }
    }

    /// What is wrong with files that somebody gave.
    pub fn of_folder(faults: Faults) -> Self {
        let count = faults.0.len();
        let mut lines = vec![Words {
            zh: format!("共 {count} 处问题，未载入任何内容："),
            en: format!("{count} fault(s), and nothing was loaded:"),
        }];
        lines.extend(faults.0.iter().map(Fault::words));
        Self::failures(lines)
    }

    /// 1 or 2.
    pub fn exit_code(&self) -> u8 {
        self.exit_code
    }

    /// The message, a line each.
    pub fn shown(&self, language: Language) -> String {
        let label = language.pick("错误：", "error: ");
        self.lines.iter().map(|line| format!("{label}{}\n", language.of(line))).collect()
    }
}

impl From<registry::Error> for Problem {
    fn from(error: registry::Error) -> Self {
        Self::failure(registry_zh(&error), error.to_string())
    }
}

/// A registry's refusal in Chinese.
fn registry_zh(error: &registry::Error) -> String {
    use registry::Error as E;
    match error {
        E::Absent { path } => format!("{} 处没有登记库：请检查路径，或先运行 tongtai compare 建立。", path.display()),
        E::NotADatabase { path } => format!("{} 不是登记库：它不是 SQLite 数据库，请检查路径。", path.display()),
        E::ForeignDatabase { path, .. } => format!("{} 是其他程序的数据库，不是登记库：请检查路径。", path.display()),
        E::NewerSchema { path, found, supported } => {
            format!("{} 的版本为 {found}，本程序只支持到 {supported}：请使用更新的同台程序。", path.display())
        }
        E::OlderSchema { path, .. } => format!("{} 版本较旧：请先运行一次 tongtai compare 以升级。", path.display()),
        E::Locked { path, .. } => format!("另一个进程正在写入 {}：请先停止它，或等它结束。", path.display()),
        E::Unwritable { path, reason } => {
            format!("无法写入 {}（{reason}）：请检查文件夹是否存在、是否有写入权限。", path.display())
        }
        E::Unreadable { path, reason } => format!("无法读取 {}（{reason}）：请检查读取权限。", path.display()),
        E::Corrupt { path, detail } => format!("{} 已损坏（{detail}）：请恢复最近一份完好的备份。", path.display()),
        E::DiskFull { path } => {
            format!("{} 所在磁盘已满：本次改动未写入任何内容，请腾出空间后重试。", path.display())
        }
        E::Busy { path } => format!("{} 被占用过久：请稍后重试。", path.display()),
        E::ContractChanged { scenario, version, .. } => format!(
            "场景 {scenario} 的合约内容已变而版本仍为 {version}：请在其 scenario.toml 中提高 [contract] version。"
        ),
        E::VersionTaken { agent, version, .. } => {
            format!("{agent} {version} 已发布且内容不同；版本一经发布不可更改：请用新的版本号发布。")
        }
        E::Vendor(refusal) => refusal.words().zh,
        E::BadName { name, .. } => {
            format!("名称“{name}”不合规：请用 1 至 40 个小写字母、数字和单个连字符，并以字母开头。")
        }
        E::UnknownVendor { vendor } => {
            format!("没有名为 {vendor} 的厂商：请检查名称，或由管理员用 tongtai vendor add 登记。")
        }
        E::UnknownToken { token } => format!("没有编号为 {token} 的令牌：请用 tongtai token list 查看。"),
        E::UnknownScenario { scenario } => format!("没有名为 {scenario} 的场景。"),
        other => format!("登记库操作失败（{}）：{other}", other.code()),
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        let count = faults.0.len();
        let mut lines = vec![Words {
            zh: format!("场景目录有 {count} 处问题，未载入任何内容："),
            en: format!("the catalogue has {count} fault(s), and nothing of it was loaded:"),
        }];
        lines.extend(faults.0.iter().map(Fault::words));
        Self::failures(lines)
    }
}

impl From<ContractsError> for Problem {
    fn from(error: ContractsError) -> Self {
        match error {
            ContractsError::Registry(error) => error.into(),
            ContractsError::Generator { ref scenario, ref reason } => Self::failure(
                format!("场景 {scenario} 的隐藏案例无法生成，未载入任何内容：{reason}"),
                error.to_string(),
            ),
            ContractsError::Encoding { ref scenario, ref reason } => {
                Self::failure(format!("场景 {scenario} 无法写入登记库：{reason}"), error.to_string())
            }
        }
    }
}

impl From<BundledError> for Problem {
    fn from(error: BundledError) -> Self {
        Self::failure(format!("内置智能体不可用：{error}"), error.to_string())
    }
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        Self::failure(format!("沙箱无法启动：{error}"), error.to_string())
    }
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Registry(error) => error.into(),
            PublishError::Load(error) => {
                let Words { zh, en } = error.words();
                Self::failure(zh, en)
            }
            PublishError::NoProfile(words) => {
                Self::failure(format!("无法取得智能体的自述：{}", words.zh), format!("no profile: {}", words.en))
            }
            PublishError::NotAdmitted(report) => Self::failures(report.faults()),
            PublishError::Record(ref reason) => Self::failure(format!("准入报告无法保存：{reason}"), error.to_string()),
        }
    }
}

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Registry(error) => error.into(),
            PlanError::NoEntrant { ref scenario } => {
                Self::usage(format!("所选智能体均不参评场景 {scenario}。"), error.to_string())
            }
            PlanError::NoContract { ref scenario, ref version } => {
                Self::failure(format!("登记库中没有场景 {scenario} 的合约 {version}。"), error.to_string())
            }
        }
    }
}

impl From<RunError> for Problem {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Registry(error) => error.into(),
            RunError::Load { agent, error } => {
                let Words { zh, en } = error.words();
                Self::failure(format!("{agent} 无法载入：{zh}"), format!("{agent} cannot be loaded: {en}"))
            }
            other => Self::failure(format!("比较未能完成：{other}"), other.to_string()),
        }
    }
}
