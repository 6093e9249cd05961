//! Rule: what an agent says of itself is complete, and the scenarios that it enters exist.

use super::contracts::Contracts;
use super::report::{Check, Rule};
use crate::catalogue::{Words, nearest};
use crate::sandbox::Profile;

/// The most characters of a title, in each language.
const TITLE_LENGTH: usize = 40;
/// The most characters of a summary.
const SUMMARY_LENGTH: usize = 400;
/// The most scenarios that one agent enters.
const SCENARIOS: usize = 200;

pub(super) fn check(profile: &Profile, contracts: &dyn Contracts, only: Option<&str>) -> Check {
    let mut faults = texts(profile);
    faults.extend(scenarios(profile, contracts));
    if let Some(only) = only
        && !profile.scenarios.iter().any(|scenario| scenario == only)
    {
        faults.push(Words {
            zh: format!("profile 的 scenarios 中没有 {only}：请把它加入，或另选场景。"),
            en: format!("The profile's scenarios do not name {only}: add it there, or choose another scenario."),
        });
    }
    Check::failed(Rule::Profile, faults)
}

/// Every way in which the texts break what `wit/agent.wit` asks of them.
fn texts(profile: &Profile) -> Vec<Words> {
    let mut faults = Vec::new();
    let texts = [("title", &profile.title, TITLE_LENGTH), ("summary", &profile.summary, SUMMARY_LENGTH)];
    for (name, text, longest) in texts {
        for (language, text) in [("zh", &text.zh), ("en", &text.en)] {
            let length = text.chars().count();
            if text.trim().is_empty() || length > longest {
                faults.push(Words {
                    zh: format!("profile 的 {name}.{language} 有 {length} 个字符，应为 1 至 {longest} 个。"),
                    en: format!(
                        "The profile's {name}.{language} has {length} characters where 1 to {longest} are asked for."
                    ),
                });
            }
        }
    }
    faults
}

fn scenarios(profile: &Profile, contracts: &dyn Contracts) -> Vec<Words> {
    let entered = &profile.scenarios;
    if entered.is_empty() {
        return vec![Words {
            zh: "profile 的 scenarios 为空：至少写明一个参评场景。".to_owned(),
            en: "The profile's scenarios are empty: name at least one.".to_owned(),
        }];
    }
    if entered.len() > SCENARIOS {
        return vec![Words {
            zh: format!("profile 的 scenarios 有 {} 个，上限为 {SCENARIOS} 个。", entered.len()),
            en: format!("The profile names {} scenarios, and {SCENARIOS} are allowed.", entered.len()),
        }];
    }
    let ids = contracts.ids();
    let unknown = entered.iter().filter(|scenario| !ids.contains(scenario));
    unknown.map(|scenario| unknown_words(scenario, nearest(scenario, ids.iter().map(String::as_str)))).collect()
}

fn unknown_words(scenario: &str, near: Option<&str>) -> Words {
    let (zh, en) = match near {
        Some(near) => (format!("您是否指 {near}？"), format!("Did you mean {near}?")),
        None => (
            "用 tongtai catalogue list 查看全部场景。".to_owned(),
            "`tongtai catalogue list` lists them all.".to_owned(),
        ),
    };
    Words {
        zh: format!("profile 的 scenarios 写了“{scenario}”，没有这个场景。{zh}"),
        en: format!("The profile enters \u{201c}{scenario}\u{201d}, which is no scenario. {en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::{Contract, Verdict};
    use crate::sandbox::Text;

    struct Two;

    impl Contracts for Two {
        fn ids(&self) -> Vec<String> {
            vec!["garment-vision".to_owned(), "phishing".to_owned()]
        }

        fn contract(&self, _: &str) -> Result<Option<Contract>, String> {
            Ok(None)
        }
    }

    fn profile(title: (&str, &str), scenarios: &[&str]) -> Profile {
        let text = |zh: &str, en: &str| Text { zh: zh.to_owned(), en: en.to_owned() };
        Profile {
            title: text(title.0, title.1),
            summary: text("说明", "summary"),
            scenarios: scenarios.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn every_fault_of_a_profile_is_named() {
        assert_eq!(check(&profile(("", &"x".repeat(41)), &[]), &Two, None).findings.len(), 3);
        let title = "题".repeat(40);
        assert_eq!(check(&profile((&title, "title"), &["phishing"]), &Two, None).verdict, Verdict::Passed);
    }

    #[test]
    fn a_scenario_that_is_not_there_is_named_with_the_nearest() {
        let check = check(&profile(("题", "title"), &["phishing", "garmet-vision"]), &Two, None);
        assert_eq!(check.findings.len(), 1);
        assert!(check.findings[0].zh.contains("您是否指 garment-vision？"), "{:?}", check.findings);
    }

    #[test]
    fn the_scenario_that_is_asked_for_must_be_entered() {
        let check = check(&profile(("题", "title"), &["phishing"]), &Two, Some("garment-vision"));
        assert_eq!(check.verdict, Verdict::Failed);
    }
}
