//! Positions on the globe: how far a forecast of a storm's centre is from where it went.
//!
//! The error is the great-circle distance on a sphere of the IUGG mean radius (2a + b) / 3 of GRS 80, 6371.0088 km
//! (Moritz 2000, Journal of Geodesy 74:128), by the haversine formula (Sinnott 1984, Sky and Telescope 68:159),
//! which stays exact for small distances. A case's score is 1 / (1 + error / half-km) at the judged hour: 1 on the
//! spot, one half at `half-km`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Figure, Headline, Judge, Judgement};
use crate::catalogue::scenario::Words;

/// Mean radius of the Earth in km.
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Judges a forecast track at one lead time.
///
/// Expected and output are `{"track": [{"hours", "lat", "lon"}, …]}`; the input is
/// `{"fixes": [{"hours", "lat", "lon", …}, …]}` whose last fix is where the storm is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Track {
    /// The lead time that the score judges, in hours.
    pub judged_hours: f64,
    /// The error in km that scores one half.
    pub half_km: f64,
    /// A shorter lead time whose error is a further figure, in hours.
    #[serde(default)]
    pub also_hours: Option<f64>,
}

/// A place in degrees, north and east positive.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    lat: f64,
    lon: f64,
}

impl Place {
    fn read(value: &Value) -> Option<Self> {
        Some(Self { lat: value.get("lat")?.as_f64()?, lon: value.get("lon")?.as_f64()? })
    }

    /// Great-circle distance in km.
    fn distance(self, other: Self) -> f64 {
        let (lat, other_lat) = (self.lat.to_radians(), other.lat.to_radians());
        let along = ((other_lat - lat) / 2.0).sin();
        let across = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let haversine = along * along + lat.cos() * other_lat.cos() * across * across;
        2.0 * EARTH_RADIUS_KM * haversine.clamp(0.0, 1.0).sqrt().asin()
    }
}

/// Where `value` puts the storm after `hours`.
fn place_at(value: &Value, hours: f64) -> Option<Place> {
    let at_hour = |place: &&Value| place.get("hours").and_then(Value::as_f64) == Some(hours);
    Place::read(value.get("track")?.as_array()?.iter().find(at_hour)?)
}

/// Where the storm is when the forecast is made.
fn place_now(input: &Value) -> Option<Place> {
    Place::read(input.get("fixes")?.as_array()?.last()?)
}

impl Track {
    fn error_at(hours: f64, expected: &Value, output: &Value) -> Option<f64> {
        Some(place_at(expected, hours)?.distance(place_at(output, hours)?))
    }

    /// 1 − error / error of the guess that the storm stays where it is, never below −1, so that a storm that hardly
    /// moves cannot outweigh all others; absent where the storm did not move.
    fn skill(&self, input: &Value, expected: &Value, error: f64) -> Option<f64> {
        let moved = place_now(input)?.distance(place_at(expected, self.judged_hours)?);
        (moved > 0.0).then(|| (1.0 - error / moved).max(-1.0))
    }
}

impl Judge for Track {
    fn judge(&self, input: &Value, expected: &Value, output: &Value) -> Judgement {
        let Some(error) = Self::error_at(self.judged_hours, expected, output) else {
            let hours = self.judged_hours;
            return Judgement {
                remarks: vec![Words {
                    zh: format!("未给出第 {hours} 小时的位置"),
                    en: format!("No position is given for hour {hours}"),
                }],
                ..Judgement::default()
            };
        };
        let mut figures = vec![("error-km".to_owned(), error)];
        if let Some(also) = self.also_hours.and_then(|hours| Self::error_at(hours, expected, output)) {
            figures.push(("early-error-km".to_owned(), also));
        }
        if let Some(skill) = self.skill(input, expected, error) {
            figures.push(("skill".to_owned(), skill));
        }
        Judgement { score: 1.0 / (1.0 + error / self.half_km), figures, ..Judgement::default() }
    }

    fn headline(&self) -> Headline {
        Headline::Mean
    }

    fn figures(&self) -> Vec<Figure> {
        let error = |key: &str, hours: f64| {
            let title = Words::new(format!("{hours} 小时位置误差"), format!("Position error at {hours} h"));
            Figure::lower(key, title, "km")
        };
        let mut figures = vec![error("error-km", self.judged_hours)];
        figures.extend(self.also_hours.map(|hours| error("early-error-km", hours)));
        figures.push(Figure::higher("skill", Words::new("相对原地不动的技巧评分", "Skill over staying in place"), ""));
        figures
    }

    fn check(&self, input: &Value, expected: &Value) -> Result<(), String> {
        if self.half_km.is_nan() || self.half_km <= 0.0 {
            return Err("half-km must be above 0".to_owned());
        }
        place_now(input).ok_or("the input has no last fix with lat and lon")?;
        for hours in std::iter::once(self.judged_hours).chain(self.also_hours) {
            place_at(expected, hours).ok_or_else(|| format!("the expected track has no position at hour {hours}"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metric() -> Track {
        Track { judged_hours: 24.0, half_km: 200.0, also_hours: Some(12.0) }
    }

    fn track(early: (f64, f64), late: (f64, f64)) -> Value {
        json!({"track": [{"hours": 12, "lat": early.0, "lon": early.1}, {"hours": 24, "lat": late.0, "lon": late.1}]})
    }

    fn figure(judgement: &Judgement, key: &str) -> f64 {
        judgement.figures.iter().find(|(name, _)| name == key).map_or(f64::NAN, |(_, value)| *value)
    }

    /// Golden values: `tests/golden/track/distance.py` (the angle between unit vectors with mpmath, 50 digits).
    #[test]
    fn distances_agree_with_an_independent_computation() {
        for [lat, lon, other_lat, other_lon, km] in GOLDEN {
            let distance = Place { lat, lon }.distance(Place { lat: other_lat, lon: other_lon });
            assert!((distance - km).abs() < 1e-6, "from {lat}, {lon}: {distance}, not {km}");
        }
    }

    #[test]
    fn the_score_is_one_half_at_the_half_distance() {
        let degrees = (200.0 / EARTH_RADIUS_KM).to_degrees();
        let input = json!({"fixes": [{"hours": 0, "lat": 10.0, "lon": -60.0}]});
        let expected = track((15.0, -60.0), (20.0, -60.0));
        let judged = metric().judge(&input, &expected, &track((15.0, -60.0), (20.0 + degrees, -60.0)));
        assert!((judged.score - 0.5).abs() < 1e-12);
        assert!((figure(&judged, "error-km") - 200.0).abs() < 1e-9);
        assert_eq!(figure(&judged, "early-error-km"), 0.0);
    }

    #[test]
    fn skill_is_one_on_the_spot_zero_for_staying_and_bounded_below() {
        let input =
            json!({"fixes": [{"hours": -6, "lat": 9.0, "lon": -60.0}, {"hours": 0, "lat": 10.0, "lon": -60.0}]});
        let expected = track((10.5, -60.0), (11.0, -60.0));
        assert_eq!(figure(&metric().judge(&input, &expected, &expected), "skill"), 1.0);
        let stays = track((10.0, -60.0), (10.0, -60.0));
        assert!(figure(&metric().judge(&input, &expected, &stays), "skill").abs() < 1e-12);
        let lost = track((10.0, -60.0), (-40.0, 60.0));
        assert_eq!(figure(&metric().judge(&input, &expected, &lost), "skill"), -1.0);
    }

    #[test]
    fn a_storm_that_did_not_move_has_no_skill_figure() {
        let input = json!({"fixes": [{"hours": 0, "lat": 10.0, "lon": -60.0}]});
        let expected = track((10.0, -60.0), (10.0, -60.0));
        assert!(figure(&metric().judge(&input, &expected, &expected), "skill").is_nan());
    }

    #[test]
    fn an_answer_without_the_judged_hour_scores_nothing_and_says_so() {
        let input = json!({"fixes": [{"hours": 0, "lat": 10.0, "lon": -60.0}]});
        let only_early = json!({"track": [{"hours": 12, "lat": 10.0, "lon": -60.0}]});
        let judged = metric().judge(&input, &track((10.0, -60.0), (11.0, -60.0)), &only_early);
        assert_eq!(judged.score, 0.0);
        assert!(judged.remarks[0].en.contains("hour 24"));
    }

    #[test]
    fn a_case_without_its_judged_position_is_refused() {
        let input = json!({"fixes": [{"hours": 0, "lat": 10.0, "lon": -60.0}]});
        assert!(metric().check(&input, &track((10.0, -60.0), (11.0, -60.0))).is_ok());
        assert!(metric().check(&input, &json!({"track": []})).is_err());
        assert!(metric().check(&json!({"fixes": []}), &track((10.0, -60.0), (11.0, -60.0))).is_err());
    }

    /// Latitude and longitude from, latitude and longitude to, km.
    const GOLDEN: [[f64; 5]; 6] = [
        [26.8, -79.2, 28.2, -78.5, 170.295199228],
        [10.0, -40.0, 12.5, -46.3, 741.106203406],
        [45.1, -60.2, 58.9, -31.7, 2450.26168369],
        [0.0, 0.0, 0.0, 180.0, 20015.114442],
        [51.2, 179.6, 52.0, -178.9, 136.547982445],
        [33.3, -77.0, 33.3, -77.1, 9.29376630515],
    ];
}
