//! A report of admission as a checklist.

use serde_json::Value;

use crate::admission::{Report, Rule, Verdict};
use crate::figures;
use crate::web::reader::Reader;

/// A rule and what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The class that colours it.
    pub tone: &'static str,
    /// Its sign.
    pub icon: &'static str,
    /// The rule's name.
    pub rule: String,
    /// What the sign says.
    pub verdict: &'static str,
    /// What was found, each with what to do about it.
    pub findings: Vec<String>,
}

/// How it did on a scenario's public cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The scenario's id.
    pub scenario: String,
    /// How many cases.
    pub cases: String,
    /// The score with its interval.
    pub score: String,
    /// Answered, declined, failed.
    pub outcomes: String,
    /// Fuel a case.
    pub fuel: String,
}

/// A report to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The rules, in order.
    pub lines: Vec<Line>,
    /// What it imports, and what that comes to here.
    pub capabilities: Vec<(String, String)>,
    /// On public cases.
    pub tried: Vec<Tried>,
    /// Fuel and memory of starting it.
    pub startup: Option<(String, String)>,
}

/// What the registry kept of a report; none where a release was never asked, such as one that the program carries.
pub fn kept(admission: &Value, reader: &Reader) -> Option<Shown> {
    let report: Report = serde_json::from_value(admission.clone()).ok()?;
    Some(of(&report, reader))
}

/// A report in the reader's words.
pub fn of(report: &Report, reader: &Reader) -> Shown {
    let language = reader.language;
    Shown {
        lines: Rule::ALL.iter().map(|rule| line(report, *rule, reader)).collect(),
        capabilities: report
            .capabilities
            .iter()
            .map(|used| (used.imports.join(", "), language.of(&used.here).to_owned()))
            .collect(),
        startup: report.startup.map(|startup| {
            let fuel = figures::count(startup.startup_fuel as f64, language);
            (fuel, format!("{:.2} MiB", startup.memory as f64 / 1_048_576.0))
        }),
        tried: report
            .tried
            .iter()
            .map(|tried| {
                let part = tried.summary.as_ref();
                Tried {
                    scenario: tried.scenario.clone(),
                    cases: part.map_or(0, |part| part.cases).to_string(),
                    score: part.map_or_else(|| "—".to_owned(), |part| figures::score(part.score, part.interval)),
                    outcomes: part.map_or_else(
                        || format!("prepare: {}", tried.prepared),
                        |part| format!("{} / {} / {}", part.answered, part.declined, part.failed),
                    ),
                    fuel: part.map_or_else(|| "—".to_owned(), |part| figures::count(part.fuel, language)),
                }
            })
            .collect(),
    }
}

fn line(report: &Report, rule: Rule, reader: &Reader) -> Line {
    let check = report.checks.iter().find(|check| check.rule == rule);
    let (tone, icon, zh, en) = match check.map(|check| check.verdict) {
        Some(Verdict::Passed) => ("good", "✓", "合格", "holds"),
        Some(Verdict::Failed) => ("bad", "✗", "不合格", "fails"),
        Some(Verdict::CouldNotCheck) => ("part", "?", "未能检查", "could not be checked"),
        None => ("none", "·", "未检查", "not asked"),
    };
    Line {
        tone,
        icon,
        rule: reader.words(&rule.words()).to_owned(),
        verdict: reader.language.pick(zh, en),
        findings: check
            .iter()
            .flat_map(|check| &check.findings)
            .map(|finding| reader.words(finding).to_owned())
            .collect(),
    }
}
