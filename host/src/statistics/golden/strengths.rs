//! Bradley–Terry log-strengths as SciPy and choix find them.

use serde::Deserialize;

use super::super::bootstrap::percentile_interval;
use super::super::bradley_terry::Tournament;
use super::super::*;
use super::{close, design, sets};

const FILE: &str = include_str!("../../../../tests/golden/statistics/strengths.json");

fn duels(duels: &[(usize, usize, String)]) -> Vec<Duel> {
    let preference = |said: &str| match said {
        "first" => Preference::First,
        "second" => Preference::Second,
        "tie" => Preference::Tie,
        "neither" => Preference::NeitherFit,
        other => panic!("{other}"),
    };
    duels
        .iter()
        .map(|(first, second, said)| Duel { first: *first, second: *second, preference: preference(said) })
        .collect()
}

#[test]
fn strengths_are_the_maximum_that_scipy_finds() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        entrants: usize,
        duels: Vec<(usize, usize, String)>,
        weights: Option<Vec<f64>>,
        prior: f64,
        logs: Vec<f64>,
    }
    for set in sets::<Set>(FILE, "bradley_terry") {
        let design = design(set.duels.len(), set.weights.as_deref(), None);
        let none = Bootstrap { resamples: 0, ..Bootstrap::new(1) };
        let ours = bradley_terry(set.entrants, &duels(&set.duels), &design, set.prior, &none).unwrap();
        assert_eq!(ours.len(), set.logs.len());
        for (ours, theirs) in ours.iter().zip(set.logs) {
            close(&set.name, ours.log, theirs, 1e-8);
        }
    }
}

#[test]
fn what_resamples_give_is_what_numpy_reads_off_scipys() {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        entrants: usize,
        duels: Vec<(usize, usize, String)>,
        groups: Vec<u32>,
        drawn: Vec<Vec<u32>>,
        low: Vec<f64>,
        high: Vec<f64>,
    }
    for set in sets::<Set>(FILE, "resampled") {
        let (duels, design) = (duels(&set.duels), design(set.duels.len(), None, Some(&set.groups)));
        let tournament = Tournament { entrants: set.entrants, duels: &duels, design: &design, prior: 1.0 };
        let guess = vec![0.0; set.entrants];
        let logs: Vec<_> = set.drawn.iter().map(|drawn| tournament.logs(drawn, &guess).unwrap()).collect();
        for entrant in 0..set.entrants {
            let mut sorted: Vec<f64> = logs.iter().map(|logs| logs[entrant]).collect();
            sorted.sort_by(f64::total_cmp);
            let ours = percentile_interval(&sorted, 0.95).unwrap();
            close(&set.name, ours.low, set.low[entrant], 1e-8);
            close(&set.name, ours.high, set.high[entrant], 1e-8);
        }
    }
}
