//! Rhythm of an electrocardiogram: R waves by the energy between 4 and 22 Hz, then intervals and widths by rules.

use serde_json::{Value, json};

use crate::robust::{median, quantile};
use crate::spectrum::{bandpass, smooth};
use crate::{Reply, numbers};

/// Names the rhythm of one record.
///
/// # Errors
/// What could not be read.
pub fn answer(input: &Value) -> Result<Reply, String> {
    let samples = numbers(input, "samples")?;
    let hz = input["hz"].as_f64().filter(|hz| *hz > 0.0).ok_or("the input has no `hz`")?;
    let peaks = r_waves(&samples, hz);
    let calm = bandpass(&samples, hz, 0.5, 35.0);
    let widths: Vec<f64> = peaks.iter().map(|&peak| width(&calm, peak, hz)).collect();
    let intervals: Vec<f64> = peaks.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / hz).collect();
    let rhythm = classify(&intervals, &widths);
    let usual = median(&intervals);
    let rationale = format!(
        "检出 {} 个 R 波，RR 间期中位数 {usual:.2} 秒（约 {:.0} 次/分），QRS 半高宽中位数 {:.0} 毫秒，据此判为 {rhythm}。",
        peaks.len(),
        if usual > 0.0 { 60.0 / usual } else { 0.0 },
        1000.0 * median(&widths)
    );
    Ok(Reply { output: json!({ "rhythm": rhythm }), rationale })
}

/// The R waves' samples: local maxima of the smoothed energy, at least 0.24 s apart, the higher one first.
fn r_waves(samples: &[f64], hz: f64) -> Vec<usize> {
    let band: Vec<f64> = bandpass(samples, hz, 4.0, 22.0).into_iter().map(f64::abs).collect();
    let half = (0.016 * hz) as usize;
    let energy = smooth(&smooth(&band, half), half);
    let least = 0.35 * quantile(&energy, 0.97);
    let mut tops: Vec<usize> = (1..energy.len().saturating_sub(1))
        .filter(|&at| energy[at] >= least && energy[at] > energy[at - 1] && energy[at] >= energy[at + 1])
        .collect();
    tops.sort_by(|a, b| energy[*b].total_cmp(&energy[*a]));
    let apart = (0.24 * hz) as usize;
    let mut kept: Vec<usize> = Vec::new();
    for top in tops {
        if kept.iter().all(|other| other.abs_diff(top) >= apart) {
            kept.push(top);
        }
    }
    kept.sort_unstable();
    kept
}

/// The width of the QRS at half its height, in seconds.
fn width(calm: &[f64], near: usize, hz: f64) -> f64 {
    let reach = (0.06 * hz) as usize;
    let around = near.saturating_sub(reach)..(near + reach + 1).min(calm.len());
    let Some(top) = around.max_by(|a, b| calm[*a].abs().total_cmp(&calm[*b].abs())) else { return 0.0 };
    let half = |at: &usize| calm[*at] * calm[top].signum() >= calm[top].abs() / 2.0;
    let after = (top..calm.len()).take_while(half).count();
    let before = (0..top).rev().take_while(half).count();
    (after + before) as f64 / hz
}

/// The rhythm by rules on the intervals between beats and the beats' widths, both in seconds.
fn classify(intervals: &[f64], widths: &[f64]) -> &'static str {
    let usual = median(intervals);
    if intervals.len() < 2 || usual <= 0.0 {
        return "sinus-bradycardia";
    }
    let wide = widths.iter().filter(|width| **width > 0.064).count();
    if wide * 2 > widths.len() {
        return "ventricular-tachycardia";
    }
    let ratios: Vec<f64> = intervals.iter().map(|interval| interval / usual).collect();
    let of = |low: f64, high: f64| ratios.iter().filter(|ratio| (low..high).contains(*ratio)).count();
    let (early, doubled) = (of(0.0, 0.86), of(1.7, 2.4));
    let odd = ratios.len() - of(0.9, 1.1);
    // An early beat whose own complex is wide, and then a pause that makes two usual intervals.
    let ventricular = (0..ratios.len().saturating_sub(1)).any(|at| {
        let full = (ratios[at] + ratios[at + 1] - 2.0).abs() < 0.12;
        ratios[at] < 0.86 && (widths[at + 1] > 0.064 || full && widths[at + 1] > 1.5 * median(widths))
    });
    if ventricular {
        return "premature-ventricular";
    }
    if doubled > 0 && early == 0 {
        return "second-degree-block";
    }
    if odd * 5 > ratios.len() * 2 && early * 7 > ratios.len() {
        return "atrial-fibrillation";
    }
    match 60.0 / usual {
        _ if early > 0 => "premature-atrial",
        rate if rate < 60.0 => "sinus-bradycardia",
        rate if rate > 100.0 => "sinus-tachycardia",
        _ => "sinus",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: [f64; 9] = [0.04; 9];

    #[test]
    fn the_rate_tells_the_sinus_rhythms_apart() {
        assert_eq!(classify(&[0.8; 8], &NARROW), "sinus");
        assert_eq!(classify(&[1.2; 8], &NARROW), "sinus-bradycardia");
        assert_eq!(classify(&[0.5; 8], &NARROW), "sinus-tachycardia");
        assert_eq!(classify(&[0.4; 8], &[0.1; 9]), "ventricular-tachycardia");
    }

    #[test]
    fn irregular_intervals_are_told_apart() {
        let early = [0.8, 0.8, 0.5, 1.1, 0.8, 0.8, 0.8, 0.8];
        let mut widths = NARROW;
        assert_eq!(classify(&early, &widths), "premature-atrial");
        widths[3] = 0.1;
        assert_eq!(classify(&early, &widths), "premature-ventricular");
        assert_eq!(classify(&[0.8, 0.8, 1.6, 0.8, 0.8, 1.6, 0.8, 0.8], &NARROW), "second-degree-block");
        assert_eq!(classify(&[0.6, 0.9, 0.7, 0.5, 1.0, 0.8, 0.6, 1.1], &NARROW), "atrial-fibrillation");
    }

    #[test]
    fn spikes_once_a_second_are_sixty_beats_a_minute() {
        let samples: Vec<i32> = (0..2500).map(|at| if at % 250 < 8 { 200 } else { 0 }).collect();
        let peaks = r_waves(&samples.iter().map(|v| f64::from(*v)).collect::<Vec<_>>(), 250.0);
        assert_eq!(peaks.len(), 10);
        assert!(answer(&json!({"samples": [], "hz": 250})).is_err());
    }
}
