//! Rule: the component prepares and answers public cases of each scenario that it enters, as the contract asks.

use std::collections::BTreeMap;

use super::contracts::Contract;
use super::report::{Check, Rule, Tried, TriedRun};
use super::{Admission, Event};
use crate::catalogue::{Case, Words};
use crate::compare::rehearsal::{Rehearsal, Trial, rehearse};
use crate::registry::run::Run;
use crate::sandbox::{Component, Material, Profile};

/// The seed of every admission, so that two of one component say the same.
const SEED: u64 = 0;

/// The verdict, and how the component did on each scenario.
pub(super) fn check(
    admission: &Admission<'_>,
    component: &Component,
    profile: &Profile,
    watch: &mut dyn FnMut(Event<'_>),
) -> (Check, Vec<Tried>) {
    let entered = profile.scenarios.iter().filter(|scenario| admission.only.is_none_or(|only| only == *scenario));
    let entered: Vec<&String> = entered.collect();
    let (mut findings, mut all) = (Vec::new(), Vec::new());
    for (done, scenario) in entered.iter().enumerate() {
        watch(Event::Trying { scenario, done, of: entered.len() });
        match attempt(admission, component, scenario) {
            Ok(Some(tried)) => {
                if !conforms(&tried) {
                    findings.push(finding(&tried));
                }
                all.push(tried);
            }
            // The rule on profiles has said that it does not exist.
            Ok(None) => {}
            Err(reason) => return (Check::could_not(Rule::Conformance, unreadable(scenario, &reason)), all),
        }
    }
    (Check::failed(Rule::Conformance, findings), all)
}

/// How a component does on a scenario's public cases; none where there is no such scenario.
///
/// # Errors
/// Why the contract cannot be had, in words.
pub(super) fn attempt(
    admission: &Admission<'_>,
    component: &Component,
    scenario: &str,
) -> Result<Option<Tried>, String> {
    let Some(contract) = admission.contracts.contract(scenario)? else { return Ok(None) };
    let cases = sample(&contract.cases, admission.cases);
    let rehearsal = rehearsal(component, &contract, &cases, admission.threads)?;
    Ok(Some(told(&contract, &cases, rehearsal)))
}

/// Whether it works: it prepared, and at least half of its runs gave a usable answer or a reason for declining, one or
/// more an answer.
fn conforms(tried: &Tried) -> bool {
    tried.summary.as_ref().is_some_and(|summary| summary.answered > 0 && 2 * summary.failed <= summary.cases)
}

/// So many cases, spread evenly over all: neighbours are often alike.
fn sample(cases: &[Case], most: usize) -> Vec<Case> {
    let count = cases.len().min(most);
    (0..count).map(|place| cases[place * cases.len() / count].clone()).collect()
}

fn rehearsal(component: &Component, contract: &Contract, cases: &[Case], threads: usize) -> Result<Rehearsal, String> {
    let materials: Vec<Material<'_>> =
        contract.materials.iter().map(|(name, media_type, content)| Material { name, media_type, content }).collect();
    let trial = Trial {
        scenario: &contract.scenario,
        terms: &contract.terms,
        output_schema: &contract.output_schema,
        materials: &materials,
        cases,
        seed: SEED,
    };
    rehearse(component, &trial, threads).map_err(|error| error.to_string())
}

fn told(contract: &Contract, cases: &[Case], rehearsal: Rehearsal) -> Tried {
    Tried {
        scenario: contract.scenario.clone(),
        contract: contract.terms.version.to_string(),
        prepared: rehearsal.prepared.outcome.to_owned(),
        prepare_detail: rehearsal.prepared.detail,
        prepare_fuel: rehearsal.prepared.fuel,
        summary: rehearsal.summary,
        runs: rehearsal.runs.into_iter().zip(cases).map(|(run, case)| told_run(run, case)).collect(),
    }
}

fn told_run(run: Run, case: &Case) -> TriedRun {
    TriedRun {
        case: case.id.clone(),
        outcome: run.outcome,
        score: run.judgement.score,
        remarks: run.judgement.remarks,
        detail: run.detail,
        output: run.output,
        fuel: run.fuel,
        log: run.log,
    }
}

/// What went wrong in a scenario: how preparing ended, or each kind of failure with how often and an example.
fn finding(tried: &Tried) -> Words {
    let Tried { scenario, prepared, prepare_detail, runs, .. } = tried;
    if runs.is_empty() {
        let said = |language: &str| prepare_detail[language].as_str().unwrap_or(prepared);
        return Words {
            zh: format!("{scenario}：prepare 未成功（{prepared}）。{}", said("zh")),
            en: format!("{scenario}: `prepare` did not succeed ({prepared}). {}", said("en")),
        };
    }
    let mut kinds: BTreeMap<&str, (usize, &TriedRun)> = BTreeMap::new();
    for run in runs.iter().filter(|run| run.outcome != "answered") {
        kinds.entry(&run.outcome).or_insert((0, run)).0 += 1;
    }
    let of = runs.len();
    let list = |language: &str| {
        let said = kinds.iter().map(|(code, (count, run))| {
            format!("{code} × {count} ({})", run.detail[language].as_str().unwrap_or_default())
        });
        said.collect::<Vec<_>>().join("; ")
    };
    Words {
        zh: format!(
            "{scenario}：{of} 个公开案例中，作答合格的太少。{}。请按合约的输出格式改正后重新构建。",
            list("zh")
        ),
        en: format!(
            "{scenario}: too few of {of} public cases have a usable answer. {}. Mend it by the contract's output \
             schema and rebuild.",
            list("en")
        ),
    }
}

fn unreadable(scenario: &str, reason: &str) -> Words {
    Words {
        zh: format!("场景 {scenario} 的合约无法读取（{reason}）：这不是组件的问题，请稍后再试或告知登记库的运行者。"),
        en: format!(
            "The contract of {scenario} cannot be read ({reason}): this is no fault of the component; try again, or \
             tell the registry's operator."
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_sample_is_spread_over_all_cases() {
        let case = |number: usize| Case {
            id: number.to_string(),
            input: json!({}),
            expected: json!({}),
            weight: 1.0,
            group: None,
            note: None,
        };
        let cases: Vec<Case> = (0..100).map(case).collect();
        let ids: Vec<String> = sample(&cases, 4).into_iter().map(|case| case.id).collect();
        assert_eq!(ids, ["0", "25", "50", "75"]);
        assert_eq!(sample(&cases, 500).len(), 100);
        assert_eq!(sample(&[], 5).len(), 0);
    }
}
