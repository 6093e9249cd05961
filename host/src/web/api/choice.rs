//! Values of which one is chosen, as the document lists them: from the very types that know them.

use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::catalogue::maturity::STAGES;
use crate::registry::case::Visibility;
use crate::registry::session::State;
use crate::registry::token::Action;
use crate::web::show::filter::{KINDS, SOURCES};
use crate::web::show::words::PARTS;

/// A part of the district's layout.
pub(super) fn part() -> Object {
    one_of(PARTS, "区位 · A part of the district's layout")
}

/// A kind of task.
pub(super) fn kind() -> Object {
    one_of(KINDS, "任务类型 · A kind of task")
}

/// A stage of maturity.
pub(super) fn maturity() -> Object {
    one_of(STAGES, "成熟度：征集、试评、可比、已评、典型 · A stage of maturity, from called for to typical")
}

/// A source of cases.
pub(super) fn source() -> Object {
    one_of(
        SOURCES,
        "案例来源：R 真实开放数据，G 生成器，D 已发布的规则，H 人工编写 · Where cases come from: R real open data, G a generator, D published rules, H by hand",
    )
}

/// Who may see a case.
pub(super) fn visibility() -> Object {
    one_of(
        [Visibility::Public, Visibility::Hidden],
        "公开或隐藏案例；隐藏案例仅在登记库所在机器上可列，且不含内容 · Public or hidden cases; hidden ones on the registry's own machine alone, and without their content",
    )
}

/// How far a session has come.
pub(super) fn state() -> Object {
    one_of([State::Planned, State::Running, State::Finished], "状态：已计划、运行中、已完成 · How far it has come")
}

/// What a token lets its holder do.
pub(super) fn action() -> Object {
    one_of(Action::ALL, "权限 · What a token lets its holder do")
}

/// A value's name.
pub(super) fn name(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn one_of<T: Serialize>(values: impl IntoIterator<Item = T>, description: &str) -> Object {
    let names: Vec<Value> = values.into_iter().map(|value| name(value).into()).collect();
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).description(Some(description)).build()
}
