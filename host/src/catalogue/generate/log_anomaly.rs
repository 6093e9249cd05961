//! Logs of a shop's services, with faults of known kinds at known lines.
//!
//! A log is written block by block: ordinary lines, then a fault or something harmless that stands out, then ordinary
//! lines again, so that the truth is known from the writing. Users, addresses and services are made up.

mod block;
mod stream;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::{Value, json};

use self::block::Fault;
use self::stream::Stream;
use super::settings;
use crate::catalogue::Draft;

/// The seed of the material: it is drawn apart from every case.
const MATERIAL: u64 = 0x6c6f_6773;

/// Makes `count` cases.
///
/// Settings: `faults`, how many faults a log holds; `harmless`, how many harmless blocks; `between`, how many ordinary
/// lines stand between blocks; `faint`, the share of faults that are short or close to the ordinary.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let faults = settings::range(settings, "faults", 0..=4)?;
    let harmless = settings::range(settings, "harmless", 0..=6)?;
    let between = settings::range(settings, "between", 8..=80)?;
    let faint = settings::share(settings, "faint")?;
    let draft = |rng: &mut ChaCha8Rng| {
        let mut blocks: Vec<Option<Fault>> = Vec::new();
        for _ in 0..rng.random_range(faults.clone()) {
            blocks.push(Some(Fault::ALL[rng.random_range(0..Fault::ALL.len())]));
        }
        for _ in 0..rng.random_range(harmless.clone()) {
            blocks.push(None);
        }
        shuffle(rng, &mut blocks);
        let mut stream = Stream::new(rng);
        let mut events: Vec<Value> = Vec::new();
        let ordinary = |rng: &mut ChaCha8Rng, stream: &mut Stream| {
            for _ in 0..rng.random_range(between.clone()) {
                stream.ordinary(rng);
            }
        };
        ordinary(rng, &mut stream);
        for block in blocks {
            if let Some(fault) = block {
                let faint = rng.random_bool(faint);
                let (start, end) = fault.write(rng, &mut stream, faint);
                events.push(json!({"start": start, "end": end, "kind": fault.name()}));
            } else {
                block::harmless(rng, &mut stream);
            }
            ordinary(rng, &mut stream);
        }
        Draft::new(json!({"lines": stream.into_lines()}), json!({"events": events}))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn shuffle<T>(rng: &mut ChaCha8Rng, list: &mut [T]) {
    for index in (1..list.len()).rev() {
        list.swap(index, rng.random_range(0..=index));
    }
}

/// The material `normal.log`: a stretch without a fault, planned restarts and forgotten passwords among it.
pub fn normal_log() -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(MATERIAL);
    let mut stream = Stream::new(&mut rng);
    while stream.len() < 2400 {
        for _ in 0..rng.random_range(60..140) {
            stream.ordinary(&mut rng);
        }
        if rng.random_bool(0.5) {
            block::planned_restart(&mut rng, &mut stream);
        } else {
            block::forgotten_password(&mut rng, &mut stream);
        }
    }
    stream.into_lines().iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const SETTINGS: &str = "faults = [0, 2]\nharmless = [1, 3]\nbetween = [15, 40]\nfaint = 0.4";

    fn drawn(seed: u64, count: usize) -> Vec<Draft> {
        cases(&mut ChaCha8Rng::seed_from_u64(seed), count, &toml::from_str(SETTINGS).unwrap()).unwrap()
    }

    fn at(value: &Value, key: &str) -> usize {
        usize::try_from(value[key].as_u64().unwrap()).unwrap()
    }

    /// What a fault's first and last lines look like, told from the text alone.
    fn fits(kind: &str, line: &str) -> bool {
        match kind {
            "login-attack" => line.contains("登录失败"),
            "restart-loop" => line.contains("服务启动中") || line.contains("加载配置"),
            "slowdown" => line.ends_with("ms"),
            "error-burst" => ["ERROR", "WARN", "FATAL"].iter().any(|level| line.contains(level)),
            _ => true,
        }
    }

    #[test]
    fn faults_begin_and_end_at_their_own_lines() {
        let mut kinds = BTreeMap::new();
        for draft in drawn(3, 200) {
            let lines = draft.input["lines"].as_array().unwrap();
            let mut last = 0;
            for event in draft.expected["events"].as_array().unwrap() {
                let (start, end, kind) = (at(event, "start"), at(event, "end"), event["kind"].as_str().unwrap());
                assert!(start > last && start <= end && end <= lines.len(), "{event}");
                for number in [start, end] {
                    let line = lines[number - 1].as_str().unwrap();
                    assert!(fits(kind, line), "{kind} at {number}: {line}");
                }
                last = end;
                *kinds.entry(kind.to_owned()).or_insert(0) += 1;
            }
        }
        assert_eq!(kinds.len(), 5, "{kinds:?}");
        assert!(kinds.values().all(|count| *count > 15), "{kinds:?}");
    }

    /// Time never goes back, and only a stall is as silent as that.
    #[test]
    fn only_a_stall_is_silent() {
        for draft in drawn(4, 100) {
            let clock = |line: &Value| {
                let text = line.as_str().unwrap();
                let [hour, minute]: [f64; 2] = [&text[..2], &text[3..5]].map(|part| part.parse().unwrap());
                hour * 3600.0 + minute * 60.0 + text[6..12].parse::<f64>().unwrap()
            };
            let lines = draft.input["lines"].as_array().unwrap();
            let silent: Vec<usize> =
                (1..lines.len()).filter(|index| clock(&lines[*index]) - clock(&lines[index - 1]) > 10.0).collect();
            let events = draft.expected["events"].as_array().unwrap().iter();
            let stalls: Vec<usize> =
                events.filter(|event| event["kind"] == "stall").map(|event| at(event, "start")).collect();
            assert_eq!(silent, stalls);
        }
    }

    #[test]
    fn the_material_is_what_is_written_here() {
        let committed = include_str!("../../../catalogue/log-anomaly/materials/normal.log");
        assert!(committed == normal_log(), "normal.log is not what is made today");
    }

    /// `cargo test --lib dump_normal_log -- --ignored`
    #[test]
    #[ignore = "writes into the catalogue"]
    fn dump_normal_log() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/log-anomaly/materials");
        std::fs::write(format!("{folder}/normal.log"), normal_log()).unwrap();
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(5), 1, &toml::Table::new()).is_err());
    }
}
