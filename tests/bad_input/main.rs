//! What people get wrong and what happens to files: each is met with what happened, where, and what to do.

mod arguments;
mod audit_log;
mod catalogue_folder;
mod check;
mod component;
mod disk;
mod registry_file;
#[path = "../support/mod.rs"]
mod support;
mod writer;
