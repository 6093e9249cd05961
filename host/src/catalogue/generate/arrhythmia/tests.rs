use std::collections::BTreeMap;

use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

use super::*;

fn made(count: usize) -> Vec<Draft> {
    let settings = toml::from_str("noise-microvolts = [20, 60]\nwander-microvolts = [20, 100]").unwrap();
    cases(&mut ChaCha8Rng::seed_from_u64(5), count, &settings).unwrap()
}

/// tests/golden/arrhythmia/make.py: all three equations of the paper by scipy's adaptive integrator.
#[test]
fn the_model_agrees_with_scipy() {
    let golden: Value =
        serde_json::from_str(include_str!("../../../../../tests/golden/arrhythmia/model.json")).unwrap();
    let numbers =
        |key: &str| -> Vec<f64> { golden[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect() };
    let beats: Vec<Beat> = numbers("beats").into_iter().map(|at| Beat { at, waves: healthy(60.0) }).collect();
    let (wanted, got) = (numbers("z"), voltage(&beats, HZ, 750, |_| 0.0));
    assert!(wanted.iter().fold(0.0, |a: f64, b| a.max(*b)) > 0.8, "there is an R wave");
    let worst = wanted.iter().zip(&got).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(worst < 0.02, "{worst} mV apart");
}

/// tests/golden/arrhythmia/make.py: what `find_peaks` sees in the public signals is what the truth says.
#[test]
fn scipy_finds_the_stated_r_waves() {
    let golden = include_str!("../../../../../tests/golden/arrhythmia/peaks.json");
    let golden: BTreeMap<String, Vec<i64>> = serde_json::from_str(golden).unwrap();
    let lines = include_str!("../../../../catalogue/arrhythmia/cases.jsonl").lines();
    let (mut hits, mut stated, mut found) = (0, 0, 0);
    for line in lines {
        let case: crate::catalogue::Case = serde_json::from_str(line).unwrap();
        let truth: Vec<i64> = serde_json::from_value(case.expected["r_peaks"].clone()).unwrap();
        let seen = &golden[&case.id];
        hits += truth.iter().filter(|at| seen.iter().any(|other| at.abs_diff(*other) <= 20)).count();
        (stated, found) = (stated + truth.len(), found + seen.len());
    }
    let f1 = 2.0 * hits as f64 / (stated + found) as f64;
    assert!(f1 > 0.97, "{hits} of {stated} stated and {found} found: F1 {f1}");
}

#[test]
fn every_rhythm_is_made_equally_often_and_keeps_its_rate() {
    let drafts = made(80);
    for rhythm in Rhythm::ALL {
        let (label, _) = rhythm.words();
        let of_it: Vec<&Draft> = drafts.iter().filter(|draft| draft.expected["rhythm"] == label).collect();
        assert_eq!(of_it.len(), 10, "{label}");
        for draft in of_it {
            let peaks: Vec<f64> = serde_json::from_value(draft.expected["r_peaks"].clone()).unwrap();
            let mean = 60.0 * HZ * (peaks.len() - 1) as f64 / (peaks[peaks.len() - 1] - peaks[0]);
            match rhythm {
                Rhythm::Bradycardia => assert!(mean < 60.0, "{mean}"),
                Rhythm::Tachycardia => assert!(mean > 100.0, "{mean}"),
                Rhythm::Sinus => assert!((60.0..=100.0).contains(&mean), "{mean}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_premature_ventricular_beat_is_followed_by_the_full_pause() {
    let mut beats: Vec<(f64, Kind)> = (0..14).map(|b| (-2.0 + b as f64, Kind::Normal)).collect();
    premature(&mut ChaCha8Rng::seed_from_u64(1), &mut beats, 1.0, Kind::Wide);
    let early: Vec<usize> = (0..14).filter(|&b| beats[b].1 == Kind::Wide).collect();
    assert!(!early.is_empty());
    for beat in early {
        assert!(beats[beat].0 - beats[beat - 1].0 < 0.8);
        assert!((beats[beat + 1].0 - beats[beat - 1].0 - 2.0).abs() < 1e-9);
    }
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let settings = toml::from_str("noise-microvolts = [20, 6000]\nwander-microvolts = [0, 1]").unwrap();
    assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &settings).is_err());
}
