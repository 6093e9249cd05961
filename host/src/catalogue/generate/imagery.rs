//! Five seconds of brain waves at C3, Cz and C4 while a movement is imagined, with the intent known.
//!
//! The mu rhythm over a hand's area (the opposite side's) and the beta rhythm over the feet's lose power while a movement is
//! imagined: event-related desynchronisation, (A − R) / R in per cent of the power R before (Pfurtscheller & Lopes da Silva
//! 1999, Clin. Neurophysiol. 110:1842–1857). The intent and the depth of that loss are drawn first; rhythms, background
//! with a falling spectrum, white noise and blinks are made from them. The truth is the intent that was drawn.

use std::f64::consts::TAU;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::noise::{between, drifting, gaussian};
use super::settings;
use crate::catalogue::Draft;

/// Samples a second.
const HZ: f64 = 128.0;
/// Samples a channel: five seconds.
const SAMPLES: usize = 640;
/// The sample at which the cue is given.
const CUE: usize = 256;
/// Places of the channels in a trial.
const CHANNELS: [&str; 3] = ["c3", "cz", "c4"];
/// The four intents and their Chinese names.
const INTENTS: [(&str, &str); 4] = [("left-hand", "左手"), ("right-hand", "右手"), ("feet", "双脚"), ("rest", "静息")];

/// Makes `count` cases, each intent equally often (but for a remainder).
///
/// Settings: `loss-percent`, how much power the rhythm loses, and `noise-percent`, the background's strength against the
/// rhythm's, each `[least, most]`.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let loss = settings::range(settings, "loss-percent", 5..=99)?;
    let noise = settings::range(settings, "noise-percent", 0..=1000)?;
    let mut intents: Vec<usize> = (0..INTENTS.len()).cycle().take(count).collect();
    intents.shuffle(rng);
    Ok(intents
        .into_iter()
        .map(|intent| {
            let loss = rng.random_range(loss.clone());
            let noise = rng.random_range(noise.clone());
            draft(rng, intent, loss, noise)
        })
        .collect())
}

fn draft(rng: &mut ChaCha8Rng, intent: usize, loss: i64, noise: i64) -> Draft {
    let depth = loss as f64 / 100.0;
    let (mu, beta) = (between(rng, (9.0, 12.0)), between(rng, (17.0, 23.0)));
    let kept = shares(intent, depth);
    let sources: Vec<Vec<f64>> = kept
        .iter()
        .map(|&(mu_kept, beta_kept)| {
            let slow = rhythm(rng, mu, 8.0, mu_kept);
            let fast = rhythm(rng, beta, 5.0, beta_kept);
            slow.iter().zip(&fast).map(|(a, b)| a + b).collect()
        })
        .collect();
    let blinks: Vec<f64> = (0..rng.random_range(0..=2)).map(|_| between(rng, (0.0, 5.0))).collect();
    let strength = noise as f64 / 100.0 * 8.0;
    let mut input = json!({"hz": HZ as i64, "cue": CUE});
    for (channel, name) in CHANNELS.iter().enumerate() {
        let (slow, mid) = (drifting(rng, SAMPLES, 0.98), drifting(rng, SAMPLES, 0.7));
        let samples: Vec<i64> = (0..SAMPLES)
            .map(|at| {
                // The skull spreads each source to its neighbours.
                let seen: f64 = (0..3).map(|other| sources[other][at] * [1.0, 0.3, 0.1][channel.abs_diff(other)]).sum();
                let noise = strength * (slow[at] + 0.6 * mid[at] + 0.3 * gaussian(rng));
                let seconds = at as f64 / HZ;
                let lid: f64 = blinks.iter().map(|b| 60.0 * libm::exp(-(seconds - b) * (seconds - b) / 0.02)).sum();
                libm::round(10.0 * (seen + noise + lid)) as i64
            })
            .collect();
        input[*name] = json!(samples);
    }
    let (label, name) = INTENTS[intent];
    let note = format!("示例数据：想象{name}，去同步化 {loss}%，背景强度 {noise}%");
    Draft { note: Some(note), ..Draft::new(input, json!({ "intent": label })) }
}

/// What each of C3, Cz and C4 keeps of its mu and its beta power.
fn shares(intent: usize, depth: f64) -> [(f64, f64); 3] {
    let (lost, a_little, raised) = (1.0 - depth, 1.0 - 0.25 * depth, 1.15);
    match intent {
        0 => [(a_little, 1.0), (1.0, 1.0), (lost, a_little)],
        1 => [(lost, a_little), (1.0, 1.0), (a_little, 1.0)],
        2 => [(raised, 1.0), (a_little, lost), (raised, 1.0)],
        _ => [(1.0, 1.0); 3],
    }
}

/// A rhythm of this frequency and root mean square in microvolts, whose frequency and height wander, and which keeps the
/// share `kept` of its power from half a second behind the cue.
fn rhythm(rng: &mut ChaCha8Rng, frequency: f64, height: f64, kept: f64) -> Vec<f64> {
    let (bends, swells) = (drifting(rng, SAMPLES, 0.97), drifting(rng, SAMPLES, 0.985));
    let mut phase = between(rng, (0.0, TAU));
    (0..SAMPLES)
        .map(|at| {
            phase += TAU * (frequency + 0.5 * bends[at]) / HZ;
            let late = ((at as f64 - CUE as f64) / HZ / 0.5).clamp(0.0, 1.0);
            let share = libm::sqrt(1.0 + (kept - 1.0) * late);
            height * libm::sqrt(2.0) * share * (1.0 + 0.3 * swells[at]) * libm::sin(phase)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// tests/golden/bci-intent/make.py: changes of power by scipy's Welch spectra of the public trials.
    #[test]
    fn scipy_sees_the_stated_loss_of_power() {
        let golden = include_str!("../../../../tests/golden/bci-intent/power.json");
        let golden: BTreeMap<String, [f64; 3]> = serde_json::from_str(golden).unwrap();
        for (intent, channel) in [("left-hand", 2), ("right-hand", 0), ("feet", 1)] {
            let own = golden[intent][channel];
            assert!(own < -50.0, "{intent}: {own} %");
            assert!((0..3).all(|other| other == channel || golden[intent][other] > own + 30.0), "{intent}");
        }
        // Two seconds before and two and a half after: chance alone moves a median of 15 trials by some 30 %.
        assert!(golden["rest"].iter().all(|change| change.abs() < 40.0), "{:?}", golden["rest"]);
    }

    #[test]
    fn only_the_opposite_hand_and_the_feet_lose_power() {
        assert_eq!(shares(0, 0.6)[2].0, 0.4);
        assert_eq!(shares(1, 0.6)[0].0, 0.4);
        assert_eq!(shares(2, 0.6)[1].1, 0.4);
        assert_eq!(shares(3, 0.6), [(1.0, 1.0); 3]);
    }
}
