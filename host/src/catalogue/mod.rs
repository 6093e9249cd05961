//! The catalogue of scenarios: what each asks, of whom, how it is judged and with which cases.
//!
//! Pure but for loading itself: nothing here knows of a database, a sandbox or a page.

pub mod case;
pub mod entry;
pub mod fault;
mod folder;
pub mod generate;
pub mod hidden;
mod line;
pub mod load;
pub mod lock;
pub mod maturity;
pub mod metric;
mod nearest;
pub mod scenario;
pub mod skeleton;

pub use case::{Case, Draft};
pub use entry::{Entry, Material, sha256};
pub use fault::{Fault, Faults, Reason};
pub use nearest::nearest;
pub use scenario::{Scenario, Words};
