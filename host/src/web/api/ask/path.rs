//! The parts of an address's path.

use axum::extract::FromRequestParts;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::catalogue::Words;
use crate::web::api::Problem;
use crate::web::api::problem::Failure;

/// As axum's, but for the words where a part is not what it must be.
#[derive(Debug)]
pub(in crate::web) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(read)| Self(read)).map_err(refused)
    }
}

fn refused(rejection: PathRejection) -> Problem {
    let PathRejection::FailedToDeserializePathParams(failed) = rejection else { return Problem::NoAddress };
    let (parameter, value) = match failed.kind() {
        ErrorKind::ParseErrorAtKey { key, value, .. } => (key.clone(), value.clone()),
        ErrorKind::ParseErrorAtIndex { index, value, .. } => (format!("#{}", index + 1), value.clone()),
        ErrorKind::ParseError { value, .. } => ("#1".to_owned(), value.clone()),
        _ => return Problem::NoAddress,
    };
    let words = Words::new(format!("{value:?} 应为整数"), format!("{value:?} must be a whole number"));
    Problem::BadRequest(vec![Failure::of_parameter(&parameter, words)])
}
