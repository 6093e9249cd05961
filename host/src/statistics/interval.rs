//! An interval of confidence.

use serde::{Deserialize, Serialize};

/// From `low` to `high`, both in the unit of what is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}
