//! How things come into the registry: a component as a release, the catalogue as contracts.
//!
//! Knows the sandbox and the registry; a session's run is none of its business.

mod bundled;
mod contracts;
pub mod private;
mod registered;
mod release;

pub use bundled::{Bundled, BundledError, bundled};
pub use contracts::{ContractsError, load_catalogue, load_scenario};
pub use registered::Registered;
pub use release::{PublishError, Submission, publish, submit};
