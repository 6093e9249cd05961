//! The scenarios entered: which field of the input is read, which fields are given, and what is learnt from.

use serde_json::{Map, Value};

use crate::model::Model;

/// One scenario's fields.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The scenario's id.
    pub scenario: &'static str,
    /// The input's field that holds the text; the same in the material.
    pub text: &'static str,
    /// The output's fields, each labelled in the material.
    pub labels: &'static [&'static str],
    /// The materials to learn from, of JSON lines.
    pub materials: &'static [&'static str],
}

/// Every scenario entered.
pub const ENTRIES: &[Entry] = &[
    Entry { scenario: "device-adverse-event", text: "report", labels: &["category"], materials: &["train.jsonl"] },
    Entry { scenario: "hs-classification", text: "listing", labels: &["code"], materials: &["train.jsonl"] },
    Entry { scenario: "hotline-routing", text: "ticket", labels: &["department"], materials: &["train.jsonl"] },
    Entry {
        scenario: "patient-guide",
        text: "complaint",
        labels: &["department", "urgency", "red_flags"],
        materials: &["train.jsonl"],
    },
];

/// The entry of a scenario.
pub fn of(scenario: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.scenario == scenario)
}

impl Entry {
    /// Fits a model for each label to the materials' lines.
    ///
    /// # Errors
    /// Which line could not be read, or that there is none.
    pub fn fit(&self, lines: &str) -> Result<Vec<Model>, String> {
        let mut read: Vec<Value> = Vec::new();
        for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
            if !line[self.text].is_string() || self.labels.iter().any(|label| line[label].is_null()) {
                return Err(format!("line {} has not its text and labels", index + 1));
            }
            read.push(line);
        }
        let examples = |label| read.iter().filter_map(move |line| Some((line[self.text].as_str()?, &line[label])));
        self.labels.iter().map(|&label| Model::fit(examples(label))).collect()
    }

    /// The output, and the probability of its first label.
    ///
    /// # Errors
    /// The input has no text, or the models are not those of [`Entry::fit`].
    pub fn answer(&self, models: &[Model], input: &Value) -> Result<(Value, f64), String> {
        let text = input[self.text].as_str().ok_or_else(|| format!("the input has no {}", self.text))?;
        let mut output = Map::new();
        let mut sure = None;
        for (label, model) in self.labels.iter().zip(models) {
            let (class, probability) = model.best(text).ok_or("a model has no class")?;
            output.insert((*label).to_owned(), class.clone());
            sure.get_or_insert(probability);
        }
        let sure = sure.ok_or("there is no model")?;
        Ok((Value::Object(output), sure.clamp(0.0, 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_label_is_given() {
        let lines = "{\"complaint\":\"胸痛\",\"department\":\"心内科\",\"red_flag\":true}\n\
                     {\"complaint\":\"牙疼\",\"department\":\"口腔科\",\"red_flag\":false}\n";
        let entry = Entry { scenario: "guide", text: "complaint", labels: &["department", "red_flag"], materials: &[] };
        let models = entry.fit(lines).unwrap();
        let (output, sure) = entry.answer(&models, &json!({"complaint": "牙又疼了"})).unwrap();
        assert_eq!(output, json!({"department": "口腔科", "red_flag": false}));
        assert!(sure > 0.5);
        assert!(entry.answer(&models, &json!({})).is_err());
    }

    #[test]
    fn lines_without_text_or_label_are_refused() {
        let entry = of("hotline-routing").unwrap();
        assert!(entry.fit("{\"ticket\":\"路灯不亮\"}").is_err());
        assert!(entry.fit("").is_err());
    }
}
