//! Reading and validating a catalogue: every fault is found before anything is refused.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;

use super::case::Case;
use super::entry::{Entry, Material};
use super::fault::{Fault, Faults, Reason};
use super::folder::{self, Files};
use super::generate;
use super::hidden;
use super::line::line_of;
use super::metric::Judge;
use super::scenario::{Hidden, Scenario, Words};
use super::skeleton::is_to_fill_in;

/// Loads the catalogue that the binary carries.
///
/// # Errors
/// All faults at once.
pub fn embedded() -> Result<Vec<Entry>, Faults> {
    all(folder::embedded(), Remake::Trusted)
}

/// Loads the embedded catalogue and makes its generated cases again, as for a folder from disk.
///
/// # Errors
/// All faults at once.
pub fn embedded_in_full() -> Result<Vec<Entry>, Faults> {
    all(folder::embedded(), Remake::Compared)
}

/// Loads a catalogue folder from disk.
///
/// # Errors
/// All faults at once.
pub fn on_disk(root: &Path) -> Result<Vec<Entry>, Faults> {
    all(folder::on_disk(root)?, Remake::Compared)
}

/// Loads one scenario's folder from disk; its name is the scenario's id.
///
/// # Errors
/// All faults at once.
pub fn one_on_disk(folder: &Path) -> Result<Entry, Faults> {
    let (id, files) = folder::one_on_disk(folder)?;
    let mut faults = Vec::new();
    let entry = Reading { id: &id, files: &files, faults: &mut faults }.entry(Remake::Compared);
    match entry {
        Some(entry) if faults.is_empty() => Ok(entry),
        _ => Err(Faults(faults)),
    }
}

/// Reads further cases of a scenario, a line each as in `cases.jsonl`, and checks them as the catalogue's own.
/// `taken` are ids that other cases of the contract have; `shown` is what faults call the file.
///
/// # Errors
/// All faults at once.
pub fn further_cases(
    shown: &str,
    text: Vec<u8>,
    scenario: &Scenario,
    input_schema: &Value,
    taken: &HashSet<String>,
) -> Result<Vec<Case>, Faults> {
    let files = Files::from([("cases.jsonl".to_owned(), text.into())]);
    let mut faults = Vec::new();
    let mut reading = Reading { id: &scenario.id, files: &files, faults: &mut faults };
    let cases = reading.cases().unwrap_or_default();
    match jsonschema::draft202012::new(input_schema) {
        Ok(validator) => reading.check_cases(&cases, &validator, scenario),
        Err(error) => reading.fault("input.schema.json", None, Reason::Schema(error.to_string())),
    }
    for (line, case) in &cases {
        if taken.contains(&case.id) {
            reading.fault("cases.jsonl", Some(*line), Reason::TakenCase(case.id.clone()));
        }
    }
    if faults.is_empty() {
        return Ok(cases.into_iter().map(|(_, case)| case).collect());
    }
    let own = format!("{}/cases.jsonl", scenario.id);
    for fault in &mut faults {
        if fault.file == own {
            shown.clone_into(&mut fault.file);
        }
    }
    Err(Faults(faults))
}

/// What the embedded `scenario.toml` of one scenario says, whatever its cases are; `None` where there is none of the id.
///
/// # Errors
/// All faults of that file.
pub fn embedded_terms(id: &str) -> Result<Option<Scenario>, Faults> {
    let folders = folder::embedded();
    let Some(files) = folders.get(id) else { return Ok(None) };
    let mut faults = Vec::new();
    let scenario = Reading { id, files, faults: &mut faults }.scenario();
    if faults.is_empty() { Ok(scenario) } else { Err(Faults(faults)) }
}

/// The ids of the embedded scenarios.
pub fn embedded_ids() -> Vec<String> {
    folder::embedded().into_keys().collect()
}

/// The files of an embedded scenario by their paths in its folder; none where there is no such scenario.
pub fn embedded_files(id: &str) -> Files {
    folder::embedded_one(id)
}

/// Whether generated cases are made again and compared with those of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remake {
    /// They are.
    Compared,
    /// A test has done so for the files that the binary carries. Doing it again at every start would be most of the time
    /// that a start takes.
    Trusted,
}

fn all(folders: BTreeMap<String, Files>, remake: Remake) -> Result<Vec<Entry>, Faults> {
    let mut faults = Vec::new();
    let mut entries = Vec::new();
    for (id, files) in folders {
        let before = faults.len();
        let entry = Reading { id: &id, files: &files, faults: &mut faults }.entry(remake);
        if let Some(entry) = entry
            && faults.len() == before
        {
            entries.push(entry);
        }
    }
    entries.sort_by(|a, b| (a.scenario.part, &a.scenario.id).cmp(&(b.scenario.part, &b.scenario.id)));
    if faults.is_empty() { Ok(entries) } else { Err(Faults(faults)) }
}

/// The reading of one scenario's folder.
struct Reading<'a> {
    id: &'a str,
    files: &'a Files,
    faults: &'a mut Vec<Fault>,
}

impl Reading<'_> {
    fn entry(&mut self, remake: Remake) -> Option<Entry> {
        let scenario = self.scenario();
        let input_schema = self.schema("input.schema.json");
        let output_schema = self.schema("output.schema.json");
        let cases = self.cases();
        let provenance = self.text("PROVENANCE.md");
        if provenance.as_deref().is_some_and(is_to_fill_in) {
            self.fault("PROVENANCE.md", None, Reason::ToFillIn("PROVENANCE.md".to_owned()));
        }
        if let Some(provenance) = &provenance {
            self.check_provenance(provenance);
        }
        let scenario = scenario?;
        self.check_words(&scenario);
        self.check_terms(&scenario);
        let materials = self.materials(&scenario);
        if let (Some((_, validator)), Some(cases)) = (&input_schema, &cases) {
            self.check_cases(cases, validator, &scenario);
        }
        if let Some(cases) = &cases {
            self.check_generator(cases, &scenario, remake);
        }
        Some(Entry {
            scenario,
            input_schema: input_schema?.0,
            output_schema: output_schema?.0,
            materials,
            cases: cases?.into_iter().map(|(_, case)| case).collect(),
            provenance: provenance?,
        })
    }

    fn fault(&mut self, file: &str, line: Option<usize>, reason: Reason) {
        self.faults.push(Fault { file: format!("{}/{file}", self.id), line, reason });
    }

    /// A fault of `scenario.toml` at the line of what a path of keys leads to.
    fn fault_of_terms(&mut self, path: &[&str], reason: Reason) {
        let text = self.files.get("scenario.toml").and_then(|bytes| str::from_utf8(bytes).ok());
        let line = text.and_then(|text| line_of(text, path));
        self.fault("scenario.toml", line, reason);
    }

    fn text(&mut self, file: &str) -> Option<String> {
        let Some(bytes) = self.files.get(file) else {
            self.fault(file, None, Reason::Missing);
            return None;
        };
        match str::from_utf8(bytes) {
            Ok(text) => Some(text.to_owned()),
            Err(error) => {
                self.fault(file, None, Reason::Unreadable(error.to_string()));
                None
            }
        }
    }

    fn scenario(&mut self) -> Option<Scenario> {
        let text = self.text("scenario.toml")?;
        match toml::from_str::<Scenario>(&text) {
            Ok(scenario) => Some(scenario),
            Err(error) => {
                let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
                self.fault("scenario.toml", line, Reason::Terms(error.message().to_owned()));
                None
            }
        }
    }

    fn schema(&mut self, file: &str) -> Option<(Value, jsonschema::Validator)> {
        let text = self.text(file)?;
        let value: Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                self.fault(file, Some(error.line()), Reason::Json(error.to_string()));
                return None;
            }
        };
        match jsonschema::draft202012::new(&value) {
            Ok(validator) => Some((value, validator)),
            Err(error) => {
                self.fault(file, None, Reason::Schema(error.to_string()));
                None
            }
        }
    }

    fn cases(&mut self) -> Option<Vec<(usize, Case)>> {
        let text = self.text("cases.jsonl")?;
        let mut cases = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Case>(line) {
                Ok(case) => cases.push((index + 1, case)),
                Err(error) => self.fault("cases.jsonl", Some(index + 1), Reason::Json(error.to_string())),
            }
        }
        if cases.is_empty() {
            self.fault("cases.jsonl", None, Reason::NoCase);
        }
        Some(cases)
    }

    fn check_words(&mut self, scenario: &Scenario) {
        let blank = |words: &Words| words.zh.trim().is_empty() || words.en.trim().is_empty();
        let fields = [
            ("title", Some(&scenario.title)),
            ("summary", Some(&scenario.summary)),
            ("domain", Some(&scenario.domain)),
            ("demander", Some(&scenario.demander)),
            ("pain", Some(&scenario.pain)),
            ("task", Some(&scenario.task)),
            ("measure", Some(&scenario.measure)),
            ("risk", Some(&scenario.risk)),
            ("human", Some(&scenario.human)),
            ("legal", scenario.legal.as_ref()),
        ];
        for (name, words) in fields {
            if words.is_some_and(blank) {
                self.fault_of_terms(&[name], Reason::EmptyWords(name));
            } else if words.is_some_and(|words| is_to_fill_in(&words.zh) || is_to_fill_in(&words.en)) {
                self.fault_of_terms(&[name], Reason::ToFillIn(name.to_owned()));
            }
        }
    }

    fn check_terms(&mut self, scenario: &Scenario) {
        let mut found: Vec<(Vec<&str>, Reason)> = Vec::new();
        if scenario.id != self.id {
            found.push((vec!["id"], Reason::IdIsNotFolder(scenario.id.clone())));
        }
        if scenario.source.is_empty() {
            found.push((vec!["source"], Reason::NoSource));
        }
        if scenario.review_date.parse::<jiff::civil::Date>().is_err() {
            found.push((vec!["review-date"], Reason::ReviewDate(scenario.review_date.clone())));
        }
        if let Some(blank) = blank_origin(&scenario.cases.licence, &scenario.cases.source) {
            found.push((vec!["cases", blank], Reason::NoLicence("cases.jsonl".to_owned())));
        }
        for (name, text) in [("licence", &scenario.cases.licence), ("source", &scenario.cases.source)] {
            if is_to_fill_in(text) {
                found.push((vec!["cases", name], Reason::ToFillIn(format!("cases.{name}"))));
            }
        }
        let contract = &scenario.contract;
        for (table, limits) in [("limits", contract.limits), ("prepare-limits", contract.prepare_limits)] {
            let named = [
                ("fuel", limits.fuel),
                ("memory-mib", limits.memory_mib),
                ("time-ms", limits.time_ms),
                ("output-kib", limits.output_kib),
            ];
            let zero = named.iter().filter(|(_, value)| *value == 0);
            found.extend(zero.map(|(name, _)| (vec!["contract", table, name], Reason::ZeroLimit(name))));
        }
        if let Hidden::Split { hidden_share } = scenario.cases.hidden
            && !(hidden_share > 0.0 && hidden_share < 1.0)
        {
            let why = format!("hidden-share {hidden_share} is not between 0 and 1");
            found.push((vec!["cases", "hidden-share"], Reason::HiddenPlan(why)));
        }
        for (path, reason) in found {
            self.fault_of_terms(&path, reason);
        }
    }

    fn materials(&mut self, scenario: &Scenario) -> Vec<Material> {
        let mut materials = Vec::new();
        for (place, terms) in scenario.contract.materials.iter().enumerate() {
            let path = format!("materials/{}", terms.name);
            if let Some(blank) = blank_origin(&terms.licence, &terms.source) {
                let place = place.to_string();
                self.fault_of_terms(&["contract", "material", &place, blank], Reason::NoLicence(path.clone()));
            }
            match self.files.get(&path) {
                Some(bytes) => materials.push(Material { terms: terms.clone(), bytes: bytes.clone() }),
                None => self.fault(&path, None, Reason::Missing),
            }
        }
        let listed: HashSet<String> =
            scenario.contract.materials.iter().map(|terms| format!("materials/{}", terms.name)).collect();
        let unlisted: Vec<String> = self
            .files
            .keys()
            .filter(|path| path.starts_with("materials/") && !listed.contains(*path))
            .cloned()
            .collect();
        for path in unlisted {
            self.fault(&path, None, Reason::UnlistedMaterial);
        }
        materials
    }

    fn check_cases(&mut self, cases: &[(usize, Case)], validator: &jsonschema::Validator, scenario: &Scenario) {
        let mut seen = HashSet::new();
        for (line, case) in cases {
            let mut found = Vec::new();
            if !seen.insert(case.id.as_str()) {
                found.push(Reason::RepeatedCase(case.id.clone()));
            }
            if !(case.weight.is_finite() && case.weight > 0.0) {
                found.push(Reason::Weight { id: case.id.clone(), weight: case.weight });
            }
            for error in validator.iter_errors(&case.input) {
                let at = error.instance_path().to_string();
                let at = if at.is_empty() { "/".to_owned() } else { at };
                found.push(Reason::Input { id: case.id.clone(), at, what: error.to_string() });
            }
            if let Err(what) = scenario.contract.metric.check(&case.input, &case.expected) {
                found.push(Reason::Expected { id: case.id.clone(), what });
            }
            for reason in found {
                self.fault("cases.jsonl", Some(*line), reason);
            }
        }
    }

    /// Every file but the terms, schemas and cases is data or what made it: PROVENANCE.md names it, or the folder it is
    /// in. Materials are not asked for: the terms give the licence and source of each.
    fn check_provenance(&mut self, provenance: &str) {
        let own = ["scenario.toml", "input.schema.json", "output.schema.json", "cases.jsonl", "PROVENANCE.md"];
        let is_data = |path: &str| !own.contains(&path) && !path.starts_with("materials/");
        let is_named = |path: &str| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            provenance.contains(name) || (!folder.is_empty() && provenance.contains(&format!("{folder}/")))
        };
        let unnamed: Vec<String> = self.files.keys().filter(|path| is_data(path) && !is_named(path)).cloned().collect();
        for path in unnamed {
            self.fault(&path, None, Reason::NoProvenance);
        }
    }

    /// A generated scenario's public cases must be what its generator makes with the public seed.
    fn check_generator(&mut self, cases: &[(usize, Case)], scenario: &Scenario, remake: Remake) {
        let Hidden::Generate { generator, public_seed, public_count, hidden_count, settings } = &scenario.cases.hidden
        else {
            return;
        };
        if *hidden_count == 0 {
            let reason = Reason::HiddenPlan("hidden-count is 0".to_owned());
            self.fault_of_terms(&["cases", "hidden-count"], reason);
        }
        if remake == Remake::Trusted {
            return;
        }
        match generate::generate(*generator, hidden::public_seed(*public_seed), "p", *public_count, settings) {
            Err(why) => self.fault_of_terms(&["cases", "settings"], Reason::Generator(why)),
            Ok(made) => {
                let differs =
                    made.iter().zip(cases).find(|(made, (_, case))| *made != case).map(|(_, (line, _))| *line);
                if differs.is_some() || made.len() != cases.len() {
                    let why = format!("it makes {} cases, and not the ones in this file", made.len());
                    self.fault("cases.jsonl", differs, Reason::Generator(why));
                }
            }
        }
    }
}

/// Which of the two that data must name is blank.
fn blank_origin(licence: &str, source: &str) -> Option<&'static str> {
    [("licence", licence), ("source", source)]
        .into_iter()
        .find(|(_, text)| text.trim().is_empty())
        .map(|(name, _)| name)
}
