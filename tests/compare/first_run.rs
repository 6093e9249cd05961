//! From nothing to tables, with nothing but the binary.

use tongtai::publish;
use tongtai::registry::release::ReleaseFilter;

use crate::support::{App, assert_same, runs, sessions};

#[test]
fn a_fresh_folder_becomes_a_registry_and_the_second_run_compiles_nothing() {
    let app = App::empty();
    let bundled = publish::bundled().unwrap();
    assert!(!bundled.is_empty());
    let asked = ["womens-tumour", "tide-prediction", "--cases", "12"];

    let (first, document) = app.compare(asked.into_iter().chain(["--lang", "zh"]));
    for agent in &bundled {
        let published = format!("发布 {}/{}@{} …", agent.vendor, agent.name, agent.version);
        assert!(first.stderr.contains(&published), "{published}\n{}", first.stderr);
    }
    assert_eq!(app.registry().releases(ReleaseFilter::default()).unwrap().len(), bundled.len());
    assert_eq!(document["compiled"], bundled.len());
    let entrants: usize =
        sessions(&document).iter().map(|session| session["summary"]["entrants"].as_array().unwrap().len()).sum();
    assert!(entrants >= 4);
    let ran = format!("2 个场景，{} 次运行", entrants * 12);
    for words in ["木兰", "潮汐预报", "参评智能体", "baseline/floor 0.1.0", "classic/linear 0.1.0", &ran] {
        assert!(first.stdout.contains(words), "{words}\n{}", first.stdout);
    }
    assert_eq!((sessions(&document).len(), runs(&document).count()), (2, entrants * 12));

    let (second, again) = app.compare(asked);
    assert_eq!(second.stderr.matches("publishing").count(), 0, "{}", second.stderr);
    assert_eq!(again["compiled"], 0);
    let ran = format!("2 scenarios, {} runs", entrants * 12);
    for words in ["Mulan", "Tide prediction", "Entrant", &ran, "0 components compiled"] {
        assert!(second.stdout.contains(words), "{words}\n{}", second.stdout);
    }
    assert_same(&document, &again);
}
