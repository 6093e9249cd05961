//! Scores with their 95 % intervals over versions, as the numbers that a template puts into SVG.

use crate::statistics::Interval;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 640.0;
/// Its height.
const HEIGHT: f64 = 200.0;
/// Left of the first point and right of the last, with room for the scale.
const SIDE: f64 = 56.0;
/// Above 1 and below 0.
const TOP: f64 = 14.0;
/// Room for the versions' names.
const BOTTOM: f64 = 30.0;

/// A version's score.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The version.
    pub label: String,
    /// In [0, 1].
    pub score: f64,
    /// Its interval, if there are cases enough for one.
    pub interval: Option<Interval>,
    /// The baseline's score in the same session.
    pub floor: Option<f64>,
}

/// The places of everything, in the drawing's units with one decimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The points, from the oldest version on.
    pub marks: Vec<Mark>,
    /// The line through them.
    pub line: String,
    /// The line through the baseline's scores.
    pub floor: String,
    /// Where 0, 0.5 and 1 are, with what to write there.
    pub scale: Vec<(String, &'static str)>,
    /// Left and right end of the scale's lines.
    pub ends: (String, String),
    /// Where the versions' names stand.
    pub foot: String,
}

/// A point of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Across.
    pub x: String,
    /// Down.
    pub y: String,
    /// The interval's ends, lower first.
    pub interval: Option<(String, String)>,
    /// The version.
    pub label: String,
}

impl Trend {
    /// The drawing of these points.
    pub fn of(points: &[Point]) -> Self {
        let line = |of: &dyn Fn(&Point) -> Option<f64>| {
            let places = points.iter().enumerate().filter_map(|(at, point)| Some((at, of(point)?)));
            places
                .map(|(at, value)| format!("{},{}", across(at, points.len()), down(value)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        Self {
            marks: points
                .iter()
                .enumerate()
                .map(|(at, point)| Mark {
                    x: across(at, points.len()),
                    y: down(point.score),
                    interval: point.interval.map(|interval| (down(interval.low), down(interval.high))),
                    label: point.label.clone(),
                })
                .collect(),
            line: line(&|point| Some(point.score)),
            floor: line(&|point| point.floor),
            scale: [(0.0, "0"), (0.5, "0.5"), (1.0, "1")].map(|(value, text)| (down(value), text)).into(),
            ends: (format!("{:.1}", SIDE - 20.0), format!("{:.1}", WIDTH - SIDE + 20.0)),
            foot: format!("{:.1}", HEIGHT - 8.0),
        }
    }
}

fn across(at: usize, of: usize) -> String {
    let share = if of < 2 { 0.5 } else { at as f64 / (of - 1) as f64 };
    format!("{:.1}", SIDE + share * (WIDTH - 2.0 * SIDE))
}

fn down(value: f64) -> String {
    let share = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.1}", TOP + (1.0 - share) * (HEIGHT - TOP - BOTTOM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_from_left_to_right_and_better_ones_higher() {
        let point = |label: &str, score| Point { label: label.to_owned(), score, interval: None, floor: Some(0.0) };
        let trend = Trend::of(&[point("0.1.0", 0.0), point("0.2.0", 1.0), point("0.3.0", f64::NAN)]);
        let places: Vec<_> = trend.marks.iter().map(|mark| (mark.x.as_str(), mark.y.as_str())).collect();
        assert_eq!(places, [("56.0", "170.0"), ("320.0", "14.0"), ("584.0", "170.0")]);
        assert_eq!(trend.line, "56.0,170.0 320.0,14.0 584.0,170.0");
        assert_eq!(Trend::of(&[point("0.1.0", 0.5)]).marks[0].x, "320.0");
        assert!(Trend::of(&[]).marks.is_empty());
    }
}
