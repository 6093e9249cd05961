//! The nearest name to one that is not known.

use crate::catalogue::Words;

/// The known name that a misspelt one most likely means, if any is near.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this, Jaro–Winkler similarity is chance.
    const NEAR: f64 = 0.75;
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_finds_its_name() {
        let known = ["garment-vision", "womens-tumour", "tide-prediction"];
        assert_eq!(nearest("garmet-vision", known), Some("garment-vision"));
        assert_eq!(nearest("women-tumor", known), Some("womens-tumour"));
        assert_eq!(nearest("zzz", known), None);
    }
}
