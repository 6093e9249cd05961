//! Records put into the reader's words and figures, ready for templates.

pub mod brief;
pub mod chip;
pub mod diff;
pub mod entrant;
pub mod figure;
pub mod glossary;
pub mod story;
pub mod verdict;
pub mod words;
