//! How far a scenario has come, told from what a registry holds of it and never typed in.

use serde::{Deserialize, Serialize};

/// How far a scenario has come: 征集 → 试评 → 可比 → 已评 → 典型.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maturity {
    /// 征集: asked for, and nobody but the floor enters it.
    Called,
    /// 试评: someone enters it, and nothing that can be compared has been run.
    Trial,
    /// 可比: the contract that holds today has a finished comparison with the floor and at least one more.
    Comparable,
    /// 已评: a panel has sealed a session.
    Judged,
    /// 典型: in a sealed session an entrant leads the floor.
    Typical,
}

/// Every stage, from the first.
pub const STAGES: [Maturity; 5] =
    [Maturity::Called, Maturity::Trial, Maturity::Comparable, Maturity::Judged, Maturity::Typical];

/// What a registry holds of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Agents besides the floor with a release that enters it and is not yanked.
    pub agents: usize,
    /// Entrants besides the floor in the newest finished comparison under the contract that holds today.
    pub compared: usize,
    /// Sealed sessions.
    pub sealed: usize,
    /// Sealed sessions in which an entrant leads the floor, by the session's own test.
    pub sealed_leads: usize,
}

impl Maturity {
    /// The furthest stage that the evidence bears out.
    pub fn of(evidence: Evidence) -> Self {
        match evidence {
            Evidence { sealed_leads: 1.., .. } => Self::Typical,
            Evidence { sealed: 1.., .. } => Self::Judged,
            Evidence { compared: 1.., .. } => Self::Comparable,
            Evidence { agents: 1.., .. } => Self::Trial,
            _ => Self::Called,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_needs_its_evidence() {
        let mut evidence = Evidence::default();
        assert_eq!(Maturity::of(evidence), Maturity::Called);
        evidence.agents = 1;
        assert_eq!(Maturity::of(evidence), Maturity::Trial);
        evidence.compared = 1;
        assert_eq!(Maturity::of(evidence), Maturity::Comparable);
        evidence.sealed = 1;
        assert_eq!(Maturity::of(evidence), Maturity::Judged);
        evidence.sealed_leads = 1;
        assert_eq!(Maturity::of(evidence), Maturity::Typical);
    }
}
