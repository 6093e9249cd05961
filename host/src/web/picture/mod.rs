//! Pictures, made of numbers only.

pub mod district;
pub mod grey;
pub mod grid;
mod png;
pub mod schedule;
pub mod trend;
pub mod whisker;

pub use grid::Grid;
pub use whisker::Whisker;

/// A picture to put on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture itself, as a `data:` address.
    pub address: String,
    /// Its own width in pixels.
    pub width: u32,
    /// Its own height in pixels.
    pub height: u32,
}
