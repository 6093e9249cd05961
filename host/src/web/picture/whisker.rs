//! A score with its 95 % interval on a line from 0 to 1, as the numbers that a template puts into SVG.

use crate::statistics::Interval;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 220.0;
/// Left and right of the line, so that dots at 0 and 1 are whole.
const MARGIN: f64 = 8.0;

/// The places of everything on the line, in the drawing's units with one decimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whisker {
    /// Where 0 is.
    pub zero: String,
    /// Where 1 is.
    pub one: String,
    /// Where 0.5 is.
    pub half: String,
    /// The score.
    pub score: String,
    /// The interval's ends, if it has one.
    pub interval: Option<(String, String)>,
    /// The baseline's score, where there is one to measure from.
    pub floor: Option<String>,
    /// Whether this is the baseline itself.
    pub is_floor: bool,
}

impl Whisker {
    /// The drawing of a score beside the baseline's.
    pub fn new(score: f64, interval: Option<Interval>, floor: Option<f64>, is_floor: bool) -> Self {
        Self {
            zero: place(0.0),
            one: place(1.0),
            half: place(0.5),
            score: place(score),
            interval: interval.map(|interval| (place(interval.low), place(interval.high))),
            floor: floor.map(place),
            is_floor,
        }
    }
}

fn place(value: f64) -> String {
    let share = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.1}", MARGIN + share * (WIDTH - 2.0 * MARGIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_stays_on_the_line() {
        let whisker = Whisker::new(0.5, Some(Interval { low: -1.0, high: 2.0 }), Some(f64::NAN), false);
        assert_eq!(whisker.score, "110.0");
        assert_eq!(whisker.interval, Some((whisker.zero.clone(), whisker.one.clone())));
        assert_eq!(whisker.floor, Some(whisker.zero));
    }
}
