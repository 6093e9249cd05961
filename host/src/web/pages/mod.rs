//! The pages, one file each.

pub(super) mod catalogue;
pub(super) mod interface;
pub(super) mod people;
pub(super) mod scenario;
pub(super) mod session;
pub(super) mod trace;
pub(super) mod vendor;

use askama::Template;
use axum::response::Html;

use super::problem::Problem;

/// What a page's handler gives.
type Page = Result<Html<String>, Problem>;

fn render(page: &impl Template) -> Page {
    Ok(Html(page.render()?))
}

/// For those who watch whether the server lives.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// A moment as people read it, in the time zone of the machine.
pub(super) fn moment(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
