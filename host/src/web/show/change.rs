//! What a new version of a contract changed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::registry::case::Visibility;
use crate::registry::scenario::Contract;
use crate::registry::{Digest, Registry};
use crate::web::problem::Problem;
use crate::web::reader::Reader;

/// A version of a contract in the list of them.
pub struct Version {
    /// Its number.
    pub version: String,
    /// When it was loaded.
    pub at: String,
    /// What it changed against the version before it; empty for the first.
    pub changes: Vec<String>,
    /// Whether it is the first.
    pub is_first: bool,
}

/// The digests of a contract's cases.
type Cases = BTreeMap<(Visibility, String), Digest>;

/// Every version of a scenario's contract from the newest down, each with what it changed.
///
/// # Errors
/// Those of the registry.
pub fn versions(registry: &Registry, scenario: &str, reader: &Reader) -> Result<Vec<Version>, Problem> {
    let contracts = registry.contracts(scenario)?;
    let cases = contracts.iter().map(|contract| registry.case_digests(contract.id)).collect::<Result<Vec<_>, _>>()?;
    let versions = contracts.iter().zip(&cases).enumerate().map(|(place, (contract, of))| {
        let before = contracts.get(place + 1).zip(cases.get(place + 1));
        Version {
            version: contract.version.to_string(),
            at: crate::web::pages::moment(contract.loaded_at),
            changes: before.map_or_else(Vec::new, |before| changes(before, (contract, of), reader)),
            is_first: before.is_none(),
        }
    });
    Ok(versions.collect())
}

fn changes(before: (&Contract, &Cases), after: (&Contract, &Cases), reader: &Reader) -> Vec<String> {
    let mut changes = Vec::new();
    let terms = [
        ("metric", "评分指标已改", "The metric changed"),
        ("limits", "作答上限已改", "The limits of an answer changed"),
        ("prepare-limits", "准备上限已改", "The limits of preparing changed"),
    ];
    for (key, zh, en) in terms {
        if before.0.terms.get(key) != after.0.terms.get(key) {
            changes.push(reader.say(zh, en).to_owned());
        }
    }
    changes.extend(schema(
        &before.0.input_schema,
        &after.0.input_schema,
        reader.say("输入格式", "Input schema"),
        reader,
    ));
    changes.extend(schema(
        &before.0.output_schema,
        &after.0.output_schema,
        reader.say("输出格式", "Output schema"),
        reader,
    ));
    changes.extend(materials(before.0, after.0, reader));
    for (visibility, name) in [
        (Visibility::Public, reader.say("公开案例", "Public cases")),
        (Visibility::Hidden, reader.say("隐藏案例", "Hidden cases")),
    ] {
        changes.extend(cases(before.1, after.1, visibility, name, reader));
    }
    if changes.is_empty() {
        // The digest differs, so that something did: how hidden cases come about is not kept part by part.
        changes.push(reader.say("隐藏案例的产生办法已改", "How hidden cases come about changed").to_owned());
    }
    changes
}

fn schema(before: &Value, after: &Value, name: &str, reader: &Reader) -> Option<String> {
    if before == after {
        return None;
    }
    let fields = |schema: &Value| -> Vec<String> {
        schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    let (old, new) = (fields(before), fields(after));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|key| !those.contains(key)).cloned().collect()
    };
    let (added, removed) = (only(&new, &old), only(&old, &new));
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(format!("+ {}", added.join(reader.say("、", ", "))));
    }
    if !removed.is_empty() {
        parts.push(format!("− {}", removed.join(reader.say("、", ", "))));
    }
    let changed = reader.pick(format!("{name}已改"), format!("{name} changed"));
    Some(if parts.is_empty() { changed } else { format!("{changed}{}{}", reader.say("：", ": "), parts.join(" ")) })
}

fn materials(before: &Contract, after: &Contract, reader: &Reader) -> Vec<String> {
    let by_name = |contract: &Contract| -> BTreeMap<String, Digest> {
        contract.materials.iter().map(|material| (material.name.clone(), material.digest)).collect()
    };
    let (old, new) = (by_name(before), by_name(after));
    let mut changes = Vec::new();
    for (name, digest) in &new {
        match old.get(name) {
            None => changes.push(reader.pick(format!("新增材料 {name}"), format!("Material {name} added"))),
            Some(kept) if kept != digest => {
                changes.push(reader.pick(format!("材料 {name} 已改"), format!("Material {name} changed")));
            }
            Some(_) => {}
        }
    }
    let removed = old.keys().filter(|name| !new.contains_key(*name));
    changes.extend(removed.map(|name| reader.pick(format!("移除材料 {name}"), format!("Material {name} removed"))));
    changes
}

/// Cases are told by number only, so that the page says nothing of a hidden one.
fn cases(before: &Cases, after: &Cases, visibility: Visibility, name: &str, reader: &Reader) -> Option<String> {
    let of = |cases: &Cases| -> BTreeMap<String, Digest> {
        cases
            .iter()
            .filter(|((seen, _), _)| *seen == visibility)
            .map(|((_, key), digest)| (key.clone(), *digest))
            .collect()
    };
    let (old, new) = (of(before), of(after));
    let added = new.keys().filter(|key| !old.contains_key(*key)).count();
    let removed = old.keys().filter(|key| !new.contains_key(*key)).count();
    let changed = new.iter().filter(|(key, digest)| old.get(*key).is_some_and(|kept| kept != *digest)).count();
    if added + removed + changed == 0 {
        return None;
    }
    Some(reader.pick(
        format!("{name}：新增 {added}，移除 {removed}，改动 {changed}，现有 {}", new.len()),
        format!("{name}: {added} added, {removed} removed, {changed} changed, {} now", new.len()),
    ))
}
