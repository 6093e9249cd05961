//! A tide curve, a sum of cosines, and its turning points.

/// One cosine: amplitude in metres, speed and phase at hour 0 in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// Metres.
    pub amplitude: f64,
    /// Radians an hour.
    pub speed: f64,
    /// Radians.
    pub phase: f64,
}

/// A turning point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Hours since the curve's hour 0.
    pub hour: f64,
    /// Metres.
    pub level: f64,
    /// Whether it is a high water.
    pub high: bool,
}

/// A sum of cosines.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve(pub Vec<Wave>);

/// Step of the search in hours: far below the quarter period of any constituent of the table (M8: 0.78 h).
const STEP: f64 = 0.2;
/// Halvings of a step: 0.2 h / 2^20 is under a millisecond.
const HALVINGS: u32 = 20;

impl Curve {
    /// Height in metres.
    pub fn level(&self, hour: f64) -> f64 {
        self.0.iter().map(|wave| wave.amplitude * (wave.speed * hour + wave.phase).cos()).sum()
    }

    /// Rise in metres an hour.
    fn slope(&self, hour: f64) -> f64 {
        self.0.iter().map(|wave| -wave.amplitude * wave.speed * (wave.speed * hour + wave.phase).sin()).sum()
    }

    /// All turning points between two hours, in order: highs and lows take turns.
    pub fn turns(&self, from: f64, to: f64) -> Vec<Turn> {
        let steps = ((to - from) / STEP).ceil().max(0.0) as usize;
        let mut turns = Vec::new();
        let mut before = self.slope(from);
        for step in 0..steps {
            let start = from + step as f64 * STEP;
            let end = (start + STEP).min(to);
            let after = self.slope(end);
            if (before > 0.0) != (after > 0.0) {
                let hour = self.level_out(start, end, before > 0.0);
                turns.push(Turn { hour, level: self.level(hour), high: before > 0.0 });
            }
            before = after;
        }
        turns
    }

    /// Where the slope passes zero between two hours, by bisection.
    fn level_out(&self, mut start: f64, mut end: f64, rising: bool) -> f64 {
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(start, end);
            if (self.slope(middle) > 0.0) == rising {
                start = middle;
            } else {
                end = middle;
            }
        }
        f64::midpoint(start, end)
    }
}

/// Takes out ripples: while two neighbours differ by less than `least` metres, the pair that differs least goes.
pub fn without_ripples(mut turns: Vec<Turn>, least: f64) -> Vec<Turn> {
    loop {
        let rise = |pair: &[Turn]| (pair[1].level - pair[0].level).abs();
        let smallest = turns.windows(2).enumerate().min_by(|a, b| rise(a.1).total_cmp(&rise(b.1)));
        match smallest {
            Some((first, pair)) if rise(pair) < least => drop(turns.drain(first..first + 2)),
            _ => return turns,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{PI, TAU};

    use super::*;

    #[test]
    fn a_single_cosine_turns_at_its_half_periods() {
        let curve = Curve(vec![Wave { amplitude: 2.0, speed: TAU / 12.0, phase: -PI / 2.0 }]);
        let turns = curve.turns(0.0, 24.0);
        let expected = [(3.0, 2.0, true), (9.0, -2.0, false), (15.0, 2.0, true), (21.0, -2.0, false)];
        assert_eq!(turns.len(), expected.len());
        for (turn, (hour, level, high)) in turns.iter().zip(expected) {
            assert!((turn.hour - hour).abs() < 1e-5 && (turn.level - level).abs() < 1e-9 && turn.high == high);
        }
    }

    #[test]
    fn a_ripple_goes_and_highs_and_lows_still_take_turns() {
        let turn = |hour, level, high| Turn { hour, level, high };
        let turns = vec![
            turn(0.0, -1.0, false),
            turn(5.0, 1.0, true),
            turn(5.5, 0.995, false),
            turn(6.0, 1.002, true),
            turn(12.0, -1.0, false),
        ];
        let kept: Vec<f64> = without_ripples(turns, 0.01).iter().map(|turn| turn.hour).collect();
        assert_eq!(kept, [0.0, 6.0, 12.0]);
    }
}
