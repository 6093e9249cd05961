//! `kill -9` at any moment: what was kept stays, and the same command goes on to the same result.

use std::collections::HashSet;
use std::time::Duration;

use tongtai::publish;
use tongtai::registry::release::ReleaseFilter;
use tongtai::registry::session::{Session, State};
use tongtai::registry::{Mode, Registry};

use crate::support::{App, assert_same, runs};

/// Some seconds of work on one thread.
const ASKED: [&str; 5] = ["address-parsing", "--cases", "160", "--threads", "1"];

/// Looks again and again until there is something. The test runner's patience bounds it.
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn newest(registry: &Registry) -> Option<Session> {
    registry.sessions(Some("address-parsing")).unwrap().into_iter().next()
}

/// Starts the comparison and kills it as soon as its session is so far.
fn kill_when(app: &App, so_far: impl Fn(&Session) -> bool) -> Session {
    let running = app.tongtai(["compare"]).args(ASKED).start();
    let registry = app.registry();
    wait_for(|| newest(&registry).filter(|session| so_far(session)));
    running.kill();
    newest(&registry).unwrap()
}

#[test]
fn a_killed_comparison_is_taken_up_again_and_ends_as_if_it_had_not_been() {
    let app = App::published();
    let undisturbed = app.copy();
    let early = kill_when(&app, |session| session.state == State::Running);
    let late = kill_when(&app, |session| session.runs_done > early.runs_done.max(20));
    assert_eq!(late.id, early.id, "one session is taken up, not a second one begun");
    assert_eq!(late.state, State::Running);
    assert!(late.runs_done < late.runs_planned, "some runs are left to do");

    let (done, document) = app.compare(ASKED);
    let kept = format!("{}/{} runs are kept", late.runs_done, late.runs_planned);
    assert!(done.stderr.contains(&kept), "{kept}\n{}", done.stderr);
    let keys: HashSet<String> = runs(&document).map(|run| format!("{} {}", run["entrant"], run["case"])).collect();
    assert_eq!((keys.len(), runs(&document).count()), (320, 320), "no run is missing and none is there twice");
    let registry = app.registry();
    let session = newest(&registry).unwrap();
    assert_eq!((session.id, session.state), (early.id, State::Finished));
    assert_eq!((session.runs_done, registry.done(session.id).unwrap().len()), (320, 320));

    assert_same(&document, &undisturbed.compare(ASKED).1);
    app.tongtai(["audit", "verify"]).run().succeeded();
    let actions: Vec<String> = registry.audit_rows(0, 1000).unwrap().into_iter().map(|row| row.action).collect();
    let count = |wanted: &str| actions.iter().filter(|action| *action == wanted).count();
    // One session of the base, one of this story.
    assert_eq!((count("session.planned"), count("session.finished")), (2, 2));
    assert_eq!(count("session.resumed"), 2);
}

#[test]
fn killed_while_it_publishes_the_agents_the_registry_is_whole_and_goes_on() {
    let app = App::compiled();
    let asked = ["compare", "womens-tumour", "--cases", "6"];
    let running = app.tongtai(asked).start();
    let bundled = publish::bundled().unwrap().len();
    let count = |registry: Registry| registry.releases(ReleaseFilter::default()).ok().map(|found| found.len());
    let published = wait_for(|| count(Registry::open(app.db(), Mode::Read).ok()?).filter(|count| *count > 0));
    running.kill();
    assert!(published <= bundled);
    app.tongtai(["audit", "verify"]).run().succeeded();

    let (_, document) = app.compare(["womens-tumour", "--cases", "6"]);
    assert_eq!(runs(&document).count() % 6, 0, "every case of every entrant");
    let releases = app.registry().releases(ReleaseFilter::default()).unwrap();
    let names: HashSet<String> = releases.iter().map(|release| release.name()).collect();
    assert_eq!((releases.len(), names.len()), (bundled, bundled), "each agent is published once");
}
