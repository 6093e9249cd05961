//! What the families of known risk share: a subject drawn with its true risk becomes a case or a row of a training
//! table, with gaps, and with an outcome drawn by the risk.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::settings;
use crate::catalogue::Draft;

/// One fact of a subject.
pub(super) struct Fact {
    /// The input's key and the column's name.
    pub name: &'static str,
    /// What is true: a text, a number or a flag.
    pub value: Value,
    /// May it be missing in the records?
    pub optional: bool,
}

impl Fact {
    /// A fact that is always told.
    pub fn told(name: &'static str, value: impl Into<Value>) -> Self {
        Self { name, value: value.into(), optional: false }
    }

    /// A fact that may be missing.
    pub fn optional(name: &'static str, value: impl Into<Value>) -> Self {
        Self { name, value: value.into(), optional: true }
    }
}

/// A subject: what is true of it, and how likely the bad turn is by the law.
pub(super) struct Subject {
    /// In the order of the columns.
    pub facts: Vec<Fact>,
    /// By the law alone, in [0, 1].
    pub risk: f64,
}

/// How hard a set is, and what its outcomes are called.
pub(super) struct Chance {
    /// Share of outcomes that have nothing to do with any fact.
    share: f64,
    /// Share of optional facts that are missing.
    missing: f64,
    /// How often such an outcome is the bad one.
    base: f64,
    /// The bad and the good outcome.
    labels: [&'static str; 2],
}

impl Chance {
    /// Reads the settings `chance-share` and `missing-share`.
    ///
    /// # Errors
    /// What the settings lack.
    pub fn read(settings: &toml::Table, base: f64, labels: [&'static str; 2]) -> Result<Self, String> {
        let share = settings::share(settings, "chance-share")?;
        Ok(Self { share, missing: settings::share(settings, "missing-share")?, base, labels })
    }

    /// The risk with what chance does to it: what the best of all forecasts says of a subject without gaps.
    pub fn risk(&self, law: f64) -> f64 {
        (1.0 - self.share) * law + self.share * self.base
    }

    /// So many cases, each of a subject that is drawn first.
    pub fn drafts(&self, rng: &mut ChaCha8Rng, count: usize, draw: impl Fn(&mut ChaCha8Rng) -> Subject) -> Vec<Draft> {
        let draft = |_| {
            let subject = draw(rng);
            self.draft(rng, subject)
        };
        (0..count).map(draft).collect()
    }

    /// A case: the facts, the outcome drawn by the risk, and the risk itself to four places for those who read it.
    fn draft(&self, rng: &mut ChaCha8Rng, subject: Subject) -> Draft {
        let risk = self.risk(subject.risk);
        let label = self.outcome(rng, risk);
        let cells = subject.facts.into_iter().map(|fact| {
            let gap = fact.optional && rng.random_bool(self.missing);
            (fact.name.to_owned(), if gap { Value::Null } else { fact.value })
        });
        let input: Map<String, Value> = cells.collect();
        Draft::new(Value::Object(input), json!({"label": label, "risk": (risk * 1e4).round() / 1e4}))
    }

    fn outcome(&self, rng: &mut ChaCha8Rng, risk: f64) -> &'static str {
        self.labels[usize::from(!rng.random_bool(risk))]
    }
}

/// The drafts as a training table: a CSV whose last column is `label`, a missing cell empty, a flag 1 or 0.
pub(super) fn table(drafts: &[Draft]) -> String {
    let names = drafts.first().and_then(|draft| draft.input.as_object()).into_iter().flat_map(Map::keys);
    let mut text: String = names.map(|name| format!("{name},")).collect();
    text.push_str("label\n");
    for draft in drafts {
        for value in draft.input.as_object().into_iter().flat_map(Map::values) {
            text.push_str(&match value {
                Value::Null => String::new(),
                Value::Bool(flag) => u8::from(*flag).to_string(),
                Value::String(word) => word.clone(),
                other => other.to_string(),
            });
            text.push(',');
        }
        text.push_str(draft.expected["label"].as_str().unwrap_or_default());
        text.push('\n');
    }
    text
}

/// 1 / (1 + e^−z), the same on every machine.
pub(super) fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

/// One of several choices by their weights, which add up to 1.
pub(super) fn one_of<T: Copy>(rng: &mut ChaCha8Rng, choices: &[(T, f64)]) -> Option<T> {
    let mut left: f64 = rng.random_range(0.0..1.0);
    let found = choices.iter().find(|(_, weight)| {
        left -= weight;
        left < 0.0
    });
    found.or(choices.last()).map(|(choice, _)| *choice)
}

/// `value` with so many decimals, three at most.
pub(super) fn rounded(value: f64, decimals: u8) -> f64 {
    let unit = [1.0, 10.0, 100.0, 1000.0][usize::from(decimals.min(3))];
    (value * unit).round() / unit
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// How well the true risk itself ranks the drawn outcomes: what no forecast can beat for long.
    pub fn best_auc(drafts: &[Draft], bad: &str) -> f64 {
        let mut order: Vec<(f64, bool)> = drafts
            .iter()
            .map(|draft| (draft.expected["risk"].as_f64().unwrap(), draft.expected["label"] == bad))
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let bads = order.iter().filter(|(_, bad)| *bad).count() as f64;
        let ranks: f64 = (1..).zip(&order).filter(|(_, (_, bad))| *bad).map(|(rank, _)| f64::from(rank)).sum();
        (ranks - bads * (bads + 1.0) / 2.0) / (bads * (order.len() as f64 - bads))
    }

    /// The draws' best AUC and share of the bad outcome are those of `golden`: another program's draws by the same law.
    pub fn agree(drafts: &[Draft], bad: &str, golden: &str) {
        let golden: Value = serde_json::from_str(golden).unwrap();
        let auc = best_auc(drafts, bad);
        let share = drafts.iter().filter(|draft| draft.expected["label"] == bad).count() as f64 / drafts.len() as f64;
        assert!((auc - golden["best-auc"].as_f64().unwrap()).abs() < 0.01, "{auc}");
        assert!((share - golden["share"].as_f64().unwrap()).abs() < 0.01, "{share}");
    }

    #[test]
    fn a_table_has_gaps_flags_and_labels() {
        let draft = Draft::new(json!({"a": null, "b": true, "c": "x", "d": 1.5}), json!({"label": "bad"}));
        assert_eq!(table(&[draft]), "a,b,c,d,label\n,1,x,1.5,bad\n");
    }

    #[test]
    fn chance_draws_the_risk_towards_its_base() {
        let chance = Chance { share: 0.5, missing: 0.0, base: 0.2, labels: ["bad", "good"] };
        assert!((chance.risk(0.8) - 0.5).abs() < 1e-12);
    }
}
