//! The movement that is imagined, by where band power falls after the cue against before it.

use serde_json::{Value, json};

use crate::spectrum::band_power;
use crate::{Reply, numbers};

/// A fall of power (natural logarithm of the ratio) that is more than chance.
const FALL: f64 = -0.45;

/// Names the intent of one trial.
///
/// # Errors
/// What could not be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let hz = input["hz"].as_f64().filter(|hz| *hz > 0.0).ok_or("the input has no `hz`")?;
    let cue = input["cue"].as_u64().and_then(|cue| usize::try_from(cue).ok()).ok_or("the input has no `cue`")?;
    let mut changes = Vec::new();
    for (channel, intent, low, high) in
        [("c4", "left-hand", 8.0, 13.0), ("c3", "right-hand", 8.0, 13.0), ("cz", "feet", 16.0, 24.0)]
    {
        let samples = numbers(input, channel)?;
        // Imagining sets in about half a second behind the cue.
        let late = cue + (hz / 2.0) as usize;
        let (Some(before), Some(after)) = (samples.get(..cue), samples.get(late..)) else {
            return Err(format!("{channel} ends before the cue"));
        };
        let ratio = band_power(after, hz, low, high).max(1e-9) / band_power(before, hz, low, high).max(1e-9);
        changes.push((ratio.ln(), intent));
    }
    let deepest = changes.iter().min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(change, _)| *change < FALL);
    let intent = deepest.map_or("rest", |(_, intent)| intent);
    let percent: Vec<String> =
        changes.iter().map(|(change, _)| format!("{:+.0}%", 100.0 * (change.exp() - 1.0))).collect();
    let rationale =
        format!("提示后功率变化：C4 μ 节律 {}、C3 μ 节律 {}、Cz β 节律 {}。", percent[0], percent[1], percent[2]);
    Ok(Reply { output: json!({ "intent": intent }), rationale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_that_falls_silent_is_opposite_the_hand() {
        let tone = |late: f64| -> Vec<f64> {
            let share = move |at: i32| if at < 256 { 100.0 } else { late };
            (0..640).map(|at| share(at) * (f64::from(at) * 0.49).sin()).collect()
        };
        let trial = json!({"hz": 128, "cue": 256, "c3": tone(100.0), "cz": tone(100.0), "c4": tone(30.0)});
        assert_eq!(answer(&trial).unwrap().output, json!({"intent": "left-hand"}));
        let rest = json!({"hz": 128, "cue": 256, "c3": tone(100.0), "cz": tone(100.0), "c4": tone(100.0)});
        assert_eq!(answer(&rest).unwrap().output, json!({"intent": "rest"}));
    }
}
