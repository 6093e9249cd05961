//! What vendors do with the registry: tokens, and what they are let do.

#[path = "../support/mod.rs"]
mod support;

mod login;
mod ownership;
mod pages;
mod signature;
mod token;
mod told;
