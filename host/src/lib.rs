//! Tongtai (同台): one stage for the entries of many vendors.
//!
//! The rooms, from the top down; a room knows only the ones below it:
//! `cli` and `web`, then `publish` and `starter`, then `admission`, then `compare`, then `sandbox` and `registry`, then
//! `catalogue`, then `statistics`; `signature` knows nothing but keys and texts.
//! `language` says which of two texts a reader gets, `figures` how numbers are written in it.

// Docs are read with private items (`tests/run doc`), where these links resolve.
#![allow(rustdoc::private_intra_doc_links)]

pub mod admission;
pub mod catalogue;
pub mod cli;
pub mod compare;
pub mod figures;
pub mod language;
pub mod publish;
pub mod registry;
pub mod sandbox;
pub mod signature;
pub mod starter;
pub mod statistics;
pub mod web;
