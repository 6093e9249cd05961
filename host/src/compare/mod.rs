//! A comparison session: plan (lock the entrants) → run (one fresh instance a case) → judge → summarise.

mod choose;
mod evidence;
mod judge;
mod part;
mod plan;
mod prepare;
pub mod rehearsal;
mod run;
pub mod summary;

pub use choose::{Wanted, WantedError, is_floor};
pub use evidence::evidence;
pub use plan::{Plan, PlanError, Request, plan};
pub use run::{Event, RunError, run};
pub use summary::Summary;
