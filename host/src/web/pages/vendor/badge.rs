//! A badge: an agent's latest score in a scenario as a small picture that a vendor may show elsewhere.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::response::{IntoResponse, Response};

use crate::compare::Summary;
use crate::registry::Registry;
use crate::statistics::Standing;
use crate::web::problem::Problem;
use crate::web::reader::Reader;
use crate::web::show::figure;
use crate::web::site::Site;

#[derive(Template)]
#[template(path = "badge.svg", escape = "html")]
struct Badge {
    left: String,
    right: String,
    tone: &'static str,
    left_width: usize,
    right_width: usize,
}

/// `GET /badges/{vendor}/{agent}/{scenario}.svg`
pub(in crate::web) async fn picture(
    State(site): State<Site>,
    reader: Reader,
    Path((vendor, agent, scenario)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let scenario = scenario.strip_suffix(".svg").ok_or(Problem::NoPage)?.to_owned();
    let for_reading = reader.clone();
    let found = site.read(move |registry| read(registry, (&vendor, &agent), &scenario, &for_reading)).await?;
    let badge = found.ok_or(Problem::NoAgent)?.render()?;
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "max-age=300"),
        // It is made to be shown on pages elsewhere, and says nothing that is not public.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, badge).into_response())
}

fn read(registry: &Registry, of: (&str, &str), scenario: &str, reader: &Reader) -> Result<Badge, Problem> {
    super::releases(registry, of.0, of.1)?;
    let left = super::title(registry, scenario, reader)?;
    let Some(latest) = registry.appearances(of.0, of.1, Some(scenario))?.pop() else {
        return Ok(Badge::of(left, reader.say("尚未比较", "not compared yet").to_owned(), "none"));
    };
    let summary: Summary = serde_json::from_value(latest.summary)?;
    let place = latest.position as usize;
    let part = summary.entrants.get(place).and_then(|entrant| entrant.headline(summary.headline_on));
    let part = part.ok_or(Problem::NoRun)?;
    let leads = summary.verdict.entrants.get(place).is_some_and(|verdict| verdict.standing == Standing::Leading);
    let score = figure::headline(summary.headline, part.score);
    let standing = if leads { reader.say(" · 领先", " · leads") } else { "" };
    Ok(Badge::of(left, format!("{} {score}{standing}", latest.version), if leads { "good" } else { "plain" }))
}

impl Badge {
    fn of(left: String, right: String, tone: &'static str) -> Self {
        let (left_width, right_width) = (width(&left), width(&right));
        Self { left, right, tone, left_width, right_width }
    }
}

/// About how wide a text is at 12 px: a Chinese character is twice a letter.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 7 } else { 13 }).sum::<usize>() + 16
}
