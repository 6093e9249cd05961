//! The audit log, for the operator.

mod head;
mod rows;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::site::Site;

/// All that is asked of the audit log.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(head::answer)).routes(routes!(rows::answer))
}
