//! What one request may take of the server: time, and how many there may be at once. A body's size is bounded where it is
//! read (`ask`), and by whatever takes an upload.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::Problem;

/// How many requests are answered at once.
pub(super) const AT_ONCE: usize = 256;
/// How long an answer may take; uploads have their own bounds.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest silence within a request's body.
pub(super) const SILENCE: Duration = Duration::from_secs(30);

/// Refuses what comes while too many others are being answered, rather than letting it wait.
pub(super) async fn at_once(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Problem::Busy.into_response(),
    }
}

/// Gives up what takes too long.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    if request.method() == Method::PUT {
        return next.run(request).await;
    }
    let in_time = tokio::time::timeout(PATIENCE, next.run(request)).await;
    in_time.unwrap_or_else(|_| Problem::Busy.into_response())
}

/// A panic is told as any fault inside; its message is in the log.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> axum::http::Response<Body> {
    let message = panic.downcast_ref::<String>().cloned();
    let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Problem::Broken(format!("a panic: {}", message.unwrap_or_default())).into_response()
}
