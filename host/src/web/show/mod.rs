//! Records put into the reader's words and figures, ready for templates.

pub mod brief;
pub mod card;
pub mod change;
pub mod chip;
pub mod diff;
pub mod document;
pub mod entrant;
pub mod figure;
pub mod filter;
pub mod gap;
pub mod glossary;
pub mod ladder;
pub mod report;
pub mod story;
pub mod verdict;
pub mod words;
