//! What ordinary operation looks like: its templates, how long things take, how long it is silent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::line::Line;

/// Mined from a log without faults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Templates by their text.
    pub templates: BTreeMap<String, Template>,
    /// The longest silence between two lines, in seconds.
    pub silence: f64,
}

/// One template.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// How many lines had it.
    pub count: u32,
    /// The median duration in milliseconds, where its lines carry one.
    pub duration: Option<f64>,
}

impl Model {
    /// Mines a log.
    pub fn mine(log: &str) -> Self {
        let mut model = Self::default();
        let mut durations: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let mut last = None;
        for line in log.lines().map(Line::read) {
            if let (Some(now), Some(before)) = (line.seconds, last) {
                model.silence = model.silence.max(now - before);
            }
            last = line.seconds;
            durations.entry(line.template.clone()).or_default().extend(line.duration);
            model.templates.entry(line.template).or_default().count += 1;
        }
        for (template, durations) in durations {
            if let Some(entry) = model.templates.get_mut(&template) {
                entry.duration = median(&durations);
            }
        }
        model
    }

    /// How many times longer than usual the line's work took, where that is known.
    pub fn stretch(&self, line: &Line) -> Option<f64> {
        let usual = self.templates.get(&line.template)?.duration.filter(|usual| *usual > 0.0)?;
        Some(line.duration? / usual)
    }
}

/// The middle of the values, the upper one of two; `None` where there is none.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_durations_and_silence_are_mined() {
        let log = "08:00:00.000 INFO [pay] txn 1 cost=10ms\n08:00:02.500 INFO [pay] txn 2 cost=30ms\n08:00:03.000 INFO [pay] txn 3 cost=20ms\n";
        let model = Model::mine(log);
        assert_eq!(model.templates.len(), 1);
        assert_eq!(model.silence, 2.5);
        assert_eq!(model.stretch(&Line::read("08:00:04.000 INFO [pay] txn 9 cost=60ms")), Some(3.0));
        assert_eq!(model.stretch(&Line::read("08:00:04.000 INFO [pay] lost 9 cost=60ms")), None);
    }
}
