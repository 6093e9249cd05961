use proptest::prelude::*;

use super::*;

fn duel(first: usize, second: usize, preference: Preference) -> Duel {
    Duel { first, second, preference }
}

fn fit(entrants: usize, duels: &[Duel]) -> Vec<Strength> {
    let few = Bootstrap { resamples: 200, ..Bootstrap::new(5) };
    bradley_terry(entrants, duels, &Design::simple(duels.len()), 1.0, &few).unwrap()
}

#[test]
fn without_ballots_all_are_as_strong_as_the_phantom() {
    let none = fit(3, &[]);
    assert!(none.iter().all(|one| one.log == 0.0 && one.chance() == 0.5 && one.interval.is_none()));
    assert_eq!(none[0].tally.record(), Record::Unjudged);
    assert_eq!(fit(0, &[]), []);
}

#[test]
fn a_winner_of_all_is_finite_and_claims_no_certainty() {
    let duels: Vec<_> = (0..40).map(|ballot| duel(0, 1 + ballot % 2, Preference::First)).collect();
    let found = fit(3, &duels);
    assert_eq!(found[0].tally, Tally { won: 40, ..Tally::default() });
    assert_eq!((found[0].tally.record(), found[1].tally.record()), (Record::AllWon, Record::AllLost));
    assert!(found[0].log > 2.0 && found[0].log < 10.0, "{found:?}");
    assert_eq!(found[0].interval, None);
}

#[test]
fn neither_fit_prefers_neither_and_is_counted() {
    let with = |preference| fit(2, &[duel(0, 1, Preference::First), duel(0, 1, preference)]);
    let (tie, unfit) = (with(Preference::Tie), with(Preference::NeitherFit));
    assert_eq!(tie[0].log, unfit[0].log);
    assert_eq!((tie[0].tally.unfit, unfit[0].tally.unfit, unfit[1].tally.unfit), (0, 1, 1));
    let all = fit(2, &[duel(0, 1, Preference::NeitherFit); 9]);
    assert_eq!((all[0].log, all[0].interval, all[0].tally.record()), (0.0, None, Record::AllTied));
}

#[test]
fn what_is_wrong_with_ballots_is_named() {
    let fit = |entrants, duels: &[Duel], cases, prior| {
        bradley_terry(entrants, duels, &Design::simple(cases), prior, &Bootstrap::new(1))
    };
    let sound = [duel(0, 1, Preference::First)];
    assert_eq!(fit(2, &sound, 2, 1.0), Err(BadDuels::Unequal { duels: 1, cases: 2 }));
    assert_eq!(fit(1, &sound, 1, 1.0), Err(BadDuels::NoSuchEntrant { duel: 0, entrant: 1, entrants: 1 }));
    assert_eq!(fit(2, &[duel(1, 1, Preference::Tie)], 1, 1.0), Err(BadDuels::Itself { duel: 0, entrant: 1 }));
    for prior in [0.0, -1.0, f64::INFINITY] {
        assert_eq!(fit(2, &sound, 1, prior), Err(BadDuels::BadPrior { prior }));
    }
    assert!(matches!(fit(2, &sound, 1, f64::NAN), Err(BadDuels::BadPrior { .. })));
}

#[test]
fn ballots_of_one_member_widen_the_interval() {
    // Eight members with ten ballots each; each always says the same.
    let of_member = |ballot: u32| match ballot / 10 % 4 {
        0 => Preference::Second,
        _ => Preference::First,
    };
    let duels: Vec<_> = (0..80).map(|ballot| duel(0, 1, of_member(ballot))).collect();
    let groups: Vec<_> = (0..80).map(|ballot| Some(ballot / 10)).collect();
    let width = |design: &Design| {
        let found = bradley_terry(2, &duels, design, 1.0, &Bootstrap::new(3)).unwrap()[0];
        let interval = found.interval.unwrap();
        assert!(interval.low < found.log && found.log < interval.high, "{found:?}");
        interval.high - interval.low
    };
    let (alone, together) = (width(&Design::simple(80)), width(&Design::new(&[1.0; 80], &groups).unwrap()));
    assert!(together > 2.0 * alone, "{together} {alone}");
}

#[test]
fn one_member_leaves_nothing_to_resample() {
    let duels = [duel(0, 1, Preference::First), duel(0, 1, Preference::Second)];
    let design = Design::new(&[1.0; 2], &[Some(0), Some(0)]).unwrap();
    let found = bradley_terry(2, &duels, &design, 1.0, &Bootstrap::new(1)).unwrap();
    assert_eq!((found[0].interval, found[0].tally.record()), (None, Record::Mixed));
}

#[test]
fn one_seed_gives_one_interval() {
    let duels: Vec<_> = (0..30)
        .map(|ballot| duel(ballot % 3, (ballot + 1) % 3, [Preference::First, Preference::Tie][ballot % 2]))
        .collect();
    assert_eq!(fit(3, &duels), fit(3, &duels));
    let other = bradley_terry(3, &duels, &Design::simple(30), 1.0, &Bootstrap::new(6)).unwrap();
    assert_ne!(fit(3, &duels)[0].interval, other[0].interval);
}

fn duels() -> impl Strategy<Value = Vec<Duel>> {
    let preference =
        prop::sample::select(vec![Preference::First, Preference::Second, Preference::Tie, Preference::NeitherFit]);
    let one = (0_usize..5, 1_usize..5, preference);
    prop::collection::vec(one.prop_map(|(first, by, preference)| duel(first, (first + by) % 5, preference)), 0..60)
}

fn logs(duels: &[Duel]) -> Vec<f64> {
    let none = Bootstrap { resamples: 0, ..Bootstrap::new(1) };
    let found = bradley_terry(5, duels, &Design::simple(duels.len()), 1.0, &none).unwrap();
    found.iter().map(|one| one.log).collect()
}

fn alike(one: impl IntoIterator<Item = f64>, other: impl IntoIterator<Item = f64>) -> bool {
    one.into_iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn names_the_order_of_ballots_and_the_side_do_not_matter(duels in duels(), shift in 1_usize..5) {
        let renamed: Vec<_> = duels
            .iter()
            .rev()
            .map(|one| Duel { first: (one.first + shift) % 5, second: (one.second + shift) % 5, ..*one })
            .collect();
        let (plain, renamed) = (logs(&duels), logs(&renamed));
        prop_assert!(alike(plain.iter().copied(), (0..5).map(|place| renamed[(place + shift) % 5])));
        let turned: Vec<_> = duels
            .iter()
            .map(|one| match one.preference {
                Preference::First => duel(one.second, one.first, Preference::Second),
                Preference::Second => duel(one.second, one.first, Preference::First),
                neither => duel(one.second, one.first, neither),
            })
            .collect();
        prop_assert!(alike(plain, logs(&turned)));
    }

    #[test]
    fn winning_and_losing_exchanged_turns_the_sign(duels in duels()) {
        let exchanged: Vec<_> = duels.iter().map(|one| duel(one.second, one.first, one.preference)).collect();
        prop_assert!(alike(logs(&duels), logs(&exchanged).into_iter().map(|log| -log)));
    }

    #[test]
    fn chances_average_one_half_and_nothing_is_infinite(duels in duels()) {
        let logs = logs(&duels);
        prop_assert!(logs.iter().all(|log| log.is_finite()));
        prop_assert!((logs.iter().map(|log| logistic(*log)).sum::<f64>() / 5.0 - 0.5).abs() < 1e-9);
    }
}
