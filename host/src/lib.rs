//! Tongtai (同台): one stage for the entries of many vendors.
//!
//! The rooms, from the top down; a room knows only the ones below it:
//! `cli` and `web`, then `compare`, then `sandbox` and `registry`, then `catalogue`, then `statistics`.

pub mod catalogue;
pub mod compare;
pub mod registry;
pub mod sandbox;
pub mod statistics;
pub mod web;
