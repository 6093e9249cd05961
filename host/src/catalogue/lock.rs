//! The record of contracts that were given out: a version, once there, never means anything else.
//!
//! `contracts.lock` in a catalogue folder has a line for each contract version there ever was: scenario, version and
//! the SHA-256 of all that makes results comparable. A change of cases, schemas, materials, limits or metric without a
//! new version then differs from its line, and a new version has none until it is added.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::entry::Entry;
use super::fault::{Fault, Faults, Reason};

/// The file's name, beside the scenarios' folders.
pub const FILE: &str = "contracts.lock";

/// Digests by scenario and version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock(BTreeMap<(String, String), String>);

impl Lock {
    /// Reads the file.
    ///
    /// # Errors
    /// Every line that is not a scenario, a version and a digest, or that repeats.
    pub fn read(text: &str) -> Result<Self, Faults> {
        let (mut lock, mut faults) = (Self::default(), Vec::new());
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [id, version, digest] = parts[..] else {
                faults.push(Fault::at(FILE, index + 1, Reason::LockLine(line.to_owned())));
                continue;
            };
            if lock.0.insert((id.to_owned(), version.to_owned()), digest.to_owned()).is_some() {
                faults.push(Fault::at(FILE, index + 1, Reason::LockLine(line.to_owned())));
            }
        }
        if faults.is_empty() { Ok(lock) } else { Err(Faults(faults)) }
    }

    /// Holds these scenarios against the record.
    ///
    /// # Errors
    /// Every contract that is not what its version was, or that has no line.
    pub fn check(&self, entries: &[Entry]) -> Result<(), Faults> {
        let faults: Vec<Fault> = entries.iter().filter_map(|entry| self.fault(entry)).collect();
        if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
    }

    fn fault(&self, entry: &Entry) -> Option<Fault> {
        let (id, version) = (entry.scenario.id.clone(), entry.scenario.contract.version.to_string());
        let reason = match self.0.get(&(id.clone(), version.clone())) {
            Some(digest) if *digest == entry.contract_digest() => return None,
            Some(_) => Reason::ContractChanged(version),
            None => Reason::NotLocked(version),
        };
        Some(Fault::of(format!("{id}/scenario.toml"), reason))
    }

    /// Adds the versions that have no line yet; a line that is there stays as it is.
    pub fn add(&mut self, entries: &[Entry]) {
        for entry in entries {
            let key = (entry.scenario.id.clone(), entry.scenario.contract.version.to_string());
            self.0.entry(key).or_insert_with(|| entry.contract_digest());
        }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = "# Every contract version there ever was: scenario, version, SHA-256. Lines are added by \
                        `tongtai catalogue lock`, never changed.\n"
            .to_owned();
        for ((id, version), digest) in &self.0 {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{id} {version} {digest}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::catalogue::load;

    fn entries() -> Vec<Entry> {
        load::embedded().unwrap()
    }

    #[test]
    fn no_contract_of_the_catalogue_changed_under_its_version() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(FILE);
        let lock = Lock::read(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(lock.check(&entries()), Ok(()), "raise the version in scenario.toml, then: tongtai catalogue lock");
    }

    #[test]
    fn a_change_without_a_new_version_is_found_and_a_new_version_wants_a_line() {
        let mut entries = entries();
        let mut lock = Lock::default();
        lock.add(&entries);
        assert_eq!(Lock::read(&lock.text()), Ok(lock.clone()));
        assert_eq!(lock.check(&entries), Ok(()));
        entries[0].cases[0].weight = 2.0;
        entries[1].scenario.contract.limits.fuel += 1;
        let reasons: Vec<Reason> = lock.check(&entries).unwrap_err().0.into_iter().map(|fault| fault.reason).collect();
        assert!(reasons.iter().all(|reason| matches!(reason, Reason::ContractChanged(_))) && reasons.len() == 2);
        entries[0].scenario.contract.version.minor += 1;
        entries[1].scenario.title.zh.push('新');
        entries[1].scenario.contract.limits.fuel -= 1;
        let reasons = lock.check(&entries).unwrap_err().0;
        assert!(matches!(&reasons[..], [Fault { reason: Reason::NotLocked(_), .. }]), "words may change: {reasons:?}");
        let before = lock.clone();
        lock.add(&entries);
        assert_eq!(lock.check(&entries), Ok(()));
        assert!(before.0.iter().all(|(key, digest)| lock.0.get(key) == Some(digest)), "old lines stay");
    }

    #[test]
    fn lines_that_are_none_are_named() {
        let faults = Lock::read("# a remark\na 1.0.0 ff\na 1.0.0 ee\nb 1.0.0\n").unwrap_err().0;
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [Some(3), Some(4)]);
    }
}
