//! Signing in to a server from a vendor's machine.

use std::fs;
use std::path::PathBuf;

use crate::support::{App, Server, Tongtai};

struct Machine {
    app: App,
    server: Server,
    token: String,
}

impl Machine {
    fn new() -> Self {
        let app = App::empty();
        app.tongtai(["vendor", "add", "tidewater", "--owner", "li"]).run().succeeded();
        let create = ["token", "create", "--vendor", "tidewater", "--holder", "li", "--days", "3"];
        let token = app.tongtai(create).run().succeeded().stdout.trim().to_owned();
        fs::write(app.path().join("token"), &token).unwrap();
        let server = Server::over(&app.db(), &[]);
        Self { app, server, token }
    }

    fn tongtai<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Tongtai {
        let none = ["TONGTAI_SERVER", "TONGTAI_TOKEN"].map(|name| (name, String::new()));
        let config = ("XDG_CONFIG_HOME", self.app.path().join("config").display().to_string());
        none.into_iter()
            .chain([config])
            .fold(self.app.tongtai(args), |command, (name, value)| command.env(name, &value))
    }

    fn account(&self) -> PathBuf {
        self.app.path().join("config/tongtai/account.toml")
    }
}

#[test]
fn a_token_that_is_good_is_kept_for_its_holders_eyes_alone() {
    let machine = Machine::new();
    machine.tongtai(["whoami"]).run().ended(2).says(&["not signed in", "tongtai login --server"]);
    let login = ["login", "--server", &machine.server.address, "--token-file", "token"];
    let done = machine.tongtai(login).run().succeeded().says(&["the token ends in 2 day(s)"]);
    assert!(done.stdout.contains("vendor tidewater, holder li, may read publish yank"), "{}", done.stdout);
    assert!(!format!("{done:?}").contains(&machine.token), "the token is not shown");
    assert!(fs::read_to_string(machine.account()).unwrap().contains(&machine.token));
    let zh = machine.tongtai(["whoami"]).lang("zh").run().succeeded();
    assert!(zh.stdout.contains("厂商 tidewater，持有人 li"), "{}", zh.stdout);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |mode| fs::set_permissions(machine.account(), fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(fs::metadata(machine.account()).unwrap().permissions().mode() & 0o777, 0o600);
        mode(0o644);
        machine.tongtai(["whoami"]).run().ended(1).says(&["open to others", "chmod 600"]);
        mode(0o600);
    }
    // A token that is kept for one server never goes to another.
    let other = machine.tongtai(["whoami", "--server", "http://127.0.0.1:9"]).run().ended(2);
    other.says(&["not signed in to http://127.0.0.1:9"]);
    machine.tongtai(["logout"]).run().succeeded();
    assert!(!machine.account().exists());
    machine.tongtai(["logout"]).run().succeeded();
    let from_environment = machine.tongtai(["whoami"]).env("TONGTAI_TOKEN", &machine.token);
    from_environment.env("TONGTAI_SERVER", &machine.server.address).run().succeeded();
}

#[test]
fn a_token_that_is_not_good_is_not_kept() {
    let machine = Machine::new();
    let login = |server: &str, token: &str| machine.tongtai(["login", "--server", server]).input(token).run();
    let address = machine.server.address.clone();
    login(&address, "tongtai_wrong\n").ended(1).says(&["revoked or past its end"]);
    login(&address, "two words\n").ended(2).says(&["this is no token"]);
    login(&address, "").ended(2).says(&["this is no token"]);
    login("tongtai.example", &machine.token).ended(2).says(&["is no server's address"]);
    login("http://127.0.0.1:9", &machine.token).ended(1).says(&["cannot be reached"]);
    assert!(!machine.account().exists());
    login(&address, &format!("{}\n", machine.token)).succeeded();
    assert!(machine.account().exists());
}
