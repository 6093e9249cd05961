//! The Fourier transform of real series.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

/// The series with only the frequencies between `low` and `high` (in the unit of `rate`) left, by setting all others to 0.
pub fn bandpass(series: &[f64], rate: f64, low: f64, high: f64) -> Vec<f64> {
    let count = series.len();
    let mut bins: Vec<Complex<f64>> = series.iter().map(|&value| Complex::new(value, 0.0)).collect();
    let mut planner = FftPlanner::new();
    planner.plan_fft_forward(count).process(&mut bins);
    for (bin, value) in bins.iter_mut().enumerate() {
        let frequency = bin.min(count - bin) as f64 * rate / count as f64;
        if !(low..=high).contains(&frequency) {
            *value = Complex::new(0.0, 0.0);
        }
    }
    planner.plan_fft_inverse(count).process(&mut bins);
    bins.iter().map(|value| value.re / count as f64).collect()
}

/// Mean power of the series between two frequencies: that of the band-passed series.
pub fn band_power(series: &[f64], rate: f64, low: f64, high: f64) -> f64 {
    let band = bandpass(series, rate, low, high);
    band.iter().map(|value| value * value).sum::<f64>() / band.len().max(1) as f64
}

/// Each value replaced by the mean of the `2 * half + 1` around it (fewer at the ends).
pub fn smooth(series: &[f64], half: usize) -> Vec<f64> {
    (0..series.len())
        .map(|at| {
            let part = &series[at.saturating_sub(half)..(at + half + 1).min(series.len())];
            part.iter().sum::<f64>() / part.len() as f64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    #[test]
    fn a_band_keeps_its_own_tone_and_no_other() {
        let tone = |hz: f64| (0..500).map(move |at| (TAU * hz * f64::from(at) / 250.0).sin());
        let both: Vec<f64> = tone(10.0).zip(tone(50.0)).map(|(a, b)| a + b).collect();
        let kept = bandpass(&both, 250.0, 8.0, 13.0);
        assert!(kept.iter().zip(tone(10.0)).all(|(a, b)| (a - b).abs() < 1e-9));
        assert!((band_power(&both, 250.0, 45.0, 55.0) - 0.5).abs() < 1e-9);
    }
}
