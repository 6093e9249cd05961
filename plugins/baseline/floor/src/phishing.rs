//! The floor of `phishing`: the label that the training rows bear most often, as in `womens-tumour`.

pub use crate::womens_tumour::{answer, prepare};
