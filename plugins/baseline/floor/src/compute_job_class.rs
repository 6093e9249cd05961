//! The floor of `compute-job-class`: the class that the training jobs have most often, as in `womens-tumour`.

pub use crate::womens_tumour::{answer, prepare};
