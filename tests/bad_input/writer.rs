//! Two processes on one registry.

use tongtai::registry::session::State;

use std::time::Duration;

use crate::support::App;

/// A writer waits a little, since a server lets go in a moment; a long command it does not outwait.
#[test]
fn a_second_writer_waits_a_little_and_is_then_told_so_and_readers_go_on() {
    let app = App::published();
    // All scenarios: on a quick machine one alone is over before the other has waited its ten seconds.
    let mut first = app.tongtai(["compare", "--all", "--threads", "1"]).start();
    let registry = app.registry();
    while !registry.sessions(None).unwrap().iter().any(|session| session.state == State::Running) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let asked = ["compare", "womens-tumour", "--cases", "4"];
    let second = app.tongtai(asked).run().ended(1);
    app.tongtai(["audit", "verify"]).run().succeeded();
    assert!(first.is_running(), "the others did not wait for it to end");
    second.says(&[
        "another process is writing to registry.db; waiting up to 10 s",
        "error: another process is writing to registry.db",
        "registry.db-lock",
        "stop it, or wait",
    ]);
    first.kill();
    app.tongtai(asked).run().succeeded();
}

#[test]
fn a_writer_has_its_turn_as_soon_as_another_lets_go() {
    let app = App::published();
    let held = app.registry_to_change();
    let waiting = app.tongtai(["vendor", "add", "tidewater", "--owner", "li"]);
    let done = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| waiting.run());
        std::thread::sleep(Duration::from_millis(1500));
        drop(held);
        waiting.join().unwrap()
    });
    done.succeeded().says(&["another process is writing to registry.db; waiting up to 10 s"]);
}
