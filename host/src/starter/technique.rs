//! What a starter does, by what the scenario offers to learn from.

use serde_json::Value;

use super::smallest;
use crate::catalogue::metric::Metric;
use crate::catalogue::{Entry, Material, Scenario, Words};

/// The technique that a project starts with.
#[derive(Debug, Clone, PartialEq)]
pub enum Technique {
    /// A table with a column of labels: the class whose centre is nearest.
    Table {
        /// The material's name.
        material: String,
        /// The column of labels, and the output's field.
        label: String,
    },
    /// Labelled texts: votes of character pairs.
    Text {
        /// The material's name.
        material: String,
        /// The field that holds the text, in the material and in the input.
        text: String,
        /// The field of the label, in the material and in the output.
        label: String,
    },
    /// Nothing that a general technique could learn from: the smallest output that the schema allows.
    Constant {
        /// It, as JSON.
        output: String,
    },
}

impl Technique {
    /// The technique for a scenario.
    pub fn of(entry: &Entry) -> Self {
        learnt(entry).unwrap_or_else(|| Self::Constant { output: smallest::output(entry).to_string() })
    }

    /// The name of its templates.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Table { .. } => "table",
            Self::Text { .. } => "text",
            Self::Constant { .. } => "constant",
        }
    }

    /// What its templates are to be told.
    pub fn terms(&self) -> Vec<(&'static str, String)> {
        match self.clone() {
            Self::Table { material, label } => vec![("material", material), ("label", label)],
            Self::Text { material, text, label } => vec![("material", material), ("text", text), ("label", label)],
            Self::Constant { output } => vec![("output", output)],
        }
    }

    /// What the agent says of itself; without quotation marks, as it stands in source text.
    pub fn summary(&self) -> Words {
        match self {
            Self::Table { .. } => Words::new(
                "起步示例：最近类中心，从训练表学得每类的中心。",
                "A starter: nearest centroid, with centres learnt from the training table.",
            ),
            Self::Text { .. } => Words::new(
                "起步示例：相邻双字投票，从训练文本学得。",
                "A starter: votes of character pairs, learnt from the training texts.",
            ),
            Self::Constant { .. } => Words::new(
                "起步示例：一律给出合乎格式的最小答案。",
                "A starter: the smallest output that the schema allows, always.",
            ),
        }
    }

    /// What the README says of it.
    pub fn told(&self, scenario: &Scenario) -> Words {
        match self {
            Self::Table { material, label } => Words::new(
                format!(
                    "起步做法是最近类中心：`prepare` 从 `{material}` 学得每类的中心，`answer` 给出最近一类的 `{label}`。成绩高于基线，离上限还远。"
                ),
                format!(
                    "It starts with nearest centroids: `prepare` learns each class's centre from `{material}`, `answer` gives the nearest class's `{label}`. That is above the floor and far from the best."
                ),
            ),
            Self::Text { material, text, label } => Words::new(
                format!(
                    "起步做法是相邻双字投票：`prepare` 从 `{material}` 统计双字，`answer` 按 `{text}` 中的双字投出 `{label}`。成绩高于基线，离上限还远。"
                ),
                format!(
                    "It starts with votes of character pairs: `prepare` counts them in `{material}`, `answer` lets those of `{text}` vote for `{label}`. That is above the floor and far from the best."
                ),
            ),
            Self::Constant { .. } => Words::new(
                format!("**起步成绩大约就是基线**：一律给出合乎输出格式的最小答案。任务是：{}", scenario.task.zh),
                format!(
                    "**It starts at about the floor**: always the smallest output that the schema allows. The task: {}",
                    scenario.task.en
                ),
            ),
        }
    }
}

/// The technique that learns one label from a material, if there is a material for it.
fn learnt(entry: &Entry) -> Option<Technique> {
    let Metric::Label(metric) = &entry.scenario.contract.metric else { return None };
    let label = metric.field.strip_prefix('/').filter(|name| !name.contains('/'))?;
    let only = entry.output_schema["required"].as_array().is_some_and(|names| *names == [label]);
    let inputs = entry.input_schema["properties"].as_object().filter(|_| only)?;
    entry.materials.iter().find_map(|material| {
        let name = material.terms.name.clone();
        if name.ends_with(".csv") && has_columns(material, label, inputs) {
            return Some(Technique::Table { material: name, label: label.to_owned() });
        }
        let text = text_field(inputs).filter(|text| name.ends_with(".jsonl") && has_fields(material, [label, text]))?;
        Some(Technique::Text { material: name, text: text.to_owned(), label: label.to_owned() })
    })
}

/// Whether a table's columns are the label and fields of the input.
fn has_columns(material: &Material, label: &str, inputs: &serde_json::Map<String, Value>) -> bool {
    let Some(head) = first_line(material) else { return false };
    let (labels, others): (Vec<&str>, Vec<&str>) = head.split(',').map(str::trim).partition(|name| *name == label);
    labels.len() == 1 && !others.is_empty() && others.iter().all(|name| inputs.contains_key(*name))
}

/// Whether a material of JSON lines has texts in these fields.
fn has_fields(material: &Material, fields: [&str; 2]) -> bool {
    let line = first_line(material).and_then(|line| serde_json::from_str::<Value>(line).ok());
    line.is_some_and(|line| fields.iter().all(|field| line[*field].is_string()))
}

/// The one field of the input that holds a text.
fn text_field(inputs: &serde_json::Map<String, Value>) -> Option<&str> {
    let mut texts = inputs.iter().filter(|(_, schema)| schema["type"] == "string");
    let (name, _) = texts.next()?;
    texts.next().is_none().then_some(name)
}

fn first_line(material: &Material) -> Option<&str> {
    let line = material.bytes.split(|byte| *byte == b'\n').next()?;
    str::from_utf8(line).ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load;

    fn of(id: &str) -> Technique {
        let entries = load::embedded().unwrap();
        Technique::of(entries.iter().find(|entry| entry.scenario.id == id).unwrap())
    }

    #[test]
    fn a_labelled_table_and_labelled_texts_are_learnt_from() {
        for id in ["phishing", "womens-tumour"] {
            assert_eq!(of(id), Technique::Table { material: "train.csv".into(), label: "label".into() }, "{id}");
        }
        for (id, text, label) in
            [("hotline-routing", "ticket", "department"), ("device-adverse-event", "report", "category")]
        {
            let expected = Technique::Text { material: "train.jsonl".into(), text: text.into(), label: label.into() };
            assert_eq!(of(id), expected, "{id}");
        }
    }

    #[test]
    fn other_scenarios_start_at_the_smallest_output() {
        for (id, output) in [
            ("arrhythmia", r#"{"rhythm":"sinus"}"#),
            ("policy-qa", r#"{"passages":[],"answer":null}"#),
            ("prescription-review", r#"{"verdict":"none"}"#),
        ] {
            assert_eq!(of(id), Technique::Constant { output: output.into() }, "{id}");
        }
    }
}
