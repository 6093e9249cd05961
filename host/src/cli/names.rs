//! A name that is not known, with the nearest that is.

use crate::catalogue::{Words, nearest};

/// No scenario of this id, and the one that is perhaps meant.
pub fn unknown_scenario<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    let (zh, en) = match nearest(given, known) {
        Some(near) => (format!("您是否指 {near}？"), format!("did you mean {near}?")),
        None => ("运行 tongtai catalogue list 可查看全部。".to_owned(), "tongtai catalogue list shows all.".to_owned()),
    };
    Words { zh: format!("没有名为 {given} 的场景。{zh}"), en: format!("there is no scenario {given}: {en}") }
}

/// No agent of this name, and the one that is perhaps meant.
pub fn unknown_agent<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    let (zh, en) = match nearest(given, known) {
        Some(near) => (format!("您是否指 {near}？"), format!("did you mean {near}?")),
        None => ("请检查 厂商/智能体 的写法。".to_owned(), "check vendor/agent.".to_owned()),
    };
    Words { zh: format!("没有名为 {given} 的智能体。{zh}"), en: format!("there is no agent {given}: {en}") }
}
