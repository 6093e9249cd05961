//! A report of admission as lines for people: a checklist, scores beside the floor's, and what to do next.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Cell, Table};
use serde_json::Value;

use crate::admission::{Report, Rule, Verdict};
use crate::catalogue::entry::Entry;
use crate::figures;
use crate::language::Language;
use crate::statistics::Interval;

/// Says which scenario a component is tried on.
pub fn trying(scenario: &str, done: usize, of: usize, language: Language) -> String {
    let place = done + 1;
    language.pick(format!("试跑 {scenario}（{place}/{of}）…"), format!("trying {scenario} ({place} of {of}) …"))
}

/// The checklist: a line a rule, with every finding under it.
pub fn report(report: &Report, language: Language) -> String {
    let mut text = String::new();
    for rule in Rule::ALL {
        let check = report.checks.iter().find(|check| check.rule == rule);
        let mark = match check.map(|check| check.verdict) {
            Some(Verdict::Passed) => "✓",
            Some(Verdict::Failed) => "✗",
            Some(Verdict::CouldNotCheck) => "?",
            None => "·",
        };
        let note = fact(report, rule, language).unwrap_or_default();
        text += &format!("{mark} {}{note}\n", language.of(&rule.words()));
        for finding in check.iter().flat_map(|check| &check.findings) {
            text += &format!("    {}\n", language.of(finding));
        }
    }
    for used in &report.capabilities {
        let label = language.pick("导入", "imports");
        text += &format!("  {label} {}: {}\n", used.imports.join(", "), language.of(&used.here));
    }
    text
}

/// What a rule measured.
fn fact(report: &Report, rule: Rule, language: Language) -> Option<String> {
    let asked = report.checks.iter().any(|check| check.rule == rule);
    if !asked {
        return Some(language.pick("（未检查）", " (not asked)").to_owned());
    }
    let mib = |bytes: u64| format!("{:.2} MiB", bytes as f64 / f64::from(1 << 20));
    match rule {
        Rule::Size => Some(format!("{}{}", language.pick("：", ": "), mib(report.size as u64))),
        Rule::Startup => report.startup.map(|startup| {
            let (fuel, memory) = (figures::count(startup.startup_fuel as f64, language), mib(startup.memory));
            language.pick(
                format!("：启动用 {fuel} 计量单位，内存 {memory}"),
                format!(": {fuel} units of fuel to start, {memory} of memory"),
            )
        }),
        _ => None,
    }
}

/// Scores on public cases, beside the floor's.
pub fn scores(report: &Report, floor: &Value, entries: &[Entry], language: Language) -> String {
    if report.tried.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(language.pick(
        ["场景", "公开案例", "得分 [95% 区间]", "基线得分", "作答/弃答/失败", "计量单位/例"],
        ["Scenario", "Public cases", "Score [95 %]", "Floor's score", "Answered/declined/failed", "Fuel a case"],
    ));
    for tried in &report.tried {
        let title = entries.iter().find(|entry| entry.scenario.id == tried.scenario);
        let title = title.map_or_else(String::new, |entry| format!(" {}", language.of(&entry.scenario.title)));
        let name = format!("{}{title}", tried.scenario);
        let base = &floor[&tried.scenario];
        let base = base["score"].as_f64().map_or_else(
            || "—".to_owned(),
            |score| {
                let interval: Option<Interval> = serde_json::from_value(base["interval"].clone()).ok().flatten();
                figures::score(score, interval)
            },
        );
        match &tried.summary {
            Some(part) => table.add_row([
                Cell::new(name),
                Cell::new(part.cases),
                Cell::new(figures::score(part.score, part.interval)),
                Cell::new(base),
                Cell::new(format!("{}/{}/{}", part.answered, part.declined, part.failed)),
                Cell::new(figures::count(part.fuel, language)),
            ]),
            None => table.add_row([name, "0".to_owned(), format!("prepare: {}", tried.prepared), base]),
        };
    }
    format!("\n{table}\n")
}

/// Each case of each scenario.
pub fn traces(report: &Report, language: Language) -> String {
    let mut text = String::new();
    for tried in &report.tried {
        text += &format!("\n{}\n", tried.scenario);
        for run in &tried.runs {
            text += &format!("  {} {} {:.3}\n", run.case, run.outcome, run.score);
            if let Some(output) = &run.output {
                text += &format!("    {output}\n");
            }
            if let Some(said) = run.detail[language.code()].as_str() {
                text += &format!("    {said}\n");
            }
            for remark in &run.remarks {
                text += &format!("    {}\n", language.of(remark));
            }
            for line in run.log.as_array().into_iter().flatten() {
                text += &format!("    log: {}\n", line["text"].as_str().unwrap_or_default());
            }
        }
    }
    text
}

/// The verdict in one line, and what to do next.
pub fn conclusion(report: &Report, language: Language) -> String {
    let state = report.state.words();
    if report.is_admitted() {
        return language
            .pick(
                "\n合格。下一步：tongtai publish 组件文件 厂商/名称@版本",
                "\nAdmitted. Next: tongtai publish COMPONENT vendor/agent@version",
            )
            .to_owned();
    }
    if report.could_not_check() {
        return language.pick(
            format!("\n未能完成检查（已到：{}）。这不是组件的问题，请稍后再试。", state.zh),
            format!("\nCould not be checked (came to: {}). This is no fault of the component; try again.", state.en),
        );
    }
    language.pick(
        format!("\n不合格（已到：{}）。请按上面的每一条改正后重新构建，再运行一次。", state.zh),
        format!("\nRefused (came to: {}). Mend each of the above, rebuild, and run this again.", state.en),
    )
}
