//! The answer within a passage: what sort of thing the question asks for decides which spans of the passage qualify,
//! and of those the first that the question does not itself say.

use regex_lite::Regex;

/// Where a passage's predicate begins.
const TURNS: [&str; 14] =
    ["分别是", "分别为", "概括为", "提出", "是", "为", "面向", "指", "推出", "实现", "通过", "由", "按照", "以"];

/// Kinds of figures: words of the question that ask for one, and the units that it has.
const FIGURES: [(&[&str], &[&str]); 9] = [
    (&["PB", "数据量"], &["PB"]),
    (&["百分", "比例", "增速", "增长", "几成", "比率"], &["%"]),
    (&["面积", "多大", "平方", "空间"], &["平方米"]),
    (&["多少人", "几个人", "人数"], &["人"]),
    (&["几户", "多少户"], &["户"]),
    (&["几家", "多少家"], &["家"]),
    (&["几个", "多少个", "几处", "多少处"], &["个"]),
    (&["钱", "元", "总额", "额度", "上限", "补", "奖", "支持多少", "资金", "规模", "最高", "拿多少"], &["元"]),
    (&["多少", "几"], &["元", "平方米", "户", "家", "个", "人", "%", "PB"]),
];

/// The span that answers, if the passage has one of the sort asked for.
pub fn find(question: &str, passage: &str) -> Option<String> {
    if asks(question, &["哪天", "什么时候", "何时", "几号", "日期"]) {
        return dates(passage).into_iter().next();
    }
    if asks(question, &["哪几年", "期限", "年限"]) {
        return all(r"\d{4}年?[—至-]+\d{4}年", passage).into_iter().next();
    }
    if asks(question, &["多少", "几", "多大", "比例", "上限"]) && !asks(question, &["哪几", "几廊", "几字"])
    {
        let (_, units) = FIGURES.iter().find(|(words, _)| asks(question, words))?;
        return figures(passage).into_iter().find(|figure| units.iter().any(|unit| figure.contains(unit)));
    }
    thing(question, passage)
}

fn asks(question: &str, words: &[&str]) -> bool {
    words.iter().any(|word| question.contains(word))
}

fn all(pattern: &str, text: &str) -> Vec<String> {
    let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
    pattern.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

fn dates(text: &str) -> Vec<String> {
    all(r"\d{4}年\d{1,2}月\d{1,2}日", text)
}

/// Figures with their units; years do not count.
fn figures(text: &str) -> Vec<String> {
    all(r"\d+(?:\.\d+)?[万亿]?(?:元|平方米|户|家|个|人|%|PB)(?:以上)?", text)
}

/// A name, a list or a clause: the part of the passage of which the question says least.
fn thing(question: &str, passage: &str) -> Option<String> {
    let sentence = passage.trim_end_matches('。');
    let titles = all("《[^》]+》", sentence);
    if asks(question, &["名", "全称", "叫"]) && !titles.is_empty() {
        return titles.into_iter().next();
    }
    let quoted: Vec<String> =
        all("“[^”]+”", sentence).into_iter().filter(|span| !question.contains(bare(span))).collect();
    if asks(question, &["概括", "几廊", "政策"]) && !quoted.is_empty() {
        return quoted.last().map(|span| bare(span).to_owned());
    }
    let mut parts = vec![sentence.to_owned()];
    for turn in TURNS {
        parts = parts.iter().flat_map(|part| part.splitn(2, turn).map(str::to_owned).collect::<Vec<_>>()).collect();
    }
    let split = |part: &String| part.split(['，', '：']).map(|clause| clause.trim().to_owned()).collect::<Vec<_>>();
    let clauses: Vec<String> = parts.iter().flat_map(split).filter(|clause| clause.chars().count() >= 2).collect();
    let said = |clause: &String| {
        let known = clause.chars().filter(|character| question.contains(*character)).count();
        known as f64 / clause.chars().count() as f64
    };
    clauses.into_iter().min_by(|a, b| said(a).total_cmp(&said(b)))
}

fn bare(span: &str) -> &str {
    span.trim_matches(['“', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_unit_asked_for() {
        let passage = "某园区到2030年引进企业80家，面积3000平方米，补贴70万元。";
        assert_eq!(find("引进多少家企业？", passage).as_deref(), Some("80家"));
        assert_eq!(find("面积有多大", passage).as_deref(), Some("3000平方米"));
        assert_eq!(find("补多少钱", passage).as_deref(), Some("70万元"));
        assert_eq!(find("增速是多少", passage), None);
    }

    #[test]
    fn names_and_dates_are_found() {
        assert_eq!(find("哪天开会", "会议于2025年3月4日召开。").as_deref(), Some("2025年3月4日"));
        assert_eq!(find("甲平台面向谁", "甲平台面向中小企业。").as_deref(), Some("中小企业"));
        assert_eq!(find("谁推出了甲平台", "甲平台由乙公司推出。").as_deref(), Some("乙公司"));
        assert_eq!(find("办法全称叫什么", "依据《某某办法》办理。").as_deref(), Some("《某某办法》"));
    }
}
