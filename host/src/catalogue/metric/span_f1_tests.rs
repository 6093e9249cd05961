use serde_json::json;

use super::*;

fn metric() -> SpanF1 {
    SpanF1 { text: "/script".to_owned(), least_overlap: 0.5 }
}

fn findings(list: &[(&str, u64, &str)]) -> Value {
    let finding =
        |(quote, occurrence, kind): &(&str, u64, &str)| json!({"quote": quote, "occurrence": occurrence, "kind": kind});
    json!({"findings": list.iter().map(finding).collect::<Vec<_>>()})
}

/// tests/golden/span-f1/make.py: strict by nervaluate, matching by overlap by networkx.
#[test]
fn scores_agree_with_nervaluate_and_networkx() {
    let text = include_str!("../../../../tests/golden/span-f1/spans.json");
    let golden: Vec<Value> = serde_json::from_str(text).unwrap();
    assert!(golden.len() >= 50);
    for line in golden {
        let input = json!({"script": line["text"]});
        let (wanted, given) = (json!({"findings": line["expected"]}), json!({"findings": line["output"]}));
        let judgement = metric().judge(&input, &wanted, &given);
        let told = [(judgement.score, "overlap"), (judgement.figure("strict").unwrap(), "strict")];
        for (value, key) in told {
            assert!((value - line[key].as_f64().unwrap()).abs() < 1e-12, "{key} of {line}: {value}");
        }
    }
}

#[test]
fn a_quote_means_its_place_and_not_only_its_words() {
    let input = json!({"script": "这条最软，那条最软。"});
    let wanted = findings(&[("最软", 2, "absolute")]);
    assert_eq!(metric().judge(&input, &wanted, &wanted).score, 1.0);
    assert_eq!(metric().judge(&input, &wanted, &findings(&[("最软", 1, "absolute")])).score, 0.0);
    let silent = json!({"findings": [{"quote": "最软", "kind": "absolute"}]});
    assert_eq!(metric().judge(&input, &wanted, &silent).score, 0.0);
    assert_eq!(metric().judge(&input, &findings(&[("最软", 1, "absolute")]), &silent).score, 1.0);
}

#[test]
fn half_a_span_matches_and_the_whole_text_does_not() {
    let input = json!({"script": "家人们，全网最低价，过了今天冇得了。"});
    let wanted = findings(&[("全网最低价", 1, "absolute")]);
    let score = |quote: &str, kind: &str| metric().judge(&input, &wanted, &findings(&[(quote, 1, kind)])).score;
    assert_eq!(score("最低价", "absolute"), 1.0);
    assert_eq!(score("低价", "absolute"), 0.0);
    assert_eq!(score("最低价", "medical"), 0.0);
    assert_eq!(score("家人们，全网最低价，过了今天冇得了。", "absolute"), 0.0);
    let near = metric().judge(&input, &wanted, &findings(&[("最低价", 1, "absolute")]));
    assert_eq!(near.figure("strict"), Some(0.0));
}

#[test]
fn mistakes_are_told_in_words() {
    let input = json!({"script": "全网最低，治脚气。"});
    let wanted = findings(&[("全网最低", 1, "absolute"), ("治脚气", 1, "medical")]);
    let given = findings(&[("全网最低", 1, "absolute"), ("脚气", 2, "medical")]);
    let judgement = metric().judge(&input, &wanted, &given);
    assert_eq!(judgement.score, 0.5);
    let told: Vec<&str> = judgement.remarks.iter().map(|words| words.zh.as_str()).collect();
    assert_eq!(told, ["漏报：“治脚气”（medical）", "所引词句不在原文中：“脚气”"]);
}

#[test]
fn a_clean_text_wants_silence() {
    let input = json!({"script": "第一次来直播间的点个关注。"});
    let clean = findings(&[]);
    let silent = metric().judge(&input, &clean, &clean);
    assert_eq!((silent.score, silent.figure("clean-passed")), (1.0, Some(1.0)));
    let alarmed = metric().judge(&input, &clean, &findings(&[("第一次", 1, "absolute")]));
    assert_eq!((alarmed.score, alarmed.figure("clean-passed")), (0.0, Some(0.0)));
    let declared: Vec<String> = metric().figures().into_iter().map(|figure| figure.key).collect();
    for (key, _) in alarmed.figures {
        assert!(declared.contains(&key), "{key}");
    }
}

#[test]
fn a_case_that_cannot_be_judged_is_refused() {
    let input = json!({"script": "全网最低。"});
    assert!(metric().check(&input, &findings(&[("最低", 1, "absolute")])).is_ok());
    assert!(metric().check(&input, &findings(&[("最低", 2, "absolute")])).is_err());
    assert!(metric().check(&input, &findings(&[("最低", 1, "a"), ("最低", 1, "a")])).is_err());
    assert!(metric().check(&input, &json!({})).is_err());
    assert!(metric().check(&json!({}), &findings(&[])).is_err());
    assert!(SpanF1 { least_overlap: 0.0, ..metric() }.check(&input, &findings(&[])).is_err());
}
