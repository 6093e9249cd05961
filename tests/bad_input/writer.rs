//! Two processes on one registry.

use tongtai::registry::session::State;

use crate::support::App;

#[test]
fn a_second_writer_is_told_so_and_does_not_wait_and_readers_go_on() {
    let app = App::published();
    let mut first = app.tongtai(["compare", "address-parsing", "--threads", "1"]).start();
    let registry = app.registry();
    while !registry.sessions(Some("address-parsing")).unwrap().iter().any(|session| session.state == State::Running) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let asked = ["compare", "womens-tumour", "--cases", "4"];
    let second = app.tongtai(asked).run().ended(1);
    app.tongtai(["audit", "verify"]).run().succeeded();
    assert!(first.is_running(), "the others did not wait for it to end");
    second.says(&["error: another process is writing to registry.db", "registry.db-lock", "stop it, or wait"]);
    first.kill();
    app.tongtai(asked).run().succeeded();
}
