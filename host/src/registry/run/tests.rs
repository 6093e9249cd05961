use rusqlite::ErrorCode;
use serde_json::json;

use super::*;
use crate::registry::Actor;
use crate::registry::fixture::run;

#[test]
fn a_batch_is_kept_with_the_progress_and_read_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let batch: Vec<_> = cases.iter().map(|case| run(entrants[0], *case, 0.5)).collect();
    assert_eq!(registry.insert_runs(session, &batch).unwrap(), 4);
    assert_eq!(registry.session(session).unwrap().runs_done, 4);
    assert_eq!(registry.done(session).unwrap(), batch.iter().map(|run| run.key).collect());

    let kept = registry.run(batch[1].key).unwrap().unwrap();
    assert_eq!(kept.run, batch[1]);
    assert_eq!(kept.output_digest, Some(Digest::of(br#"{"n":1}"#)));
    let scores = registry.scores(entrants[0]).unwrap();
    assert_eq!(scores.len(), 4);
    assert_eq!(scores[1].visibility, Visibility::Hidden);
    assert_eq!(scores[1].group.as_deref(), Some("g0"));
    assert_eq!(scores[1].figures, [("error".to_owned(), 0.6)]);
    assert_eq!(registry.scores(entrants[1]).unwrap(), []);
}

#[test]
fn labels_and_an_absent_output_are_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let labels = Labels { truth: "猫".to_owned(), predicted: "狗".to_owned() };
    let judgement = Judgement { score: 0.0, labels: Some(labels), ..Judgement::default() };
    let declined = Run {
        outcome: "declined".to_owned(),
        judgement,
        output: None,
        confidence: None,
        rationale: None,
        detail: Value::Null,
        ..run(entrants[0], cases[0], 0.0)
    };
    registry.insert_runs(session, std::slice::from_ref(&declined)).unwrap();
    let kept = registry.run(declined.key).unwrap().unwrap();
    assert_eq!((kept.run, kept.output_digest), (declined, None));
}

#[test]
fn a_batch_given_again_changes_nothing_but_another_result_is_refused_with_its_batch() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let first = run(entrants[0], cases[0], 0.5);
    registry.insert_runs(session, std::slice::from_ref(&first)).unwrap();
    let slower = Run { elapsed_us: 99, ..first.clone() };
    assert_eq!(registry.insert_runs(session, &[slower, run(entrants[0], cases[1], 0.5)]).unwrap(), 1);

    for other in [
        Run { fuel: 1, ..first.clone() },
        Run { output: Some("{}".to_owned()), ..first.clone() },
        run(entrants[0], cases[0], 0.25),
    ] {
        let error = registry.insert_runs(session, &[run(entrants[0], cases[2], 1.0), other]).unwrap_err();
        assert!(matches!(error, Error::RunConflict { repeat: 0, .. }), "{error}");
    }
    assert_eq!((registry.rows("run"), registry.rows("trace")), (2, 2));
    assert_eq!(registry.session(session).unwrap().runs_done, 2);
    assert_eq!(registry.run(first.key).unwrap().unwrap().run.elapsed_us, 42);
}

#[test]
fn runs_that_are_not_of_the_session_or_no_score_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let strange = registry.load("2.0.0", b"other", &crate::registry::fixture::cases(1)).unwrap().id();
    let strange = registry.cases(strange).unwrap()[0].id;
    let error = registry.insert_runs(session, &[run(entrants[0], strange, 1.0)]).unwrap_err();
    assert!(matches!(error, Error::NotOfSession { .. }), "{error}");
    for score in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let error = registry.insert_runs(session, &[run(entrants[0], cases[0], score)]).unwrap_err();
        assert!(matches!(error, Error::OutOfRange { .. }), "{error}");
    }
    let sure = Run { confidence: Some(2.0), ..run(entrants[0], cases[0], 1.0) };
    assert!(matches!(registry.insert_runs(session, &[sure]), Err(Error::OutOfRange { .. })));
    assert_eq!(registry.rows("run"), 0);
}

#[test]
fn more_runs_than_planned_are_refused_by_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let repeats = |repeat| cases.iter().map(move |case| (*case, repeat));
    let batch: Vec<_> = (0..3)
        .flat_map(repeats)
        .map(|(case, repeat)| {
            let run = run(entrants[0], case, 1.0);
            Run { key: RunKey { repeat, ..run.key }, ..run }
        })
        .collect();
    let error = registry.insert_runs(session, &batch).unwrap_err();
    let Error::Sqlite { source, .. } = error else { panic!("{error}") };
    assert_eq!(source.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
    assert_eq!(registry.rows("run"), 0);
}

#[test]
fn runs_come_only_while_the_session_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Registry::create_in(&folder);
    let (session, entrants, cases) = registry.running();
    let all: Vec<_> = entrants.iter().flat_map(|e| cases.iter().map(|c| run(*e, *c, 1.0))).collect();
    registry.insert_runs(session, &all[..7]).unwrap();
    let error = registry.finish_session(&Actor::operator(), session, &json!({})).unwrap_err();
    assert!(matches!(error, Error::RunsOutstanding { done: 7, planned: 8, .. }), "{error}");
    registry.insert_runs(session, &all[7..]).unwrap();
    registry.finish_session(&Actor::operator(), session, &json!({ "winner": null })).unwrap();
    assert!(matches!(registry.insert_runs(session, &all), Err(Error::WrongState { state: State::Finished, .. })));
    assert_eq!(registry.summary(session).unwrap(), Some(json!({ "winner": null })));
    assert_eq!(registry.latest_finished("addition").unwrap(), Some(session));
}
