//! The pages as people use them: the real binary over a registry that it made itself.

#[path = "support/server.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use reqwest::StatusCode;

use server::Server;
use tongtai::registry::{Mode, Registry};

/// A registry with two compared scenarios, made once for all tests.
static COMPARED: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("registry.db");
    let args = ["compare", "garment-vision", "tide-prediction", "--cases", "12", "--db"];
    let made = tongtai().args(args).arg(&db).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    // With an operator there is nothing that the servers of these tests, which share the file, would have to write.
    let mut registry = Registry::open(&db, Mode::Write).unwrap();
    let link = registry.invite_first_operator(jiff::Timestamp::MAX).unwrap().unwrap();
    registry.accept_invitation(link.expose(), "wang", "王某", "no password").unwrap();
    (folder, db)
});

fn tongtai() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tongtai"))
}

impl Server {
    fn compared() -> Self {
        Self::over(&COMPARED.1, &[])
    }

    /// The address of the session that the scenario's page leads to.
    fn session(&self, scenario: &str) -> String {
        let page = self.page(&format!("/scenarios/{scenario}"));
        addresses(&page, "/sessions/").into_iter().next().unwrap()
    }
}

/// All links of a page that begin so, but for the one to its other language.
fn addresses(page: &str, beginning: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with(beginning) && !link.contains("lang=")).map(str::to_owned).collect()
}

/// The rows of the table of cases.
fn rows(page: &str) -> Vec<&str> {
    let table = page.split_once("class=\"scroll matrix\"").unwrap().1.split_once("</table>").unwrap().0;
    table.split_once("<tbody>").unwrap().1.split("<tr>").skip(1).collect()
}

#[test]
fn the_catalogue_lists_every_scenario_under_its_part_and_counts_what_is_compared() {
    let server = Server::compared();
    let page = server.page("/");
    assert!(page.contains("<html lang=\"zh-CN\">"));
    let listed = tongtai().args(["catalogue", "list"]).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for id in listed.lines().filter_map(|line| line.split('\t').next()) {
        assert_eq!(addresses(&page, &format!("/scenarios/{id}")).len(), 1, "{id}");
    }
    let fashion = page.split_once("id=\"fashion-city\"").unwrap().1.split_once("</section>").unwrap().0;
    assert!(fashion.contains("/scenarios/garment-vision") && !fashion.contains("/scenarios/tide-prediction"));
    let progress = page.split_once("class=\"numbers\"").unwrap().1.split_once("</dl>").unwrap().0;
    let count = listed.lines().count();
    for expected in [format!("<dt>入库场景</dt><dd>{count}</dd>"), "<dd>0 / 40</dd>".to_owned()] {
        assert!(progress.contains(&expected), "{progress}");
    }
    let compared = page.split_once("?maturity=comparable#list\">可比</a></th>").unwrap().1;
    assert!(compared.starts_with("<td class=\"number\">2</td>"), "two were compared, and nobody typed it in");
}

#[test]
fn a_scenario_is_found_by_words_of_either_language_by_filters_and_on_the_map() {
    let server = Server::compared();
    let found = |query: &str| {
        let page = server.page(&format!("/?{query}"));
        let links = addresses(&page, "/scenarios/");
        (links, page)
    };
    assert_eq!(found("q=潮汐").0[0], "/scenarios/tide-prediction");
    assert_eq!(found("q=garment").0[0], "/scenarios/garment-vision");
    let compared = found("maturity=comparable").0;
    assert_eq!(compared.len(), 2, "{compared:?}");
    let part = found("part=fashion-city").0;
    assert!(
        part.contains(&"/scenarios/garment-vision".to_owned())
            && !part.contains(&"/scenarios/tide-prediction".to_owned())
    );
    let (nothing, page) = found("q=潮汐&part=fashion-city");
    assert!(nothing.is_empty() && page.contains("没有符合全部条件的场景"));
    let (_, hostile) = found("q=%22%3E%3Cscript%3E");
    assert!(!hostile.contains("<script"), "what was typed is text");
    let (_, home) = found("");
    let map = home.split_once("<svg viewBox=\"0 0 720").unwrap().1.split_once("</svg>").unwrap().0;
    assert_eq!(map.matches("<a href=\"/?part=").count(), 8);
    assert_eq!(map.matches("class=\"at comparable\"").count(), 2);
}

#[test]
fn a_scenarios_page_shows_a_public_case_and_never_a_hidden_one() {
    let server = Server::compared();
    let page = server.page("/scenarios/tide-prediction");
    let example = page.split_once("id=\"example\"").unwrap().1.split_once("</section>").unwrap().0;
    assert!(example.contains("参考答案") && example.contains("JSON"));
}

#[test]
fn a_reader_comes_from_the_catalogue_to_a_trace_and_on_to_the_next_case() {
    let server = Server::compared();
    let session = server.session("garment-vision");
    let table = server.page(&session);
    assert_eq!(rows(&table).len(), 12);
    let cells = addresses(&table, &format!("{session}/cases/"));
    assert_eq!(cells.len() % 12, 0, "a cell for each entrant on each case");
    let trace = server.page(&cells[0]);
    for part in ["判定", "参考答案与各家答复", "计量单位", "data:image/png;base64,", "SHA-256"] {
        assert!(trace.contains(part), "{part}");
    }
    let entrants = cells.len() / 12;
    let beside = addresses(&trace, &format!("{session}/cases/"));
    assert_eq!(beside.first(), cells.get(entrants), "the first case has no previous one, and its next is the second");
    assert_eq!(beside.len(), 1 + (entrants - 1), "the next case and the other entrants");
}

#[test]
fn the_floor_is_the_leftmost_column_and_the_others_are_measured_from_it() {
    let server = Server::compared();
    let table = server.page(&server.session("tide-prediction"));
    let head = table.split_once("class=\"scroll matrix\"").unwrap().1.split_once("</thead>").unwrap().0;
    let floor = head.find("baseline/floor").unwrap();
    let other = head.find("series/harmonic").unwrap();
    assert!(floor < other);
    assert!(!head[floor..other].contains('+') && head[other..].contains('+'), "{head}");
}

/// What a page says of a comparison in one sentence.
fn verdict(page: &str) -> &str {
    page.split_once("class=\"verdict big\"").unwrap().1.split_once("</p>").unwrap().0
}

#[test]
fn a_verdict_comes_with_the_numbers_behind_it() {
    let server = Server::compared();
    for scenario in ["garment-vision", "tide-prediction"] {
        let session = server.session(scenario);
        let page = server.page(&session);
        let said = verdict(&page);
        for part in ["个隐藏案例", "95% 区间", "结果不同", "配对检验经 Holm 校正 p"] {
            assert!(said.contains(part), "{scenario}, {part}: {said}");
        }
        // Each pair has a sentence of its own, and so has each entrant's row, with what it rests on.
        let pairs = page.split_once("两两比较与检验").unwrap().1.split_once("</table>").unwrap().0;
        let pairs: Vec<_> = pairs.split_once("<tbody>").unwrap().1.split("<tr>").skip(1).collect();
        assert!(!pairs.is_empty());
        for pair in pairs {
            assert!(pair.contains("Holm 校正 p") && pair.contains('。'), "{pair}");
        }
        assert!(page.contains("（p "), "an entrant's row says how sure it is");
        let english = server.page(&format!("{session}?lang=en"));
        let said = verdict(&english);
        assert!(said.contains("95 % interval") && said.contains("Holm-adjusted p"), "{said}");
    }
}

#[test]
fn filters_and_orders_choose_the_rows() {
    let server = Server::compared();
    let session = server.session("garment-vision");
    let count = |query: &str| rows(&server.page(&format!("{session}?{query}"))).len();
    let (public, hidden) = (count("filter=public"), count("filter=hidden"));
    assert_eq!(public + hidden, 12);
    assert!(public > 0 && hidden > public, "three quarters of the cases are hidden");
    assert!(count("filter=disagreements") <= 12);
    assert!(server.page(&format!("{session}?filter=failures")).contains("没有符合条件的案例"));
    let spread = server.page(&format!("{session}?order=spread"));
    assert_ne!(rows(&spread), rows(&server.page(&session)));
    for odd in ["filter=nonsense", "page=-1", "page=99999999999999999999", "page=18446744073709551615"] {
        assert_eq!(server.get(&format!("{session}?{odd}")).status(), StatusCode::OK, "{odd}");
    }
}

#[test]
fn english_is_asked_for_by_address_or_cookie_and_never_by_the_browser() {
    let server = Server::compared();
    let by_browser = server.client.get(&server.address).header("accept-language", "en").send().unwrap();
    assert!(by_browser.text().unwrap().contains("lang=\"zh-CN\""));
    let asked = server.get("/?lang=en");
    let cookie = asked.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(cookie, "lang=en");
    assert!(asked.text().unwrap().contains("<html lang=\"en\">"));
    for path in ["/", "/scenarios/garment-vision", &server.session("garment-vision"), "/nowhere"] {
        let page = server.client.get(format!("{}{path}", server.address)).header("cookie", &cookie).send().unwrap();
        assert!(page.text().unwrap().contains("<html lang=\"en\">"), "{path}");
    }
}

#[test]
fn what_is_not_there_says_so_in_words() {
    let server = Server::compared();
    let session = server.session("garment-vision");
    let runs = format!("{session}/cases/1/999999");
    for path in ["/nowhere", "/scenarios/none", "/sessions/999999", &runs] {
        let response = server.get(path);
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
        assert!(response.text().unwrap().contains("返回场景目录"), "{path}");
    }
    assert_eq!(server.get("/sessions/word").status(), StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/healthz").text().unwrap(), "ok\n");
}

#[test]
fn every_response_keeps_itself_to_itself() {
    let server = Server::compared();
    for path in ["/", "/nowhere", "/healthz"] {
        let response = server.get(path);
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
    }
    let page = server.page("/");
    assert!(!page.contains("<script") && !page.contains(" style="), "the policy would refuse them");
    assert!(!page.contains("href=\"http") && !page.contains("src=\"http"), "nothing comes from elsewhere");
}

#[test]
fn a_name_of_another_machine_is_not_answered() {
    let server = Server::compared();
    let asked = server.client.get(&server.address).header("host", "elsewhere.example").send().unwrap();
    assert_eq!(asked.status(), StatusCode::MISDIRECTED_REQUEST);
    assert!(!asked.text().unwrap().contains("garment-vision"));
}

#[test]
fn hidden_cases_are_kept_back_where_other_machines_can_ask() {
    let local = Server::compared();
    let session = local.session("garment-vision");
    let hidden = local.page(&format!("{session}?filter=hidden"));
    let hidden: Vec<String> = addresses(&hidden, &format!("{session}/cases/"));
    assert!(local.page(&hidden[0]).contains("隐藏案例·仅限本机查看"));

    let open = Server::over(&COMPARED.1, &["--host", "0.0.0.0"]);
    for query in ["", "?filter=hidden", "?filter=disagreements", "?order=spread", "?filter=all&page=0"] {
        let page = open.page(&format!("{session}{query}"));
        assert!(page.contains("隐藏案例只公布合计"), "{query}");
        let shown = addresses(&page, &format!("{session}/cases/"));
        assert!(!shown.is_empty() && hidden.iter().all(|hidden| !shown.contains(hidden)), "{query}");
    }
    let refused = open.get(&hidden[0]);
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let refused = refused.text().unwrap();
    assert!(refused.contains("隐藏案例不在此显示") && !refused.contains("data:image"));
}

#[test]
fn without_a_registry_the_built_in_catalogue_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("absent.db");
    let server = Server::over(&db, &[]);
    let page = server.page("/");
    assert!(page.contains("tongtai compare") && page.contains("/scenarios/garment-vision"));
    assert!(server.page("/scenarios/garment-vision").contains("tongtai compare garment-vision"));
    assert_eq!(server.get("/sessions/1").status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_registry_that_goes_bad_is_told_of_without_what_goes_on_inside() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("registry.db");
    std::fs::copy(&COMPARED.1, &db).unwrap();
    let server = Server::over(&db, &[]);
    assert!(server.page("/").contains("garment-vision"));
    std::fs::remove_file(&db).unwrap();
    std::fs::write(&db, "no database at all, and long enough to be looked at closely".repeat(100)).unwrap();
    let response = server.get("/");
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = response.text().unwrap();
    assert!(page.contains("页面暂时无法显示"), "{page}");
    for inside in [folder.path().to_str().unwrap(), "SQL", "sqlite", "database"] {
        assert!(!page.contains(inside), "{inside}");
    }
}

fn refused(args: &[&str], db: &Path) -> Output {
    tongtai().args(["serve", "--db"]).arg(db).args(args).output().unwrap()
}

#[test]
fn what_keeps_the_server_from_starting_is_told_in_both_languages() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (language, words) in [("zh", "端口已被占用"), ("en", "the port is in use")] {
        let refused = refused(&["--port", &port, "--lang", language], &COMPARED.1);
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(words));
        assert!(refused.stdout.is_empty());
    }
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("letter.txt");
    std::fs::write(&db, "not a registry".repeat(100)).unwrap();
    for (language, words) in [("zh", "不是登记库"), ("en", "is not a registry")] {
        let refused = refused(&["--port", "0", "--lang", language], &db);
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(words));
    }
}
