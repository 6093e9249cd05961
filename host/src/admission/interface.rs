//! Rule: the component exports what the world `agent` asks for and imports only what this host offers.

use super::report::{Check, Rule};
use crate::sandbox::{Fault, LoadError};

/// From what loading it gave: every missing, unknown and mismatched export and import at once.
pub(super) fn check(failed: Option<&LoadError>) -> Check {
    match failed {
        Some(LoadError::World(faults)) => Check::failed(Rule::Interface, faults.iter().map(Fault::words).collect()),
        Some(error) => Check::failed(Rule::Interface, vec![error.words()]),
        None => Check::passed(Rule::Interface),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::Verdict;
    use crate::catalogue::sha256;
    use crate::sandbox::{Sandbox, Settings};

    #[test]
    fn every_fault_is_told_at_once_with_what_to_do() {
        let text = r#"(component
            (import "wasi:nn/tensor@0.2.0" (instance))
            (import "tongtai:agent/log@9.0.0" (instance)))"#;
        let bytes = wat::parse_str(text).unwrap();
        let sandbox = Sandbox::new(&Settings { slots: 1, ..Settings::default() }).unwrap();
        let failed = sandbox.load(&sha256(&bytes), || Ok::<_, std::io::Error>(bytes.clone())).err();
        let check = check(failed.as_ref());
        assert_eq!(check.verdict, Verdict::Failed);
        let all: String = check.findings.iter().map(|finding| finding.zh.as_str()).collect();
        for said in ["profile", "prepare", "answer", "wasi:nn/tensor@0.2.0", "tongtai:agent/log@9.0.0", "重新构建"]
        {
            assert!(all.contains(said), "{said}: {all}");
        }
        assert_eq!(check.findings.len(), 5);
    }
}
