//! The main job: one command compares agents on a scenario's cases, and the same command gives the same again.

mod another_secret;
mod document;
mod entrants;
mod first_run;
mod floor;
mod generated;
mod hidden;
mod killed;
mod misbehaving;
mod own_scenario;
mod same_seed;
#[path = "../support/mod.rs"]
mod support;
mod table;
