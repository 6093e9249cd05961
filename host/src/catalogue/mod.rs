//! The catalogue of scenarios: what each asks, of whom, how it is judged and with which cases.
//!
//! Pure but for loading itself: nothing here knows of a database, a sandbox or a page.

pub mod case;
pub mod generate;
pub mod metric;
pub mod scenario;

pub use case::{Case, Draft};
pub use scenario::{Scenario, Words};
