//! The dynamical model of the electrocardiogram of McSharry, Clifford, Tarassenko & Smith (2003), "A dynamical model for
//! generating synthetic electrocardiogram signals", IEEE Trans. Biomed. Eng. 50:289–294.
//!
//! A point goes round the unit circle once a beat; each of the waves P, Q, R, S, T pulls the voltage z up or down while the
//! point passes its angle θᵢ: z′ = −Σ aᵢ·Δθᵢ·exp(−Δθᵢ² / 2bᵢ²) − (z − z₀). On the circle the model's first two equations
//! say θ′ = ω = 2π/RR, which is solved exactly; z is integrated by the classical Runge–Kutta method of order 4, as in the
//! paper. Two things are as in later use of the model: aᵢ = hᵢ·ω/bᵢ², so that a wave's height hᵢ is in millivolts whatever
//! the rate (Sameni et al. 2007, IEEE Trans. Biomed. Eng. 54:2172), and angles and widths follow the root of the rate as in the authors'
//! program ECGSYN.

use std::f64::consts::{PI, TAU};

/// One wave: its angle on the circle in radians (R is at 0), its height in millivolts, its width in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// θᵢ.
    pub angle: f64,
    /// hᵢ.
    pub height: f64,
    /// bᵢ.
    pub width: f64,
}

/// One beat: when its R wave is, in seconds, and its waves.
#[derive(Debug, Clone, PartialEq)]
pub struct Beat {
    /// The time of angle 0.
    pub at: f64,
    /// Its waves, P to T.
    pub waves: [Wave; 5],
}

/// The waves P, Q, R, S, T of a healthy beat at this rate (beats a minute): angles and widths of the paper's table I.
pub fn healthy(rate: f64) -> [Wave; 5] {
    let root = libm::sqrt(rate / 60.0);
    let fourth = libm::sqrt(root);
    let wave = |angle: f64, height: f64, width: f64| Wave { angle, height, width: width * root };
    [
        wave(-PI / 3.0 * fourth, 0.14, 0.25),
        wave(-PI / 12.0 * root, -0.09, 0.1),
        wave(0.0, 1.1, 0.1),
        wave(PI / 12.0 * root, -0.22, 0.1),
        wave(PI / 2.0 * fourth, 0.28, 0.4),
    ]
}

/// The voltage in millivolts at each of `count` samples, `hz` a second, from time 0.
///
/// `beats` are in order of time, the first before 0 and the last behind the end; the point's speed is constant from one R
/// to the next, and the waves change half-way between them. `rest` is z₀.
pub fn voltage(beats: &[Beat], hz: f64, count: usize, rest: impl Fn(f64) -> f64) -> Vec<f64> {
    let step = 1.0 / hz;
    let (mut z, mut gap) = (0.0, 0);
    let mut samples = Vec::with_capacity(count);
    // One second to forget where z began; samples before 0 are not kept.
    let lead = hz as usize;
    for index in 0..lead + count {
        let time = (index as f64 - lead as f64) * step;
        if index >= lead {
            samples.push(z);
        }
        let mut slope = |time: f64, z: f64| {
            while gap + 2 < beats.len() && beats[gap + 1].at <= time {
                gap += 1;
            }
            pull(&beats[gap], &beats[gap + 1], time) - (z - rest(time))
        };
        let k1 = slope(time, z);
        let k2 = slope(time + step / 2.0, z + step / 2.0 * k1);
        let k3 = slope(time + step / 2.0, z + step / 2.0 * k2);
        let k4 = slope(time + step, z + step * k3);
        z += step / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }
    samples
}

/// −Σ aᵢ·Δθᵢ·exp(−Δθᵢ²/2bᵢ²) at a time between two beats.
fn pull(before: &Beat, after: &Beat, time: f64) -> f64 {
    let omega = TAU / (after.at - before.at);
    let turn = (time - before.at) * omega;
    let (waves, angle) = if turn < PI { (&before.waves, turn) } else { (&after.waves, turn - TAU) };
    waves.iter().map(|wave| one(wave, angle, omega)).sum()
}

fn one(wave: &Wave, angle: f64, omega: f64) -> f64 {
    let far = angle - wave.angle;
    let far = far - TAU * libm::round(far / TAU);
    let square = wave.width * wave.width;
    let spread = far * far / (2.0 * square);
    // Beyond six widths the pull is below a millionth of its greatest.
    if spread > 18.0 { 0.0 } else { -wave.height * omega / square * far * libm::exp(-spread) }
}
