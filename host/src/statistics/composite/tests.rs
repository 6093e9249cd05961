use proptest::prelude::*;

use super::*;

fn composite(weights: &[f64], shares: &[&[f64]]) -> Result<Composite, BadComposite> {
    Composite::new(weights.to_vec(), shares.iter().map(|row| row.to_vec()).collect())
}

#[test]
fn what_gives_no_total_is_named() {
    assert_eq!(composite(&[], &[]), Err(BadComposite::NotHundred { sum: 0.0 }));
    assert_eq!(composite(&[60.0, 30.0], &[]), Err(BadComposite::NotHundred { sum: 90.0 }));
    assert_eq!(composite(&[110.0, -10.0], &[]), Err(BadComposite::BadWeight { criterion: 0, weight: 110.0 }));
    assert!(matches!(composite(&[100.0, f64::NAN], &[]), Err(BadComposite::BadWeight { criterion: 1, .. })));
    let uneven = BadComposite::Uneven { entrant: 1, shares: 1, criteria: 2 };
    assert_eq!(composite(&[60.0, 40.0], &[&[0.5, 0.5], &[0.5]]), Err(uneven));
    for share in [-0.1, 1.1, f64::NAN] {
        let error = composite(&[100.0], &[&[0.5], &[share]]).unwrap_err();
        assert!(matches!(error, BadComposite::BadShare { entrant: 1, criterion: 0, .. }));
    }
    for quote in [0.0, -3.0, f64::INFINITY, f64::NAN] {
        let error = price_shares(&[Some(2.0), None, Some(quote)]).unwrap_err();
        assert!(matches!(error, BadComposite::BadQuote { entrant: 2, .. }));
    }
}

#[test]
fn the_lowest_valid_quote_is_the_basis() {
    assert_eq!(price_shares(&[Some(80.0), None, Some(100.0)]), Ok(vec![Some(1.0), None, Some(0.8)]));
    assert_eq!(price_shares(&[None, None]), Ok(vec![None, None]));
    assert_eq!(price_shares(&[]), Ok(vec![]));
}

#[test]
fn without_entrants_or_with_one_there_is_nothing_to_change() {
    let none = composite(&[70.0, 30.0], &[]).unwrap();
    assert_eq!((none.totals(), none.order()), (vec![], vec![]));
    let one = composite(&[70.0, 30.0], &[&[0.5, 1.0]]).unwrap();
    assert_eq!((one.totals(), one.order()), (vec![65.0], vec![vec![0]]));
    for sensitivity in [none, one].iter().flat_map(|composite| composite.sensitivity(10.0)) {
        assert!(sensitivity.is_stable());
        assert_eq!(sensitivity.stretches.len(), 1);
    }
}

#[test]
fn a_weight_of_all_stays_where_it_is() {
    let composite = composite(&[100.0, 0.0], &[&[0.9, 0.1], &[0.8, 1.0]]).unwrap();
    let moved = composite.sensitivity(10.0);
    assert_eq!((moved[0].from, moved[0].to, moved[0].is_stable()), (100.0, 100.0, true));
    assert_eq!(moved[0].stretches, [Stretch { from: 100.0, to: 100.0, order: vec![vec![0], vec![1]] }]);
    // The other takes from it: 0.9 (100 − x) + 0.1 x against 0.8 (100 − x) + x meet at x = 10.
    assert_eq!((moved[1].from, moved[1].to), (0.0, 10.0));
    assert_eq!(moved[1].crossings.len(), 1);
    assert!((moved[1].crossings[0].weight - 10.0).abs() < 1e-12);
}

#[test]
fn a_tie_that_any_move_breaks_is_a_change() {
    let tied = composite(&[50.0, 50.0], &[&[1.0, 0.0], &[0.0, 1.0], &[0.0, 1.0]]).unwrap();
    assert_eq!(tied.order(), [vec![0, 1, 2]]);
    let first = &tied.sensitivity(10.0)[0];
    assert_eq!(first.crossings.len(), 2);
    assert!(first.crossings.iter().all(|crossing| crossing.weight == 50.0 && crossing.ahead_above == 0));
    let orders: Vec<_> = first.stretches.iter().map(|stretch| stretch.order.clone()).collect();
    assert_eq!(orders, [vec![vec![1, 2], vec![0]], vec![vec![0], vec![1, 2]]]);
    let same = composite(&[50.0, 50.0], &[&[0.3, 0.6], &[0.3, 0.6]]).unwrap();
    assert!(same.sensitivity(10.0).iter().all(Sensitivity::is_stable));
}

fn tables() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<f64>>)> {
    (2_usize..5, 1_usize..6).prop_flat_map(|(criteria, entrants)| {
        let shares = prop::collection::vec(
            prop::collection::vec((0_u8..=20).prop_map(|s| f64::from(s) / 20.0), criteria),
            entrants,
        );
        let cuts = prop::collection::vec(0_u8..=100, criteria - 1);
        (cuts, shares).prop_map(|(mut cuts, shares)| {
            cuts.extend([0, 100]);
            cuts.sort_unstable();
            (cuts.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect(), shares)
        })
    })
}

proptest! {
    #[test]
    fn between_crossings_the_order_is_what_totals_give(table in tables(), at in 0.05..0.95_f64) {
        let (weights, shares) = table;
        let composite = Composite::new(weights.clone(), shares.clone()).unwrap();
        for moved in composite.sensitivity(10.0) {
            prop_assert!(moved.from <= weights[moved.criterion] && weights[moved.criterion] <= moved.to);
            prop_assert_eq!(moved.is_stable(), moved.stretches.len() == 1 && moved.crossings.is_empty());
            for stretch in moved.stretches.iter().filter(|stretch| stretch.to - stretch.from > 1e-3) {
                let weight = stretch.from + at * (stretch.to - stretch.from);
                let scale = (FULL - weight) / (FULL - weights[moved.criterion]);
                let mut at_weight: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
                at_weight[moved.criterion] = weight;
                let there = Composite::new(at_weight, shares.clone()).unwrap();
                prop_assert_eq!(there.order(), stretch.order.clone());
            }
        }
    }

    #[test]
    fn renaming_entrants_renames_the_order(table in tables()) {
        let (weights, shares) = table;
        let last = shares.len() - 1;
        let turned: Vec<_> = shares.iter().rev().cloned().collect();
        let plain = Composite::new(weights.clone(), shares).unwrap().order();
        let mut renamed = Composite::new(weights, turned).unwrap().order();
        renamed.iter_mut().flatten().for_each(|place| *place = last - *place);
        renamed.iter_mut().for_each(|level| level.sort_unstable());
        prop_assert_eq!(plain, renamed);
    }
}
