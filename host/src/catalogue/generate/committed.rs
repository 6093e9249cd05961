//! Holds that every generated scenario's committed `cases.jsonl` is what its generator makes.

use std::fs;
use std::path::{Path, PathBuf};

use super::generate;
use crate::catalogue::scenario::{Hidden, Scenario};

/// The folders of the scenarios whose public cases are generated, with what they should hold.
fn generated() -> Vec<(PathBuf, String)> {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(catalogue).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().filter_map(|folder| public_cases(&folder).map(|text| (folder, text))).collect()
}

fn public_cases(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("scenario.toml")).ok()?;
    let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let Hidden::Generate { generator, public_seed, public_count, settings, .. } = scenario.cases.hidden else {
        return None;
    };
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&public_seed.to_le_bytes());
    let cases = generate(generator, seed, "p", public_count, &settings).unwrap();
    Some(cases.iter().map(|case| serde_json::to_string(case).unwrap() + "\n").collect())
}

#[test]
fn committed_cases_are_what_the_generators_make() {
    for (folder, made) in generated() {
        let committed = fs::read_to_string(folder.join("cases.jsonl")).unwrap_or_default();
        assert!(committed == made, "{} is not what its generator makes", folder.join("cases.jsonl").display());
    }
}

/// Writes them: `cargo test --lib write_generated_cases -- --ignored`.
#[test]
#[ignore = "writes into the catalogue"]
fn write_generated_cases() {
    for (folder, made) in generated() {
        fs::write(folder.join("cases.jsonl"), made).unwrap();
    }
}
