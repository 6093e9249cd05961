//! One item of what a firm or a person applies for: how much is granted, and what changed it.

use serde_json::{Value, json};

/// An item's amount (m² for the office, else yuan) and the codes of what changed it.
#[derive(Debug, Default)]
pub struct Item {
    /// In the item's own unit.
    pub amount: u64,
    /// Codes, each once.
    pub reasons: Vec<&'static str>,
}

impl Item {
    /// Notes a reason, once, where it holds.
    pub fn because(&mut self, holds: bool, reason: &'static str) {
        if holds && !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// Lessens the amount to at most `most`.
    pub fn limited(&mut self, most: u64, reason: &'static str) {
        self.because(self.amount > most, reason);
        self.amount = self.amount.min(most);
    }

    /// Raises the amount to at least `least`.
    pub fn raised(&mut self, least: u64) {
        self.because(self.amount < least, "floor");
        self.amount = self.amount.max(least);
    }

    /// As the answer gives it: an item that nothing changed is `full`.
    pub fn told(mut self) -> Value {
        let nothing = self.reasons.is_empty();
        self.because(nothing, "full");
        json!({"amount": self.amount, "reasons": self.reasons})
    }
}
