//! What a component imports, by what it could do with it anywhere else, and what stands in for it here.

use serde::{Deserialize, Serialize};

use crate::catalogue::Words;

/// One thing that a component's imports would let it do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Capability {
    /// Such as `clocks`.
    pub name: String,
    /// Its interfaces that are imported.
    pub imports: Vec<String>,
    /// What the component gets here.
    pub here: Words,
}

/// Packages by the capability that they stand for, and what this host puts in their place.
const KINDS: [(&str, &str, &str, &str); 8] = [
    ("log", "tongtai:agent/log", "写日志：供厂商查看，有长度上限。", "Writing a log: bounded, for the vendor's eyes."),
    ("clocks", "wasi:clocks", "虚拟时钟：读不到真实时间。", "A virtual clock: the real time cannot be read."),
    ("random", "wasi:random", "随机数由场次种子产生。", "Random bytes from the session's seed."),
    ("files", "wasi:filesystem", "空文件系统：没有任何文件。", "An empty file system: there is no file."),
    ("network", "wasi:sockets", "一切连接都被拒绝。", "Every connection is refused."),
    ("network", "wasi:http", "一切请求都会使本次调用中止。", "Any request ends the call."),
    (
        "environment",
        "wasi:cli",
        "无环境变量、无参数；标准输出写入日志。",
        "No variable, no argument; standard output goes to the log.",
    ),
    ("streams", "wasi:io", "仅供以上各项使用。", "For the use of the others alone."),
];

/// The capabilities of these imports.
pub(super) fn used(imports: &[String]) -> Vec<Capability> {
    let mut used = Vec::new();
    for (name, package, zh, en) in KINDS {
        let of_package = |import: &&String| {
            import.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']))
        };
        let imports: Vec<String> = imports.iter().filter(of_package).cloned().collect();
        if !imports.is_empty() {
            let here = Words { zh: zh.to_owned(), en: en.to_owned() };
            used.push(Capability { name: name.to_owned(), imports, here });
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_by_what_they_would_do() {
        let imports = ["tongtai:agent/log@0.1.0", "wasi:clocks/wall-clock@0.2.3", "wasi:clocks/monotonic-clock@0.2.3"];
        let used = used(&imports.map(str::to_owned));
        let names: Vec<_> = used.iter().map(|used| (used.name.as_str(), used.imports.len())).collect();
        assert_eq!(names, [("log", 1), ("clocks", 2)]);
    }
}
