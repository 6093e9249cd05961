//! How an answer is judged, one file a metric.
//!
//! A metric compares one output with what was expected and gives a score in [0, 1], 1 best, with further figures in
//! the scenario's own units. How scores of many cases become one headline is [`Headline`]'s to say.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::scenario::Words;

pub(crate) mod assignment;
mod box_iou;
mod chrf;
pub(crate) mod cluster_schedule;
mod event_f1;
mod exact;
mod field_f1;
mod forecast;
mod garment_size;
mod jobshop;
mod label;
mod line_f1;
pub(crate) mod path;
pub(crate) mod picking;
mod ratio;
mod reading;
mod retrieval;
mod risk;
pub(crate) mod routes;
mod segments;
mod span_f1;
pub(crate) mod stock;
mod tide;
mod track;
mod triage;

pub use assignment::Assignment;
pub use box_iou::BoxIou;
pub use chrf::Chrf;
pub use cluster_schedule::ClusterSchedule;
pub use event_f1::EventF1;
pub use exact::Exact;
pub use field_f1::FieldF1;
pub use forecast::Forecast;
pub use garment_size::GarmentSize;
pub use jobshop::JobShop;
pub use label::Label;
pub use line_f1::LineF1;
pub use path::Path;
pub use picking::Picking;
pub use reading::Reading;
pub use retrieval::Retrieval;
pub use risk::Risk;
pub use routes::Routes;
pub use segments::Segments;
pub use span_f1::SpanF1;
pub use stock::Stock;
pub use tide::Tide;
pub use track::Track;
pub use triage::Triage;

/// What a metric does with one case.
pub trait Judge {
    /// Judges one output, which already satisfies the contract's output schema. Never panics.
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement;

    /// The verdict where there is no usable answer: score 0, and 0 in every rate that the case counts in, so that no
    /// entrant's rates gain by failing on hard cases. Figures in natural units have no value then.
    fn unanswered(&self, expected: &Value) -> Judgement {
        let _ = expected;
        Judgement::default()
    }

    /// How the scores of many cases become one figure.
    fn headline(&self) -> Headline;

    /// The further figures that [`Judgement::figures`] may carry.
    fn figures(&self) -> Vec<Figure>;

    /// Says what a case lacks for this metric to judge it.
    ///
    /// # Errors
    /// What is missing or wrong, in words.
    fn check(&self, input: &Value, expected: &Value) -> Result<(), String>;

    /// The expected label, where the metric pools labels.
    fn truth(&self, expected: &Value) -> Option<String> {
        let _ = expected;
        None
    }
}

/// The verdict on one answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Judgement {
    /// In [0, 1], 1 best.
    pub score: f64,
    /// Further figures by [`Figure::key`]; one that does not apply to the case is absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<(String, f64)>,
    /// The expected label and the one given, where the metric pools labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Labels>,
    /// What was wrong, in words, such as each constraint that a plan violates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Words>,
}

impl Judgement {
    /// Score 0, and 0 in these figures.
    fn nothing(figures: impl IntoIterator<Item = String>) -> Self {
        Self { figures: figures.into_iter().map(|key| (key, 0.0)).collect(), ..Self::default() }
    }
}

#[cfg(test)]
impl Judgement {
    /// The further figure of this key, if it applies.
    fn figure(&self, key: &str) -> Option<f64> {
        self.figures.iter().find(|(name, _)| name == key).map(|(_, value)| *value)
    }
}

/// A whole number, also when it is written as 3.0, which JSON Schema holds to be an integer.
#[expect(clippy::cast_possible_truncation, reason = "the value is whole and within ±1e12")]
fn whole(value: &Value) -> Option<i64> {
    let limit = 1e12;
    value.as_i64().or_else(|| value.as_f64().filter(|v| v.fract() == 0.0 && v.abs() <= limit).map(|v| v as i64))
}

/// A pair of labels for pooled figures such as macro-F1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// What was expected.
    pub truth: String,
    /// What the agent said.
    pub predicted: String,
}

/// How the scores of many cases become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Headline {
    /// Share of cases right: every score is 0 or 1.
    Proportion,
    /// Weighted mean of the scores.
    Mean,
    /// Macro-F1 pooled over the cases' labels; a case without an answer has no predicted label.
    MacroF1,
    /// Area under the ROC curve, pooled over the cases' probabilities: the truth is labelled [`POSITIVE`] or `0`, and
    /// the label given is the probability. A case without an answer ranks at the wrong end.
    RankScore,
}

/// How [`Headline::RankScore`] labels the truth of a case that is looked for.
pub const POSITIVE: &str = "1";

/// The figure of [`Headline::RankScore`] that is not a mean: macro-F1 of the decisions, pooled from the next two.
pub const MACRO_F1: &str = "macro-f1";
/// Of a case that is looked for: 1 where it was decided to be one.
pub const RECALL: &str = "recall";
/// Of any other case: 1 where it was let pass.
pub const SPECIFICITY: &str = "specificity";

/// A further figure in the scenario's own units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name in [`Judgement::figures`].
    pub key: String,
    /// Its name for people.
    pub title: Words,
    /// Its unit, such as `km`; empty for a plain ratio.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
}

impl Figure {
    /// A figure of which more is better.
    fn higher(key: impl Into<String>, title: Words, unit: &str) -> Self {
        Self { key: key.into(), title, unit: unit.to_owned(), better: Better::Higher }
    }

    /// A figure of which less is better.
    fn lower(key: impl Into<String>, title: Words, unit: &str) -> Self {
        Self { key: key.into(), title, unit: unit.to_owned(), better: Better::Lower }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// Lower is better.
    Lower,
    /// Higher is better.
    Higher,
}

/// The metric of a contract, with its settings: `[contract.metric]` of `scenario.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Metric {
    /// One label: accuracy or macro-F1.
    Label(Label),
    /// Boxes around what a picture shows.
    BoxIou(BoxIou),
    /// A text near a reference that keeps its constraints.
    Chrf(Chrf),
    /// Events along a series or a log.
    EventF1(EventF1),
    /// Decision and figures, all exactly right or not.
    Exact(Exact),
    /// Fields of a record.
    FieldF1(FieldF1),
    /// Figures of the future, against a naive forecast.
    Forecast(Forecast),
    /// Findings at lines of a text.
    LineF1(LineF1),
    /// A text read from a picture, and its fields.
    Reading(Reading),
    /// Ranked passages and an answer span.
    Retrieval(Retrieval),
    /// How likely a bad turn is.
    Risk(Risk),
    /// Findings at spans of a text.
    SpanF1(SpanF1),
    /// High and low waters.
    Tide(Tide),
    /// Positions on the globe.
    Track(Track),
    /// Where a patient goes.
    Triage(Triage),
    /// A garment's size designation.
    GarmentSize(GarmentSize),
    /// A job-shop schedule.
    JobShop(JobShop),
    /// A path on a grid.
    Path(Path),
    /// Orders given to merchants.
    Assignment(Assignment),
    /// A shop's orders.
    Stock(Stock),
    /// Picks from a heap.
    Picking(Picking),
    /// Vehicles' rounds from several hubs.
    Routes(Routes),
    /// Jobs on a cluster of graphics cards.
    ClusterSchedule(ClusterSchedule),
    /// The street segment of each fix.
    Segments(Segments),
}

impl Metric {
    fn judge_of(&self) -> &dyn Judge {
        match self {
            Self::Label(metric) => metric,
            Self::BoxIou(metric) => metric,
            Self::Chrf(metric) => metric,
            Self::EventF1(metric) => metric,
            Self::Exact(metric) => metric,
            Self::FieldF1(metric) => metric,
            Self::Forecast(metric) => metric,
            Self::LineF1(metric) => metric,
            Self::Reading(metric) => metric,
            Self::Retrieval(metric) => metric,
            Self::Risk(metric) => metric,
            Self::SpanF1(metric) => metric,
            Self::Tide(metric) => metric,
            Self::Track(metric) => metric,
            Self::Triage(metric) => metric,
            Self::GarmentSize(metric) => metric,
            Self::JobShop(metric) => metric,
            Self::Path(metric) => metric,
            Self::Assignment(metric) => metric,
            Self::ClusterSchedule(metric) => metric,
            Self::Picking(metric) => metric,
            Self::Stock(metric) => metric,
            Self::Routes(metric) => metric,
            Self::Segments(metric) => metric,
        }
    }
}

impl Judge for Metric {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        self.judge_of().judge(input, expected, output)
    }

    fn unanswered(&self, expected: &Value) -> Judgement {
        self.judge_of().unanswered(expected)
    }

    fn headline(&self) -> Headline {
        self.judge_of().headline()
    }

    fn figures(&self) -> Vec<Figure> {
        self.judge_of().figures()
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        self.judge_of().check(input, expected)
    }

    fn truth(&self, expected: &Value) -> Option<String> {
        self.judge_of().truth(expected)
    }
}
