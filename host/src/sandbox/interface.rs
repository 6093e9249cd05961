//! Whether a component is an agent: does it export what the world `agent` asks for, and import only what this host
//! offers? Every fault is found and told at once, with what is wanted, what is offered and what to do.

use std::fmt;

use semver::Version;
use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::types::{self, ComponentItem};

use super::shape::{Difference, Shape, Signature};
use super::wasi;
use super::world::{PACKAGE, VERSION};
use crate::catalogue::Words;

/// One way in which a component is not an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An export is missing.
    MissingExport {
        /// Its name.
        name: &'static str,
        /// Its type.
        wanted: String,
    },
    /// An export or import has another type than this version of the interface gives it.
    OtherType {
        /// `export answer`, `import tongtai:agent/log@0.1.0 write`.
        name: String,
        /// The place in its type.
        at: String,
        /// What this host has there.
        wanted: String,
        /// What the component has there.
        offered: String,
    },
    /// It was built against another version of an interface.
    OtherVersion {
        /// What it imports.
        import: String,
        /// The version that this host offers.
        offered: &'static str,
    },
    /// It imports something that this host does not have.
    UnknownImport {
        /// What it imports.
        import: String,
    },
}

impl Fault {
    /// The fault and its remedy as sentences.
    pub fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::MissingExport { name, wanted } => (
                format!("缺少导出函数 {name}：应为 {wanted}。请按 {PACKAGE}@{VERSION} 的 world agent 实现并导出它。"),
                format!(
                    "The export {name} is missing; wanted: {wanted}. Implement it as the world `agent` of \
                     {PACKAGE}@{VERSION} declares it."
                ),
            ),
            Self::OtherType { name, at, wanted, offered } => (
                format!(
                    "{name} 的类型不符（{at}）：应为 {wanted}，实为 {offered}。请用 {PACKAGE}@{VERSION} 的 WIT 重新生成绑定并构建。"
                ),
                format!(
                    "{name} has another type at {at}: wanted {wanted}, offered {offered}. Generate the bindings again \
                     from the WIT of {PACKAGE}@{VERSION} and rebuild."
                ),
            ),
            Self::OtherVersion { import, offered } => (
                format!(
                    "导入 {import} 的版本与本机不符：本机提供 {offered}。请改用 {offered} 的 WIT 重新构建，或升级本机。"
                ),
                format!(
                    "It imports {import}, this host offers version {offered}. Rebuild against {offered}, or upgrade \
                     the host."
                ),
            ),
            Self::UnknownImport { import } => (
                format!(
                    "导入了本机不提供的 {import}：本机只提供 {PACKAGE}/log@{VERSION} 和 WASI 0.2（均为隔离的替身）。\
                     请去掉用到它的依赖后重新构建。"
                ),
                format!(
                    "It imports {import}, which this host does not have: it offers {PACKAGE}/log@{VERSION} and, as \
                     stand-ins, WASI 0.2. Remove the dependency that needs it and rebuild."
                ),
            ),
        };
        Words { zh, en }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

/// Every fault of a component.
pub(super) fn faults(engine: &Engine, component: &Component) -> Vec<Fault> {
    let ty = component.component_type();
    let mut faults = Vec::new();
    for (name, wanted) in exports() {
        match ty.get_export(engine, name).map(|export| export.ty) {
            Some(ComponentItem::ComponentFunc(func)) => {
                other_types(&format!("export {name}"), &wanted, &Signature::of(&func), &mut faults);
            }
            _ => faults.push(Fault::MissingExport { name, wanted: wanted.to_string() }),
        }
    }
    for (name, import) in ty.imports(engine) {
        check_import(engine, name, &import.ty, &mut faults);
    }
    faults
}

fn other_types(name: &str, wanted: &Signature, offered: &Signature, faults: &mut Vec<Fault>) {
    let fault = |Difference { at, wanted, offered }| Fault::OtherType { name: name.to_owned(), at, wanted, offered };
    faults.extend(wanted.differences(offered).into_iter().map(fault));
}

fn check_import(engine: &Engine, name: &str, item: &ComponentItem, faults: &mut Vec<Fault>) {
    let (base, version) = name.split_once('@').unwrap_or((name, ""));
    let interface = base.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('/'));
    match (interface, item) {
        (Some("types" | "log"), _) if !same_release_line(version) => {
            faults.push(Fault::OtherVersion { import: name.to_owned(), offered: VERSION });
        }
        (Some("types"), ComponentItem::ComponentInstance(_)) => {}
        (Some("log"), ComponentItem::ComponentInstance(instance)) => check_log(engine, name, instance, faults),
        _ if wasi::offers(name) => {}
        _ if base.starts_with("wasi:") && wasi::offers(&format!("{base}@{}", wasi::VERSION)) => {
            faults.push(Fault::OtherVersion { import: name.to_owned(), offered: wasi::VERSION });
        }
        _ => faults.push(Fault::UnknownImport { import: name.to_owned() }),
    }
}

/// Before 1.0, a change of the minor version may break; a patch may not.
fn same_release_line(version: &str) -> bool {
    match (Version::parse(version), Version::parse(VERSION)) {
        (Ok(version), Ok(ours)) => {
            (version.major, version.minor) == (ours.major, ours.minor) && version.pre == ours.pre
        }
        _ => false,
    }
}

fn check_log(engine: &Engine, name: &str, instance: &types::ComponentInstance, faults: &mut Vec<Fault>) {
    for (item_name, item) in instance.exports(engine) {
        if let ComponentItem::ComponentFunc(func) = item.ty {
            if item_name == "write" {
                other_types(&format!("import {name} write"), &log_write(), &Signature::of(&func), faults);
            } else {
                faults.push(Fault::UnknownImport { import: format!("{name} {item_name}") });
            }
        }
    }
}

const STRING: Shape = Shape::Plain("string");
const U64: Shape = Shape::Plain("u64");

fn bytes() -> Shape {
    Shape::list(Shape::Plain("u8"))
}

/// What the world `agent` exports; a test holds it to `wit/agent.wit`.
fn exports() -> [(&'static str, Signature); 3] {
    let text = || Shape::record([("zh", STRING), ("en", STRING)]);
    let profile = Shape::record([("title", text()), ("summary", text()), ("scenarios", Shape::list(STRING))]);
    let limits = || Shape::record([("fuel", U64), ("memory", U64), ("time", U64), ("output", U64)]);
    let material = Shape::record([("name", STRING), ("media-type", STRING), ("content", bytes())]);
    let brief = Shape::record([
        ("scenario", STRING),
        ("contract", STRING),
        ("seed", U64),
        ("limits", limits()),
        ("materials", Shape::list(material)),
    ]);
    let task = Shape::record([
        ("scenario", STRING),
        ("contract", STRING),
        ("seed", U64),
        ("limits", limits()),
        ("state", bytes()),
        ("input", STRING),
    ]);
    let answer = Shape::record([
        ("output", STRING),
        ("confidence", Shape::option(Shape::Plain("f64"))),
        ("rationale", Shape::option(STRING)),
    ]);
    let failure =
        || Shape::variant([("unsupported", Some(STRING)), ("unreadable", Some(STRING)), ("unsure", Some(STRING))]);
    [
        ("profile", Signature::new([], Some(profile))),
        ("prepare", Signature::new([("brief", brief)], Some(Shape::result(bytes(), failure())))),
        ("answer", Signature::new([("task", task)], Some(Shape::result(answer, failure())))),
    ]
}

fn log_write() -> Signature {
    let level = Shape::Enum(["debug", "info", "warn", "error"].map(str::to_owned).into());
    Signature::new([("level", level), ("message", STRING)], None)
}
