//! Which cases are hidden, by the registry's own secret.
//!
//! A file-based scenario's cases are split by a keyed hash of the secret; a generated scenario's hidden cases are made
//! with a seed drawn from it. Either way the same secret and contract always give the same cases, and another registry
//! has others.

use std::collections::HashSet;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::case::Case;
use super::entry::Entry;
use super::generate;
use super::scenario::Hidden;

/// The registry's secret.
pub type Secret = [u8; 32];

/// The cases of a contract in one registry.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseSet {
    /// Known to vendors.
    pub public: Vec<Case>,
    /// Known to the registry alone.
    pub hidden: Vec<Case>,
}

/// The seed of public cases: the number in the first eight bytes, little-endian.
pub fn public_seed(number: u64) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    seed
}

/// Divides or makes the cases of a scenario.
///
/// # Errors
/// What the generator says is wrong with its settings.
pub fn case_set(entry: &Entry, secret: &Secret) -> Result<CaseSet, String> {
    let scenario = &entry.scenario;
    match &scenario.cases.hidden {
        // Not by the contract's version: what was public once must not become hidden with the next.
        Hidden::Split { hidden_share } => Ok(split(&entry.cases, *hidden_share, secret, &scenario.id)),
        Hidden::Generate { generator, hidden_count, settings, .. } => {
            let seed = keyed(secret, &format!("generate {}@{}", scenario.id, scenario.contract.version));
            let hidden = generate::generate(*generator, seed, "h", *hidden_count, settings)?;
            Ok(CaseSet { public: entry.cases.clone(), hidden })
        }
    }
}

/// Cases of one group stay together, so that a hidden case's sibling is not public.
fn split(cases: &[Case], share: f64, secret: &Secret, scope: &str) -> CaseSet {
    let unit = |case: &Case| match &case.group {
        Some(group) => format!("group {group}"),
        None => format!("case {}", case.id),
    };
    let mut units: Vec<(String, usize)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for case in cases {
        let name = unit(case);
        let place = *places.entry(name.clone()).or_insert_with(|| {
            units.push((name, 0));
            units.len() - 1
        });
        units[place].1 += 1;
    }
    units.sort_by_key(|(name, _)| keyed(secret, &format!("split {scope} {name}")));
    let wanted = share * cases.len() as f64;
    let mut hidden_units = HashSet::new();
    let mut taken = 0;
    for (name, size) in units {
        if taken as f64 >= wanted {
            break;
        }
        taken += size;
        hidden_units.insert(name);
    }
    let (hidden, public) = cases.iter().cloned().partition(|case| hidden_units.contains(&unit(case)));
    CaseSet { public, hidden }
}

fn keyed(secret: &Secret, message: &str) -> [u8; 32] {
    // HMAC pads a short key with zeros to the hash's block of 64 bytes.
    let mut key = [0; 64];
    key[..32].copy_from_slice(secret);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&key.into());
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cases() -> Vec<Case> {
        (0..100)
            .map(|number| Case {
                id: format!("{number:04}"),
                input: json!({ "number": number }),
                expected: json!({}),
                weight: 1.0,
                group: (number < 40).then(|| format!("g{}", number / 4)),
                note: None,
            })
            .collect()
    }

    #[test]
    fn a_split_loses_no_case_and_keeps_groups_together() {
        let set = split(&cases(), 0.6, &[7; 32], "x");
        assert_eq!(set.public.len() + set.hidden.len(), 100);
        assert!((60..64).contains(&set.hidden.len()), "{}", set.hidden.len());
        let groups = |cases: &[Case]| cases.iter().filter_map(|case| case.group.clone()).collect::<HashSet<_>>();
        assert!(groups(&set.public).is_disjoint(&groups(&set.hidden)));
    }

    #[test]
    fn a_split_is_the_secret_s_own() {
        let with = |byte| split(&cases(), 0.5, &[byte; 32], "x");
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }
}
