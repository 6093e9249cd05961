//! Ten seconds of one electrocardiogram lead with a known rhythm.
//!
//! The rhythm is drawn first: when each beat comes and what it is; the signal is then made from it by the dynamical model
//! of McSharry et al. 2003 ([`model`]), with noise of known strength. The truth is the rhythm that was drawn and the
//! samples of its R waves. Rates follow the usual limits (bradycardia below 60, tachycardia above 100 a minute).

pub mod model;

use std::f64::consts::TAU;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use self::model::{Beat, Wave, healthy, voltage};
use super::noise::{between, drifting, gaussian};
use super::settings;
use crate::catalogue::Draft;

/// Samples a second.
const HZ: f64 = 250.0;
/// Samples a record: ten seconds.
const SAMPLES: usize = 2500;
/// Counts of the converter a millivolt.
const GAIN: f64 = 200.0;

/// A rhythm: its label and its Chinese name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Sinus,
    Bradycardia,
    Tachycardia,
    Fibrillation,
    PrematureAtrial,
    PrematureVentricular,
    VentricularTachycardia,
    Block,
}

impl Rhythm {
    const ALL: [Self; 8] = [
        Self::Sinus,
        Self::Bradycardia,
        Self::Tachycardia,
        Self::Fibrillation,
        Self::PrematureAtrial,
        Self::PrematureVentricular,
        Self::VentricularTachycardia,
        Self::Block,
    ];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Sinus => ("sinus", "窦性心律"),
            Self::Bradycardia => ("sinus-bradycardia", "窦性心动过缓"),
            Self::Tachycardia => ("sinus-tachycardia", "窦性心动过速"),
            Self::Fibrillation => ("atrial-fibrillation", "心房颤动"),
            Self::PrematureAtrial => ("premature-atrial", "房性早搏"),
            Self::PrematureVentricular => ("premature-ventricular", "室性早搏"),
            Self::VentricularTachycardia => ("ventricular-tachycardia", "室性心动过速"),
            Self::Block => ("second-degree-block", "二度房室传导阻滞"),
        }
    }

    /// The least and greatest mean rate, a minute.
    const fn rates(self) -> (f64, f64) {
        match self {
            Self::Bradycardia => (36.0, 57.0),
            Self::Tachycardia => (104.0, 150.0),
            Self::Fibrillation => (65.0, 140.0),
            Self::VentricularTachycardia => (125.0, 200.0),
            Self::Block => (66.0, 98.0),
            _ => (63.0, 97.0),
        }
    }
}

/// What one beat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Normal,
    /// Without a P wave, as in fibrillation.
    NoP,
    /// From the ventricle: no P, wide, the T wave against the QRS.
    Wide,
    /// A P wave that is not conducted: nothing follows it.
    OnlyP,
}

/// Makes `count` cases, each rhythm equally often (but for a remainder).
///
/// Settings: `noise-microvolts` and `wander-microvolts`, each `[least, most]`: root mean square of the muscles' noise and
/// height of the wandering baseline.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let noise = settings::range(settings, "noise-microvolts", 0..=500)?;
    let wander = settings::range(settings, "wander-microvolts", 0..=1000)?;
    let mut rhythms: Vec<Rhythm> = Rhythm::ALL.into_iter().cycle().take(count).collect();
    rhythms.shuffle(rng);
    Ok(rhythms
        .into_iter()
        .map(|rhythm| {
            let noise = rng.random_range(noise.clone()) as f64 / 1000.0;
            let wander = rng.random_range(wander.clone()) as f64 / 1000.0;
            draft(rng, rhythm, noise, wander)
        })
        .collect())
}

fn draft(rng: &mut ChaCha8Rng, rhythm: Rhythm, noise: f64, wander: f64) -> Draft {
    let rate = between(rng, rhythm.rates());
    let plan = plan(rng, rhythm, 60.0 / rate);
    let forms = Forms::draw(rng, rate);
    let beats: Vec<Beat> = plan.iter().map(|&(at, kind)| Beat { at, waves: forms.of(kind) }).collect();
    let (breath, phase) = (between(rng, (0.15, 0.4)), between(rng, (0.0, TAU)));
    let clean = voltage(&beats, HZ, SAMPLES, |time| wander * libm::sin(TAU * breath * time + phase));
    let gain = between(rng, (0.7, 1.3));
    let mains = between(rng, (0.0, noise));
    let slow = drifting(rng, SAMPLES, 0.99);
    let flutter = if rhythm == Rhythm::Fibrillation { flutter(rng) } else { vec![0.0; SAMPLES] };
    let samples: Vec<i64> = (0..SAMPLES)
        .map(|index| {
            let hum = mains * libm::sin(TAU * 50.0 * index as f64 / HZ);
            let value =
                gain * (clean[index] + flutter[index]) + noise * gaussian(rng) + hum + 0.5 * noise * slow[index];
            libm::round(value * GAIN) as i64
        })
        .collect();
    let peaks: Vec<i64> = plan
        .iter()
        .filter(|(_, kind)| *kind != Kind::OnlyP)
        .map(|(at, _)| libm::round(at * HZ) as i64)
        .filter(|at| (0..SAMPLES as i64).contains(at))
        .collect();
    let (label, name) = rhythm.words();
    let note = format!("示例数据：{name}，10 秒内 {} 次心搏，肌电噪声 {:.0} μV", peaks.len(), noise * 1000.0);
    let input = json!({"hz": HZ as i64, "counts_per_mv": GAIN as i64, "samples": samples});
    let expected = json!({"rhythm": label, "r_peaks": peaks});
    Draft { note: Some(note), ..Draft::new(input, expected) }
}

/// The beats from two seconds before the record to two seconds behind it.
fn plan(rng: &mut ChaCha8Rng, rhythm: Rhythm, interval: f64) -> Vec<(f64, Kind)> {
    let breathing = between(rng, (0.005, 0.05));
    let (irregular, every) = (between(rng, (0.14, 0.28)), rng.random_range(3..=5));
    let mut at = -2.0 - interval * between(rng, (0.0, 1.0));
    let mut beats = Vec::new();
    let mut number = rng.random_range(0..every);
    while at < SAMPLES as f64 / HZ + 2.0 {
        number += 1;
        let sinus = interval * (1.0 + breathing * libm::sin(TAU * 0.25 * at) + 0.008 * gaussian(rng));
        match rhythm {
            Rhythm::Fibrillation => {
                beats.push((at, Kind::NoP));
                at += (interval * libm::exp(irregular * gaussian(rng))).max(0.3);
                continue;
            }
            Rhythm::VentricularTachycardia => {
                beats.push((at, Kind::Wide));
                at += interval * (1.0 + 0.012 * gaussian(rng));
                continue;
            }
            Rhythm::Block if number % every == 0 => beats.push((at, Kind::OnlyP)),
            _ => beats.push((at, Kind::Normal)),
        }
        at += sinus;
    }
    match rhythm {
        Rhythm::PrematureAtrial => premature(rng, &mut beats, interval, Kind::Normal),
        Rhythm::PrematureVentricular => premature(rng, &mut beats, interval, Kind::Wide),
        _ => {}
    }
    beats
}

/// Makes one to four beats within the record premature, never two in a row. After a ventricular one the next beat
/// comes when it would have come anyway (the full compensatory pause); an atrial one sets the sinus node anew.
fn premature(rng: &mut ChaCha8Rng, beats: &mut [(f64, Kind)], interval: f64, kind: Kind) {
    let inside: Vec<usize> = (0..beats.len()).filter(|&b| (1.0..8.8).contains(&beats[b].0)).collect();
    let wanted = rng.random_range(1..=4);
    let mut taken: Vec<usize> = Vec::new();
    for _ in 0..20 {
        let beat = inside[rng.random_range(0..inside.len())];
        if taken.len() < wanted && taken.iter().all(|&other| beat.abs_diff(other) >= 2) {
            taken.push(beat);
        }
    }
    taken.sort_unstable();
    for beat in taken {
        let early = interval * between(rng, (0.22, 0.42));
        beats[beat] = (beats[beat].0 - early, kind);
        if kind == Kind::Normal {
            let shift = early * between(rng, (0.7, 0.95));
            beats[beat + 1..].iter_mut().for_each(|later| later.0 -= shift);
        }
    }
}

/// The waves of one patient's beats.
struct Forms {
    normal: [Wave; 5],
    wide: [Wave; 5],
}

impl Forms {
    fn draw(rng: &mut ChaCha8Rng, rate: f64) -> Self {
        let mut normal = healthy(rate);
        for wave in &mut normal {
            wave.height *= between(rng, (0.75, 1.25));
        }
        let downward = rng.random_bool(0.4);
        let sign = if downward { -1.0 } else { 1.0 };
        let [p, q, r, s, t] = normal;
        let broad = between(rng, (2.2, 3.0));
        let wide = [
            Wave { height: 0.0, ..p },
            Wave { height: 0.0, ..q },
            Wave { height: sign * r.height * between(rng, (0.9, 1.5)), width: r.width * broad, ..r },
            Wave { height: 0.0, ..s },
            Wave { height: -sign * t.height * between(rng, (1.0, 1.8)), ..t },
        ];
        Self { normal, wide }
    }

    fn of(&self, kind: Kind) -> [Wave; 5] {
        let [p, q, r, s, t] = self.normal;
        let still = |wave: Wave| Wave { height: 0.0, ..wave };
        match kind {
            Kind::Normal => self.normal,
            Kind::NoP => [still(p), q, r, s, t],
            Kind::Wide => self.wide,
            Kind::OnlyP => [p, still(q), still(r), still(s), still(t)],
        }
    }
}

/// The fine waves of fibrillating atria: 4 to 9 a second, their frequency and height wandering.
fn flutter(rng: &mut ChaCha8Rng) -> Vec<f64> {
    let (height, frequency) = (between(rng, (0.02, 0.08)), between(rng, (4.5, 8.5)));
    let (bends, swells) = (drifting(rng, SAMPLES, 0.995), drifting(rng, SAMPLES, 0.995));
    let mut phase = 0.0;
    bends
        .iter()
        .zip(&swells)
        .map(|(bend, swell)| {
            phase += TAU * (frequency + 0.6 * bend) / HZ;
            height * (1.0 + 0.3 * swell) * libm::sin(phase)
        })
        .collect()
}

#[cfg(test)]
mod tests;
