//! A case's input, an expectation or an answer in full: JSON to read, and drawn where it can be.

use serde_json::Value;

use super::diff;
use super::glossary::Glossary;
use crate::web::picture::{Grid, Picture, grey, schedule};

/// JSON to read, and drawn where it can be.
pub struct Document {
    /// Texts that the document mostly is, with their fields, before the whole.
    pub texts: Vec<Text>,
    /// The document drawn.
    pub picture: Option<Picture>,
    /// The whole, laid out.
    pub json: String,
}

/// A text that a document mostly is.
pub struct Text {
    /// The field's name for people.
    pub field: String,
    /// The text.
    pub text: String,
    /// Whether its spaces and lines matter.
    pub is_code: bool,
}

impl Document {
    /// An input.
    pub fn input(value: &Value, glossary: &Glossary) -> Self {
        /// A shorter text is read well enough in the JSON.
        const LEAST: usize = 24;
        let picture = grey::of(value);
        let is_text = |text: &str| picture.is_none() && text.chars().count() >= LEAST;
        let fields = value.as_object().into_iter().flatten();
        let texts = fields.filter_map(|(key, value)| {
            let text = value.as_str().filter(|text| is_text(text))?;
            let is_code = text.lines().any(|line| line.starts_with("    ") || line.starts_with('\t'));
            Some(Text { field: glossary.name(key).to_owned(), text: text.to_owned(), is_code })
        });
        Self {
            texts: texts.collect(),
            picture: picture.or_else(|| Grid::of(value).and_then(|grid| grid.draw(None))),
            json: diff::laid_out(value, None),
        }
    }

    /// An expected or given output; `input` may be needed to draw it, and `model` is what its keys are ordered by.
    pub fn output(input: &Value, value: &Value, model: Option<&Value>) -> Self {
        let path = value.get("path").and_then(|_| Grid::of(input)?.draw(Some(value)));
        let drawn = path.or_else(|| schedule::of(input, value));
        Self { texts: Vec::new(), picture: drawn, json: diff::laid_out(value, model) }
    }

    /// What is no JSON, as it stands.
    pub fn plain(text: &str) -> Self {
        Self { texts: Vec::new(), picture: None, json: text.to_owned() }
    }
}
