//! How a page calls an entrant.

use crate::compare::is_floor;
use crate::registry::entrant::Entrant;
use crate::web::reader::Reader;

/// An entrant's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// For people.
    pub title: String,
    /// `vendor/agent 0.1.0`.
    pub release: String,
    /// Whether it is the baseline, which the others are measured from.
    pub is_floor: bool,
    /// Whether it is to be marked as the baseline, because its title does not say so.
    pub needs_mark: bool,
}

impl Name {
    /// Of an entrant.
    pub fn of(entrant: &Entrant, reader: &Reader) -> Self {
        let title = reader.words(&entrant.title).to_owned();
        let is_floor = is_floor(&entrant.vendor, &entrant.agent);
        let says_so = title.to_lowercase().contains(reader.say("基线", "baseline"));
        Self {
            title,
            release: format!("{}/{} {}", entrant.vendor, entrant.agent, entrant.version),
            is_floor,
            needs_mark: is_floor && !says_so,
        }
    }
}
