//! What `--json` writes: everything machine-readable of one command's sessions. `docs/compare.schema.json` describes it.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use crate::catalogue::{Scenario, Words};
use crate::compare::{Plan, Summary};
use crate::registry::run::RunKey;
use crate::registry::{self, Digest, Registry};

/// Raised when the form of the document changes.
const FORM: &str = "tongtai-compare-1";

/// One session with its runs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SessionDocument {
    title: Words,
    plan_digest: Digest,
    summary: Summary,
    runs: Vec<RunDocument>,
}

/// One run. It tells scores of hidden cases one by one, so the document is for the operator and not for vendors; inputs,
/// expected outputs and digests that would give them away are not in it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct RunDocument {
    entrant: String,
    case: String,
    visibility: registry::case::Visibility,
    outcome: String,
    score: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<(String, f64)>,
    output: Option<Digest>,
    confidence: Option<f64>,
    fuel: u64,
    startup_fuel: u64,
    memory: u64,
    elapsed_us: u64,
}

impl SessionDocument {
    /// Reads a finished session's runs.
    pub fn of(
        registry: &Registry,
        scenario: &Scenario,
        plan: &Plan,
        summary: Summary,
    ) -> Result<Self, registry::Error> {
        let mut runs = Vec::new();
        for entrant in registry.entrants(plan.session)? {
            let name = format!("{}/{}@{}", entrant.vendor, entrant.agent, entrant.version);
            for case in &plan.cases {
                let key = RunKey { entrant: entrant.id, case: case.id, repeat: 0 };
                let Some(kept) = registry.run(key)? else { continue };
                let run = kept.run;
                runs.push(RunDocument {
                    entrant: name.clone(),
                    case: case.case.id.clone(),
                    visibility: case.visibility,
                    outcome: run.outcome,
                    score: run.judgement.score,
                    figures: run.judgement.figures,
                    output: kept.output_digest,
                    confidence: run.confidence,
                    fuel: run.fuel,
                    startup_fuel: run.startup_fuel,
                    memory: run.memory,
                    elapsed_us: run.elapsed_us,
                });
            }
        }
        let plan_digest = registry.session(plan.session)?.plan_digest;
        Ok(Self { title: scenario.title.clone(), plan_digest, summary, runs })
    }
}

/// The whole document.
pub fn document(cost: &str, compiled: u64, wall_ms: u64, sessions: &[SessionDocument]) -> serde_json::Result<Value> {
    Ok(json!({
        "form": FORM,
        "tongtai": env!("CARGO_PKG_VERSION"),
        "cost": cost,
        "compiled": compiled,
        "wall-ms": wall_ms,
        "sessions": serde_json::to_value(sessions)?,
    }))
}

/// Writes the document whole or not at all: into a file beside it, which then takes its name. What a link leads to is
/// written and not the link; into a pipe or a device, which cannot be replaced, the document goes directly.
pub fn write(path: &Path, document: &Value) -> io::Result<()> {
    let text = serde_json::to_string_pretty(document).map_err(io::Error::other)? + "\n";
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return fs::write(path, text);
    }
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().ok_or_else(|| io::Error::other("not a file name"))?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The first error is the one to tell; a leftover part is all that this could add.
        let _ = fs::remove_file(&part);
    }
    written
}
