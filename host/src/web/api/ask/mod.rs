//! What a request asks, checked against the very schemas that the OpenAPI document publishes, so that every fault is told
//! at once and the document cannot say one thing and the program do another.

mod body;
mod fault;
mod path;
mod query;

pub(in crate::web) use body::{Body, MOST_BYTES, read as read_body};
pub(in crate::web) use path::Path;
pub(in crate::web) use query::Query;
