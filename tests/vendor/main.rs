//! What vendors do with the registry: tokens, and what they are let do.

#[path = "../support/mod.rs"]
mod support;

mod pages;
mod token;
