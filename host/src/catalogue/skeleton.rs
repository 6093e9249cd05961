//! The folder that a new scenario begins with: whole and readable, with what a person must fill in marked as such, so
//! that a check of it lists what is left to do.

use super::scenario::TaskKind;

/// What stands where a person must write, in Chinese and in English.
pub const TO_FILL_IN: [&str; 2] = ["待填写", "TO FILL IN"];

/// The kinds of task that there is a beginning for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// One label.
    Classify,
    /// A decision and its figures.
    Decide,
    /// Fields of a text.
    Extract,
}

impl Beginning {
    /// The beginning for a kind of task, if there is one.
    pub fn of(kind: TaskKind) -> Option<Self> {
        match kind {
            TaskKind::Classify => Some(Self::Classify),
            TaskKind::Decide => Some(Self::Decide),
            TaskKind::Extract => Some(Self::Extract),
            _ => None,
        }
    }

    fn files(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Classify => (
                "classify",
                include_str!("skeleton/classify.metric.toml"),
                include_str!("skeleton/classify.output.schema.json"),
                include_str!("skeleton/classify.cases.jsonl"),
            ),
            Self::Decide => (
                "decide",
                include_str!("skeleton/decide.metric.toml"),
                include_str!("skeleton/decide.output.schema.json"),
                include_str!("skeleton/decide.cases.jsonl"),
            ),
            Self::Extract => (
                "extract",
                include_str!("skeleton/extract.metric.toml"),
                include_str!("skeleton/extract.output.schema.json"),
                include_str!("skeleton/extract.cases.jsonl"),
            ),
        }
    }
}

/// Whether a text still says that somebody must write it.
pub fn is_to_fill_in(text: &str) -> bool {
    TO_FILL_IN.iter().any(|mark| text.contains(mark))
}

/// Whether an id is lower-case words joined by hyphens, of 3 to 60 characters.
pub fn is_id(id: &str) -> bool {
    (3..=60).contains(&id.len())
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
        && id.starts_with(|first: char| first.is_ascii_lowercase())
}

/// The files of a new scenario's folder, by their paths in it. `review` is when it is to be looked at, `YYYY-MM-DD`.
pub fn files(id: &str, beginning: Beginning, review: &str) -> Vec<(&'static str, String)> {
    let (kind, metric, output, cases) = beginning.files();
    let terms = include_str!("skeleton/scenario.toml")
        .replace("{id}", id)
        .replace("{kind}", kind)
        .replace("{review}", review)
        .replace("{metric}", metric);
    vec![
        ("scenario.toml", terms),
        ("input.schema.json", include_str!("skeleton/input.schema.json").to_owned()),
        ("output.schema.json", output.to_owned()),
        ("cases.jsonl", cases.to_owned()),
        ("PROVENANCE.md", include_str!("skeleton/provenance.md").to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fault::Reason;
    use crate::catalogue::load;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        for id in ["tide-prediction", "k9-unit", "abc"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "ab", "Tide", "tide_prediction", "-tide", "tide-", "a--b", "潮汐", "../up", "9lives"] {
            assert!(!is_id(id), "{id}");
        }
    }

    #[test]
    fn every_beginning_lacks_only_what_a_person_must_write() {
        for beginning in [Beginning::Classify, Beginning::Decide, Beginning::Extract] {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("my-scenario");
            std::fs::create_dir(&folder).unwrap();
            for (path, content) in files("my-scenario", beginning, "2027-11-24") {
                std::fs::write(folder.join(path), content).unwrap();
            }
            let faults = load::one_on_disk(&folder).unwrap_err().0;
            assert!(faults.iter().all(|fault| matches!(fault.reason, Reason::ToFillIn(_))), "{faults:?}");
            assert_eq!(
                faults.len(),
                9 + 2 + 1,
                "nine texts, the cases' licence and source, the provenance: {faults:?}"
            );
            for (path, content) in files("my-scenario", beginning, "2027-11-24") {
                let filled = content.replace(TO_FILL_IN[0], "已写").replace(TO_FILL_IN[1], "written");
                std::fs::write(folder.join(path), filled).unwrap();
            }
            assert_eq!(load::one_on_disk(&folder).unwrap().cases.len(), 4);
        }
    }
}
