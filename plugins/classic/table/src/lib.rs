//! Tables of figures and labels: how the classic agents read the training split and each case alike.
//!
//! The training table is a CSV whose first line names the columns as the input does and whose last column is `label`.
//! A cell that is empty is missing. No cell holds a comma or a quotation mark.

mod encoder;
mod shape;
mod table;

pub use encoder::Encoder;
pub use shape::{Reply, Risk, SCENARIOS, Shape, shape};
pub use table::{Column, Table};
